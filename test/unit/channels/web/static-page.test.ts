import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { PAGE_WORDS } from "../../../../src/channels/web/page-words.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";
import { createExampleApp, createExampleCatalogue } from "../../../helpers/web-fixtures.js";

const PAGE = path.join(repositoryRoot, "src/channels/web/page");

function folderWith(html: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), "static-page-"));
  writeFileSync(path.join(folder, "index.html"), html);
  writeFileSync(path.join(folder, "main.js"), "export {};");
  return folder;
}

describe("the page's files", () => {
  it("are filled with words on the server, and words are never markup", async () => {
    const catalogue = createExampleCatalogue((key, locale) => `<b>"${key}" ${locale}`);
    const { app } = createExampleApp({
      catalogue: () => catalogue,
      pageFolder: folderWith("<p>{{page-title}}</p><i>{{locale}}</i>{{no-such-key}}"),
    });
    const response = await app.request("/?locale=en");
    expect(await response.text()).toBe("<p>&lt;b&gt;&quot;page-title&quot; en</p><i>en</i>");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  it("follow an edit of the words", async () => {
    let version = "1";
    const { app } = createExampleApp({
      catalogue: () => ({ ...createExampleCatalogue(() => `words ${version}`), version }),
      pageFolder: folderWith("{{page-title}}"),
    });
    expect(await (await app.request("/")).text()).toBe("words 1");
    version = "2";
    expect(await (await app.request("/")).text()).toBe("words 2");
  });

  it("are sent once and then confirmed", async () => {
    const { app } = createExampleApp({ pageFolder: folderWith("x") });
    const first = await app.request("/main.js");
    const tag = first.headers.get("etag") ?? "";
    expect(tag).not.toBe("");
    const again = await app.request("/main.js", { headers: { "if-none-match": tag } });
    expect(again.status).toBe(304);
    expect(again.headers.get("content-security-policy")).not.toBeNull();
  });

  it("are compressed for those who take it", async () => {
    const { app } = createExampleApp({ pageFolder: folderWith("x") });
    const response = await app.request("/main.js", { headers: { "accept-encoding": "br, gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe("export {};");
  });

  it("are 404 where the page was not built, and the API works all the same", async () => {
    const { app } = createExampleApp({ pageFolder: "/nowhere" });
    expect((await app.request("/")).status).toBe(404);
    expect((await app.request("/api/v1/services")).status).toBe(200);
  });

  it("give starters and words in the locale asked for, Chinese for an unknown one", async () => {
    const { app } = createExampleApp();
    const read = async (locale: string): Promise<unknown> =>
      (await app.request(`/page-words.json?locale=${locale}`)).json();
    expect(await read("en")).toMatchObject({ locale: "en", starters: [{ label: "补贴" }] });
    expect(await read("klingon")).toMatchObject({ locale: "zh-CN" });
  });
});

describe("the engine for devices", () => {
  const bytes = new Uint8Array([0x1f, 0x8b, 1, 2, 3]);
  const name = "device/data.0123456789abcdef.bin";
  const index = { version: "7", files: { data: name, models: name, faq: name }, bytes: 5 };
  const device = () => Promise.resolve({ index, files: new Map([[name, bytes]]) });

  it("is named by an index with the day, which nobody keeps, and files that stay", async () => {
    const { app } = createExampleApp({ device, now: () => new Date("2026-11-30T17:00:00Z") });
    const response = await app.request("/device.json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({ ...index, day: "2026-12-01" });
    const file = await app.request(`/${name}`);
    expect(file.headers.get("cache-control")).toContain("immutable");
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  it("has no other file, and where none is given away there is nothing", async () => {
    const { app } = createExampleApp({ device });
    for (const path of ["/device/data.bin", "/device/..%2fpackage.json"]) {
      expect((await app.request(path)).status).toBe(404);
    }
    const { app: without } = createExampleApp();
    expect((await without.request("/device.json")).status).toBe(204);
    expect((await without.request(`/${name}`)).status).toBe(404);
  });

  it("comes with a manifest whose addresses are relative", async () => {
    const { app } = createExampleApp();
    const response = await app.request("/manifest.webmanifest");
    expect(response.headers.get("content-type")).toBe("application/manifest+json");
    expect(await response.json()).toMatchObject({ start_url: "./", scope: "./" });
    expect(response.headers.get("content-security-policy")).toContain("manifest-src 'self'");
  });
});

describe("the page's words", () => {
  const sources = readdirSync(PAGE).map((file) => readFileSync(path.join(PAGE, file), "utf8"));
  const used = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/["{](page-[a-zA-Z-]*[a-zA-Z])["}]/gu)].map(([, key]) => key),
    ),
  );

  it("are all sent to it", () => {
    expect(used.size).toBeGreaterThan(40);
    for (const key of used) expect(PAGE_WORDS).toContain(key);
  });

  it("are all written down, in both languages", () => {
    const replies: unknown = parse(
      readFileSync(path.join(repositoryRoot, "knowledge/replies.yaml"), "utf8"),
    );
    for (const key of PAGE_WORDS) {
      expect(replies).toHaveProperty([key, "zh"]);
      expect(replies).toHaveProperty([key, "en"]);
    }
  });

  it("do not stand in its code", () => {
    for (const text of sources) expect(text).not.toMatch(/\p{Script=Han}/u);
  });
});
