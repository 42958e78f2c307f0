// Builds dist/ from src/: the program (one file to one file), the page (one bundle) and the engine for browsers.
//
//   node .config/build.mjs                    everything
//   node .config/build.mjs --engine [folder]  the engine only; prints its size (a step of `npm run check`)
//   node .config/build.mjs --page folder      the page only, with the engine for its worker
//   node .config/build.mjs --run              everything, then start it (what `npm run dev` repeats on every change)
import { build } from "esbuild";
import { execFile } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { buildEngine } from "./engine-bundle.mjs";
import { buildPage } from "./page-bundle.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const src = path.join(root, "src");
const dist = path.join(root, "dist");
const page = path.join(src, "channels/web/page");

/**
 * Otherwise every literal with `\p{…}` becomes a `new RegExp`, which inside of a function is one more object at each call.
 * Every Node and browser of the targets knows them.
 */
const KEPT_AS_WRITTEN = { "regexp-unicode-property-escapes": true };

/** All files under a folder; an absent folder has none. */
async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries.filter((e) => e.isFile()).map((e) => path.join(e.parentPath, e.name));
}

const isCode = (file) => file.endsWith(".ts") && !file.endsWith(".d.ts");
const isInPage = (file) =>
  file.startsWith(page + path.sep) || file === path.join(src, "device/worker.ts");

/** Types are checked by `npm run check`, not here: a start must not wait for the compiler. */
async function buildProgram(sources) {
  const result = await build({
    entryPoints: sources.filter((file) => isCode(file) && !isInPage(file)),
    absWorkingDir: root,
    outbase: src,
    outdir: dist,
    format: "esm",
    platform: "node",
    target: "node20.19",
    supported: KEPT_AS_WRITTEN,
    metafile: true,
    logLevel: "warning",
  });
  return Object.keys(result.metafile.outputs);
}

/** Made of the data by a program that was just built; kept, because the next build may find them fitting. */
const MADE_OF_DATA = new Set([
  "models.json",
  "models-trained-by.txt",
  "corpus.json",
  "corpus-parsed.json",
]);

/** What an earlier build left and this one did not write; the rest is overwritten in place, so a running server never sees a gap. */
async function removeStale(written) {
  const fresh = new Set(written.map((file) => path.resolve(root, file)));
  for (const file of await filesUnder(dist)) {
    const isData = path.dirname(file) === dist && MADE_OF_DATA.has(path.basename(file));
    // Written by `npm run build:static`, and perhaps being served.
    const isFolder = file.startsWith(path.join(dist, "static") + path.sep);
    if (!fresh.has(file) && !isData && !isFolder) await rm(file, { force: true });
  }
}

async function buildAll() {
  const started = performance.now();
  const sources = await filesUnder(src);
  const [program, pageFiles, engine] = await Promise.all([
    buildProgram(sources),
    buildPage(root, path.join(dist, "channels/web/page")),
    buildEngine(root),
  ]);
  await removeStale([...program, ...pageFiles, engine.file, engine.tables]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  // In a process of its own: the data is checked, and the classifiers trained, by the program that was just built.
  await promisify(execFile)(process.execPath, [path.join(dist, "commands/build-data.js")]).then(
    ({ stdout }) => process.stdout.write(stdout),
  );
  console.log(`built ${String(program.length)} files, the page and the engine in ${seconds} s`);
}

if (process.argv.includes("--engine")) {
  const folder = process.argv[process.argv.indexOf("--engine") + 1];
  const { file, rawBytes, gzipBytes } = await buildEngine(root, folder);
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`${file} ${kB(rawBytes)}, gzip ${kB(gzipBytes)}`);
} else if (process.argv.includes("--page")) {
  await buildPage(root, process.argv[process.argv.indexOf("--page") + 1]);
} else {
  await buildAll();
  if (process.argv.includes("--run")) {
    await import(pathToFileURL(path.join(dist, "main.js")).href);
  }
}
