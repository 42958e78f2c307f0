// The closing line of .ci/run: node .ci/summary.mjs <folder of vitest's JSON reports> <failed steps> <failed test runs>
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const [folder = ".", failedSteps = "0", failedRuns = "0"] = process.argv.slice(2);
let passed = 0;
let failedTests = 0;

for (const file of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  passed += report.numPassedTests;
  failedTests += report.numFailedTests;
  for (const { name, status } of report.testResults) {
    if (status === "failed") console.log(`failed: ${path.relative(process.cwd(), name)}`);
  }
}
// A run can fail without a failed test: a file that does not load, a skip, a time limit.
const failed = Number(failedSteps) + Math.max(failedTests, Number(failedRuns));
console.log(`${passed} passed, ${failed} failed`);
