// Backups of the built program while it answers, and what they are worth.
import { execFile } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { promisify } from "node:util";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { backUp, restore } from "../../src/run/backup.js";
import { buildProgram, startProgram, temporaryFolder } from "../helpers/built-program.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const NOW = new Date("2031-04-01T00:00:00Z");

interface Said {
  readonly conversation: string;
  readonly text: string;
}

async function say(address: string, text: string, conversation?: string): Promise<Said> {
  const response = await fetch(`${address}/api/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text, conversation }),
  });
  const answer = (await response.json()) as { readonly conversation: string };
  expect(response.status).toBe(200);
  return { conversation: answer.conversation, text };
}

async function exported(address: string, conversation: string): Promise<string> {
  const headers = { authorization: `Bearer ${conversation}` };
  return (await fetch(`${address}/api/v1/conversation`, { headers })).text();
}

async function command(
  name: "backup" | "restore",
  file: string,
  dataDir: string,
): Promise<{ readonly status: number; readonly output: string }> {
  await buildProgram();
  const env = { ...process.env, DATA_DIR: dataDir };
  return promisify(execFile)(process.execPath, [`dist/commands/${name}.js`, file], {
    cwd: repositoryRoot,
    env,
  }).then(
    ({ stdout, stderr }) => ({ status: 0, output: stdout + stderr }),
    (fault: unknown) => {
      const { code, stdout, stderr } = fault as { code: number; stdout: string; stderr: string };
      return { status: code, output: stdout + stderr };
    },
  );
}

/** A folder with a talk, a log with a line that is being written, and what no backup needs. */
function smallFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "unanswered.jsonl"), '{"a":1}\n{"b":2}\n{"cut');
  writeFileSync(join(folder, "talk.json"), '{"version":2}\n');
  writeFileSync(join(folder, "lock"), "1 -\n");
  writeFileSync(join(folder, ".talk.json.1.1.tmp"), "half");
  return folder;
}

describe("a backup of a program that goes on answering", () => {
  it("holds every turn acknowledged before it, and a program goes on from it", async () => {
    const data = temporaryFolder();
    const file = join(temporaryFolder(), "kept.tar.gz");
    const first = await startProgram({ DATA_DIR: data });
    const talks = await Promise.all(
      Array.from({ length: 8 }, (_, index) => say(first.address, `余省心是什么 ${index}`)),
    );
    const done = new AbortController();
    const meanwhile = (async () => {
      for (let index = 0; !done.signal.aborted; index += 1) {
        await say(first.address, `融滨一本通 ${index}`, talks[index % talks.length]?.conversation);
      }
    })();
    const kept = await command("backup", file, data);
    done.abort();
    await meanwhile;
    expect(kept).toMatchObject({ status: 0 });
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    const refused = await command("restore", file, data);
    expect(refused.status).toBe(1);
    expect(refused.output).toContain("DATA_DIR");
    expect((await first.stop()).status).toBe(0);

    const other = join(temporaryFolder(), "new", "data");
    expect(await command("restore", file, other)).toMatchObject({ status: 0 });
    const second = await startProgram({ DATA_DIR: other });
    for (const { conversation, text } of talks) {
      expect(await exported(second.address, conversation)).toContain(text);
      await say(second.address, "在哪里办", conversation);
    }
    expect(second.output()).not.toContain("damaged");
    expect((await second.stop()).status).toBe(0);
  }, 180_000);

  it("tells how to call them, and of a folder that is not there", async () => {
    await buildProgram();
    const nowhere = join(temporaryFolder(), "nowhere");
    const file = join(temporaryFolder(), "kept.tar.gz");
    const refused = await command("backup", file, nowhere);
    expect(refused).toEqual({ status: 1, output: "DATA_DIR: there is no such folder\n" });
    expect(existsSync(file)).toBe(false);
  }, 60_000);
});

describe("a backup", () => {
  it("leaves out the lock, caches and what is half written, and ends logs with a whole line", async () => {
    const folder = smallFolder();
    const file = join(temporaryFolder(), "kept.tar.gz");
    const { files } = await backUp(folder, file, NOW);
    expect(files).toBe(2);
    const target = temporaryFolder();
    await restore(file, target);
    expect(readdirSync(target).sort()).toEqual(["talk.json", "unanswered.jsonl"]);
    expect(readFileSync(join(target, "unanswered.jsonl"), "utf8")).toBe('{"a":1}\n{"b":2}\n');
    expect(Math.abs(statSync(join(target, "talk.json")).mtimeMs - Date.now())).toBeLessThan(60_000);
  });

  it("is put only into a folder that holds nothing", async () => {
    const folder = smallFolder();
    const file = join(temporaryFolder(), "kept.tar.gz");
    await backUp(folder, file, NOW);
    const target = temporaryFolder();
    writeFileSync(join(target, "unanswered.jsonl"), "");
    await expect(restore(file, target)).rejects.toThrow(/^DATA_DIR: holds data already/u);
    expect(readdirSync(target)).toEqual(["unanswered.jsonl"]);
  });

  it.each([1, 20, 60, 0.5, 0.9])("cut off at %d changes nothing", async (at) => {
    const file = join(temporaryFolder(), "kept.tar.gz");
    await backUp(smallFolder(), file, NOW);
    const { size } = statSync(file);
    truncateSync(file, at < 1 ? Math.floor(size * at) : at);
    const target = temporaryFolder();
    await expect(restore(file, target)).rejects.toThrow(/cannot be used.*nothing was changed/u);
    expect(readdirSync(target)).toEqual([]);
  });

  it.each([
    ["no archive", Buffer.from("hello")],
    ["an empty file", Buffer.alloc(0)],
  ])("that is %s is refused", async (_, content) => {
    const file = join(temporaryFolder(), "kept.tar.gz");
    writeFileSync(file, content);
    await expect(restore(file, temporaryFolder())).rejects.toThrow(/cannot be used/u);
  });

  it.each(["../out", "/tmp/out", "a/../../out", "lock", "a//b", "./a", "a\\b"])(
    "that holds %s is refused, and writes nothing outside",
    async (name) => {
      const archive = pack();
      archive.entry({ name: "hangcai-backup.json" }, '{"format":1}');
      archive.entry({ name: "unanswered.jsonl" }, "{}\n");
      archive.entry({ name }, "x");
      archive.finalize();
      const chunks: Buffer[] = [];
      for await (const chunk of archive) chunks.push(chunk);
      const file = join(temporaryFolder(), "kept.tar.gz");
      writeFileSync(file, gzipSync(Buffer.concat(chunks)));
      const target = temporaryFolder();
      await expect(restore(file, target)).rejects.toThrow(/holds what no backup holds/u);
      expect(readdirSync(target)).toEqual([]);
      expect(existsSync(join(target, "..", "out"))).toBe(false);
    },
  );

  it("of a newer format is refused", async () => {
    const archive = pack();
    archive.entry({ name: "hangcai-backup.json" }, '{"format":2}');
    archive.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of archive) chunks.push(chunk);
    const file = join(temporaryFolder(), "kept.tar.gz");
    writeFileSync(file, gzipSync(Buffer.concat(chunks)));
    await expect(restore(file, temporaryFolder())).rejects.toThrow(/made by a newer program/u);
  });
});
