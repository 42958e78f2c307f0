import { closeSync, fdatasync, ftruncateSync, mkdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { StoreError } from "../shared/errors.js";
import { readLines, replaceFile, toLines } from "./line-file.js";

const DAY = 24 * 3_600_000;
/** The file of contents is written anew when it has grown by so much; bytes. */
const COMPACT_AT = 4_000_000;
/** The file of ids is written anew, without the old ones, after so many lines. */
const CLAIMS_EVERY = 20_000;

/** Updates taken over and not yet answered, and the ids of those done with within 24 hours. */
export interface UpdateInboxFile {
  isKnown(id: number): boolean;
  keep(id: number, update: unknown): Promise<void>;
  done(id: number): void;
  pending(): readonly { readonly id: number; readonly update: unknown }[];
  purge(): Promise<void>;
  close(): Promise<void>;
}

const sync = promisify(fdatasync);

const isId = (value: unknown): value is number => Number.isSafeInteger(value);

/**
 * Two files: `inbox.jsonl` with the contents of what waits (`[id, update]`) and of what was done since it was last
 * emptied (`[id]`), and `claims.jsonl` with ids and times of what was done (`[id, ms]`). Whenever nothing waits the first one is
 * emptied, so that what people wrote does not stay. Every line is handed to the system at once, which a killed
 * process survives; `keep` also waits for the disk, one wait for all that came together.
 *
 * @throws StoreError `store-write` when the folder cannot be used
 */
export function openUpdateInbox(
  folder: string,
  {
    now,
    onDamaged = () => undefined,
  }: {
    readonly now: () => number;
    /** Told the path of a copy of a file of which something could not be read. */
    readonly onDamaged?: (path: string) => void;
  },
): UpdateInboxFile {
  const inboxPath = join(folder, "inbox.jsonl");
  const claimsPath = join(folder, "claims.jsonl");
  const waiting = new Map<number, unknown>();
  const claims = new Map<number, number>();
  let inboxFile: number;
  let claimsFile: number;
  let inboxBytes = 0;
  let claimLines = 0;
  let syncing: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const line of readLines(claimsPath, isId, onDamaged)) {
      if (typeof line[1] === "number") claims.set(line[0], line[1]);
    }
    for (const line of readLines(inboxPath, isId, onDamaged)) {
      if (line.length > 1 && !claims.has(line[0])) waiting.set(line[0], line[1]);
      else waiting.delete(line[0]);
    }
    dropOldClaims();
    claimsFile = replaceFile(claimsPath, toLines(claims));
    inboxFile = replaceFile(inboxPath, toLines(waiting));
    claimLines = claims.size;
  } catch (fault) {
    throw new StoreError("store-write", "the folder of updates cannot be used", { cause: fault });
  }

  function dropOldClaims(): void {
    const limit = now() - DAY;
    for (const [id, at] of claims) if (at < limit) claims.delete(id);
  }

  async function flush(): Promise<void> {
    try {
      await sync(inboxFile);
    } catch (fault) {
      throw new StoreError("store-write", "an update could not be kept", { cause: fault });
    }
  }

  /** Waits for a sync that begins after this call; calls that come together share one. */
  function durable(): Promise<void> {
    if (syncing === null) {
      syncing = flush().finally(() => {
        syncing = null;
      });
      return syncing;
    }
    next ??= syncing
      .catch(() => undefined)
      .then(() => {
        next = null;
        return durable();
      });
    return next;
  }

  /** Closes a file when no sync needs it any more. */
  function closeLater(file: number): void {
    void (syncing ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        closeSync(file);
      });
  }

  // Both are synchronous: a line written meanwhile would be lost.
  function compactInbox(): void {
    const old = inboxFile;
    inboxFile = replaceFile(inboxPath, toLines(waiting));
    inboxBytes = 0;
    closeLater(old);
  }

  function compactClaims(): void {
    dropOldClaims();
    const old = claimsFile;
    claimsFile = replaceFile(claimsPath, toLines(claims));
    claimLines = claims.size;
    closeSync(old);
  }

  return {
    isKnown: (id) => waiting.has(id) || (claims.get(id) ?? -Infinity) > now() - DAY,
    async keep(id, update) {
      const line = `${JSON.stringify([id, update])}\n`;
      try {
        inboxBytes += writeSync(inboxFile, line);
      } catch (fault) {
        throw new StoreError("store-write", "an update could not be kept", { cause: fault });
      }
      waiting.set(id, update);
      try {
        await durable();
      } catch (fault) {
        waiting.delete(id);
        throw fault;
      }
    },
    done(id) {
      if (!waiting.delete(id)) return;
      const at = now();
      claims.set(id, at);
      writeSync(claimsFile, `${JSON.stringify([id, at])}\n`);
      claimLines += 1;
      if (claimLines % CLAIMS_EVERY === 0) compactClaims();
      if (waiting.size === 0) {
        ftruncateSync(inboxFile, 0);
        inboxBytes = 0;
      } else {
        inboxBytes += writeSync(inboxFile, `${JSON.stringify([id])}\n`);
        if (inboxBytes > COMPACT_AT) compactInbox();
      }
    },
    pending: () => [...waiting].map(([id, update]) => ({ id, update })),
    purge() {
      compactInbox();
      return Promise.resolve();
    },
    async close() {
      await syncing?.catch(() => undefined);
      closeSync(inboxFile);
      closeSync(claimsFile);
    },
  };
}
