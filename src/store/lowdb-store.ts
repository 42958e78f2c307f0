import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { mkdir, readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { Low } from "lowdb";
import { StoreError } from "../shared/errors.js";
import type { StoredTracker } from "../dialogue/read-tracker.js";
import type { Tracker } from "../dialogue/types.js";
import { createAppendLog } from "./append-log.js";
import { removeDurably, writeDurably } from "./durable-file.js";
import { lockFolder } from "./folder-lock.js";
import { DamagedFileError, TalkFile } from "./talk-file.js";
import type { Store } from "./types.js";

/** Versions of a talk that can be read; the newest is written. */
const VERSIONS: readonly unknown[] = [1, 2];

export interface LowdbStoreOptions {
  readonly folder: string;
  /** Told that a file could not be read and under which name it was set aside. */
  readonly onDamaged?: (file: string) => void;
}

const FOLDER_MODE = 0o700;

/**
 * One small lowdb file for each conversation, so that a turn costs the same with ten and with 100,000 of
 * them. File names are hashes: the conversation key, which opens the talk, stands in no name.
 *
 * @throws StoreError `store-locked` when another process has the folder
 */
export function createLowdbStore({ folder, onDamaged }: LowdbStoreOptions): Store {
  const conversations = join(folder, "conversations");
  mkdirSync(conversations, { recursive: true, mode: FOLDER_MODE });
  const unlock = lockFolder(folder);
  const unanswered = createAppendLog(join(folder, "unanswered.jsonl"));
  const feedback = createAppendLog(join(folder, "feedback.jsonl"));
  const shards = new Set<string>();

  /** 256 folders keep each of them small; the first two digits of the hash choose. */
  async function fileOf(conversation: string): Promise<string> {
    const hash = createHash("sha256").update(conversation).digest("hex");
    const shard = join(conversations, hash.slice(0, 2));
    if (!shards.has(shard)) {
      await mkdir(shard, { recursive: true, mode: FOLDER_MODE });
      shards.add(shard);
    }
    return join(shard, `${hash.slice(2)}.json`);
  }

  async function setAside(path: string): Promise<void> {
    const aside = `${path}.damaged-${Date.now().toString(36)}`;
    await rename(path, aside);
    onDamaged?.(aside.slice(folder.length + 1));
  }

  async function guard<T>(code: StoreError["code"], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      if (fault instanceof StoreError) throw fault;
      throw new StoreError(code, "the store failed", { cause: fault });
    }
  }

  return {
    loadTracker: (conversation) =>
      guard("store-read", async () => {
        const path = await fileOf(conversation);
        const low = new Low<StoredTracker | null>(new TalkFile(path), null);
        try {
          await low.read();
        } catch (fault) {
          if (!(fault instanceof DamagedFileError)) throw fault;
          await setAside(path);
          return null;
        }
        const tracker: unknown = low.data;
        if (tracker === null) return null;
        if (typeof tracker !== "object" || !("version" in tracker) || !("turns" in tracker)) {
          await setAside(path);
          return null;
        }
        if (!VERSIONS.includes(tracker.version)) {
          throw new StoreError("store-version", "a conversation was written by another version");
        }
        return low.data;
      }),
    saveTracker: (conversation, tracker, options) =>
      guard("store-write", async () => {
        const file = new TalkFile<Tracker>(await fileOf(conversation), options);
        const low = new Low<Tracker>(file, tracker);
        await low.write();
      }),
    loadReply: (conversation, id) =>
      guard("store-read", async () => new TalkFile(await fileOf(conversation)).findReply(id)),
    deleteTracker: (conversation) =>
      guard("store-write", async () => removeDurably(await fileOf(conversation))),
    expireTrackers: (before) =>
      guard("store-write", async () => {
        const limit = new Date(before).getTime();
        let count = 0;
        for (const shard of await readdir(conversations)) {
          for (const name of await readdir(join(conversations, shard))) {
            const path = join(conversations, shard, name);
            const info = await stat(path).catch(() => null);
            if (info !== null && info.mtimeMs < limit && (await removeDurably(path))) count += 1;
          }
        }
        return count;
      }),
    logUnanswered: (entry) => guard("store-write", () => unanswered.append(entry)),
    logFeedback: (entry) => guard("store-write", () => feedback.append(entry)),
    check: () =>
      guard("store-write", async () => {
        const probe = join(folder, "probe");
        await writeDurably(probe, "");
        await removeDurably(probe);
      }),
    async close() {
      await unanswered.close();
      await feedback.close();
      unlock();
    },
  };
}
