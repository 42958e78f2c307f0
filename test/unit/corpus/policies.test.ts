import { describe, expect, it } from "vitest";
import { loadCorpus } from "../../../src/corpus/load.js";
import { formatFault } from "../../../src/corpus/types.js";
import { writeCorpus } from "../../helpers/small-corpus.js";

const FILE = "knowledge/policies/example-allowance.yaml";

/** A policy without faults; everything in it is invented. */
const POLICY = `id: example-allowance
title: { zh: 示例补贴, en: Example allowance }
services: [example-hall]
status: draft
parameters:
  persons:
    description: 已服务人次
    unit: people
    values:
      - { from: 2033-05-01, value: 10000, source: [example-hall-served] }
rules:
  - from: 2033-05-01
    source: [example-hall-what]
    conditions:
      all:
        - { slot: degree, op: eq, value: master, because: degree, source: [example-hall-what] }
    amount: { kind: fixed, per: person, source: [example-hall-served], cases: [{ total: persons }] }
criteria:
  degree: { zh: 硕士, en: Master }
ask: [degree]
checked: { on: 2033-06-01, by: editors }
`;

async function load(text: string) {
  const dir = await writeCorpus({ [FILE]: text });
  return loadCorpus(dir);
}

const faultsOf = async (text: string): Promise<readonly string[]> => {
  const result = await load(text);
  return result.ok ? [] : result.faults.map(formatFault);
};

/** What is changed in the policy, and a part of what must be said. */
const PLANTED: readonly (readonly [string, string, string, string])[] = [
  [
    "a fact that does not exist",
    "[example-hall-what]\n    conditions",
    "[example-hal-what]\n    conditions",
    'did you mean "example-hall-what"?',
  ],
  [
    "a fact of low confidence",
    "because: degree, source: [example-hall-what]",
    "because: degree, source: [example-hall-rumour]",
    "low confidence",
  ],
  [
    "no fact at all",
    "because: degree, source: [example-hall-what]",
    "because: degree, source: []",
    "cites no fact",
  ],
  ["a slot that does not exist", "slot: degree, op", "slot: degre, op", 'did you mean "degree"?'],
  [
    "graduated in a condition, where more knowledge could turn a yes round",
    "slot: degree, op: eq, value: master",
    "slot: graduated, op: eq, value: true",
    "write it as a doubt",
  ],
  ["a value that is no choice", "value: master", "value: maestro", "no choice of slot degree"],
  ["an operator that does not exist", "op: eq", "op: equals", "must be one of eq, in, gte"],
  [
    "a test without its criterion",
    "because: degree, source: [example-hall-what]",
    "source: [example-hall-what]",
    "because and source belong together",
  ],
  ["a criterion without words", "because: degree", "because: diploma", 'criteria has no "diploma"'],
  [
    "words that nothing uses",
    "criteria:\n",
    "criteria:\n  old: { zh: 旧, en: Old }\n",
    '"old" is used by no condition',
  ],
  [
    "a number that its facts do not hold",
    "value: 10000",
    "value: 20000",
    "20000 is in none of the facts",
  ],
  [
    "a service that does not exist",
    "services: [example-hall]",
    "services: [example-hull]",
    'did you mean "example-hall"?',
  ],
  [
    "an amount of a parameter that does not exist",
    "total: persons",
    "total: person",
    'did you mean "persons"?',
  ],
  [
    "a rule from a month instead of a day",
    "- from: 2033-05-01\n    source",
    "- from: 2033-05\n    source",
    "is no whole day",
  ],
  [
    "a parameter that begins after its rule",
    "from: 2033-05-01, value",
    "from: 2033-06-01, value",
    "begins on 2033-06-01",
  ],
  [
    "value and param at once",
    "value: master,",
    "value: master, param: persons,",
    "either value or param",
  ],
  [
    "an empty list of conditions without a reason",
    "all:\n        - { slot: degree, op: eq, value: master, because: degree, source: [example-hall-what] }",
    "all: []",
    "everybody meets",
  ],
  ["an unknown key", "ask: [degree]", "asks: [degree]", 'did you mean "ask"?'],
];

describe("a file of knowledge/policies/", () => {
  it("without faults is read into the engine's form", async () => {
    const result = await load(POLICY);
    if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
    const [policy] = result.corpus.data.policies;
    expect(policy?.rules[0]?.value?.conditions).toMatchObject({
      kind: "all",
      of: [{ kind: "test", slot: "degree", facts: ["example-hall-what"] }],
    });
  });

  it("moves a not down to the tests under it", async () => {
    const test =
      "{ slot: degree, op: eq, value: master, because: degree, source: [example-hall-what] }";
    const result = await load(
      POLICY.replace(`- ${test}`, `- { not: { all: [${test}, { not: ${test} }] } }`),
    );
    if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
    expect(result.corpus.data.policies[0]?.rules[0]?.value?.conditions).toMatchObject({
      kind: "all",
      of: [{ kind: "any", of: [{ kind: "not", of: { kind: "test" } }, { kind: "test" }] }],
    });
  });

  it.each(PLANTED)("with %s is refused with its place", async (_name, before, after, message) => {
    expect(POLICY).toContain(before);
    const faults = await faultsOf(POLICY.replace(before, after));
    expect(faults.join("\n")).toContain(message);
    for (const fault of faults) expect(fault).toMatch(/^[\w./-]+:\d+:\d+: /u);
  });
});
