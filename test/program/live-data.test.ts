// Edits of the data while the built program runs, as an operator makes them.
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { startProgram, temporaryFolder, type BuiltProgram } from "../helpers/built-program.js";
import { edited, writeCorpus } from "../helpers/small-corpus.js";

const HALL = "knowledge/services/alpha/example-hall.yaml";
const ONE_STOP = "intents/topics/one-stop.yaml";
const NAME = "name: 示例大厅\n";
/** Promised for an edit; beside other tests a machine may be ten times as slow. */
const SOON = { timeout: 20_000, interval: 50 };

async function running() {
  const dir = await writeCorpus();
  const program = await startProgram({ DATA_DIR: temporaryFolder(), CORPUS_DIR: dir });
  const edit = async (changes: Readonly<Record<string, string>>): Promise<void> => {
    for (const [file, text] of Object.entries(changes)) await writeFile(join(dir, file), text);
  };
  return { dir, program, edit };
}

async function nameOf({ address }: BuiltProgram): Promise<unknown> {
  const answer: unknown = await (await fetch(`${address}/api/v1/services/example-hall`)).json();
  return typeof answer === "object" && answer !== null && "name" in answer ? answer.name : null;
}

/** How often an edit was taken over, or refused. */
async function reloads({ address }: BuiltProgram, result: "taken" | "refused"): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = `hangcai_knowledge_reloads_total{result="${result}"} `;
  return Number(
    text
      .split("\n")
      .find((each) => each.startsWith(line))
      ?.slice(line.length) ?? 0,
  );
}

/** Processes that read data for a program; one ends with its reading. */
const readers = (): readonly string[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, "utf8").includes("refresh-process.js");
      } catch {
        return false; // ended meanwhile
      }
    });

describe("the running program", () => {
  it("takes an edit over without a restart, and leaves no process behind", async () => {
    const { program, edit } = await running();
    expect(await nameOf(program)).toBe("示例大厅");
    await edit(edited(HALL, NAME, "name: 示例新厅\n"));
    await vi.waitFor(async () => {
      expect(await nameOf(program)).toBe("示例新厅");
    }, SOON);
    await vi.waitFor(() => {
      expect(program.output()).toContain("data reloaded");
      expect(readers()).toEqual([]);
    }, SOON);
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("goes on with the old data after a broken edit, says where it is broken, and takes the mended one", async () => {
    const { program, edit } = await running();
    await edit(edited(HALL, NAME, "nme: 示例大厅\n"));
    await vi.waitFor(async () => {
      expect(await reloads(program, "refused")).toBeGreaterThan(0);
    }, SOON);
    await vi.waitFor(() => {
      expect(program.output()).toMatch(/example-hall\.yaml:\d+:\d+: .*nme/u);
    }, SOON);
    expect(await nameOf(program)).toBe("示例大厅");
    expect((await fetch(`${program.address}/readyz`)).status).toBe(200);
    await edit(edited(HALL, NAME, "name: 示例好厅\n"));
    await vi.waitFor(async () => {
      expect(await nameOf(program)).toBe("示例好厅");
    }, SOON);
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("serves edited words at once and again when it was trained on them; a new topic only then", async () => {
    const { program, edit } = await running();
    await edit(edited(ONE_STOP, "办手续去哪,", "办手续去哪, 手续在哪里办完,"));
    await vi.waitFor(async () => {
      expect(await reloads(program, "taken")).toBe(2);
    }, SOON);
    const topic = "id: two-stop\ntitle: 二站办理\nen: Two stops\nutterances: [两个窗口在哪里]\n";
    await edit({ "intents/topics/two-stop.yaml": topic });
    await vi.waitFor(async () => {
      expect(await reloads(program, "taken")).toBe(3);
    }, SOON);
    expect(await reloads(program, "refused")).toBe(0);
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("answers while an edit is read, and ends at once in the midst of it", async () => {
    const { program, edit } = await running();
    await edit(edited(ONE_STOP, "办手续去哪,", "办手续去哪, 手续在哪里办完,"));
    await vi.waitFor(() => {
      expect(readers()).not.toEqual([]);
    }, SOON);
    expect(await nameOf(program)).toBe("示例大厅");
    const { status, milliseconds } = await program.stop();
    expect(status).toBe(0);
    expect(milliseconds).toBeLessThan(5_000);
    await vi.waitFor(() => {
      expect(readers()).toEqual([]);
    }, SOON);
  }, 120_000);

  it("refuses to start with broken data, and names what is wrong", async () => {
    const dir = await writeCorpus(edited(HALL, NAME, "nme: 示例大厅\n"));
    await expect(startProgram({ DATA_DIR: temporaryFolder(), CORPUS_DIR: dir })).rejects.toThrow(
      /example-hall\.yaml:\d+:\d+: .*nme/u,
    );
  }, 120_000);
});
