import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openWatchFile } from "../../../src/store/watch-file.js";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "hangcai-watch-file-"));
  onTestFinished(() => {
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

const bytesIn = (path: string): string =>
  readdirSync(path)
    .map((name) => readFileSync(join(path, name), "utf8"))
    .join("");

describe("what is watched, on the disk", () => {
  it("is there again, the last line of each chat, with the newest number", async () => {
    const path = folder();
    const file = openWatchFile(path);
    await file.keep("a", { facts: 1 });
    file.see(7);
    file.note("a", { facts: 2 });
    await file.keep("b", { facts: 3 });
    // Nothing is closed: the process is killed.
    const again = openWatchFile(path);
    expect(again.keys()).toEqual(["a", "b"]);
    expect(again.load("a")).toEqual({ facts: 2 });
    expect(again.newest).toBe(7);
    expect(again.load("c")).toBeNull();
    await file.close();
    await again.close();
  });

  it("goes to the last byte, and what was noted before it too", async () => {
    const path = folder();
    const file = openWatchFile(path);
    await file.keep("a", { facts: "secret" });
    file.note("a", { facts: "secret too" });
    await file.keep("b", { facts: "of another" });
    expect(await file.remove("a")).toBe(true);
    expect(bytesIn(path)).not.toContain("secret");
    expect(bytesIn(path)).toContain("of another");
    expect(await file.remove("a")).toBe(false);
    await file.keep("c", { facts: 4 });
    await file.close();
    expect(openWatchFile(path).keys()).toEqual(["b", "c"]);
  });

  it("does without a line that a crash cut off, and keeps a copy of what is none of its own", async () => {
    const path = folder();
    const file = openWatchFile(path);
    await file.keep("a", { facts: 1 });
    await file.close();
    appendFileSync(join(path, "watches.jsonl"), '["b",{"fac');
    const damaged: string[] = [];
    const onDamaged = (aside: string): void => {
      damaged.push(aside);
    };
    const cut = openWatchFile(path, { onDamaged });
    expect(cut.keys()).toEqual(["a"]);
    expect(damaged).toEqual([]);
    await cut.close();
    appendFileSync(join(path, "watches.jsonl"), "secret of nobody\n");
    const broken = openWatchFile(path, { onDamaged });
    expect(broken.keys()).toEqual(["a"]);
    expect(damaged).toHaveLength(1);
    await broken.remove("a");
    expect(bytesIn(path)).not.toContain("secret");
    await broken.close();
  });
});
