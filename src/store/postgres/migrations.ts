import type { Pool, PoolClient } from "pg";
import { StoreError } from "../../shared/errors.js";

/**
 * The steps from an empty database to the one that this program uses, in order. A step that was published is never changed;
 * what is to be otherwise is another step.
 */
const MIGRATIONS: readonly string[] = [
  `
  create table talk (
    id bytea primary key,
    born bigint not null,
    upto integer not null,
    state text not null,
    at timestamptz not null
  );
  create table turn (
    talk bytea not null references talk (id) on delete cascade,
    no integer not null,
    message_id text,
    change text,
    reply text,
    at timestamptz not null,
    primary key (talk, no)
  );
  create table note (
    id bigint generated always as identity primary key,
    kind text not null,
    talk bytea references talk (id) on delete cascade,
    entry text not null
  );
  create index talk_at on talk (at);
  create index note_talk on note (talk);
  create view unanswered as select id, entry::json as entry from note where kind = 'unanswered';
  create view feedback as select id, entry::json as entry from note where kind = 'feedback';
  `,
];

/** Any number that no other program takes: nodes that start together migrate one after the other. */
const LOCK = 4_157_820_311;

async function migrateWith(client: PoolClient, steps: readonly string[]): Promise<void> {
  await client.query(
    "create table if not exists hangcai_migration (no integer primary key, at timestamptz not null)",
  );
  const { rows } = await client.query<{ readonly no: number | null }>(
    "select max(no) as no from hangcai_migration",
  );
  const done = rows[0]?.no ?? 0;
  if (done > steps.length) {
    throw new StoreError(
      "store-version",
      `the database is of a newer version of this program (step ${String(done)}, this one knows ${String(steps.length)}); run that version`,
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < done) continue;
    await client.query("begin");
    try {
      await client.query(step);
      await client.query("insert into hangcai_migration values ($1, now())", [index + 1]);
      await client.query("commit");
    } catch (fault) {
      await client.query("rollback");
      throw fault;
    }
  }
}

/**
 * Brings the database to the newest step that this program knows.
 * @throws StoreError `store-version` when it is newer
 */
export async function migrate(pool: Pool, steps = MIGRATIONS): Promise<void> {
  const client = await pool.connect();
  let fault: unknown = null;
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await migrateWith(client, steps);
    await client.query("select pg_advisory_unlock($1)", [LOCK]);
  } catch (caught) {
    fault = caught;
    throw caught;
  } finally {
    client.release(fault !== null); // a closed connection gives the lock back
  }
}
