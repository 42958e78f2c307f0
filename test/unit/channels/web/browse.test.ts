import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Engine } from "../../../../src/assistant/engine.js";
import type { Catalogue } from "../../../../src/assistant/types.js";
import { suggestionsResponse } from "../../../../src/channels/web/reply-schemas.js";
import { createWebApp } from "../../../../src/channels/web/server.js";
import { newTracker } from "../../../../src/dialogue/index.js";
import { createMetrics } from "../../../../src/run/metrics.js";
import { createMemoryStore } from "../../../../src/store/memory-store.js";
import { realEngine } from "../../../helpers/collecting-channel.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";
import {
  createExampleApp,
  createExampleAssistant,
  createExampleCatalogue,
  createExampleDesk,
  SILENT,
} from "../../../helpers/web-fixtures.js";

const TODAY = "2026-11-30";
const PUBLIC = "https://example.org/hangcai";
const LOCALES = ["zh-CN", "zh-TW", "en"] as const;
/** What a field may take to propose something. */
const MOST_MS = 50;

let engine: Engine;
let catalogue: Catalogue;
let app: ReturnType<typeof createWebApp>;
let paths: readonly string[];

beforeAll(async () => {
  engine = await realEngine();
  catalogue = engine.catalogue(() => TODAY);
  app = createWebApp({
    assistant: createExampleAssistant(),
    catalogue: () => catalogue,
    desk: createExampleDesk(),
    store: createMemoryStore(),
    isReady: () => true,
    maskPersonal: (text) => text,
    log: SILENT,
    metrics: createMetrics(),
    publicUrl: PUBLIC,
    now: () => new Date(`${TODAY}T04:00:00Z`),
  });
  const { shelf } = catalogue;
  paths = [
    "browse",
    ...shelf.services().map(({ id }) => `s/${id}`),
    ...shelf.topics().map(({ id }) => `t/${id}`),
    ...shelf.districts().map(({ id }) => `d/${id}`),
    ...shelf.sourceIds().map((id) => `sources/${id}`),
  ];
}, 180_000);

async function read(route: string): Promise<string> {
  const response = await app.request(`/${route}`);
  expect(response.status, route).toBe(200);
  // Line breaks inside of tags and between them are as the formatter likes them.
  return (await response.text()).replace(/\s+/gu, " ").replace(/ >/gu, ">").trim();
}

const matches = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found);

const unescape = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

describe("pages to read", () => {
  it("are there for every service, topic, district and source that something is told of", () => {
    const kinds = (kind: string) => paths.filter((each) => each.startsWith(`${kind}/`)).length;
    expect(kinds("s")).toBe(engine.base.services.length);
    expect(kinds("t")).toBeGreaterThan(40);
    expect(kinds("d")).toBeGreaterThan(9);
    expect(kinds("sources")).toBeGreaterThan(140);
  });

  it("stand in their language, with a canonical address, a heading and no script that runs", async () => {
    for (const locale of LOCALES) {
      for (const route of paths) {
        const query = locale === "zh-CN" ? "" : `?locale=${locale}`;
        const text = await read(`${route}${query}`);
        expect(text.startsWith(`<!doctype html> <html lang="${locale}">`), route).toBe(true);
        expect(matches(text, /<h1>([\s\S]*?)<\/h1>/gu), route).toHaveLength(1);
        expect(text).toContain(`<link rel="canonical" href="${PUBLIC}/${route}${query}" />`);
        expect(text.replaceAll('<script type="application/ld+json">', ""), route).not.toMatch(
          /<script|\son[a-z]+=|javascript:|\{\{|undefined|\[object/u,
        );
      }
    }
  }, 120_000);

  it("tell every statement of a service with its day and the documents behind it", async () => {
    for (const service of engine.base.services) {
      const text = unescape(await read(`s/${service.id}`));
      const statements = text.split('<span class="claim"').slice(1);
      for (const claim of Object.values(service.claims).flat()) {
        const told = statements.find((statement) => statement.includes(`>${claim.text}</span>`));
        expect(told, `${service.id}: ${claim.text}`).toBeDefined();
        expect(told).toMatch(/<span class="as-of"\s*>截至[^<]*\d{4}年/u);
        const sources = engine.base.sourcesOf(claim);
        const numbers = matches(told?.split("</li>")[0] ?? "", /href="#source-(\d+)"/gu);
        expect(numbers, claim.text).toHaveLength(sources.length);
        for (const { id } of sources) expect(text).toContain(`href="../sources/${id}"`);
      }
    }
  }, 60_000);

  it("never show the address of a page that only reposts", async () => {
    const hidden = catalogue.shelf
      .sourceIds()
      .flatMap((id) => engine.base.source(id) ?? [])
      .filter(({ reposts, url }) => reposts === true && url !== null)
      .map(({ url }) => url ?? "");
    expect(hidden.length).toBeGreaterThan(20);
    for (const route of paths) {
      const text = unescape(await read(route));
      for (const url of hidden) expect(text.includes(url), `${route}: ${url}`).toBe(false);
    }
  }, 60_000);

  it("lead nowhere but to pages that are there", async () => {
    const known = new Set([
      ...paths,
      "",
      "search",
      "style.css",
      "browse.css",
      "print.css",
      "icon.svg",
    ]);
    for (const route of paths) {
      const text = await read(route);
      const ids = new Set(matches(text, /\sid="([^"]+)"/gu));
      expect(matches(text, /\sid="([^"]+)"/gu), route).toHaveLength(ids.size);
      for (const href of matches(text, /\shref="([^"]*)"/gu).map(unescape)) {
        const url = new URL(href, `${PUBLIC}/${route}`);
        if (!url.href.startsWith(`${PUBLIC}/`)) {
          expect(url.protocol, `${route}: ${href}`).toMatch(/^(?:https?|tel):$/u);
          continue;
        }
        const target = url.pathname.slice("/hangcai/".length);
        expect(known.has(target), `${route}: ${href}`).toBe(true);
        const asked = /^#ask=(.+)$/u.exec(url.hash)?.[1];
        if (asked !== undefined) expect(catalogue.shelf.question(asked), href).not.toBeNull();
        else if (url.hash !== "")
          expect(ids.has(url.hash.slice(1)), `${route}: ${href}`).toBe(true);
      }
    }
  }, 60_000);

  it("tell machines what they tell people", async () => {
    for (const route of paths.filter((each) => !each.startsWith("sources/"))) {
      const text = await read(route);
      const [script = ""] = matches(
        text,
        /<script type="application\/ld\+json">([\s\S]*?)<\/script>/gu,
      );
      const data: unknown = JSON.parse(script);
      expect(Array.isArray(data), route).toBe(true);
      for (const item of data as readonly Record<string, unknown>[]) {
        expect(item["@context"]).toBe("https://schema.org");
        expect(item["@type"]).toBeTypeOf("string");
      }
    }
    const text = await read("s/city-rental-subsidy");
    const [script = ""] = matches(text, /ld\+json">([\s\S]*?)<\/script>/gu);
    const data = JSON.parse(script) as readonly Record<string, unknown>[];
    expect(data.map((item) => item["@type"])).toEqual([
      "GovernmentService",
      "FAQPage",
      "BreadcrumbList",
    ]);
    const questions = data[1]?.["mainEntity"] as readonly {
      readonly acceptedAnswer: { readonly text: string };
    }[];
    expect(questions.length).toBeGreaterThan(5);
    for (const { acceptedAnswer } of questions) {
      for (const line of acceptedAnswer.text.split("\n")) expect(line).toMatch(/（截至.*，.+）$/u);
    }
  }, 60_000);

  it("are kept, confirmed while unchanged, packed, and allow no script", async () => {
    const first = await app.request("/s/city-rental-subsidy");
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{22}"$/u);
    expect(first.headers.get("cache-control")).toContain("max-age=60");
    expect(first.headers.get("content-security-policy")).toContain("script-src 'none'");
    const again = await app.request("/s/city-rental-subsidy", {
      headers: { "if-none-match": `"other", W/${tag}` },
    });
    expect(again.status).toBe(304);
    const zipped = await app.request("/s/city-rental-subsidy", {
      headers: { "accept-encoding": "gzip" },
    });
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(await first.text());
  });

  it("lead from a merged entry and from a district's guide to the page that has them", async () => {
    const host = engine.base.services.find(({ covers }) => covers.length > 0);
    const covered = await app.request(`/s/${host?.covers[0]?.id ?? ""}?locale=en`);
    expect(covered.status).toBe(308);
    expect(covered.headers.get("location")).toBe(`../s/${host?.id ?? ""}?locale=en`);
    const guide = await app.request("/t/district-binjiang");
    expect(guide.headers.get("location")).toBe("../d/binjiang");
  });

  it("say that a page is not there, with a way on", async () => {
    for (const route of ["s/nowhere", "t/nowhere", "d/nowhere", "sources/nowhere", "s/%3Cb%3E"]) {
      const response = await app.request(`/${route}`);
      expect(response.status).toBe(404);
      const text = await response.text();
      expect(text).toContain('href="../browse"');
      expect(text).not.toContain("<b>");
    }
  });

  it("stand in the map for machines, in every language", async () => {
    const text = await read("sitemap.xml");
    const addresses = matches(text, /<loc>([^<]+)<\/loc>/gu);
    expect(addresses).toHaveLength(paths.length + 1);
    for (const address of addresses) expect(address.startsWith(`${PUBLIC}/`)).toBe(true);
    expect(text).toContain(`hreflang="en" href="${PUBLIC}/s/city-rental-subsidy?locale=en"`);
    expect(await read("robots.txt")).toContain(`Sitemap: ${PUBLIC}/sitemap.xml`);
  });

  it("follow an edit of the data", async () => {
    let version = "1";
    const edited = createExampleApp({
      catalogue: () => ({ ...createExampleCatalogue(() => `words ${version}`), version }),
    });
    const page = async () => (await edited.app.request("/s/example-allowance")).text();
    expect(await page()).toContain("words 1");
    version = "2";
    expect(await page()).toContain("words 2");
  });
});

describe("the search of the pages", () => {
  it("finds what the program's own search finds, as a page without a script", async () => {
    const text = await read("search?q=5050");
    expect(text).toContain('href="s/binjiang-5050"');
    expect(text).toContain('<meta name="robots" content="noindex" />');
    expect(text).toContain('action="search"');
  });

  it("shows what was looked for as text", async () => {
    const text = await read(`search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(text).not.toContain("<script>");
    expect(text).toContain("&lt;script&gt;");
  });

  it("answers within the time of a blink", async () => {
    const times: number[] = [];
    for (const asked of ["租房", "怎么落户", "孩子上学", "start-up loan", "青荷驿站"]) {
      const began = performance.now();
      await read(`search?q=${encodeURIComponent(asked)}`);
      times.push(performance.now() - began);
    }
    expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(MOST_MS * 2);
  });
});

describe("what is proposed while one types", () => {
  const suggest = async (typed: string, locale = "zh-CN") => {
    const query = new URLSearchParams({ q: typed, locale });
    const response = await app.request(`/api/v1/suggestions?${query.toString()}`);
    return suggestionsResponse.parse(await response.json()).suggestions;
  };

  it.each([
    ["租房", "zh-CN", "t/renting"],
    ["5050", "zh-CN", "s/binjiang-5050"],
    ["qinghe", "zh-CN", "s/city-qinghe-station"],
    ["zufang", "zh-CN", "t/renting"],
    ["滨江", "zh-CN", "d/binjiang"],
    ["濱江", "zh-TW", "d/binjiang"],
    ["hukou", "en", "t/hukou"],
    ["Binj", "en", "d/binjiang"],
  ])("%s in %s: %s is the first", async (typed, locale, page) => {
    expect((await suggest(typed, locale))[0]?.page).toBe(page);
  });

  it("asks about a service whose name is typed", async () => {
    const found = await suggest("应届大学生租房补贴");
    expect(found[0]?.page).toBe("s/city-rental-subsidy");
    expect(found.filter(({ kind }) => kind === "question").length).toBeGreaterThan(1);
  });

  it("is nothing for nothing, for a sentence and for a single letter", async () => {
    for (const typed of ["", " ", "z", "?", "长".repeat(60)])
      expect(await suggest(typed)).toEqual([]);
    expect((await app.request(`/api/v1/suggestions?q=${"x".repeat(300)}`)).status).toBe(422);
  });

  it("takes at most 50 milliseconds", async () => {
    await suggest("zf");
    await suggest("x", "en");
    for (const typed of ["租", "租房补贴", "zf", "zufangbutie", "应届补贴", "没有这样的东西"]) {
      const began = performance.now();
      await suggest(typed);
      expect(performance.now() - began, typed).toBeLessThan(MOST_MS);
    }
  });
});

describe("the sentences that pages and front door say", () => {
  const answer = (utterance: string) =>
    engine.respond({
      utterance,
      tracker: newTracker(`${TODAY}T04:00:00.000Z`),
      today: TODAY,
    }).reply;

  it("are all written down, in both languages", () => {
    const replies: unknown = parse(
      readFileSync(path.join(repositoryRoot, "knowledge/replies.yaml"), "utf8"),
    );
    const folder = path.join(repositoryRoot, "src/channels/web/browse");
    for (const file of ["frame.ts", "parts.ts", "pages.ts", "structured.ts"]) {
      const text = readFileSync(path.join(folder, file), "utf8");
      expect(text).not.toMatch(/\p{Script=Han}/u);
      for (const key of matches(text, /say\(\s*"([a-z-]+)"/gu)) {
        expect(replies).toHaveProperty([key, "zh"]);
        expect(replies).toHaveProperty([key, "en"]);
      }
    }
  });

  it.each(["zh-CN", "en"] as const)("lead to an answer, each of them, in %s", (locale) => {
    const spoken = catalogue.inLocale(locale);
    const asked = [
      ...spoken.choices("front-choices", locale).map(({ send }) => send),
      ...spoken.choices("front-example-choices", locale).map(({ send }) => send),
      ...spoken.shelf.topics().flatMap(({ id }) => spoken.shelf.question(`t.${id}`) ?? []),
      ...spoken.shelf.districts().flatMap(({ id }) => spoken.shelf.question(`d.${id}`) ?? []),
    ];
    expect(asked.length).toBeGreaterThan(40);
    for (const sentence of asked) {
      for (const { disposition } of answer(sentence).answers) {
        expect(["answer", "ask"], sentence).toContain(disposition);
      }
    }
  });

  it("lead from a topic's page to the guide of that topic", () => {
    const lost = catalogue.shelf
      .topics()
      .filter(({ isGuide }) => isGuide)
      .filter(({ id, name }) => {
        const reply = answer(catalogue.shelf.question(`t.${id}`) ?? "");
        return !reply.text.startsWith(name);
      })
      .map(({ id }) => id);
    // Its one service bears the same name and says the same first.
    expect(lost).toEqual([]);
  });
});
