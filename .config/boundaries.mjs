// Import boundaries: cruises src/ with the rules of dependency-cruiser.cjs and lists what breaks them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const { stdout } = await promisify(execFile)(
  process.execPath,
  [
    "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
    "--config",
    ".config/dependency-cruiser.cjs",
    "--output-type",
    "json",
    "src",
  ],
  { maxBuffer: 256 * 1024 * 1024 },
).catch((error) => {
  // The exit status counts violations; the report is on standard output all the same.
  if (typeof error.stdout === "string" && error.stdout.startsWith("{")) return error;
  throw error;
});

const { modules, summary } = JSON.parse(stdout);
const own = modules.filter(({ source }) => source.startsWith("src/"));
const seen = own.reduce((sum, { dependencies }) => sum + dependencies.length, 0);

for (const { from, to, rule } of summary.violations) {
  console.error(`${from} → ${to}: ${rule.name}`);
}
// A compiler that the cruiser does not understand makes it see nothing, and nothing breaks no rule.
if (own.length === 0 || seen === 0)
  console.error("no module was cruised: the rules proved nothing");

console.log(`${own.length} modules, ${seen} imports, ${summary.violations.length} violations`);
process.exitCode = summary.violations.length > 0 || own.length === 0 || seen === 0 ? 1 : 0;
