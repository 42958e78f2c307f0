// The engine (rooms shared/ to assistant/) as one file for browsers, and the proof that it needs nothing of Node:
// any `node:` module, and any free use of a Node global, fails the build.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

/**
 * Node modules that single files of outside libraries ask for at load time and the engine never uses:
 * natural's classifiers can save to a file and train in worker threads; we do neither.
 * Only these packages get a stand-in; our own code gets none.
 */
const STAND_INS = {
  natural: {
    fs: "module.exports = {};",
    os: "module.exports = { cpus: () => [] };",
    "webworker-threads": "throw new Error('no worker threads in a page');",
    events:
      "module.exports = class EventEmitter { on() { return this; } emit() { return false; } };",
  },
  apparatus: {
    util: "exports.inherits = (type, base) => { Object.setPrototypeOf(type.prototype, base.prototype); };",
  },
  sylvester: {
    fs: "module.exports = {};",
  },
};

/** Names that exist in Node only. */
const NODE_GLOBALS = [
  "process",
  "Buffer",
  "__dirname",
  "__filename",
  "require",
  "setImmediate",
  "global",
];

/** In outside libraries they become what a page has, so that their own guards (`typeof Buffer`) choose the right branch. */
const IN_A_PAGE = {
  process: "undefined",
  Buffer: "undefined",
  setImmediate: "undefined",
  global: "globalThis",
};

const standIns = {
  name: "stand-ins",
  setup(builder) {
    builder.onResolve({ filter: /^[a-z-]+$/ }, ({ path: wanted, importer }) => {
      const owner = Object.keys(STAND_INS).find((name) =>
        importer.includes(`${path.sep}node_modules${path.sep}${name}${path.sep}`),
      );
      const contents = owner === undefined ? undefined : STAND_INS[owner][wanted];
      return contents === undefined
        ? undefined
        : { path: wanted, namespace: "stand-in", pluginData: contents };
    });
    builder.onLoad({ filter: /.*/, namespace: "stand-in" }, ({ pluginData }) => ({
      contents: pluginData,
      loader: "js",
    }));
  },
};

/** What a page loads only when somebody writes in traditional characters: a file of its own beside the engine. */
const TABLES = { module: "opencc-js/cn2t", file: "traditional-tables.js" };

const tablesBeside = {
  name: "tables-beside",
  setup(builder) {
    builder.onResolve({ filter: new RegExp(`^${TABLES.module}$`) }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `./${TABLES.file}`, external: true } : undefined,
    );
  },
};

/** How everything that holds the engine is bundled for a page. */
export const ENGINE_IN_A_PAGE = {
  minify: true,
  charset: "utf8",
  define: IN_A_PAGE,
  plugins: [standIns, tablesBeside],
};

/** Writes the tables beside what loads them; their path. */
export async function buildTables(root, folder) {
  const outfile = path.join(folder, TABLES.file);
  await build({
    entryPoints: [TABLES.module],
    absWorkingDir: root,
    outfile,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "warning",
    minify: true,
    charset: "utf8",
    define: IN_A_PAGE,
  });
  return path.relative(root, outfile);
}

/** Our own files alone, with a mark in place of every free Node global: none may be left. */
async function refuseNodeGlobals(options) {
  const mark = (name) => `__only_in_node_${name}__`;
  const { outputFiles } = await build({
    ...options,
    write: false,
    packages: "external",
    define: Object.fromEntries(NODE_GLOBALS.map((name) => [name, mark(name)])),
  });
  const text = outputFiles.map((file) => file.text).join("\n");
  const found = NODE_GLOBALS.filter((name) => text.includes(mark(name)));
  if (found.length > 0) {
    throw new Error(`the engine uses what only Node has: ${found.join(", ")}`);
  }
}

/**
 * Writes engine.js, and beside it the tables that it loads when it needs them.
 *
 * @param {string} root the repository
 * @param {string} [folder] where to; by default dist/browser
 * @returns {Promise<{ file: string, tables: string, rawBytes: number, gzipBytes: number }>} both files, relative to root,
 *   and the sizes of the engine
 * @throws when the engine cannot be bundled for a browser, or our own code uses a global that only Node has
 */
export async function buildEngine(root, folder = path.join(root, "dist", "browser")) {
  const file = path.relative(root, path.join(folder, "engine.js"));
  const options = {
    entryPoints: [path.join(root, "src/assistant/engine.ts")],
    absWorkingDir: root,
    outfile: path.join(root, file),
    bundle: true,
    format: "esm",
    platform: "browser", // a `node:` import is an error of esbuild's on this platform
    target: "es2022",
    logLevel: "warning",
  };
  await refuseNodeGlobals(options);
  await build({ ...options, ...ENGINE_IN_A_PAGE });
  const tables = await buildTables(root, path.dirname(path.join(root, file)));
  const code = await readFile(path.join(root, file));
  return { file, tables, rawBytes: code.length, gzipBytes: gzipSync(code).length };
}
