// `npm run check`: everything that must hold before the tests are worth running. One line a step, all failures at the end.
//
//   node .config/check.mjs                 all steps
//   node .config/check.mjs lint types      only the steps whose names begin with one of these
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => path.join("node_modules", name);

const prettier = bin("prettier/bin/prettier.cjs");
const eslint = bin("eslint/bin/eslint.js");
const tsc = bin("typescript/bin/tsc");
const knip = bin("knip/bin/knip.js");

/** Longest first, so that the short ones fill the gaps. `says`: what it prints is worth a look when it passes too. */
const STEPS = [
  {
    name: "lint",
    run: [
      eslint,
      "--config",
      ".config/eslint.config.js",
      "--max-warnings=0",
      "src",
      "test",
      ".config",
    ],
  },
  { name: "types", run: [tsc, "-p", "tsconfig.json"] },
  { name: "types of the engine, without Node", run: [tsc, "-p", ".config/tsconfig.engine.json"] },
  { name: "types of the page", run: [tsc, "-p", ".config/tsconfig.page.json"] },
  { name: "types of the browser tests", run: [tsc, "-p", ".config/tsconfig.browser-tests.json"] },
  { name: "boundaries", run: [".config/boundaries.mjs"], says: true },
  {
    name: "format",
    run: [
      prettier,
      "--config",
      ".config/prettier.json",
      "--ignore-path",
      ".config/prettierignore",
      "--check",
      "--log-level=warn",
      ".",
    ],
  },
  { name: "unused, in the program", run: [knip, "-c", ".config/knip.json", "--production"] },
  { name: "unused, with tests and tools", run: [knip, "-c", ".config/knip.json"] },
  { name: "engine for browsers", run: [".config/build.mjs", "--engine"], says: true },
  {
    name: "validate",
    run: ["--import", "tsx", "src/commands/validate.ts"],
    says: true,
  },
];

/** Runs one step and gives its exit status with all that it printed. */
function execute({ run }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, run, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: output.trim() }));
  });
}

async function runStep(step) {
  const started = performance.now();
  const { code, output } = await execute(step);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = code === 0;
  const detail = passed && step.says && output !== "" ? `: ${output.split("\n").join("; ")}` : "";
  console.log(`${passed ? "ok   " : "FAIL "} ${step.name} (${seconds} s)${detail}`);
  return passed ? null : { name: step.name, output };
}

const wanted = process.argv.slice(2);
const queue = STEPS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)),
);
const failures = [];
const count = queue.length;

async function lane() {
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const failure = await runStep(step);
    if (failure !== null) failures.push(failure);
  }
}

await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, lane));

for (const { name, output } of failures) console.error(`\n── ${name}\n${output}`);
console.log(
  failures.length === 0
    ? `\n${count} steps, all passed`
    : `\n${count} steps, ${failures.length} failed: ${failures.map(({ name }) => name).join(", ")}`,
);
process.exitCode = failures.length === 0 && count > 0 ? 0 : 1;
