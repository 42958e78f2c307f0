import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { z } from "zod";
import { createWebApp, startWebServer } from "../../src/channels/web/server.js";
import type { Assistant } from "../../src/assistant/types.js";
import { createMetrics } from "../../src/metrics.js";
import { createMemoryStore, type MemoryStore } from "../../src/store/memory-store.js";
import { repositoryRoot } from "./repository-root.js";
import {
  createExampleAssistant,
  createExampleCatalogue,
  createExampleDesk,
  SILENT,
} from "./web-fixtures.js";

const SOURCES = path.join(repositoryRoot, "src/channels/web/page");

/** Builds the page as `npm run build` does, into a folder of its own. */
async function buildPage(folder: string): Promise<void> {
  for (const file of ["index.html", "style.css", "icon.svg"]) {
    await copyFile(path.join(SOURCES, file), path.join(folder, file));
  }
  await build({
    entryPoints: [path.join(SOURCES, "main.ts")],
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
}

const wordings = z.record(
  z.string(),
  z.looseObject({
    zh: z.union([z.string(), z.array(z.string())]),
    en: z.union([z.string(), z.array(z.string())]),
  }),
);

/** The program's own fixed wordings, so that the tests see the page as people do. */
async function readWordings() {
  const text = await readFile(path.join(repositoryRoot, "knowledge/replies.yaml"), "utf8");
  const all = wordings.parse(parse(text));
  const variants = (key: string, locale: string): readonly string[] => {
    const value = all[key]?.[locale === "en" ? "en" : "zh"] ?? [];
    return typeof value === "string" ? [value] : value;
  };
  return {
    say: (key: string, locale: string) => variants(key, locale)[0] ?? "",
    choices: (key: string, locale: string) =>
      variants(key, locale).flatMap((line) => {
        const [label, send] = line.split("|");
        return label === undefined || send === undefined ? [] : [{ label, send }];
      }),
  };
}

/** The page over the invented town, on a free port of this machine. */
export interface PageServer {
  readonly address: string;
  readonly talks: ReadonlyMap<string, readonly string[]>;
  readonly store: MemoryStore;
  close(): Promise<void>;
}

export async function startPageServer(slowBy = 0): Promise<PageServer> {
  const folder = await mkdtemp(path.join(tmpdir(), "page-"));
  await buildPage(folder);
  const { say, choices } = await readWordings();
  const catalogue = createExampleCatalogue(say, choices);
  const inner = createExampleAssistant();
  const assistant: Assistant = {
    ...inner,
    handleTurn: async (message) => {
      await new Promise((resolve) => setTimeout(resolve, slowBy));
      return inner.handleTurn(message);
    },
  };
  const store = createMemoryStore();
  const app = createWebApp({
    assistant,
    catalogue: () => catalogue,
    desk: createExampleDesk(),
    store,
    isReady: () => true,
    maskPersonal: (text) => text,
    log: SILENT,
    metrics: createMetrics(),
    pageFolder: folder,
  });
  const server = await startWebServer(app, { host: "127.0.0.1", port: 0 });
  return {
    address: server.address,
    talks: inner.talks,
    store,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
