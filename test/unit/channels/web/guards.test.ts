import { describe, expect, it } from "vitest";
import { countedAddress } from "../../../../src/channels/web/guards.js";
import { createExampleApp } from "../../../helpers/web-fixtures.js";

type App = ReturnType<typeof createExampleApp>["app"];

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

const say = (
  app: App,
  body: unknown,
  headers: Record<string, string> = {},
  address = "198.51.100.7",
) =>
  app.request(
    "/api/v1/messages",
    {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    },
    from(address),
  );

const PATHS = [
  "/",
  "/main.js",
  "/style.css",
  "/case.css",
  "/print.css",
  "/page-words.json",
  "/openapi.json",
  "/healthz",
  "/readyz",
  "/metrics",
  "/api/v1/services",
  "/api/v1/services/example-allowance",
  "/api/v1/services/nowhere",
  "/api/v1/conversation",
  "/nowhere",
];

describe("every response", () => {
  it.each(PATHS)("of %s carries the security headers", async (path) => {
    const { app } = createExampleApp();
    const { headers } = await app.request(path);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|https?:|\*/u);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("set-cookie")).toBeNull();
  });

  it.each(["/api/v1/services", "/api/v1/conversation", "/nowhere"])(
    "of %s is not to be kept by caches",
    async (path) => {
      const { app } = createExampleApp();
      expect((await app.request(path)).headers.get("cache-control")).toBe("no-store");
    },
  );
});

describe("a method that a path does not take", () => {
  it.each([
    ["GET", "/api/v1/messages", "POST"],
    ["PUT", "/api/v1/messages", "POST"],
    ["OPTIONS", "/api/v1/messages", "POST"],
    ["POST", "/api/v1/services", "GET, HEAD"],
    ["DELETE", "/api/v1/services/x", "GET, HEAD"],
    ["PATCH", "/api/v1/conversation", "GET, HEAD, DELETE"],
    ["POST", "/healthz", "GET, HEAD"],
    ["POST", "/", "GET, HEAD"],
  ])("%s %s is 405 and says what is taken", async (method, path, allow) => {
    const { app } = createExampleApp();
    const response = await app.request(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe(allow);
  });

  it("answers HEAD wherever it answers GET", async () => {
    const { app } = createExampleApp();
    const response = await app.request("/api/v1/services", { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  it("has no echo unless it was built for the benchmark", async () => {
    const body = { method: "POST", headers: { "content-type": "application/json" }, body: "[1]" };
    const { app } = createExampleApp();
    expect((await app.request("/api/v1/echo", body)).status).toBe(404);
    const { app: measured } = createExampleApp({ echo: true });
    expect(await (await measured.request("/api/v1/echo", body)).json()).toEqual([1]);
  });
});

describe("a page of another site", () => {
  it.each([
    { origin: "https://evil.example", host: "chat.example" },
    { origin: "null", host: "chat.example" },
    { origin: "https://chat.example:8443", host: "chat.example" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("is refused with %j", async (headers) => {
    const { app, assistant } = createExampleApp();
    expect((await say(app, { text: "a" }, headers)).status).toBe(403);
    expect(assistant.talks.size).toBe(0);
  });

  it.each([
    {},
    { origin: "https://chat.example", host: "chat.example" },
    { origin: "https://chat.example", host: "127.0.0.1:8787", "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "none" },
  ])("is not what this is: %j", async (headers) => {
    const { app } = createExampleApp();
    expect((await say(app, { text: "a" }, headers)).status).toBe(200);
  });

  it("cannot delete either", async () => {
    const { app } = createExampleApp();
    const response = await app.request("/api/v1/conversation", {
      method: "DELETE",
      headers: { authorization: "Bearer x", origin: "https://evil.example" },
    });
    expect(response.status).toBe(403);
  });
});

describe("the limit of an address", () => {
  const limits = { perAddress: { points: 2, seconds: 60 } };

  it("refuses with 429 and says when to come back", async () => {
    const { app } = createExampleApp({ limits });
    await say(app, { text: "a" });
    await say(app, { text: "b" });
    const response = await say(app, { text: "c" });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect((await say(app, { text: "a" }, {}, "198.51.100.8")).status).toBe(200);
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])("is not counted on %s", async (address) => {
    const { app } = createExampleApp({ limits });
    for (let count = 0; count < 5; count += 1) {
      expect((await say(app, { text: "a" }, {}, address)).status).toBe(200);
    }
  });

  it("does not believe a forwarded address", async () => {
    const { app } = createExampleApp({ limits });
    const statuses = [];
    for (const forged of ["1.1.1.1", "2.2.2.2", "127.0.0.1"]) {
      const headers = { "x-forwarded-for": forged, "x-real-ip": forged };
      statuses.push((await say(app, { text: "a" }, headers)).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2::9", "2001:db8:1:2"],
    ["2001:db8::9", "2001:db8:0:0"],
    ["::ffff:198.51.100.7", "::ffff:198.51.100.7"],
    ["198.51.100.7", "198.51.100.7"],
    [undefined, null],
  ])("counts %s as %s", (address, counted) => {
    expect(countedAddress(address)).toBe(counted);
  });
});

describe("the limit of a conversation", () => {
  const limits = { perConversation: { points: 2, seconds: 60 } };

  it("refuses with 429 in that conversation alone", async () => {
    const { app } = createExampleApp({ limits });
    const begin = async () =>
      ((await (await say(app, { text: "a" })).json()) as { readonly conversation: string })
        .conversation;
    const [busy, other] = [await begin(), await begin()];
    const statuses = [];
    for (let count = 0; count < 3; count += 1) {
      statuses.push((await say(app, { text: "b", conversation: busy })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
    expect((await say(app, { text: "b", conversation: other })).status).toBe(200);
  });

  it("keeps no count of conversations that do not exist", async () => {
    const { app } = createExampleApp({ limits });
    for (let count = 0; count < 4; count += 1) {
      expect((await say(app, { text: "b", conversation: "nobody" })).status).toBe(404);
    }
  });
});
