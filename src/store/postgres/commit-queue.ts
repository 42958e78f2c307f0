import type { Pool } from "pg";

/** One turn to be added to a talk. */
export interface Commit {
  readonly talk: Buffer;
  /** Which talk of this id: one that was forgotten and began again is another one. */
  readonly born: string;
  readonly no: number;
  readonly messageId: string | null;
  /** What the turn changed; `null` for the first turn, whose state stands with the talk. */
  readonly change: string | null;
  readonly reply: string | null;
  /** The whole state; of the first turn only. */
  readonly state: string | null;
  /** For editors. */
  readonly notes: readonly string[];
}

/** Adds turns, those that come together with one statement. */
export interface CommitQueue {
  /** Whether the turn was added; false, and nothing changed, when the talk is not as it was thought to be. */
  add(commit: Commit): Promise<boolean>;
}

/** Statements under way; more would wait for the same disk. */
const IN_FLIGHT = 2;
/** Turns in one statement. */
const MOST = 200;

/**
 * A turn is added when its talk is still the same one and has no turn of its number: whoever comes second is refused. The
 * first turn makes the talk. Talks are locked in one order, so that nodes never wait for each other in a circle.
 */
const ADD = `
  with incoming as (
    select * from unnest($1::bytea[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
      as t (talk, born, no, message_id, change, reply, state)
  ), held as (
    select talk.id from talk join incoming on incoming.talk = talk.id and incoming.born = talk.born
    where incoming.no > 1 order by talk.id for key share of talk
  ), made as (
    insert into talk (id, born, upto, state, at)
    select talk, born, 1, state, now() from incoming where no = 1 order by talk
    on conflict do nothing returning id
  ), added as (
    insert into turn (talk, no, message_id, change, reply, at)
    select talk, no, message_id, change, reply, now() from incoming
    where (no > 1 and talk in (select id from held)) or (no = 1 and talk in (select id from made))
    order by talk
    on conflict do nothing returning talk
  ), noted as (
    insert into note (kind, talk, entry)
    select 'unanswered', talk, entry from unnest($8::bytea[], $9::text[]) as n (talk, entry)
    where talk in (select talk from added)
  )
  select talk from added`;

interface Waiting {
  readonly commit: Commit;
  readonly resolve: (wasAdded: boolean) => void;
  readonly reject: (fault: unknown) => void;
}

export function createCommitQueue(pool: Pool): CommitQueue {
  let waiting: Waiting[] = [];
  let underWay = 0;

  async function write(batch: readonly Waiting[]): Promise<void> {
    const rows = batch
      .map(({ commit }) => commit)
      .toSorted((one, other) => Buffer.compare(one.talk, other.talk));
    const notes = rows.flatMap(({ talk, notes: entries }) =>
      entries.map((entry) => ({ talk, entry })),
    );
    const { rows: added } = await pool.query<{ readonly talk: Buffer }>({
      name: "add-turns",
      text: ADD,
      values: [
        rows.map(({ talk }) => talk),
        rows.map(({ born }) => born),
        rows.map(({ no }) => no),
        rows.map(({ messageId }) => messageId),
        rows.map(({ change }) => change),
        rows.map(({ reply }) => reply),
        rows.map(({ state }) => state),
        notes.map(({ talk }) => talk),
        notes.map(({ entry }) => entry),
      ],
    });
    const known = new Set(added.map(({ talk }) => talk.toString("hex")));
    for (const { commit, resolve } of batch) resolve(known.has(commit.talk.toString("hex")));
  }

  function next(): void {
    while (underWay < IN_FLIGHT && waiting.length > 0) {
      const batch = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      underWay += 1;
      write(batch)
        .catch((fault: unknown) => {
          for (const { reject } of batch) reject(fault);
        })
        .finally(() => {
          underWay -= 1;
          next();
        });
    }
  }

  return {
    add: (commit) =>
      new Promise((resolve, reject) => {
        waiting.push({ commit, resolve, reject });
        // What comes in this moment goes together.
        setImmediate(next);
      }),
  };
}
