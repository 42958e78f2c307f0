import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Files that hold a time to a bound run after all others and one at a time: beside a busy browser the clock says nothing. */
const TIMED = [
  "test/eligibility/speed.test.ts",
  "test/unit/channels/web/browse.test.ts",
  "test/unit/corpus/faults.test.ts",
  "test/unit/person/form-lines.test.ts",
];

// A machine that runs a browser, a database and the tests on two cores is slow at times; a test that hangs still ends.
const patient = process.env["REQUIRE_ALL"] === "1" ? 5 : 1;

// On a second Node the tests that drive a browser say nothing new.
const browser = process.env["WITHOUT_BROWSER"] === "1" ? ["test/browser/**"] : [];

const shared = {
  pool: "threads",
  // Modules have no side effects at import, so files of one worker share them: the corpus is read once, not eighty times.
  isolate: false,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
  testTimeout: 20_000 * patient,
  hookTimeout: 60_000 * patient,
} as const;

export default defineConfig({
  root,
  test: {
    reporters: ["default", path.join(root, ".config/skip-reporter.ts")],
    projects: [
      {
        root,
        test: {
          ...shared,
          name: "together",
          include: ["test/**/*.test.ts"],
          exclude: [...TIMED, ...browser],
        },
      },
      {
        root,
        test: {
          ...shared,
          name: "alone",
          include: TIMED,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
