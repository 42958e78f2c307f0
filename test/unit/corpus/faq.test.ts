// Faults of the known questions: what is planted, where it must be found, and a part of what must be said.
import { describe, expect, it } from "vitest";
import { loadCorpus } from "../../../src/corpus/load.js";
import { formatFault } from "../../../src/corpus/types.js";
import { writeCorpus } from "../../helpers/small-corpus.js";

const FILE = "knowledge/faq/hall.yaml";

/** Two known questions without faults; everything in them is invented. */
const FAQ = `id: hall
questions:
  - id: hall-matters
    services: [example-hall]
    guide: arriving
    district: alpha
    asked:
      - 示例大厅能办哪些事
      - 新来的人去大厅办什么
      - 大厅一共管几类事项
      - what can I get done at the Example Hall
    follows: [能办啥]
    needs: [[大厅, hall]]
    answer:
      - text: 示例大厅为新来的人办三类事项。
        en: The Example Hall handles three kinds of matters for newcomers.
        facts: [example-hall-what]
        asOf: 2033-05
    offices: [example-office, example-site]
  - id: hall-booking
    guide: arriving
    asked: [去大厅要不要预约, 大厅能不能直接去, 先约号还是直接排队, do I need to book the hall]
    follows: [能办啥]
    silent: { zh: 要不要预约, en: whether to book }
    offices: [example-office]
`;

/** The file with a replacement made once; fails when there is nothing to replace. */
function edited(from: string, to: string): string {
  if (FAQ.split(from).length !== 2) throw new Error(`the file does not hold once: ${from}`);
  return FAQ.replace(from, () => to);
}

/** A talk in which those questions are asked. */
const TALK = `id: newcomers
talks:
  - - { said: 去大厅要预约吗, asks: [hall-booking] }
    - { said: 那能办什么, asks: [hall-matters] }
    - { said: 我周六来, asks: [] }
`;

/** Faults of a file of talks beside the questions. */
async function faultsOfTalks(text: string): Promise<readonly string[]> {
  const files = { [FILE]: FAQ, "knowledge/talks/newcomers.yaml": text };
  const result = await loadCorpus(await writeCorpus(files));
  return result.ok ? [] : result.faults.map(formatFault);
}

async function faultsOf(text: string): Promise<readonly string[]> {
  const result = await loadCorpus(await writeCorpus({ [FILE]: text }));
  return result.ok ? [] : result.faults.map(formatFault);
}

const BOOKING =
  "[去大厅要不要预约, 大厅能不能直接去, 先约号还是直接排队, do I need to book the hall]";

/** What is planted, the file that holds it, the line where it must be found, and a part of what must be said. */
const PLANTED: readonly (readonly [string, string, number, string])[] = [
  // The shape of an entry
  ["a file without questions", "id: hall\nquestions: []\n", 2, "holds no question"],
  [
    "an unknown key",
    edited("follows: [能办啥]\n    needs", "follow: [能办啥]\n    needs"),
    12,
    '(did you mean "follows"?)',
  ],
  [
    "fewer than four sentences",
    edited(BOOKING, "[去大厅要不要预约, 大厅能不能直接去, 先约号还是直接排队]"),
    22,
    "holds fewer than 4 sentences: write how people ask it, in different words",
  ],
  [
    "more than three statements",
    edited(
      "    offices: [example-office, example-site]",
      `${"      - { text: 大厅办事。, en: It works., facts: [example-hall-what], asOf: 2033-05 }\n".repeat(3)}    offices: [example-office, example-site]`,
    ),
    15,
    "holds more than 3 statements: keep those that answer",
  ],
  [
    "a needed list without words",
    edited("[[大厅, hall]]", "[[]]"),
    13,
    "is empty: write at least one word, or leave it out",
  ],
  [
    "nobody to ask",
    edited("offices: [example-office]", "offices: []"),
    25,
    "names nobody to ask: write at least one office",
  ],
  [
    "neither an answer nor what no source says",
    edited("    silent: { zh: 要不要预约, en: whether to book }\n", ""),
    20,
    "answers nothing: write an answer, or what no source says (silent)",
  ],
  [
    "a gap that is about nothing",
    edited("hall-booking\n    guide: arriving\n", "hall-booking\n"),
    20,
    "is about nothing: write the services or the guide that it is about",
  ],
  [
    "a statement in one language",
    edited("        en: The Example Hall handles three kinds of matters for newcomers.\n", ""),
    15,
    "en: is missing: write it",
  ],
  [
    "a statement without facts",
    edited("        facts: [example-hall-what]\n", ""),
    15,
    "facts: cites no fact: name at least one fact of seeds/",
  ],
  [
    "a gap in one language",
    edited("silent: { zh: 要不要预约, en: whether to book }", "silent: { zh: 要不要预约 }"),
    24,
    "en: is missing: write it",
  ],
  // Ids that lead nowhere
  [
    "a service that is mistyped",
    edited("services: [example-hall]", "services: [example-hal]"),
    4,
    '"example-hal" is no service of knowledge/services/: did you mean "example-hall"?',
  ],
  [
    "a service that does not exist",
    edited("services: [example-hall]", "services: [library-of-tea]"),
    4,
    '"library-of-tea" is no service of knowledge/services/: write one that exists, or add it',
  ],
  [
    "a guide that is mistyped",
    edited("    guide: arriving\n    district", "    guide: ariving\n    district"),
    5,
    '"ariving" is no guide of knowledge/topics/: did you mean "arriving"?',
  ],
  [
    "a district that does not exist",
    edited("district: alpha", "district: alpa"),
    6,
    '"alpa" is no district of knowledge/districts.yaml: did you mean "alpha"?',
  ],
  [
    "an office that is mistyped",
    edited("[example-office, example-site]", "[example-ofice, example-site]"),
    19,
    '"example-ofice" is no office of knowledge/offices.yaml or channel: did you mean "example-office"?',
  ],
  [
    "a fact that is mistyped",
    edited("facts: [example-hall-what]", "facts: [example-hall-wht]"),
    17,
    '"example-hall-wht" is no fact of seeds/: did you mean "example-hall-what"?',
  ],
  // Two of one kind
  [
    "an id that exists already",
    edited("id: hall-booking", "id: hall-matters"),
    20,
    '"hall-matters" exists already: choose another id',
  ],
  [
    "a sentence that asks another entry, told apart by punctuation only",
    edited("去大厅要不要预约", "示例大厅，能办哪些事？"),
    22,
    '"示例大厅，能办哪些事？" asks hall-matters already: a sentence leads to one answer',
  ],
  [
    "a sentence that stands twice in its own entry, told apart by case only",
    edited("do I need to book the hall", "What can I get done at the example hall"),
    22,
    "asks hall-matters already",
  ],
  // Statements are grounded like claims
  [
    "a number that the facts do not hold",
    edited("text: 示例大厅为新来的人办三类事项。", "text: 示例大厅为新来的人办七类事项。"),
    15,
    "七",
  ],
];

describe("known questions", () => {
  it("without faults are taken over whole", async () => {
    const result = await loadCorpus(await writeCorpus({ [FILE]: FAQ }));
    if (!result.ok) throw new Error(result.faults.map(formatFault).join("\n"));
    expect(result.corpus.data.faq).toMatchObject([
      { id: "hall-matters", needs: [["大厅", "hall"]], answer: [{ facts: ["example-hall-what"] }] },
      { id: "hall-booking", services: [], needs: [], answer: [], silent: { zh: "要不要预约" } },
    ]);
  });

  it("may share a short form, which means what is spoken of", async () => {
    expect(FAQ.split("follows: [能办啥]")).toHaveLength(3);
    expect(await faultsOf(FAQ)).toEqual([]);
  });

  it.each(PLANTED)("with %s are refused", async (_what, text, line, said) => {
    const there = (await faultsOf(text)).filter((fault) =>
      fault.startsWith(`${FILE}:${String(line)}:`),
    );
    expect(there).toContainEqual(expect.stringContaining(said));
  });
});

describe("talks in which known questions are asked", () => {
  it("are taken turn by turn", async () => {
    const files = { [FILE]: FAQ, "knowledge/talks/newcomers.yaml": TALK };
    const result = await loadCorpus(await writeCorpus(files));
    expect(result.ok && result.corpus.data.talks).toEqual([
      [
        { said: "去大厅要预约吗", asks: ["hall-booking"] },
        { said: "那能办什么", asks: ["hall-matters"] },
        { said: "我周六来", asks: [] },
      ],
    ]);
  });

  it.each([
    [
      "a question that nobody wrote",
      TALK.replace("hall-matters", "hall-matter"),
      'did you mean "hall-matters"?',
    ],
    ["a talk without turns", "id: newcomers\ntalks: [[]]\n", "holds no turn"],
    ["no talk", "id: newcomers\ntalks: []\n", "holds no talk"],
    ["another name than the file's", TALK.replace("id: newcomers", "id: others"), "newcomers"],
  ])("are refused with the place of the fault: %s", async (_, text, said) => {
    const faults = await faultsOfTalks(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("knowledge/talks/newcomers.yaml");
    expect(faults[0]).toContain(said);
  });
});
