import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Context } from "hono";
import type { Catalogue } from "../../../assistant/types.js";
import { LOCALES, type Locale } from "../../../shared/acts.js";
import type { Handler } from "../api-routes.js";
import type { Guards, WebEnv } from "../guards.js";
import type { WebOptions } from "../options.js";
import { localeOf } from "../page-words.js";
import { parseFields } from "../read-body.js";
import { suggestionQuery } from "../request-schemas.js";
import { json, PAGE_HEADERS } from "../respond.js";
import { dayInPlace } from "../said.js";
import { messageWork } from "../../work.js";
import { createSheet, framePage, type Draft, type Sheet } from "./frame.js";
import { escapeHtml } from "./html.js";
import {
  absentPage,
  districtPage,
  indexPage,
  searchPage,
  servicePage,
  sourcePage,
  topicPage,
} from "./pages.js";

/** A page as it is kept: packed, because nearly everybody takes it so, and there are some thousands of them. */
interface Kept {
  readonly zipped: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  readonly type: string;
}

const HTML = "text/html; charset=utf-8";
/** What search engines ask at most in one message of ours. */
const LONGEST_SEARCH = 100;
const MOST_SUGGESTED = 8;
/** After a start has other things to do. */
const WARM_UP_MS = 3_000;

function pack(text: string, type: string): Kept {
  const plain = new TextEncoder().encode(text);
  const tag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  return { zipped: new Uint8Array(gzipSync(plain)), tag, type };
}

/** A corrected statement must not be read wrong for long; within a minute nobody asks again. */
const CACHED = "public, max-age=60, must-revalidate";

function send(request: Request, kept: Kept, status = 200): Response {
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    "Cache-Control": status === 200 ? CACHED : "no-store",
    "Content-Type": kept.type,
    ETag: kept.tag,
    Vary: "Accept-Encoding",
  };
  const known = (request.headers.get("if-none-match") ?? "")
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//u, ""));
  if (status === 200 && known.includes(kept.tag)) {
    return new Response(null, { status: 304, headers });
  }
  return /\bgzip\b/u.test(request.headers.get("accept-encoding") ?? "")
    ? new Response(kept.zipped, { status, headers: { ...headers, "Content-Encoding": "gzip" } })
    : new Response(new Uint8Array(gunzipSync(kept.zipped)), { status, headers });
}

/** Keeps what was made until the data or the day is another one. */
function createShelfCache(
  catalogue: () => Catalogue,
  now: () => Date,
): (key: string, make: () => Kept | null) => Kept | null {
  let current = "";
  let pages = new Map<string, Kept>();
  return (key, make) => {
    const version = `${catalogue().version} ${dayInPlace(now())}`;
    if (version !== current) {
      current = version;
      pages = new Map();
    }
    const known = pages.get(key);
    if (known !== undefined) return known;
    const made = make();
    // What is not there is not kept: anybody can ask for any number of such addresses.
    if (made !== null) pages.set(key, made);
    return made;
  };
}

/** The public address with a slash at its end; `null` when none is set. */
const baseOf = (publicUrl: string | null | undefined): string | null =>
  publicUrl === null || publicUrl === undefined ? null : `${publicUrl.replace(/\/+$/u, "")}/`;

/** Every address of the site that is to be found, without its language. */
function pathsOf({ shelf }: Catalogue): readonly string[] {
  return [
    "",
    "browse",
    ...shelf.topics().map(({ id }) => `t/${id}`),
    ...shelf.districts().map(({ id }) => `d/${id}`),
    ...shelf.services().map(({ id }) => `s/${id}`),
    ...shelf.sourceIds().map((id) => `sources/${id}`),
  ];
}

function sitemapOf(catalogue: Catalogue, base: string): string {
  const address = (path: string, locale: Locale): string =>
    escapeHtml(`${base}${path}${locale === "zh-CN" ? "" : `?locale=${locale}`}`);
  const entries = pathsOf(catalogue).map(
    (path) =>
      `<url><loc>${address(path, "zh-CN")}</loc>${LOCALES.map((locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${address(path, locale)}"/>`).join("")}</url>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join("\n")}\n</urlset>\n`;
}

/** Pages for reading what is known, without a talk and without a script; and what a field proposes while one types. */
export function browseRoutes(
  options: Pick<WebOptions, "catalogue" | "publicUrl" | "now">,
  guards: Guards,
): Readonly<Record<string, Handler>> {
  const { catalogue, now = () => new Date() } = options;
  const base = baseOf(options.publicUrl);
  const cached = createShelfCache(catalogue, now);

  const sheetOf = (locale: Locale): Sheet => createSheet(catalogue(), locale, base);

  const absent = (context: Context<WebEnv>, path: string): Response => {
    const sheet = sheetOf(localeOf(context.req.query("locale")));
    return send(context.req.raw, pack(framePage(sheet, absentPage(sheet, path)), HTML), 404);
  };

  const page =
    (kind: string, draw: (sheet: Sheet, id: string) => Draft | null): Handler =>
    (context) => {
      const locale = localeOf(context.req.query("locale"));
      const id = context.req.param("id") ?? "";
      const path = kind === "" ? "browse" : `${kind}/${id}`;
      const kept = cached(`${locale} ${path}`, () => {
        const sheet = sheetOf(locale);
        const draft = draw(sheet, id);
        return draft === null || draft.path !== path ? null : pack(framePage(sheet, draft), HTML);
      });
      return kept === null ? absent(context, `${kind}/x`) : send(context.req.raw, kept);
    };

  /** To the page on which something stands that has none of its own: a merged entry, the guide of a district. */
  const moved = (context: Context<WebEnv>, target: string): Response => {
    const { search } = new URL(context.req.url);
    return new Response(null, {
      status: 308,
      headers: { ...PAGE_HEADERS, Location: `../${target}${search}` },
    });
  };

  const service = page("s", servicePage);
  const topic = page("t", topicPage);

  const search: Handler = async (context) => {
    const asked = [...(context.req.query("q") ?? "").trim()].slice(0, LONGEST_SEARCH).join("");
    const tooMuch = await guards.beforeWork(context, messageWork(asked));
    if (tooMuch !== null) return tooMuch;
    const sheet = sheetOf(localeOf(context.req.query("locale")));
    const kept = pack(framePage(sheet, searchPage(sheet, asked)), HTML);
    const response = send(context.req.raw, kept);
    // What somebody looked for stays in no shared cache.
    response.headers.set("Cache-Control", "private, no-cache");
    return response;
  };

  // The first proposals make their lists, and the first letters the spelling of all names: not while somebody types.
  setTimeout(() => {
    for (const locale of LOCALES) catalogue().inLocale(locale).suggest("zf", 1);
  }, WARM_UP_MS).unref();

  return {
    "/browse": page("", indexPage),
    "/search": search,
    "/s/:id": (context) => {
      const id = context.req.param("id") ?? "";
      const own = catalogue().shelf.service(id);
      return own !== null && own.id !== id ? moved(context, `s/${own.id}`) : service(context);
    },
    "/t/:id": (context) => {
      const district = /^district-(.+)$/u.exec(context.req.param("id") ?? "")?.[1];
      return district !== undefined && catalogue().shelf.district(district) !== null
        ? moved(context, `d/${district}`)
        : topic(context);
    },
    "/d/:id": page("d", districtPage),
    "/sources/:id": page("sources", sourcePage),
    "/sitemap.xml": (context) => {
      // Without a public address the one that was asked is the only one known, and is said to nobody else.
      const asked = base ?? `${new URL(context.req.url).origin}/`;
      const make = (): Kept =>
        pack(sitemapOf(catalogue(), asked), "application/xml; charset=utf-8");
      const kept = base === null ? make() : cached("sitemap", make);
      return send(context.req.raw, kept ?? make());
    },
    "/robots.txt": (context) => {
      const path = base === null ? "/" : new URL(base).pathname;
      const lines = [
        "User-agent: *",
        `Disallow: ${path}api/`,
        `Disallow: ${path}search`,
        ...(base === null ? [] : [`Sitemap: ${base}sitemap.xml`]),
      ];
      return send(context.req.raw, pack(`${lines.join("\n")}\n`, "text/plain; charset=utf-8"));
    },
    "/page-question.json": ({ req }) => {
      const spoken = catalogue().inLocale(localeOf(req.query("locale")));
      return json({ question: spoken.shelf.question(req.query("about") ?? "") });
    },
    "/api/v1/suggestions": ({ req }) => {
      const read = parseFields(
        { q: req.query("q") ?? "", locale: req.query("locale") },
        suggestionQuery,
      );
      if (!read.ok) return read.refusal;
      const { q = "", locale } = read.value;
      const spoken = catalogue().inLocale(localeOf(locale));
      return json({ suggestions: spoken.suggest(q, MOST_SUGGESTED) });
    },
  };
}
