import { describe, expect, it } from "vitest";
import type { Assistant } from "../../../../src/assistant/types.js";
import { StoreError } from "../../../../src/shared/errors.js";
import { createExampleApp } from "../../../helpers/web-fixtures.js";

type App = ReturnType<typeof createExampleApp>["app"];

const post = (app: App, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const say = (app: App, body: unknown, headers?: Record<string, string>) =>
  post(app, "/api/v1/messages", body, headers);

const bearer = (conversation: string) => ({ headers: { authorization: `Bearer ${conversation}` } });

interface Turn {
  readonly conversation: string;
  readonly reply: { readonly text: string };
}

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string }[];
}

/** A refusal in the form of RFC 9457, and the fields it names. */
async function expectProblem(response: Response, status: number): Promise<readonly string[]> {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const body = (await response.json()) as Problem;
  expect(body).toMatchObject({ type: "about:blank", status });
  expect(body.title.length).toBeGreaterThan(3);
  expect(body.detail.length).toBeGreaterThan(3);
  return (body.errors ?? []).map(({ field }) => field);
}

describe("a message", () => {
  it("begins a conversation and goes on in it", async () => {
    const { app, assistant } = createExampleApp();
    const first = (await (await say(app, { text: "你好" })).json()) as Turn;
    const second = await say(app, { text: "还有呢", conversation: first.conversation });
    expect(second.status).toBe(200);
    expect(((await second.json()) as Turn).conversation).toBe(first.conversation);
    expect(assistant.talks.get(first.conversation)).toEqual(["你好", "还有呢"]);
  });

  it("hands locale, message id and profile to the assistant, and the text unchanged", async () => {
    const seen: unknown[] = [];
    const assistant: Assistant = {
      handleTurn: (message) => {
        seen.push(message);
        return Promise.resolve({ kind: "unavailable" });
      },
      exportConversation: () => Promise.resolve(null),
      forgetConversation: () => Promise.resolve(false),
    };
    const { app } = createExampleApp({ assistant });
    await say(app, {
      text: "  Ａ\u0000 ",
      messageId: "m",
      locale: "zh-TW",
      profile: { degree: "master" },
    });
    await say(app, { text: "x" });
    expect(seen).toEqual([
      {
        conversation: null,
        text: "  Ａ\u0000 ",
        channel: "web",
        messageId: "m",
        locale: "zh-TW",
        profile: { degree: "master" },
      },
      { conversation: null, text: "x", channel: "web" },
    ]);
  });

  it("gets the same reply again under the same id, and 409 with another text", async () => {
    const { app } = createExampleApp();
    const { conversation } = (await (await say(app, { text: "a" })).json()) as Turn;
    const send = (text: string) => say(app, { text, conversation, messageId: "m1" });
    const first = await (await send("回声")).text();
    expect(await (await send("回声")).text()).toBe(first);
    await expectProblem(await send("别的"), 409);
  });

  it.each(["nobody", "", "x".repeat(10_000), "../../etc/passwd", "__proto__"])(
    "is 404 in the unknown conversation %j",
    async (conversation) => {
      const { app } = createExampleApp();
      await expectProblem(await say(app, { text: "a", conversation }), 404);
    },
  );

  it.each([
    ["an empty body", ""],
    ["no JSON", "{"],
    ["no object", "[]"],
    ["nothing", "null"],
    ["no text", "{}"],
    ["an empty text", '{"text":""}'],
    ["only spaces", '{"text":" \u3000\\n\\t"}'],
  ])("is 400 with %s", async (_, body) => {
    const { app } = createExampleApp();
    await expectProblem(await say(app, body), 400);
  });

  it("is 400 when its bytes are no UTF-8", async () => {
    const { app } = createExampleApp();
    const response = await app.request("/api/v1/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"text":"\xff\xfe"}', "latin1"),
    });
    await expectProblem(response, 400);
  });

  it.each([
    ["text", { text: 5 }],
    ["text", { text: null }],
    ["text", { text: "长".repeat(4001) }],
    ["conversation", { text: "a", conversation: null }],
    ["conversation", { text: "a", conversation: 5 }],
    ["messageId", { text: "a", messageId: "" }],
    ["messageId", { text: "a", messageId: "x".repeat(201) }],
    ["messageId", { text: "a", messageId: 7 }],
    ["locale", { text: "a", locale: "fr" }],
    ["profile", { text: "a", profile: [] }],
    ["profile", { text: "a", profile: "master" }],
    ["profile.degree", { text: "a", profile: { degree: "baker" } }],
    ["profile.age", { text: "a", profile: { age: "30" } }],
    ["profile.age", { text: "a", profile: { age: [30] } }],
    ["profile.shoeSize", { text: "a", profile: { shoeSize: 44 } }],
  ])("is 422 and names %s", async (field, body) => {
    const { app, assistant } = createExampleApp();
    expect(await expectProblem(await say(app, body), 422)).toContain(field);
    expect(assistant.talks.size).toBe(0);
  });

  it("may have 4,000 characters, counted as people count them", async () => {
    const { app } = createExampleApp();
    expect((await say(app, { text: "👋".repeat(4000) })).status).toBe(200);
  });

  it("ignores fields it does not know", async () => {
    const { app } = createExampleApp();
    expect((await say(app, { text: "a", colour: "red" })).status).toBe(200);
  });

  it.each([
    ["text/plain"],
    ["application/x-www-form-urlencoded"],
    ["application/json; charset=gbk"],
    [""],
  ])("is 415 as %j", async (type) => {
    const { app } = createExampleApp();
    await expectProblem(await say(app, { text: "a" }, { "content-type": type }), 415);
  });

  it("is taken as application/json; charset=utf-8", async () => {
    const { app } = createExampleApp();
    const type = { "content-type": "Application/JSON; charset=UTF-8" };
    expect((await say(app, { text: "a" }, type)).status).toBe(200);
  });

  it("is 415 when compressed", async () => {
    const { app } = createExampleApp();
    await expectProblem(await say(app, { text: "a" }, { "content-encoding": "gzip" }), 415);
  });

  it("is 413 over 64 KiB, and not at 64 KiB", async () => {
    const { app } = createExampleApp();
    const frame = JSON.stringify({ text: "a", pad: "" });
    const padded = (bytes: number) =>
      JSON.stringify({ text: "a", pad: "x".repeat(bytes - frame.length) });
    expect((await say(app, padded(65_536))).status).toBe(200);
    await expectProblem(await say(app, padded(65_537)), 413);
    await expectProblem(await say(app, "x", { "content-length": "65537" }), 413);
  });

  it("is 413 when its announced length is a lie", async () => {
    const { app } = createExampleApp();
    const body = JSON.stringify({ text: "a", pad: "x".repeat(70_000) });
    await expectProblem(await say(app, body, { "content-length": "20" }), 413);
  });

  it("is 503 with Retry-After when the store cannot be used", async () => {
    const { app } = createExampleApp({
      assistant: {
        handleTurn: () => Promise.resolve({ kind: "unavailable" }),
        exportConversation: () => Promise.reject(new StoreError("store-read", "no")),
        forgetConversation: () => Promise.reject(new StoreError("store-write", "no")),
      },
    });
    for (const response of [
      await say(app, { text: "a" }),
      await app.request("/api/v1/conversation", bearer("abc")),
      await app.request("/api/v1/conversation", { method: "DELETE", ...bearer("abc") }),
    ]) {
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      await expectProblem(response, 503);
    }
  });

  it("is 503, and logged without its text, when the program itself fails", async () => {
    const logged: unknown[] = [];
    const { app } = createExampleApp({
      assistant: {
        handleTurn: () => Promise.reject(new TypeError("bug")),
        exportConversation: () => Promise.resolve(null),
        forgetConversation: () => Promise.resolve(false),
      },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (...entry) => logged.push(entry),
      },
    });
    const response = await say(app, { text: "机密" });
    expect(await response.clone().text()).not.toContain("bug");
    await expectProblem(response, 503);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain("机密");
  });
});

describe("the kept conversation", () => {
  it("is exported and forgotten by its key", async () => {
    const { app } = createExampleApp();
    const { conversation } = (await (await say(app, { text: "a" })).json()) as Turn;
    const kept = await app.request("/api/v1/conversation", bearer(conversation));
    expect(await kept.json()).toEqual({ turns: ["a"] });
    const remove = () =>
      app.request("/api/v1/conversation", { method: "DELETE", ...bearer(conversation) });
    expect((await remove()).status).toBe(204);
    await expectProblem(await remove(), 404);
    await expectProblem(await app.request("/api/v1/conversation", bearer(conversation)), 404);
    await expectProblem(await say(app, { text: "b", conversation }), 404);
  });

  it.each([undefined, "", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "Bearer \u00e9"])(
    "is 401 with the authorization %j",
    async (authorization) => {
      const { app } = createExampleApp();
      const headers = authorization === undefined ? {} : { authorization };
      const response = await app.request("/api/v1/conversation", { headers });
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      await expectProblem(response, 401);
    },
  );
});

describe("services", () => {
  it.each(["", "?q=", "?q=&district=&topic=", "?q=补贴", "?district=binjiang", "?limit=1"])(
    "are listed for %j",
    async (query) => {
      const { app } = createExampleApp();
      const response = await app.request(`/api/v1/services${query}`);
      expect(await response.json()).toMatchObject({ services: [{ id: "example-allowance" }] });
    },
  );

  it.each(["?q=无", "?district=xihu"])("are none for %j", async (query) => {
    const { app } = createExampleApp();
    const response = await app.request(`/api/v1/services${query}`);
    expect(await response.json()).toEqual({ services: [] });
  });

  it.each([
    ["district", "?district=atlantis"],
    ["topic", "?topic=__proto__"],
    ["limit", "?limit=0"],
    ["limit", "?limit=-1"],
    ["limit", "?limit=1e3"],
    ["q", `?q=${"a".repeat(201)}`],
    ["q", "?q=a&q=b"],
  ])("are 422 and name %s", async (field, query) => {
    const { app } = createExampleApp();
    const response = await app.request(`/api/v1/services${query}`);
    expect(await expectProblem(response, 422)).toContain(field);
  });

  it("are found by their own id and by the id of a covered entry", async () => {
    const { app } = createExampleApp();
    for (const id of ["example-allowance", "example-1"]) {
      const response = await app.request(`/api/v1/services/${id}`);
      expect(await response.json()).toMatchObject({ id: "example-allowance", status: "current" });
    }
  });

  it.each(["nowhere", "__proto__", "%00", "%ff", "%", "..%2f..%2fetc", "a%20b"])(
    "are 404 for the id %s",
    async (id) => {
      const { app } = createExampleApp();
      await expectProblem(await app.request(`/api/v1/services/${id}`), 404);
    },
  );
});

describe("eligibility", () => {
  it("judges a profile", async () => {
    const { app } = createExampleApp();
    const response = await post(app, "/api/v1/eligibility", {
      profile: { degree: "master" },
      today: "2031-05-01",
    });
    expect(await response.json()).toEqual({
      verdicts: [],
      next: null,
      facts: [],
      steps: [],
      receipt: null,
    });
  });

  it.each([
    ["profile.degree", { profile: { degree: 5 } }],
    ["partner.degree", { profile: {}, partner: { degree: 5 } }],
    ["today", { profile: {}, today: "2031-02-30" }],
    ["today", { profile: {}, today: 20310201 }],
    ["services", { profile: {}, services: "x" }],
    ["services[1]", { profile: {}, services: ["x", 5] }],
    ["services[0]", { profile: {}, services: ["nowhere"] }],
  ])("is 422 and names %s", async (field, body) => {
    const { app } = createExampleApp();
    const response = await post(app, "/api/v1/eligibility", body);
    expect(await expectProblem(response, 422)).toContain(field);
  });

  it("is 400 without a profile, and names it", async () => {
    const { app } = createExampleApp();
    const response = await post(app, "/api/v1/eligibility", {});
    expect(await expectProblem(response, 400)).toEqual(["profile"]);
  });
});

describe("feedback", () => {
  it("is kept, masked and dated", async () => {
    const { app, store } = createExampleApp({ now: () => new Date("2031-01-02T03:04:05Z") });
    const response = await post(app, "/api/v1/feedback", {
      helpful: false,
      services: ["example-allowance"],
      comment: "打 13800000000 没人接",
    });
    expect(response.status).toBe(204);
    expect(store.feedback).toEqual([
      {
        at: "2031-01-02T03:04:05.000Z",
        helpful: false,
        services: ["example-allowance"],
        comment: "打 [mobile] 没人接",
      },
    ]);
  });

  it.each([
    ["helpful", { helpful: "yes" }],
    ["services[0]", { helpful: true, services: ["nowhere"] }],
    ["comment", { helpful: true, comment: "长".repeat(2001) }],
  ])("is 422 and names %s", async (field, body) => {
    const { app, store } = createExampleApp();
    expect(await expectProblem(await post(app, "/api/v1/feedback", body), 422)).toContain(field);
    expect(store.feedback).toEqual([]);
  });
});

describe("health", () => {
  it("says that the process lives, and when the rest is ready", async () => {
    let isReady = true;
    const { app } = createExampleApp({ isReady: () => isReady });
    expect((await app.request("/healthz")).status).toBe(200);
    expect((await app.request("/readyz")).status).toBe(200);
    isReady = false;
    expect((await app.request("/healthz")).status).toBe(200);
    await expectProblem(await app.request("/readyz"), 503);
  });

  it("is not ready when the store fails", async () => {
    const { app } = createExampleApp({
      store: {
        check: () => Promise.reject(new StoreError("store-write", "full")),
        logFeedback: () => Promise.resolve(),
      },
    });
    await expectProblem(await app.request("/readyz"), 503);
  });

  it("counts answers by class of status, without texts and ids", async () => {
    const { app } = createExampleApp();
    const { conversation } = (await (await say(app, { text: "秘密" })).json()) as Turn;
    await app.request("/nowhere");
    const text = await (await app.request("/metrics")).text();
    expect(text).toContain('hangcai_http_responses_total{class="2xx"} 1');
    expect(text).toContain('hangcai_http_responses_total{class="4xx"} 1');
    expect(text).not.toContain(conversation);
    expect(text).not.toContain("秘密");
  });
});
