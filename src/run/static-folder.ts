import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { DeviceData, DeviceModels } from "../assistant/device-data.js";
import { createDesk } from "../assistant/desk.js";
import type { Engine } from "../assistant/engine.js";
import type { Catalogue } from "../assistant/types.js";
import { fillTemplate, manifestOf, pageWords } from "../channels/web/page-words.js";
import { CONTENT_SECURITY_POLICY } from "../channels/web/respond.js";
import type { DeviceIndex } from "../device/types.js";
import { LOCALES, type Locale } from "../shared/acts.js";
import { packForDevices } from "./device-files.js";

/** What a page without a server lacks: pages to read. */
const LEFT_OUT = new Set(["browse.css", "index.html", "receipt.html"]);

/** Words that are otherwise where no server is. */
const INSTEAD: Readonly<Record<string, string>> = {
  "page-keeps": "page-keeps-here",
  "page-delete-explained": "page-delete-explained-here",
  "page-noscript": "page-noscript-here",
};

/** A head for hosts that send none: nothing from elsewhere is loaded, run or sent to. `frame-ancestors` counts in a header only. */
const policyOf = (): string =>
  CONTENT_SECURITY_POLICY.split("; ")
    .filter((part) => !part.startsWith("frame-ancestors"))
    .join("; ");

const asFolder = (html: string): string =>
  html
    .replace('data-site="server"', 'data-site="folder"')
    .replace(
      '<meta charset="utf-8" />',
      `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policyOf()}" />`,
    )
    .replace(/href="receipt(?:\?locale=([A-Za-z-]+))?"/gu, (_, locale: string | undefined) =>
      locale === undefined ? 'href="receipt.html"' : `href="receipt.${locale}.html"`,
    );

/** A file of the folder. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  /** As hosts send it packed. */
  readonly zipped: number;
}

/** Writes files into a folder and counts their bytes, as they are and as hosts pack them. */
function createWriter(folder: string) {
  const written: WrittenFile[] = [];
  return {
    written,
    put: async (name: string, content: string | Uint8Array): Promise<void> => {
      const bytes = Buffer.from(content);
      const target = path.join(folder, name);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, bytes);
      const zipped = name.endsWith(".bin") ? bytes.length : gzipSync(bytes).length;
      written.push({ name, bytes: bytes.length, zipped });
    },
  };
}

async function writePage(
  put: (name: string, content: string | Uint8Array) => Promise<void>,
  catalogue: Catalogue,
  page: string,
): Promise<void> {
  for (const name of await readdir(page)) {
    if (!LEFT_OUT.has(name)) await put(name, await readFile(path.join(page, name)));
  }
  const say = (key: string, locale: Locale): string =>
    key === "locale" ? locale : catalogue.say(INSTEAD[key] ?? key, locale);
  const html = async (name: string): Promise<string> =>
    asFolder(await readFile(path.join(page, name), "utf8"));
  const index = await html("index.html");
  const receipt = await html("receipt.html");
  await put(
    "index.html",
    fillTemplate(index, (key) => say(key, "zh-CN")),
  );
  for (const locale of LOCALES) {
    const spoken = { ...catalogue, say: (key: string) => say(key, locale) };
    await put(`page-words.${locale}.json`, JSON.stringify(pageWords(spoken, locale, null, 0)));
    await put(
      locale === "zh-CN" ? "receipt.html" : `receipt.${locale}.html`,
      fillTemplate(receipt, (key) => say(key, locale)),
    );
  }
  await put("manifest.webmanifest", JSON.stringify(manifestOf(catalogue)));
}

/** What a folder is made of. */
export interface StaticParts {
  /** The built page. */
  readonly page: string;
  readonly engine: Engine;
  readonly data: DeviceData;
  /** What was learnt from the data. */
  readonly models: DeviceModels;
  /** The day on which the data is what is known. */
  readonly today: string;
}

/**
 * Writes the whole assistant as a folder of files, for any host that serves files. Everything in it is addressed relatively, so it may
 * stand under any path.
 */
export async function writeStaticFolder(
  folder: string,
  { page, engine, data, models, today }: StaticParts,
): Promise<readonly WrittenFile[]> {
  const catalogue = engine.catalogue(() => today);
  const desk = createDesk(data, engine.base, () => today);
  await mkdir(folder, { recursive: true });
  // Files of an earlier build whose names change with what they hold.
  await rm(path.join(folder, "device"), { recursive: true, force: true });
  const { written, put } = createWriter(folder);
  await writePage(put, catalogue, page);
  for (const locale of LOCALES) {
    await put(`receipt-data.${locale}.json`, JSON.stringify(desk.receiptData(locale)));
  }
  const { index, files } = await packForDevices(data, models);
  for (const [name, bytes] of files) await put(name, bytes);
  await put("device.json", JSON.stringify({ ...index, day: today } satisfies DeviceIndex));
  return written;
}
