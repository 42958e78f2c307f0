import { describe, expect, it } from "vitest";
import { clientAddress } from "../../../../src/channels/web/guards.js";
import type { WebOptions } from "../../../../src/channels/web/options.js";
import { createMetricsApp } from "../../../../src/channels/web/server.js";
import { createExampleApp } from "../../../helpers/web-fixtures.js";

const PREFIX = "https://example.org/hangcai";
const PAGE = "src/channels/web/page";

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

const post = (
  app: ReturnType<typeof createExampleApp>["app"],
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  address = "127.0.0.1",
) =>
  app.request(
    path,
    {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    },
    from(address),
  );

describe("a path in the public address", () => {
  const open = (changes: Partial<WebOptions> = {}) =>
    createExampleApp({ publicUrl: PREFIX, pageFolder: PAGE, ...changes }).app;

  it.each([
    "/",
    "/style.css",
    "/icon.svg",
    "/page-words.json",
    "/page-slots.json",
    "/openapi.json",
    "/healthz",
    "/readyz",
    "/api/v1/services?q=x",
    "/api/v1/services/example-allowance",
  ])("is the prefix of %s, left in place by the proxy or taken away", async (path) => {
    const app = open();
    expect((await app.request(`/hangcai${path}`)).status).toBe(200);
    expect((await app.request(path)).status).toBe(200);
  });

  it("takes messages under it, and names the methods of a path there", async () => {
    const app = open();
    expect((await post(app, "/hangcai/api/v1/messages", { text: "a" })).status).toBe(200);
    const wrong = await app.request("/hangcai/api/v1/messages");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("leads from the prefix alone to the page, with what was asked for", async () => {
    const response = await open().request("/hangcai?locale=en");
    expect(response.status).toBe(308);
    expect(response.headers.get("location")).toBe("/hangcai/?locale=en");
  });

  it.each(["/hangcaix", "/hangcai/hangcai/healthz", "/other/healthz"])(
    "is not %s",
    async (path) => {
      expect((await open().request(path)).status).toBe(404);
    },
  );

  it("stands in the OpenAPI document as the server", async () => {
    const { servers } = (await (await open().request("/openapi.json")).json()) as {
      servers: unknown;
    };
    expect(servers).toEqual([{ url: PREFIX }]);
  });

  it("holds for the webhook of Telegram, too", async () => {
    const handler = () => new Response("taken");
    const app = open({ telegramWebhook: { path: "/hangcai/hook", handler } });
    expect(await (await app.request("/hangcai/hook", { method: "POST" })).text()).toBe("taken");
    expect(await (await app.request("/hook", { method: "POST" })).text()).toBe("taken");
  });

  it("needs no absolute address in the page", async () => {
    const html = await (await open().request("/hangcai/")).text();
    expect(html).not.toMatch(/(?:href|src)="\//u);
    expect(html).toMatch(/src="main\.js"/u);
  });

  it("lets the page of the public address send, whatever host the proxy asks for", async () => {
    const headers = { origin: "https://example.org", host: "127.0.0.1:8787" };
    expect((await post(open(), "/api/v1/messages", { text: "a" }, headers)).status).toBe(200);
    const other = { origin: "https://example.com", host: "127.0.0.1:8787" };
    expect((await post(open(), "/api/v1/messages", { text: "a" }, other)).status).toBe(403);
  });
});

describe("the address of a client", () => {
  it.each([
    ["198.51.100.7", "203.0.113.9", 0, "198.51.100.7"],
    ["198.51.100.7", null, 1, "198.51.100.7"],
    ["10.0.0.2", "203.0.113.9", 1, "203.0.113.9"],
    ["10.0.0.2", "1.1.1.1, 203.0.113.9", 1, "203.0.113.9"],
    ["10.0.0.2", "1.1.1.1, 203.0.113.9, 10.0.0.3", 2, "203.0.113.9"],
    ["10.0.0.2", "203.0.113.9", 3, "203.0.113.9"],
    ["10.0.0.2", "203.0.113.9:4711", 1, "203.0.113.9"],
    ["10.0.0.2", "[2001:db8::9]:4711", 1, "2001:db8::9"],
    ["10.0.0.2", "2001:db8::9", 1, "2001:db8::9"],
    ["10.0.0.2", "unknown", 1, "10.0.0.2"],
    ["10.0.0.2", "", 1, "10.0.0.2"],
    ["10.0.0.2", "x".repeat(9000), 1, "10.0.0.2"],
  ])("%s, told %s, with %i proxies is %s", (socket, header, proxies, address) => {
    expect(clientAddress(socket, header, proxies)).toBe(address);
  });

  it("is what the limit counts by when the proxy is trusted", async () => {
    const limits = { perAddress: { points: 2, seconds: 60 } };
    const { app } = createExampleApp({ limits, trustedProxies: 1 });
    const statuses = [];
    for (const client of ["203.0.113.1", "203.0.113.2", "203.0.113.1", "203.0.113.1"]) {
      const headers = { "x-forwarded-for": `192.0.2.1, ${client}` };
      statuses.push((await post(app, "/api/v1/messages", { text: "a" }, headers)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});

describe("the limit by work", () => {
  const work = (points: number) => ({ points, seconds: 60 });
  const LONG = "长".repeat(4000);
  const HERE = "127.0.0.1";

  it("counts long messages of one address as more than short ones", async () => {
    const { app } = createExampleApp({ limits: { workPerAddress: work(500) } });
    const say = (text: string) => post(app, "/api/v1/messages", { text }, {}, "198.51.100.7");
    expect((await say(LONG)).status).toBe(200);
    const refused = await say(LONG);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    const { app: other } = createExampleApp({ limits: { workPerAddress: work(500) } });
    for (let count = 0; count < 300; count += 1) {
      const response = await post(other, "/api/v1/messages", { text: "短" }, {}, "198.51.100.7");
      expect(response.status).toBe(200);
    }
  });

  it("holds on this machine and behind a trusted proxy", async () => {
    const { app } = createExampleApp({ limits: { workOfThisMachine: work(500) } });
    const say = () => post(app, "/api/v1/messages", { text: LONG }, {}, HERE);
    expect([(await say()).status, (await say()).status]).toEqual([200, 429]);
    const { app: behind } = createExampleApp({
      limits: { workPerAddress: work(500), workOfThisMachine: work(1) },
      trustedProxies: 1,
    });
    const statuses = [];
    for (const client of ["203.0.113.1", "203.0.113.1", "203.0.113.2"]) {
      const headers = { "x-forwarded-for": client };
      statuses.push((await post(behind, "/api/v1/messages", { text: LONG }, headers, HERE)).status);
    }
    expect(statuses).toEqual([200, 429, 200]);
  });

  it("holds in a conversation, wherever its messages come from", async () => {
    const { app } = createExampleApp({ limits: { workPerConversation: work(500) } });
    const first = await post(app, "/api/v1/messages", { text: "a" }, {}, "198.51.100.1");
    const { conversation } = (await first.json()) as { conversation: string };
    const statuses = [];
    for (const address of ["198.51.100.2", "198.51.100.3"]) {
      const body = { text: LONG, conversation };
      statuses.push((await post(app, "/api/v1/messages", body, {}, address)).status);
    }
    expect(statuses).toEqual([200, 429]);
    expect((await post(app, "/api/v1/messages", { text: LONG })).status).toBe(200);
  });

  it("counts judgements by what is to be judged", async () => {
    const { app } = createExampleApp({ limits: { workOfThisMachine: work(45) } });
    const judge = (services?: readonly string[]) =>
      post(app, "/api/v1/eligibility", { profile: { degree: "master" }, services });
    expect((await judge()).status).toBe(200);
    expect((await judge(["a"])).status).toBe(200);
    expect((await judge()).status).toBe(429);
  });

  it("lets pass, by default, what a browser and a busy proxy of this machine ask for", async () => {
    const { app } = createExampleApp();
    for (let count = 0; count < 1_500; count += 1) {
      const response = await post(app, "/api/v1/messages", { text: "余省心是什么" });
      if (response.status !== 200) throw new Error(`refused after ${count}`);
    }
  });
});

describe("the numbers", () => {
  const read = (
    app: ReturnType<typeof createExampleApp>["app"],
    address: string,
    headers: Record<string, string> = {},
  ) => app.request("/metrics", { headers }, from(address));

  it("are told to this machine only, and to nobody by way of a proxy on it", async () => {
    const { app } = createExampleApp({ trustedProxies: 1 });
    expect((await read(app, "127.0.0.1")).status).toBe(200);
    expect((await read(app, "::ffff:127.0.0.1")).status).toBe(200);
    expect((await read(app, "198.51.100.7")).status).toBe(403);
    for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
      expect((await read(app, "127.0.0.1", { [header]: "127.0.0.1" })).status).toBe(403);
    }
  });

  it("with a port of their own are there and nowhere else", async () => {
    const { app, metrics, store } = createExampleApp({ hasMetricsPort: true });
    expect((await read(app, "127.0.0.1")).status).toBe(404);
    const document = JSON.stringify(await (await app.request("/openapi.json")).json());
    expect(document).not.toContain("/metrics");
    metrics.knowledge(3, "v-1");
    const watched = createMetricsApp({
      metrics,
      store,
      isReady: () => true,
      catalogue: () => ({ version: "v-1" }) as never,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    expect(await (await watched.request("/metrics")).text()).toContain(
      'hangcai_knowledge_info{version="v-1"} 1',
    );
    expect((await watched.request("/healthz")).status).toBe(200);
    expect(await (await watched.request("/readyz")).json()).toEqual({
      status: "ready",
      version: "v-1",
    });
    expect((await watched.request("/")).status).toBe(404);
    expect((await watched.request("/api/v1/services")).status).toBe(404);
  });

  it("say which version of the data serves, one at a time", async () => {
    const { app, metrics } = createExampleApp();
    metrics.knowledge(3, "v-1");
    metrics.knowledge(4, "v-2");
    const text = await (await read(app, "127.0.0.1")).text();
    expect(text).toContain('hangcai_knowledge_info{version="v-2"} 1');
    expect(text).not.toContain("v-1");
    expect(text).toContain("hangcai_turns_waiting 0");
    expect(await (await app.request("/readyz")).json()).toEqual({ status: "ready", version: "1" });
  });
});
