import { createHash, randomInt } from "node:crypto";
import pg from "pg";
import type { StoredTracker } from "../../dialogue/read-tracker.js";
import { StoreError } from "../../shared/errors.js";
import { createHeldTalks } from "../held-talks.js";
import { createKeyedLock } from "../keyed-lock.js";
import { CHANGE_VERSION, changeOf, heldCopy, withChange, type TalkChange } from "../talk-change.js";
import { KEPT_REPLIES, type KeptTurn, type Store, type Talk } from "../types.js";
import { createCommitQueue } from "./commit-queue.js";
import { migrate } from "./migrations.js";

export interface PostgresStoreOptions {
  /** `postgres://…`; it holds a password and is told to nobody. */
  readonly url: string;
  /** Told what went wrong where the turn counts all the same. */
  readonly onFault?: (fault: unknown) => void;
}

/** Versions of a talk that can be read; the newest is written. */
const VERSIONS: readonly unknown[] = [1, 2];
/** Of talks that go on so much is kept in memory; bytes of their text. */
const HELD_BYTES = 5_000_000;
/** The whole state is written after so many turns. */
const SNAPSHOT_EVERY = 20;
/** A turn is tried so often on what other nodes left; more of them at once are told to come again. */
const MOST_TRIES = 50;
/** Longest wait for a connection, and for an answer; milliseconds. */
const CONNECT_MS = 2500;
const ANSWER_MS = 4000;
const CONNECTIONS = 8;

/** A talk as this node knows it. */
interface Known {
  readonly tracker: StoredTracker;
  readonly born: string;
  /** Number of its last turn, and of the last that its whole state holds. */
  readonly no: number;
  readonly upto: number;
}

interface TalkRow {
  readonly born: string;
  readonly upto: number;
  readonly state: string | null;
  readonly no: number | null;
  readonly change: string | null;
}

const idOf = (conversation: string): Buffer => createHash("sha256").update(conversation).digest();

/** A text of the database holds no NUL, and an id may. */
const keyOf = (messageId: string): string => JSON.stringify(messageId);

const newBorn = (): string => String(randomInt(1, 2 ** 47));

/** The talk of its rows: the last whole state, and the turns behind it. */
function talkOf(rows: readonly TalkRow[]): Known | null {
  const [first] = rows;
  if (first === undefined) return null;
  try {
    // Written by this store; the version is looked at before anything else of it.
    let tracker = JSON.parse(first.state ?? "") as StoredTracker;
    for (const { change } of rows) {
      if (change === null) continue;
      const value = JSON.parse(change) as StoredTracker | TalkChange;
      tracker = value.version === CHANGE_VERSION ? withChange(tracker, value) : value;
    }
    if (!VERSIONS.includes(tracker.version)) {
      throw new StoreError("store-version", "a conversation was written by another version");
    }
    const { born, upto } = first;
    return { tracker, born, upto, no: rows.at(-1)?.no ?? upto };
  } catch (fault) {
    if (fault instanceof StoreError) throw fault;
    throw new StoreError("store-damaged", "a conversation cannot be read", { cause: fault });
  }
}

function bytesOf({ tracker }: Known): number {
  return tracker.turns.reduce(
    (sum, { utterance, reply, tells }) => {
      return sum + 2 * (utterance.length + reply.length) + (tells === true ? 3000 : 300);
    },
    4000 + tracker.messages.length * 200,
  );
}

const LOAD = `
  select talk.born, talk.upto, turn.no, turn.change,
    case when turn.no is null or turn.no = min(turn.no) over () then talk.state end as state
  from talk left join turn on turn.talk = talk.id and turn.no > talk.upto
  where talk.id = $1 order by turn.no`;

const IS_SAME = `
  select 1 from talk where id = $1 and born = $2
    and not exists (select 1 from turn where talk = $1 and no > $3)`;

/** Replies of the last messages stay; turns before them are in the state. */
const TRIM = `
  delete from turn where talk = $1 and no <= $2 and no < (
    select coalesce(min(no), $2) from (
      select no from turn where talk = $1 and message_id is not null order by no desc limit ${String(KEPT_REPLIES)}
    ) as newest
  )`;

/**
 * A store for several nodes: turns are added, the whole state of a talk is written now and then. A node holds open talks in
 * memory; where another one went on, adding the next turn is refused, and it reads again.
 *
 * @throws StoreError when the database does not answer, or is of a newer version
 */
export async function openPostgresStore({ url, onFault }: PostgresStoreOptions): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    statement_timeout: ANSWER_MS,
    application_name: "hangcai",
  });
  // Of a connection that is not in use; the next query opens another one.
  pool.on("error", (fault) => onFault?.(fault));
  try {
    await migrate(pool);
  } catch (fault) {
    await pool.end();
    if (fault instanceof StoreError) throw fault;
    // The message of the driver names host and user, never the password.
    const why = fault instanceof Error && fault.message !== "" ? fault.message : "no answer";
    throw new StoreError("store-read", `DATABASE_URL: the database cannot be used: ${why}`, {
      cause: fault,
    });
  }
  const queue = createCommitQueue(pool);
  const lock = createKeyedLock();
  const held = createHeldTalks<Known>(HELD_BYTES);

  async function guard<T>(code: StoreError["code"], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      if (fault instanceof StoreError) throw fault;
      throw new StoreError(code, "the database failed", { cause: fault });
    }
  }

  async function load(id: Buffer): Promise<Known | null> {
    const { rows } = await pool.query<TalkRow>({ name: "load-talk", text: LOAD, values: [id] });
    const known = talkOf(rows);
    const key = id.toString("hex");
    if (known === null) held.drop(key);
    else held.put(key, known, bytesOf(known));
    return known;
  }

  async function findReply(id: Buffer, messageId: string): Promise<unknown> {
    const { rows } = await pool.query<{ readonly reply: string | null }>(
      "select reply from turn where talk = $1 and message_id = $2 order by no desc limit 1",
      [id, keyOf(messageId)],
    );
    const reply = rows[0]?.reply ?? null;
    return reply === null ? null : (JSON.parse(reply) as unknown);
  }

  /** Writes the whole state beside the turns that are in it. */
  async function snapshot(id: Buffer, { tracker, born, no }: Known): Promise<void> {
    const { rowCount } = await pool.query(
      "update talk set state = $3, upto = $4, at = now() where id = $1 and born = $2 and upto < $4",
      [id, born, JSON.stringify(tracker), no],
    );
    if (rowCount === 1) await pool.query(TRIM, [id, no]);
  }

  /** Puts the state in the place of all that was said before; false when the talk is not as it was thought to be. */
  async function erase(id: Buffer, before: Known, kept: KeptTurn): Promise<Known | null> {
    const client = await pool.connect();
    let isBroken = true;
    try {
      await client.query("begin");
      const { rows } = await client.query<{ readonly no: number }>(
        `select greatest(upto, (select max(no) from turn where talk = $1)) as no
         from talk where id = $1 and born = $2 for update`,
        [id, before.born],
      );
      if (rows[0]?.no !== before.no) {
        await client.query("rollback");
        isBroken = false;
        return null;
      }
      const after: Known = {
        tracker: heldCopy(kept.tracker),
        born: newBorn(),
        no: before.no + 1,
        upto: before.no + 1,
      };
      await client.query("delete from turn where talk = $1", [id]);
      await client.query("delete from note where talk = $1", [id]);
      await client.query(
        "update talk set born = $2, state = $3, upto = $4, at = now() where id = $1",
        [id, after.born, JSON.stringify(after.tracker), after.no],
      );
      const { reply } = kept;
      await client.query(
        "insert into turn (talk, no, message_id, reply, at) values ($1, $2, $3, $4, now())",
        [
          id,
          after.no,
          reply === undefined ? null : keyOf(reply.id),
          reply === undefined ? null : JSON.stringify(reply.reply),
        ],
      );
      await client.query("commit");
      isBroken = false;
      return after;
    } finally {
      client.release(isBroken);
    }
  }

  /** The talk with a turn more; `null`, and nothing changed, when another node was first. */
  async function add(id: Buffer, before: Known | null, kept: KeptTurn): Promise<Known | null> {
    const tracker = heldCopy(kept.tracker);
    const no = (before?.no ?? 0) + 1;
    const born = before?.born ?? newBorn();
    const change = before === null ? null : (changeOf(before.tracker, tracker, no) ?? tracker);
    const { reply, unanswered = [] } = kept;
    const wasAdded = await queue.add({
      talk: id,
      born,
      no,
      messageId: reply === undefined ? null : keyOf(reply.id),
      change: change === null ? null : JSON.stringify(change),
      reply: reply === undefined ? null : JSON.stringify(reply.reply),
      state: before === null ? JSON.stringify(tracker) : null,
      notes: unanswered.map((entry) => JSON.stringify(entry)),
    });
    return wasAdded ? { tracker, born, no, upto: before?.upto ?? no } : null;
  }

  async function keep(id: Buffer, before: Known | null, kept: KeptTurn): Promise<boolean> {
    const key = id.toString("hex");
    held.drop(key); // whether it was added is not known before the database says so
    const erases = kept.erases === true && before !== null;
    const after = await (erases ? erase(id, before, kept) : add(id, before, kept));
    if (after === null) return false;
    if (after.no - after.upto < SNAPSHOT_EVERY) {
      held.put(key, after, bytesOf(after));
      return true;
    }
    const whole = { ...after, upto: after.no };
    // The turns are there; without a state they take longer to read, and the next turn tries again.
    await snapshot(id, after).then(
      () => {
        held.put(key, whole, bytesOf(whole));
      },
      (fault: unknown) => onFault?.(fault),
    );
    return true;
  }

  const isSame = async (id: Buffer, known: Known): Promise<boolean> =>
    (await pool.query(IS_SAME, [id, known.born, known.no])).rowCount === 1;

  return {
    turn: (conversation, work) => {
      const id = idOf(conversation);
      const key = id.toString("hex");
      return lock.run(key, async () => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const remembered = held.get(key) ?? null;
          const before = remembered ?? (await guard("store-read", () => load(id)));
          const talk: Talk = {
            tracker: before?.tracker ?? null,
            findReply: (messageId) => guard("store-read", () => findReply(id, messageId)),
          };
          const { keep: kept, result } = await work(talk);
          if (kept !== undefined) {
            if (await guard("store-write", () => keep(id, before, kept))) return result;
          } else if (
            remembered === null ||
            (await guard("store-read", () => isSame(id, remembered)))
          ) {
            return result;
          }
          held.drop(key); // another node went on, or forgot it
        }
        throw new StoreError("store-write", "too many turns of one conversation at once");
      });
    },
    loadTracker: (conversation) =>
      guard("store-read", async () => {
        const id = idOf(conversation);
        return lock.run(id.toString("hex"), async () => (await load(id))?.tracker ?? null);
      }),
    deleteTracker: (conversation) =>
      guard("store-write", async () => {
        const id = idOf(conversation);
        const key = id.toString("hex");
        return lock.run(key, async () => {
          held.drop(key);
          const { rowCount } = await pool.query("delete from talk where id = $1", [id]);
          return rowCount === 1;
        });
      }),
    expireTrackers: (before) =>
      guard("store-write", async () => {
        const { rowCount } = await pool.query(
          `delete from talk where at < $1
           and not exists (select 1 from turn where turn.talk = talk.id and turn.at >= $1)`,
          [before],
        );
        return rowCount ?? 0;
      }),
    logFeedback: (entry, conversation) =>
      guard("store-write", async () => {
        await pool.query(
          "insert into note (kind, talk, entry) values ('feedback', (select id from talk where id = $1), $2)",
          [conversation === undefined ? null : idOf(conversation), JSON.stringify(entry)],
        );
      }),
    check: () =>
      guard("store-write", async () => {
        const { rows } = await pool.query<{ readonly only: string }>(
          "select current_setting('transaction_read_only') as only",
        );
        if (rows[0]?.only !== "off") throw new Error("the database takes no writes");
      }),
    close: () => pool.end(),
  };
}
