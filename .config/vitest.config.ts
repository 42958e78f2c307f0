import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

export default defineConfig({
  root,
  test: {
    include: ["test/**/*.test.ts"],
    pool: "threads",
    // Modules have no side effects at import, so files of one worker share them: the corpus is read once, not eighty times.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    reporters: ["default", path.join(root, ".config/skip-reporter.ts")],
  },
});
