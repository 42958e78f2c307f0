import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Catalogue, EligibilityDesk } from "../../assistant/types.js";
import type { DeviceFiles } from "../../device/types.js";
import type { Handler } from "./api-routes.js";
import { fillTemplate, localeOf, manifestOf, pageWords } from "./page-words.js";
import { problem } from "./problems.js";
import { json, noContent, SECURITY_HEADERS } from "./respond.js";

const OWN_FOLDER = fileURLToPath(new URL("./page/", import.meta.url));

interface Asset {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly tag: string;
}

function makeAsset(text: string, type: string): Asset {
  const plain = new TextEncoder().encode(text);
  const tag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`;
  return { plain, zipped: new Uint8Array(gzipSync(plain)), type, tag };
}

/** From memory: there are few, they are small, and no request can name another file. */
function sendAsset(request: Request, asset: Asset): Response {
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    // Always asked for again, answered with 304 while unchanged: names do not carry a version.
    "Cache-Control": "no-cache",
    "Content-Type": asset.type,
    ETag: asset.tag,
    Vary: "Accept-Encoding",
  };
  if (request.headers.get("if-none-match") === asset.tag) {
    return new Response(null, { status: 304, headers });
  }
  const zips = /\bgzip\b/u.test(request.headers.get("accept-encoding") ?? "");
  return zips
    ? new Response(asset.zipped, { headers: { ...headers, "Content-Encoding": "gzip" } })
    : new Response(asset.plain, { headers });
}

/** A file of the page, or `null` where the page was not built (the program run from its sources). */
function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return null;
    throw fault;
  }
}

/** The page, its files and its words, each with its path. */
export interface StaticPage {
  readonly routes: Readonly<Record<string, Handler>>;
}

const TYPES = {
  "/main.js": "text/javascript; charset=utf-8",
  "/receipt.js": "text/javascript; charset=utf-8",
  "/receipt-judge.js": "text/javascript; charset=utf-8",
  "/sw.js": "text/javascript; charset=utf-8",
  "/device.js": "text/javascript; charset=utf-8",
  "/traditional-tables.js": "text/javascript; charset=utf-8",
  "/style.css": "text/css; charset=utf-8",
  "/case.css": "text/css; charset=utf-8",
  "/browse.css": "text/css; charset=utf-8",
  "/receipt.css": "text/css; charset=utf-8",
  "/print.css": "text/css; charset=utf-8",
  "/icon.svg": "image/svg+xml; charset=utf-8",
};

/** The engine for devices: its files, and the day on which they are what is known. */
export interface Device {
  readonly files: () => Promise<DeviceFiles | null>;
  readonly today: () => string;
}

const NO_DEVICE = "this server gives no engine to devices";

/** What the index names is never another: a device asks for it once. */
const FOR_GOOD = "public, max-age=31536000, immutable";

/** The engine as files, for devices that answer by themselves. */
const deviceRoutes = ({ files, today }: Device): Readonly<Record<string, Handler>> => ({
  "/device.json": async () => {
    const packed = await files();
    // The page asks at every opening: none is no fault.
    return packed === null ? noContent() : json({ ...packed.index, day: today() });
  },
  "/device/:file": async ({ req }) => {
    const bytes = (await files())?.files.get(`device/${req.param("file") ?? ""}`);
    if (bytes === undefined) return problem(404, NO_DEVICE);
    const headers = { "Cache-Control": FOR_GOOD, "Content-Type": "application/octet-stream" };
    return new Response(bytes, { headers: { ...SECURITY_HEADERS, ...headers } });
  },
});

/** Keeps one value for each key until the version changes. */
function createVersionedCache<T>(): (version: string, key: string, make: () => T) => T {
  let current = "";
  let values = new Map<string, T>();
  return (version, key, make) => {
    if (version !== current) {
      current = version;
      values = new Map();
    }
    const known = values.get(key);
    if (known !== undefined) return known;
    const made = make();
    values.set(key, made);
    return made;
  };
}

/**
 * Reads the built page once, at start. Its words come from the catalogue: `{{key}}` in the template is filled
 * in on the server, so that the first view needs no script and no second request.
 */
export function createStaticPage(
  catalogue: () => Catalogue,
  telegramName: () => string | null,
  keepDays: number,
  receiptData: EligibilityDesk["receiptData"],
  device: Device,
  folder: string = OWN_FOLDER,
): StaticPage {
  const template = readOrNull(path.join(folder, "index.html"));
  const receipt = readOrNull(path.join(folder, "receipt.html"));
  const cached = createVersionedCache<Asset>();

  const wordsOf = (locale: ReturnType<typeof localeOf>): Asset => {
    const telegram = telegramName();
    return cached(catalogue().version, `words ${locale} ${telegram ?? ""}`, () =>
      makeAsset(
        JSON.stringify(pageWords(catalogue(), locale, telegram, keepDays)),
        "application/json; charset=utf-8",
      ),
    );
  };

  const fill = (html: string, wordOf: (key: string) => string): Asset =>
    makeAsset(fillTemplate(html, wordOf), "text/html; charset=utf-8");

  const pageOf = (html: string, locale: ReturnType<typeof localeOf>): Asset =>
    cached(catalogue().version, `page ${locale}`, () => {
      const { words } = pageWords(catalogue(), locale, null, keepDays);
      const known: Readonly<Record<string, string>> = { ...words, locale };
      return fill(html, (key) => known[key] ?? "");
    });

  const receiptOf = (html: string, locale: ReturnType<typeof localeOf>): Asset =>
    cached(catalogue().version, `receipt ${locale}`, () =>
      fill(html, (key) => (key === "locale" ? locale : catalogue().say(key, locale))),
    );

  const receiptDataOf = (locale: ReturnType<typeof localeOf>): Asset =>
    cached(catalogue().version, `receipt data ${locale}`, () =>
      makeAsset(JSON.stringify(receiptData(locale)), "application/json; charset=utf-8"),
    );

  const manifest = (): Asset =>
    cached(catalogue().version, "manifest", () =>
      makeAsset(JSON.stringify(manifestOf(catalogue())), "application/manifest+json"),
    );

  const files = Object.entries(TYPES).map(([name, type]): [string, Handler] => {
    const text = readOrNull(path.join(folder, name));
    // Packed when it is asked for: a start must not wait for the engine of devices.
    let asset: Asset | null = null;
    return [
      name,
      ({ req }) =>
        text === null
          ? problem(404, "the page is not built")
          : sendAsset(req.raw, (asset ??= makeAsset(text, type))),
    ];
  });

  return {
    routes: {
      ...Object.fromEntries(files),
      ...deviceRoutes(device),
      "/manifest.webmanifest": ({ req }) => sendAsset(req.raw, manifest()),
      "/": ({ req }) =>
        template === null
          ? problem(404, "the page is not built")
          : sendAsset(req.raw, pageOf(template, localeOf(req.query("locale")))),
      // Asked for with a language and nothing else: what a receipt holds stands behind the # of its address.
      "/receipt": ({ req }) =>
        receipt === null
          ? problem(404, "the page is not built")
          : sendAsset(req.raw, receiptOf(receipt, localeOf(req.query("locale")))),
      "/receipt-data.json": ({ req }) =>
        sendAsset(req.raw, receiptDataOf(localeOf(req.query("locale")))),
      "/page-words.json": ({ req }) => sendAsset(req.raw, wordsOf(localeOf(req.query("locale")))),
    },
  };
}
