// The page: its files as they are, its scripts in bundles, and beside them the worker that holds the engine.
import { build } from "esbuild";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { buildTables, ENGINE_IN_A_PAGE } from "./engine-bundle.mjs";

/**
 * Writes the page into a folder.
 *
 * @param {string} root the repository
 * @param {string} target the folder
 * @returns {Promise<string[]>} what was written, relative to root
 */
export async function buildPage(root, target) {
  const src = path.join(root, "src");
  const page = path.join(src, "channels/web/page");
  await mkdir(target, { recursive: true });
  const copied = (await readdir(page)).filter((name) => !/\.(?:ts|md)$/u.test(name));
  await Promise.all(copied.map((name) => copyFile(path.join(page, name), path.join(target, name))));
  const shared = {
    absWorkingDir: root,
    outdir: target,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    // As in build.mjs: otherwise every literal with `\p{…}` becomes one more object at each call.
    supported: { "regexp-unicode-property-escapes": true },
    metafile: true,
    logLevel: "warning",
  };
  const [scripts, device, tables] = await Promise.all([
    build({
      ...shared,
      // The page of receipts is one of its own, and its judge a file that only it loads.
      entryPoints: {
        main: path.join(page, "main.ts"),
        sw: path.join(page, "sw.ts"),
        receipt: path.join(page, "receipt.ts"),
        "receipt-judge": path.join(src, "assistant/receipt-judge.ts"),
      },
    }),
    build({
      ...shared,
      ...ENGINE_IN_A_PAGE,
      entryPoints: { device: path.join(src, "device/worker.ts") },
    }),
    buildTables(root, target),
  ]);
  return [
    ...copied.map((name) => path.relative(root, path.join(target, name))),
    ...Object.keys(scripts.metafile.outputs),
    ...Object.keys(device.metafile.outputs),
    tables,
  ];
}
