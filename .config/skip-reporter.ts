import type { Reporter, TestModule } from "vitest/node";

/**
 * Says at the end which tests were skipped and why, so that a skip is never quiet.
 * With `REQUIRE_ALL=1` (as in `.ci/run`) every skip is a failure of the run.
 */
export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        // A requirement that is not met stands in the name of the suite: see test/helpers/requires.ts.
        const suite = test.parent.type === "suite" ? test.parent.fullName : test.fullName;
        const name = `${module.relativeModuleId}: ${suite}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    if (counts.size === 0) return;
    console.log("\nSkipped:");
    for (const [name, count] of counts) console.log(`  ${name} (${count})`);
    if (process.env["REQUIRE_ALL"] === "1") {
      console.error("REQUIRE_ALL=1: a skipped test is a failure");
      process.exitCode = 1;
    }
  }
}
