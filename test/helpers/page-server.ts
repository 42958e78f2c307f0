import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { z } from "zod";
import { createDesk } from "../../src/assistant/desk.js";
import { createEngine, loadTraditional, trainEngine } from "../../src/assistant/engine.js";
import { createAssistant } from "../../src/assistant/handle-turn.js";
import { maskPersonal } from "../../src/assistant/mask.js";
import type { WebOptions } from "../../src/channels/web/options.js";
import { createWebApp, startWebServer } from "../../src/channels/web/server.js";
import type { Assistant } from "../../src/assistant/types.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import { createDeviceFiles } from "../../src/run/device-files.js";
import { readModels } from "../../src/run/models.js";
import { createMetrics } from "../../src/run/metrics.js";
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
  for (const file of [
    "index.html",
    "receipt.html",
    "receipt.css",
    "style.css",
    "case.css",
    "browse.css",
    "print.css",
    "icon.svg",
  ]) {
    await copyFile(path.join(SOURCES, file), path.join(folder, file));
  }
  await build({
    entryPoints: {
      main: path.join(SOURCES, "main.ts"),
      sw: path.join(SOURCES, "sw.ts"),
      receipt: path.join(SOURCES, "receipt.ts"),
      "receipt-judge": path.join(repositoryRoot, "src/assistant/receipt-judge.ts"),
    },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
}

/** The page with the worker that holds the engine, as `npm run build` makes it. */
export function buildPageWithEngine(folder: string): void {
  execFileSync(process.execPath, [".config/build.mjs", "--page", folder], { cwd: repositoryRoot });
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

/** The page over the program's own engine and data, on a free port of this machine. */
export interface OwnPageServer {
  readonly address: string;
  readonly store: MemoryStore;
  close(): Promise<void>;
}

/** The page over a web app, in a folder of its own. */
async function servePage(options: Omit<WebOptions, "pageFolder" | "isReady" | "log" | "metrics">) {
  const folder = await mkdtemp(path.join(tmpdir(), "page-"));
  if (options.device === undefined) await buildPage(folder);
  else buildPageWithEngine(folder);
  const app = createWebApp({
    ...options,
    isReady: () => true,
    log: SILENT,
    metrics: createMetrics(),
    pageFolder: folder,
  });
  const server = await startWebServer(app, { host: "127.0.0.1", port: 0 });
  return {
    address: server.address,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Serves the page with the engine that people meet, as on a day.
 *
 * @param withEngine whether devices are given the engine, too
 */
export async function startOwnPageServer(
  today: string,
  withEngine = false,
): Promise<OwnPageServer> {
  const loaded = await loadCorpus(repositoryRoot);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  await loadTraditional();
  // Training gives the same to the bit; what a build left for this data saves its seconds.
  const left = await readModels();
  const { data } = loaded.corpus;
  const models = trainEngine(data, left);
  const engine = createEngine(data, models);
  const catalogue = engine.catalogue(() => today);
  const store = createMemoryStore();
  const server = await servePage({
    assistant: createAssistant({
      engine: () => engine,
      store,
      now: () => new Date(`${today}T04:00:00Z`),
      newConversation: randomUUID,
      onFault: (fault) => {
        throw fault;
      },
    }),
    catalogue: () => catalogue,
    desk: createDesk(data, engine.base, () => today),
    store,
    maskPersonal,
    now: () => new Date(`${today}T04:00:00Z`),
    ...(withEngine && { device: createDeviceFiles(() => ({ data, models })) }),
  });
  return { ...server, store };
}

export async function startPageServer(slowBy = 0): Promise<PageServer> {
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
  const server = await servePage({
    assistant,
    catalogue: () => catalogue,
    desk: createExampleDesk(),
    store,
    maskPersonal: (text) => text,
  });
  return { ...server, talks: inner.talks, store };
}
