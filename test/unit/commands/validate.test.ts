import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../../helpers/repository-root.js";
import { edited, writeCorpus } from "../../helpers/small-corpus.js";

const PLAN = "knowledge/services/alpha/example-5050.yaml";

/** Runs the command as `npm run validate` does. */
async function validate(
  dir: string,
): Promise<{ readonly code: unknown; readonly lines: readonly string[] }> {
  const command = path.join(repositoryRoot, "src/commands/validate.ts");
  const { stdout, code } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", command, dir],
    { cwd: repositoryRoot },
  ).then(
    (done) => ({ ...done, code: 0 }),
    (error: unknown) => error as { readonly stdout: string; readonly code: unknown }, // execFile rejects with both
  );
  return { code, lines: stdout.trimEnd().split("\n") };
}

describe("npm run validate", () => {
  it("counts what there is and ends with 0", async () => {
    const { code, lines } = await validate(await writeCorpus());
    expect(code).toBe(0);
    expect(lines).toEqual([
      "2 services (and 1 entries covered by them), 4 claims, 1 sources, 5 facts, 1 channels, 0 rules, 1 topics, 1 offices, 0 questions, 23 examples in 21 intents, 0 warnings",
    ]);
  });

  it("lists every fault with file, line and column and ends with 1", async () => {
    const { code, lines } = await validate(
      await writeCorpus({
        ...edited(PLAN, "relevance: 3", "relevance: 9"),
        ...edited("knowledge/replies.yaml", "Hello {name}", "Hello"),
      }),
    );
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^knowledge\/replies\.yaml:1:\d+: /u),
      expect.stringMatching(/^knowledge\/services\/alpha\/example-5050\.yaml:7:12: /u),
      "2 faults in 2 files, 0 warnings",
    ]);
  });
});
