import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  HOSTILE_BODIES,
  HOSTILE_STRINGS,
  VALUES_OF_ALL_TYPES,
} from "../../../helpers/hostile-strings.js";
import { createExampleApp } from "../../../helpers/web-fixtures.js";

const { app } = createExampleApp();

const POSTS = ["/api/v1/messages", "/api/v1/eligibility", "/api/v1/feedback"];

const FIELDS = {
  "/api/v1/messages": ["text", "conversation", "messageId", "locale", "profile"],
  "/api/v1/eligibility": ["profile", "partner", "today", "services"],
  "/api/v1/feedback": ["helpful", "services", "comment"],
};

const VALID = {
  "/api/v1/messages": { text: "a" },
  "/api/v1/eligibility": { profile: {} },
  "/api/v1/feedback": { helpful: true },
};

const post = (path: string, body: string | Uint8Array<ArrayBuffer>) =>
  app.request(path, { method: "POST", headers: { "content-type": "application/json" }, body });

/** An answer or a refusal that says why; never a fault. */
async function expectCalm(response: Response): Promise<void> {
  expect(response.status).toBeLessThan(500);
  if (response.status >= 400) {
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: response.status });
  }
}

describe("no input is answered with a fault", () => {
  it.each(POSTS)("%s: odd bodies", async (path) => {
    for (const body of HOSTILE_BODIES) await expectCalm(await post(path, body));
  });

  it.each(Object.entries(FIELDS))("%s: odd strings in every field", async (path, fields) => {
    const valid = Object.entries(VALID).find(([known]) => known === path)?.[1];
    for (const field of fields) {
      for (const value of HOSTILE_STRINGS) {
        await expectCalm(await post(path, JSON.stringify({ ...valid, [field]: value })));
        const nested = { ...valid, [field]: { [value]: value } };
        await expectCalm(await post(path, JSON.stringify(nested)));
      }
    }
  });

  it.each(Object.entries(FIELDS))("%s: every type in every field", async (path, fields) => {
    const valid = Object.entries(VALID).find(([known]) => known === path)?.[1];
    for (const field of fields) {
      for (const value of VALUES_OF_ALL_TYPES) {
        await expectCalm(await post(path, JSON.stringify({ ...valid, [field]: value })));
      }
    }
  });

  it("any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expectCalm(await post("/api/v1/messages", new Uint8Array(bytes)));
      }),
      { numRuns: 200 },
    );
  });

  it("any JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...POSTS), fc.json(), async (path, body) => {
        await expectCalm(await post(path, body));
      }),
      { numRuns: 200 },
    );
  });

  it("any text is answered, and comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
        const said = `回声${text}`;
        const response = await post("/api/v1/messages", JSON.stringify({ text: said }));
        expect(response.status).toBe(200);
        expect(await response.json()).toMatchObject({ reply: { text: said } });
      }),
      { numRuns: 200 },
    );
  });

  it("odd strings in paths, queries and headers", async () => {
    for (const value of HOSTILE_STRINGS) {
      const safe = encodeURIComponent(value.replace(/\p{Surrogate}/gu, "?"));
      for (const path of [
        `/api/v1/services/${safe}`,
        `/api/v1/services?q=${safe}`,
        `/api/v1/services?district=${safe}&topic=${safe}&limit=${safe}`,
        `/${safe}`,
        `/page-words.json?locale=${safe}`,
        `/?locale=${safe}`,
      ]) {
        await expectCalm(await app.request(path));
      }
    }
  });

  it("changes no prototype", () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { degree?: unknown }).degree).toBeUndefined();
  });
});
