import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FILE_MODE, removeDurably } from "./durable-file.js";

/** One small JSON file for each key, named by a hash of it. */
export interface RecordFolder {
  /** `null` when there is none, or when it is no JSON. */
  load(key: string): Promise<unknown>;
  save(key: string, record: unknown): Promise<void>;
  /** Whether there was one. */
  remove(key: string): Promise<boolean>;
  /** Removes records not written since the instant (milliseconds); how many. */
  expire(before: number): Promise<number>;
}

const FOLDER_MODE = 0o700;
let writes = 0;

/**
 * Records of small worth (buttons, a language): replaced whole, so that a crash leaves the old or the new one,
 * but not forced to the disk, so that a turn does not pay for it. A power cut may lose the last ones.
 */
export function openChatRecords(folder: string): RecordFolder {
  const shards = new Set<string>();

  async function fileOf(key: string): Promise<string> {
    const hash = createHash("sha256").update(key).digest("hex");
    const shard = join(folder, hash.slice(0, 2));
    if (!shards.has(shard)) {
      await mkdir(shard, { recursive: true, mode: FOLDER_MODE });
      shards.add(shard);
    }
    return join(shard, `${hash.slice(2)}.json`);
  }

  return {
    async load(key) {
      try {
        return JSON.parse(await readFile(await fileOf(key), "utf8")) as unknown;
      } catch {
        return null; // none, or damaged: as good as none
      }
    },
    async save(key, record) {
      const path = await fileOf(key);
      writes += 1;
      const aside = `${path}.${process.pid}.${writes}.tmp`;
      await writeFile(aside, JSON.stringify(record), { mode: FILE_MODE });
      await rename(aside, path);
    },
    remove: async (key) => removeDurably(await fileOf(key)),
    async expire(before) {
      let count = 0;
      for (const shard of await readdir(folder).catch(() => [])) {
        for (const name of await readdir(join(folder, shard))) {
          const path = join(folder, shard, name);
          const info = await stat(path).catch(() => null);
          if (info === null || info.mtimeMs >= before) continue;
          await unlink(path).catch(() => undefined);
          count += 1;
        }
      }
      return count;
    },
  };
}
