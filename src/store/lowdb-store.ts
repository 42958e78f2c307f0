import { createHash, createHmac } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { readdir, rename, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Low } from "lowdb";
import { StoreError } from "../shared/errors.js";
import type { StoredTracker } from "../dialogue/read-tracker.js";
import { asidePath, expireAsides, removeAsides } from "./aside.js";
import { removeDurably, writeDurably } from "./durable-file.js";
import { lockFolder } from "./folder-lock.js";
import { createHeldTalks } from "./held-talks.js";
import { createKeyedLock } from "./keyed-lock.js";
import { openNoteFile, type NoteFile } from "./note-file.js";
import { readOrMakeSecret } from "./secret.js";
import { DamagedFileError, TalkFile, type TalkState } from "./talk-file.js";
import { openTurnJournal } from "./turn-journal.js";
import type { KeptTurn, Store } from "./types.js";

/** Versions of a talk that can be read; the newest is written. */
const VERSIONS: readonly unknown[] = [1, 2];

/** Of talks that go on so much is kept in memory; bytes of their text. */
const HELD_BYTES = 5_000_000;

export interface LowdbStoreOptions {
  readonly folder: string;
  /** Told that a file could not be read and under which name it was set aside. */
  readonly onDamaged?: (file: string) => void;
  /** Told what went wrong where the turn counts all the same. */
  readonly onFault?: (fault: unknown) => void;
}

/** Tells whether a file is as it was left; empty when there is none. */
function stampOf(path: string): string {
  const info = statSync(path, { throwIfNoEntry: false });
  return info === undefined ? "" : `${String(info.size)} ${String(info.mtimeMs)}`;
}

/** A talk in memory, and the stamp of its file. */
interface Held {
  readonly state: TalkState;
  readonly stamp: string;
}

/** What is derived of a turn that tells something of a person and stays with it in memory; bytes. */
const DERIVED = 3000;

/** What a talk takes in memory, roughly. */
function bytesOf({ tracker, lastReply }: TalkState): number {
  const words = tracker.turns.reduce((sum, { utterance, reply, tells }) => {
    return sum + 2 * (utterance.length + reply.length) + (tells === true ? DERIVED : 300);
  }, 0);
  return words + 2 * lastReply.length + tracker.messages.length * 200 + 4000;
}

/** Renames a file that cannot be read; its new path. */
async function setAside(path: string): Promise<string> {
  const aside = asidePath(path);
  await rename(path, aside);
  return aside;
}

const FOLDER_MODE = 0o700;

/**
 * One small lowdb file for each conversation, so that a turn costs the same with ten and with 100,000 of
 * them. File names are hashes: the conversation key, which opens the talk, stands in no name.
 *
 * @throws StoreError `store-locked` when another process has the folder
 */
export function createLowdbStore({ folder, onDamaged, onFault }: LowdbStoreOptions): Store {
  const conversations = join(folder, "conversations");
  mkdirSync(conversations, { recursive: true, mode: FOLDER_MODE });
  const unlock = lockFolder(folder);
  const report = (aside: string): void => onDamaged?.(aside.slice(folder.length + 1));
  const notesIn = (name: string): NoteFile =>
    openNoteFile(join(folder, name), { onDamaged: report });
  const unanswered = notesIn("unanswered.jsonl");
  const feedback = notesIn("feedback.jsonl");
  let secret: Promise<Buffer> | null = null;
  const journal = openTurnJournal(folder);
  const shards = new Set<string>();
  const lock = createKeyedLock();
  const held = createHeldTalks<Held>(HELD_BYTES);

  /** 256 folders keep each of them small; the first two digits of the hash choose. */
  function fileOf(conversation: string): string {
    const hash = createHash("sha256").update(conversation).digest("hex");
    return join(conversations, hash.slice(0, 2), `${hash.slice(2)}.json`);
  }

  function makeShardOf(path: string): void {
    const shard = dirname(path);
    if (shards.has(shard)) return;
    mkdirSync(shard, { recursive: true, mode: FOLDER_MODE });
    shards.add(shard);
  }

  function hold(path: string, state: TalkState | null): void {
    if (state !== null) held.put(path, { state, stamp: stampOf(path) }, bytesOf(state));
  }

  /**
   * Marks of talks in what editors read, by their files: with the secret, because whoever holds the key of a talk, or reads the
   * names of the files, must not find out from a note whose it is.
   */
  async function marksOf(paths: readonly string[]): Promise<readonly string[]> {
    secret ??= readOrMakeSecret(folder);
    const key = await secret.catch((fault: unknown) => {
      secret = null; // tried again with the next
      throw fault;
    });
    return paths.map((path) =>
      createHmac("sha256", key).update(basename(path)).digest("base64url").slice(0, 22),
    );
  }

  /** Removes what editors would read of talks. */
  async function forgetNotes(paths: readonly string[]): Promise<void> {
    const marks = new Set(await marksOf(paths));
    await Promise.all([unanswered.forget(marks), feedback.forget(marks)]);
  }

  async function note(file: NoteFile, entry: object, path: string | null): Promise<void> {
    const [mark = null] = path === null ? [] : await marksOf([path]);
    await file.append(entry, mark);
  }

  async function guard<T>(code: StoreError["code"], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      if (fault instanceof StoreError) throw fault;
      throw new StoreError(code, "the store failed", { cause: fault });
    }
  }

  /** The talk of a file: from memory, as long as the file is as it was left. */
  async function load(path: string): Promise<TalkState | null> {
    const known = held.get(path);
    if (known !== undefined && stampOf(path) === known.stamp) return known.state;
    held.drop(path);
    const file = new TalkFile(path, { journal });
    try {
      await new Low<StoredTracker | null>(file, null).read();
    } catch (fault) {
      if (!(fault instanceof DamagedFileError)) throw fault;
      report(await setAside(path));
      return null;
    }
    const { state } = file;
    if (state !== null && !VERSIONS.includes(state.tracker.version)) {
      throw new StoreError("store-version", "a conversation was written by another version");
    }
    hold(path, state);
    return state;
  }

  async function save(path: string, before: TalkState | null, kept: KeptTurn): Promise<void> {
    const { erases = false, reply } = kept;
    const file = new TalkFile(path, { journal, before, erases, ...(reply && { reply }) });
    if (before === null) makeShardOf(path);
    try {
      await new Low<StoredTracker | null>(file, kept.tracker).write();
    } catch (fault) {
      held.drop(path);
      shards.delete(dirname(path));
      throw fault;
    }
    hold(path, file.state);
  }

  /** Removes the file of a talk; what the journal holds of it stays until that is settled. */
  async function remove(path: string): Promise<boolean> {
    await journal.leave(path);
    held.drop(path);
    await removeAsides(path);
    return removeDurably(path);
  }

  async function expireFile(path: string, limit: number): Promise<boolean> {
    const info = await stat(path).catch(() => null);
    return info !== null && info.mtimeMs < limit && (await remove(path));
  }

  return {
    turn: (conversation, work) => {
      const path = fileOf(conversation);
      return lock.run(path, async () => {
        const before = await guard("store-read", () => load(path));
        const { keep, result } = await work({
          tracker: before?.tracker ?? null,
          findReply: (id) =>
            guard("store-read", () =>
              Promise.resolve(new TalkFile(path, { journal }).findReply(id)),
            ),
        });
        if (keep === undefined) return result;
        // Both wait for the disk, at the same time.
        const noted = (keep.unanswered ?? []).map((entry) =>
          note(unanswered, entry, path).catch((fault: unknown) => onFault?.(fault)),
        );
        await guard("store-write", async () => {
          if (keep.erases === true) await forgetNotes([path]);
          await save(path, before, keep);
        });
        await Promise.all(noted);
        return result;
      });
    },
    loadTracker: (conversation) =>
      guard("store-read", async () => {
        const path = fileOf(conversation);
        return lock.run(path, async () => (await load(path))?.tracker ?? null);
      }),
    deleteTracker: (conversation) =>
      guard("store-write", async () => {
        const path = fileOf(conversation);
        const wasThere = await lock.run(path, async () => {
          await forgetNotes([path]);
          return remove(path);
        });
        await journal.settle();
        return wasThere;
      }),
    expireTrackers: (before) =>
      guard("store-write", async () => {
        const limit = new Date(before).getTime();
        const removed: string[] = [];
        for (const shard of await readdir(conversations)) {
          for (const name of await readdir(join(conversations, shard))) {
            const path = join(conversations, shard, name);
            const info = await stat(path).catch(() => null);
            // Looked at again when no turn of it is under way.
            if (info === null || info.mtimeMs >= limit) continue;
            if (await lock.run(path, () => expireFile(path, limit))) removed.push(path);
          }
        }
        await expireAsides(folder, limit);
        if (removed.length === 0) return 0;
        await Promise.all([forgetNotes(removed), journal.settle()]);
        return removed.length;
      }),
    logFeedback: (entry, conversation) =>
      guard("store-write", () =>
        note(feedback, entry, conversation === undefined ? null : fileOf(conversation)),
      ),
    check: () =>
      guard("store-write", async () => {
        const probe = join(folder, "probe");
        await writeDurably(probe, "");
        await removeDurably(probe);
      }),
    async close() {
      await unanswered.close();
      await feedback.close();
      await journal.close();
      unlock();
    },
  };
}
