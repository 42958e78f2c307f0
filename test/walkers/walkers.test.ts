// Random walks through talks. Plain: 500; where everything is required, or with LONG_TESTS=1, 20,000;
// WALKS=200000 says how many. A fault is printed as the shortest talk that shows it.
import { beforeAll, describe, expect, it } from "vitest";
import { readTestTalks } from "../../src/commands/compare/test-talks.js";
import type { Engine } from "../../src/assistant/engine.js";
import { rememberingEngine } from "../helpers/collecting-channel.js";
import { randomFrom } from "../helpers/persons.js";
import { repositoryRoot } from "../helpers/repository-root.js";
import {
  LEAVING,
  minimal,
  PROPERTIES,
  walkAll,
  type Fault,
  type Property,
  type Sentences,
  type Walked,
} from "./walk.js";

const isLong = process.env["LONG_TESTS"] === "1" || process.env["REQUIRE_ALL"] === "1";
const WALKS = Number(process.env["WALKS"] ?? (isLong ? 20_000 : 500));
const SEED = Number(process.env["SEED"] ?? 1);

/** Properties that do not hold yet. One that holds in all of the long walks fails the test, so that it is taken out of here. */
const TODO: ReadonlySet<Property> = new Set();

const OPENINGS = [
  "我能领生活补贴吗",
  "我能领租房补贴吗",
  "我能落户吗",
  "我能领哪些补贴",
  "我老公能领生活补贴吗",
  "硕士能落户吗",
  "我是2025年毕业的本科，在滨江上班，能拿什么补贴",
  "我能申请创业补贴吗",
  "可以参加5213吗",
  "外卖骑手能领意外险补贴吗",
  "Can I get the living subsidy?",
  "What subsidies can I get?",
];

/** Everything that the tests say, but for the questions that judge: those are printed nowhere. */
function sentences(): Sentences {
  const talks = readTestTalks(repositoryRoot).filter(({ isUnseen }) => !isUnseen);
  return {
    openings: OPENINGS,
    all: [...new Set([...talks.flatMap(({ turns }) => turns), ...LEAVING])],
  };
}

/** One line a kind of fault, most frequent first, each with its shortest talk. */
function describeFaults(engine: Engine, faults: readonly Fault[]): string {
  const abouts = [...new Set(faults.map(({ about }) => about))];
  return abouts
    .map((about) => ({ about, of: faults.filter((fault) => fault.about === about) }))
    .toSorted((one, other) => other.of.length - one.of.length)
    .slice(0, 12)
    .map(({ about, of }) => {
      const [shortest] = of.toSorted((one, other) => one.said.length - other.said.length);
      const talk = shortest === undefined ? [] : minimal(engine, shortest).said;
      return `  ${about}, ${String(of.length)} times: ${talk.join(" → ")}`;
    })
    .join("\n");
}

describe(`${String(WALKS)} random talks`, () => {
  let engine: Engine;
  let walks: Walked;
  beforeAll(async () => {
    engine = await rememberingEngine(10_000);
    const began = performance.now();
    walks = walkAll(engine, sentences(), WALKS, randomFrom(SEED));
    const seconds = (performance.now() - began) / 1000;
    const { talks, turns } = walks;
    if (isLong || process.env["WALKS"] !== undefined) {
      console.info(`${String(talks)} talks, ${String(turns)} turns in ${seconds.toFixed(0)} s`);
    }
  }, 3_600_000);

  it.each(Object.keys(PROPERTIES).filter((name): name is Property => name in PROPERTIES))(
    "%s",
    (property) => {
      const faults = walks.faults.filter((fault) => fault.property === property);
      const words = `${PROPERTIES[property]}: fails in ${String(faults.length)} talks\n${describeFaults(engine, faults)}`;
      if (!TODO.has(property)) {
        expect(faults.length, words).toBe(0);
        return;
      }
      if (faults.length > 0) console.info(`still to do: ${words}`);
      else if (isLong) expect.fail(`${PROPERTIES[property]}: holds now; remove it from TODO`);
    },
  );
});
