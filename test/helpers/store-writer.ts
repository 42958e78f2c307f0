// A process that saves trackers as fast as it can and says after each save which one is durable. It is killed.
import { newTracker, readTracker } from "../../src/dialogue/index.js";
import { createLowdbStore } from "../../src/store/lowdb-store.js";

const [folder = "", first = "0"] = process.argv.slice(2);
const store = createLowdbStore({ folder });
const tracker = newTracker("2026-11-21T04:00:00.000Z");

for (let turn = Number(first); ; turn += 1) {
  const talk = `talk-${turn % 3}`;
  await store.turn(talk, ({ tracker: found }) => {
    const before = found === null ? tracker : readTracker(found);
    const said = { at: "", utterance: "x".repeat(2000), reply: String(turn) };
    const turns = [...before.turns, said].slice(-5);
    return Promise.resolve({
      keep: { tracker: { ...before, turnCount: turn, turns } },
      result: null,
    });
  });
  process.stdout.write(`${talk} ${turn}\n`);
}
