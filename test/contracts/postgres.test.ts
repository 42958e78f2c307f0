// What every store must do, on a database, and what several nodes on one database must.
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { newTracker, readTracker } from "../../src/dialogue/index.js";
import { migrate } from "../../src/store/postgres/migrations.js";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.js";
import type { Store } from "../../src/store/types.js";
import { needsPostgres, openPostgresCluster, type PostgresCluster } from "../helpers/postgres.js";
import { describeWith } from "../helpers/requires.js";
import { findReply, goOn, save, unanswered } from "../helpers/store-talks.js";
import { contract } from "./contract.js";

/** The server is made once; under load that takes a while. */
const START_MS = 120_000;

describeWith(needsPostgres(), "the PostgreSQL store", () => {
  let cluster: PostgresCluster;
  let admin: pg.Pool;
  const open: Store[] = [];

  async function node(): Promise<Store> {
    const store = await openPostgresStore({ url: cluster.url });
    open.push(store);
    return store;
  }

  beforeAll(async () => {
    cluster = await openPostgresCluster();
    admin = new pg.Pool({ connectionString: cluster.url, max: 1 });
    admin.on("error", () => undefined);
  }, START_MS);

  beforeEach(async () => {
    await migrate(admin);
    await admin.query("truncate talk, turn, note");
  });

  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });

  afterAll(async () => {
    await admin.end();
    await cluster.remove();
  }, START_MS);

  /** Everything that the database holds, as text. */
  async function content(): Promise<string> {
    const tables = await Promise.all(
      ["talk", "turn", "note"].map((table) => admin.query(`select * from ${table}`)),
    );
    return JSON.stringify(tables.map(({ rows }): unknown => rows));
  }

  contract(() => openPostgresStore({ url: cluster.url }));

  it("counts 200 turns of one conversation that come at once on two nodes", async () => {
    const nodes = [await node(), await node()] as const;
    const turns = Array.from({ length: 200 }, (_, turn) => `turn ${turn}`);
    const counts = await Promise.all(
      turns.map((said, turn) => goOn(nodes[turn % 2 === 0 ? 0 : 1], "a", said)),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual(turns.map((_, turn) => turn + 1));
    for (const store of nodes) {
      await expect(store.loadTracker("a")).resolves.toMatchObject({ turnCount: 200 });
    }
    for (const said of turns) expect(await findReply(nodes[0], "a", said)).toBe(`to ${said}`);
  });

  it("goes on where another node stopped, and gives that one's replies", async () => {
    const [one, other] = [await node(), await node()];
    for (let turn = 0; turn < 60; turn += 1) {
      const store = turn % 3 === 0 ? one : other;
      await expect(goOn(store, "a", `turn ${turn}`)).resolves.toBe(turn + 1);
    }
    expect(await findReply(one, "a", "turn 1")).toBe("to turn 1");
    const kept = await one.loadTracker("a");
    expect(kept?.turns.map(({ utterance }) => utterance)).toEqual(
      Array.from({ length: 50 }, (_, turn) => `turn ${turn + 10}`),
    );
  });

  it("forgets on all nodes at once, also where the talk is in memory", async () => {
    const [one, other] = [await node(), await node()];
    for (const said of ["secret one", "secret two"]) await goOn(one, "a", said);
    await save(one, "a", newTracker("2026-11-21T04:00:00.000Z"), {
      unanswered: [{ ...unanswered, question: "secret" }],
    });
    await one.logFeedback({ at: "", helpful: true, services: [], comment: "secret" }, "a");
    await other.deleteTracker("a");
    expect(await content()).not.toContain("secret");
    await expect(one.loadTracker("a")).resolves.toBeNull();
    const seen = await one.turn("a", ({ tracker }) => Promise.resolve({ result: tracker }));
    expect(seen).toBeNull();
    await expect(goOn(one, "a", "anew")).resolves.toBe(1);
  });

  it("never goes on with a talk that was forgotten and began anew on another node", async () => {
    const [one, other] = [await node(), await node()];
    for (let turn = 0; turn < 3; turn += 1) await goOn(one, "a", `secret ${turn}`);
    await other.deleteTracker("a");
    for (let turn = 0; turn < 3; turn += 1) await goOn(other, "a", `new ${turn}`);
    await expect(goOn(one, "a", "next")).resolves.toBe(4);
    expect(await content()).not.toContain("secret");
    const kept = await other.loadTracker("a");
    expect(kept?.turns.map(({ utterance }) => utterance)).toEqual([
      "new 0",
      "new 1",
      "new 2",
      "next",
    ]);
  });

  it("leaves nothing of before when a turn erases, whichever node had the talk", async () => {
    const [one, other] = [await node(), await node()];
    for (const store of [one, other, one]) await goOn(store, "a", "secret");
    await other.turn("a", ({ tracker }) =>
      Promise.resolve({
        keep: { tracker: { ...readTracker(tracker ?? newTracker("")), turns: [] }, erases: true },
        result: null,
      }),
    );
    expect(await content()).not.toContain("secret");
    await expect(goOn(one, "a", "next")).resolves.toBe(4);
    await expect(other.loadTracker("a")).resolves.toMatchObject({ turns: [{ utterance: "next" }] });
  });

  it("shows editors what was asked and said, and not whose it is", async () => {
    const store = await node();
    await save(store, "a", newTracker(""), { unanswered: [unanswered] });
    await store.logFeedback({ at: "", helpful: false, services: [], comment: "no" }, "a");
    await store.logFeedback({ at: "", helpful: true, services: [], comment: "of nobody" });
    const { rows, fields } = await admin.query<{ readonly entry: unknown }>(
      "select * from unanswered",
    );
    expect(rows.map(({ entry }) => entry)).toEqual([unanswered]);
    expect(fields.map(({ name }) => name)).toEqual(["id", "entry"]);
    expect((await admin.query("select * from feedback")).rowCount).toBe(2);
    await store.deleteTracker("a");
    expect((await admin.query("select * from unanswered")).rowCount).toBe(0);
    expect((await admin.query("select * from feedback")).rowCount).toBe(1);
  });

  it(
    "refuses turns while the database is away, and loses none of before",
    async () => {
      const store = await node();
      await goOn(store, "a", "one");
      await cluster.crash();
      await expect(goOn(store, "a", "two")).rejects.toMatchObject({ name: "StoreError" });
      await expect(store.check()).rejects.toMatchObject({ name: "StoreError" });
      await cluster.start();
      await expect(goOn(store, "a", "two")).resolves.toBe(2);
      expect(await findReply(store, "a", "one")).toBe("to one");
    },
    START_MS,
  );

  it("refuses a database of a newer version, and names the setting when there is none", async () => {
    const newer = 1000;
    await admin.query("insert into hangcai_migration values ($1, now())", [newer]);
    await expect(openPostgresStore({ url: cluster.url })).rejects.toMatchObject({
      code: "store-version",
    });
    await admin.query("delete from hangcai_migration where no = $1", [newer]);
    const away = openPostgresStore({ url: "postgres://user:hidden@127.0.0.1:1/none" });
    await expect(away).rejects.toThrow(/^DATABASE_URL: /u);
    await expect(away).rejects.not.toThrow(/hidden/u);
  });

  it("migrates once when several nodes start together on an empty database", async () => {
    await admin.query("drop schema public cascade");
    await admin.query("create schema public");
    const nodes = await Promise.all([node(), node(), node()]);
    await Promise.all(nodes.map((store, n) => goOn(store, `talk ${n}`, "one")));
    const { rows } = await admin.query<{ readonly no: number }>(
      "select no from hangcai_migration order by no",
    );
    expect(rows.map(({ no }) => no)).toEqual(rows.map((_, step) => step + 1));
    expect(rows).not.toEqual([]);
  });
});
