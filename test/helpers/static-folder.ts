import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  createEngine,
  loadTraditional,
  trainEngine,
  type Engine,
} from "../../src/assistant/engine.js";
import { loadCorpus } from "../../src/corpus/load.js";
import { formatFault } from "../../src/corpus/types.js";
import { readModels } from "../../src/run/models.js";
import { writeStaticFolder } from "../../src/run/static-folder.js";
import { buildPageWithEngine } from "./page-server.js";
import { repositoryRoot } from "./repository-root.js";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
};

/** A folder behind a server that knows files and nothing else. */
export interface FolderServer {
  /** With the prefix and a slash at its end. */
  readonly address: string;
  /** What was asked of it, as `METHOD /path`. */
  readonly asked: string[];
  /** The engine that the folder was made from. */
  readonly engine: Engine;
  /** Lets nobody reach it any more. */
  cut(): void;
  close(): Promise<void>;
}

/** The static folder of the repository's own data, and the engine that it was made from. */
export interface StaticFolder {
  readonly folder: string;
  readonly engine: Engine;
  readonly remove: () => Promise<void>;
}

/** Writes the static folder of the repository's own data into a place of its own. */
export async function makeStaticFolder(today: string): Promise<StaticFolder> {
  const work = await mkdtemp(path.join(tmpdir(), "static-"));
  const page = path.join(work, "page");
  const folder = path.join(work, "folder");
  buildPageWithEngine(page);
  const loaded = await loadCorpus(repositoryRoot);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  await loadTraditional();
  const { data } = loaded.corpus;
  const models = trainEngine(data, await readModels());
  const engine = createEngine(data, models);
  await writeStaticFolder(folder, { page, engine, data, models, today });
  return { folder, engine, remove: () => rm(work, { recursive: true, force: true }) };
}

/** Serves it under a prefix, on a free port of this machine. */
export async function serveStaticFolder(today: string, prefix: string): Promise<FolderServer> {
  const { folder, engine, remove } = await makeStaticFolder(today);
  let isCut = false;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (isCut) {
      request.socket.destroy();
      return;
    }
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    const name = pathname === prefix ? "index.html" : pathname.slice(prefix.length);
    const isInside = pathname.startsWith(prefix) && !name.includes("..");
    readFile(isInside ? path.join(folder, name) : "/nowhere").then(
      (bytes) => {
        const type = TYPES[path.extname(name)] ?? "application/octet-stream";
        response.writeHead(200, { "content-type": type }).end(bytes);
      },
      () => response.writeHead(404, { "content-type": "text/plain" }).end("no such file"),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the server has no port");
  return {
    address: `http://127.0.0.1:${bound.port}${prefix}`,
    asked,
    engine,
    cut: () => {
      isCut = true;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await remove();
    },
  };
}
