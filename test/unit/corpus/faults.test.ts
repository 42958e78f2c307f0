import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadCorpus } from "../../../src/corpus/load.js";
import { formatFault } from "../../../src/corpus/types.js";
import { edited, writeCorpus } from "../../helpers/small-corpus.js";

const SEED = "seeds/paper-2033-05.yaml";
const HALL = "knowledge/services/alpha/example-hall.yaml";
const PLAN = "knowledge/services/alpha/example-5050.yaml";
const CHANNELS = "knowledge/channels.yaml";
const DISTRICTS = "knowledge/districts.yaml";
const REPLIES = "knowledge/replies.yaml";
const SLOTS = "knowledge/slots.yaml";
const GUIDE = "knowledge/topics/arriving.yaml";
const OFFICES = "knowledge/offices.yaml";
const TOPIC = "intents/topics/one-stop.yaml";
const SYNONYMS = "intents/synonyms.yaml";

type Changes = Readonly<Record<string, string | Uint8Array | null>>;

async function faultsOf(dir: string): Promise<readonly string[]> {
  const result = await loadCorpus(dir);
  return result.ok ? [] : result.faults.map(formatFault);
}

/** What is planted, where it must be found, and a part of what must be said. */
const PLANTED: readonly (readonly [string, Changes, string, string])[] = [
  // The shape of a file
  [
    "an unknown key",
    edited(HALL, "aliases: [示例厅]", "alias: [示例厅]"),
    `${HALL}:4:1`,
    'unknown key "alias" (did you mean "aliases"?)',
  ],
  [
    "an unknown key inside a claim",
    edited(PLAN, "facts: [", "fact: ["),
    `${PLAN}:11:7`,
    'unknown key "fact" (did you mean "facts"?)',
  ],
  [
    "a number for a text",
    edited(HALL, "name: 示例大厅", "name: 24"),
    `${HALL}:2:7`,
    'put "24" in quotes',
  ],
  [
    "a text for a list",
    edited(HALL, "aliases: [示例厅]", "aliases: 示例厅"),
    `${HALL}:4:10`,
    "must be a list",
  ],
  [
    "a list for a text",
    edited(HALL, "name: 示例大厅", "name: [示例大厅]"),
    `${HALL}:2:7`,
    "must be one text",
  ],
  [
    "a key that is missing",
    edited(PLAN, "name: 示例5050计划\n", ""),
    `${PLAN}:1:1`,
    "name: is missing",
  ],
  ["an empty value", edited(PLAN, "name: 示例5050计划", "name:"), `${PLAN}:2:6`, "name: is empty"],
  [
    "a word that is not in the set",
    edited(SEED, "trust: media", "trust: great"),
    `${SEED}:7:8`,
    "must be one of official, university, media, third-party",
  ],
  [
    "a relevance out of range",
    edited(PLAN, "relevance: 3", "relevance: 6"),
    `${PLAN}:7:12`,
    "at most 5",
  ],
  [
    "a relevance between two numbers",
    edited(PLAN, "relevance: 3", "relevance: 2.5"),
    `${PLAN}:7:12`,
    "whole number",
  ],
  [
    "a service without topic",
    edited(PLAN, "topics: [one-stop]", "topics: []"),
    `${PLAN}:6:9`,
    "names no topic",
  ],
  [
    "a text in place of true",
    edited(CHANNELS, "general: true", "general: 'yes'"),
    `${CHANNELS}:9:14`,
    "true or false",
  ],
  [
    "an invisible character",
    edited(PLAN, "name: 示例5050计划", "name: 示例\u200b计划"),
    `${PLAN}:2:7`,
    "invisible",
  ],
  ["an empty file", { [PLAN]: "# nothing\n" }, `${PLAN}:1:1`, "is empty"],
  ["a list where a map belongs", { [PLAN]: "- a\n" }, `${PLAN}:1:1`, "must be a map"],
  [
    "a choice with value and range",
    edited(SLOTS, "value: master,", "value: master, range: { min: 1, max: 2 },"),
    `${SLOTS}:7:9`,
    "either value or range",
  ],
  // Guides and offices
  [
    "a guide without ways",
    {
      [GUIDE]: `id: arriving\nname: { zh: 刚来, en: Arriving }\nways: []\noffices: [example-site]\n`,
    },
    `${GUIDE}:3:7`,
    "holds no way",
  ],
  [
    "a guide with nobody to ask",
    edited(GUIDE, "offices: [example-office, example-site]", "offices: []"),
    `${GUIDE}:17:10`,
    "names nobody to ask",
  ],
  [
    "a guide with more than three key facts",
    edited(
      GUIDE,
      "lead:\n",
      "lead:\n" + "  - { text: 甲, en: a, facts: [example-hall-what], asOf: 2033-05 }\n".repeat(3),
    ),
    `${GUIDE}:6:3`,
    "holds more than 3 key facts",
  ],
  [
    "a way without English",
    edited(GUIDE, "    en: go to the Example Hall for three kinds of matters\n", ""),
    `${GUIDE}:8:5`,
    "en: is missing",
  ],
  [
    "a way to a service that is none",
    edited(GUIDE, "service: example-hall", "service: example-hal"),
    `${GUIDE}:9:14`,
    'did you mean "example-hall"?',
  ],
  [
    "a figure of a way that its facts do not hold",
    edited(GUIDE, "text: 去示例大厅，办三类事项", "text: 去示例大厅，办5类事项"),
    `${GUIDE}:10:18`,
    '"5类事" stands in none of the cited facts',
  ],
  [
    "a figure in whom a way is for that its facts do not hold",
    edited(GUIDE, "zh: 硕士", "zh: 35岁以下的硕士"),
    `${GUIDE}:8:16`,
    '"35岁以" stands in none of the cited facts',
  ],
  [
    "a key fact that rests on a hint",
    edited(
      GUIDE,
      "三类事项一处办。, en: Three kinds of matters in one place., facts: [example-hall-what]",
      "在一处办。, en: In the same place., facts: [example-hall-rumour]",
    ),
    `${GUIDE}:6:52`,
    "low confidence",
  ],
  [
    "a way that is newer than its facts",
    edited(GUIDE, "    asOf: 2033-05\n    out", "    asOf: 2034-05\n    out"),
    `${GUIDE}:13:11`,
    "later than every fact it cites",
  ],
  [
    "a bar on a slot that is none",
    edited(GUIDE, "slot: degree", "slot: grade"),
    `${GUIDE}:14:19`,
    '"grade" is no slot',
  ],
  [
    "a bar that no choice of the slot fits",
    edited(GUIDE, "value: [master]", "value: [wizard]"),
    `${GUIDE}:14:42`,
    '"wizard" is no value of degree',
  ],
  [
    "a bar that orders choices",
    edited(GUIDE, "op: in, value: [master]", "op: gt, value: master"),
    `${GUIDE}:14:42`,
    "degree is a choice",
  ],
  [
    "a bar with in and one value",
    edited(GUIDE, "value: [master]", "value: master"),
    `${GUIDE}:14:11`,
    "in needs a list",
  ],
  [
    "an office that is none",
    edited(GUIDE, "[example-office,", "[example-offices,"),
    `${GUIDE}:17:11`,
    'did you mean "example-office"?',
  ],
  [
    "a topic that leads to a guide and is none",
    edited(GUIDE, "intents: [one-stop]", "intents: [weather]"),
    `${GUIDE}:3:11`,
    "is no topic of intents/topics/",
  ],
  [
    "a word of two guides",
    {
      "knowledge/topics/settling.yaml": `id: settling
name: { zh: 安顿, en: Settling }
words: [初来乍到]
ways:
  - { for: { zh: 人, en: all }, text: 甲, en: a, facts: [example-hall-what], asOf: 2033-05 }
offices: [example-site]
`,
    },
    "knowledge/topics/settling.yaml:3:9",
    "means arriving already",
  ],
  [
    "a number of an office that its facts do not hold",
    edited(OFFICES, "phone: 0571-00000000", "phone: 0571-11111111"),
    `${OFFICES}:7:12`,
    "stands in none of the cited facts",
  ],
  [
    "an office with neither phone nor address",
    edited(OFFICES, "    phone: 0571-00000000\n", ""),
    `${OFFICES}:2:5`,
    "needs a phone or a url",
  ],
  [
    "an office that leads to a host that is not official",
    edited(
      OFFICES,
      "    phone: 0571-00000000\n    facts: [example-desk-phone]",
      "    url: https://www.example.com/\n    facts: []",
    ),
    `${OFFICES}:7:10`,
    "not among the official hosts",
  ],
  [
    "a matter of an office that is none",
    edited(OFFICES, "topics: [one-stop, weather]", "topics: [one-stop, wether]"),
    `${OFFICES}:5:24`,
    'did you mean "weather"?',
  ],
  // Ids
  [
    "Chinese punctuation in an id",
    edited(CHANNELS, "id: example-site", "id: example－site"),
    `${CHANNELS}:4:9`,
    'not "－"',
  ],
  [
    "an id with a Chinese character",
    edited(CHANNELS, "id: example-site", "id: example-网"),
    `${CHANNELS}:4:9`,
    'not "网"',
  ],
  [
    "an id that is not the file's name",
    edited(PLAN, "id: example-5050", "id: example-5051"),
    `${PLAN}:1:5`,
    "rename the file to example-5051.yaml",
  ],
  [
    "an id that stands twice",
    edited(HALL, "id: example-desk,", "id: example-5050,"),
    `${HALL}:7:11`,
    `service "example-5050" exists already in ${PLAN}`,
  ],
  [
    "a fact that stands twice",
    edited(SEED, "id: example-hall-served", "id: example-hall-what"),
    `${SEED}:12:9`,
    `fact "example-hall-what" exists already`,
  ],
  [
    "a channel that stands twice",
    { [CHANNELS]: `hosts: []\nchannels:\n  - &no 1\n` },
    `${CHANNELS}:3:9`,
    "anchors and aliases are not allowed",
  ],
  [
    "an unknown fact",
    edited(PLAN, "[example-hall-what]", "[example-hall-waht]"),
    `${PLAN}:11:15`,
    'did you mean "example-hall-what"?',
  ],
  [
    "an unknown topic",
    edited(PLAN, "topics: [one-stop]", "topics: [two-stop]"),
    `${PLAN}:6:10`,
    '"two-stop" is no topic',
  ],
  [
    "an unknown district",
    edited(CHANNELS, "districts: [alpha]", "districts: [beta]"),
    `${CHANNELS}:8:17`,
    '"beta" is no district',
  ],
  [
    "an unknown parent of a district",
    edited(DISTRICTS, "parent: city", "parent: town"),
    `${DISTRICTS}:3:61`,
    '"town" is no district',
  ],
  [
    "an unknown channel",
    edited(HALL, "channels: [example-site]", "channels: [sample-site]"),
    `${HALL}:12:12`,
    '"sample-site" is no channel',
  ],
  [
    "an unknown host service",
    edited(PLAN, "partOf: example-hall", "partOf: no-hall"),
    `${PLAN}:3:9`,
    '"no-hall" is no service',
  ],
  [
    "an unknown part",
    edited(HALL, "of: example-desk", "of: example-5050"),
    `${HALL}:23:11`,
    "is no entry of this service's covers",
  ],
  [
    "an unknown slot",
    edited(TOPIC, "slots: [degree]", "slots: [degrees]"),
    `${TOPIC}:7:9`,
    'did you mean "degree"?',
  ],
  [
    "an unknown fact in conflicts",
    edited(SEED, "conflicts: [example-hall-rumour]", "conflicts: [nothing]"),
    `${SEED}:16:17`,
    '"nothing" is no fact',
  ],
  [
    "a near miss that belongs nowhere",
    edited(TOPIC, "belongs: how", "belongs: why"),
    `${TOPIC}:6:27`,
    '"why" is no intent',
  ],
  // Sources and dates
  [
    "a claim without fact",
    edited(PLAN, "facts: [example-hall-what]", "facts: []"),
    `${PLAN}:11:14`,
    "cites no fact",
  ],
  [
    "a claim without date",
    edited(PLAN, "      asOf: 2033-05\n", ""),
    `${PLAN}:10:7`,
    "asOf: is missing",
  ],
  [
    "a day that does not exist",
    edited(PLAN, "asOf: 2033-05", "asOf: 2023-02-30"),
    `${PLAN}:12:13`,
    '"2023-02-30" is no date that exists',
  ],
  [
    "a month that does not exist",
    edited(SEED, "date: 2033-05", "date: 2033-13"),
    `${SEED}:4:7`,
    '"2033-13" is no date that exists',
  ],
  [
    "a claim that is newer than its fact",
    edited(PLAN, "asOf: 2033-05", "asOf: 2033-06"),
    `${PLAN}:12:13`,
    "later than every fact it cites",
  ],
  [
    "a low fact that is cited",
    edited(PLAN, "[example-hall-what]", "[example-hall-rumour]"),
    `${PLAN}:11:15`,
    "low confidence",
  ],
  [
    "a fact that confirms none that exists",
    edited(SEED, "confidence: low", "confidence: low\n    confirms: [example-hall-whet]"),
    `${SEED}:20:16`,
    'did you mean "example-hall-what"?',
  ],
  [
    "a source address that is none",
    edited(SEED, "url: null", "url: example"),
    `${SEED}:6:6`,
    "is no web address",
  ],
  // Claims and their facts
  [
    "a number that no fact holds",
    edited(HALL, "text: 示例大厅已服务超1万人次", "text: 示例大厅已服务超2万人次"),
    `${HALL}:26:21`,
    '"2万人次" stands in none of the cited facts (example-hall-served)',
  ],
  [
    "a number in English that no fact holds",
    edited(HALL, "handles three kinds of matters for", "handles four kinds of matters for"),
    `${HALL}:16:22`,
    '"four" stands in none',
  ],
  [
    "a number in the English description",
    edited(HALL, "what: It handles 3 kinds", "what: It handles 5 kinds"),
    `${HALL}:3:44`,
    '"5" stands in none',
  ],
  [
    "a telephone that no fact holds",
    edited(HALL, "text: 示例窗口的电话是0571-00000000", "text: 示例窗口的电话是0571-00000001"),
    `${HALL}:20:21`,
    '"0571-00000001" stands in none',
  ],
  [
    "a channel's address that no fact holds",
    edited(CHANNELS, "[example-site-address]", "[example-hall-what]"),
    `${CHANNELS}:7:18`,
    '"www.example.gov.cn" stands in none of the cited facts (example-hall-what)',
  ],
  // Names
  [
    "the same name twice in a district",
    edited(PLAN, "name: 示例5050计划", "name: 示例大厅"),
    `${HALL}:2:7`,
    `name "示例大厅" is the name of ${PLAN}`,
  ],
  [
    "an alias that is another's name",
    edited(HALL, "aliases: [示例厅]", "aliases: [“示例５０５０计划”]"),
    `${HALL}:4:11`,
    `is the name of ${PLAN}`,
  ],
  [
    "a service in the folder of another district",
    edited(PLAN, "district: alpha", "district: city"),
    `${PLAN}:4:11`,
    "move the file to knowledge/services/city/",
  ],
  // Channels
  [
    "a channel without https",
    edited(CHANNELS, "https://www", "http://www"),
    `${CHANNELS}:7:10`,
    "must be an https address",
  ],
  [
    "a channel with a user name in its address",
    edited(CHANNELS, "https://www.example.gov.cn/hall", "https://www.example.gov.cn@example.com/"),
    `${CHANNELS}:7:10`,
    "without user name",
  ],
  [
    "a channel on an unlisted host",
    edited(CHANNELS, "https://www.example.gov.cn/hall", "https://example.com/"),
    `${CHANNELS}:7:10`,
    "example.com is not among the official hosts",
  ],
  [
    "a channel below a host that is not official",
    edited(CHANNELS, "https://www.example.gov.cn/hall", "https://www.fake.gov.cn/"),
    `${CHANNELS}:7:10`,
    "www.fake.gov.cn is on the list notOfficial",
  ],
  [
    "a telephone channel without number",
    edited(CHANNELS, "kind: web", "kind: phone"),
    `${CHANNELS}:4:5`,
    "a channel of kind phone needs phone",
  ],
  // Wordings and utterances
  [
    "a placeholder missing in one language",
    edited(REPLIES, "Hello {name}", "Hello"),
    `${REPLIES}:1:50`,
    'the wordings of "greeting" differ',
  ],
  [
    "a placeholder missing in one variant",
    edited(REPLIES, "{name}，您好", "您好"),
    `${REPLIES}:1:32`,
    "here none, in the first one {name}",
  ],
  [
    "a broken placeholder",
    edited(REPLIES, "Hello {name}", "Hello {name"),
    `${REPLIES}:1:50`,
    "broken placeholder",
  ],
  ["an utterance in two intents", edited(TOPIC, "办手续去哪", "问法0"), "", ""],
  [
    "an utterance in two intents of one axis",
    {
      "intents/topics/other.yaml":
        "id: other\ntitle: 别\nen: O\nutterances: [别的, 办手续 去哪？]\n",
    },
    "intents/topics/other.yaml:4:18",
    "stands already in intents/topics/one-stop.yaml",
  ],
  [
    "a synonym in two entries",
    { [SYNONYMS]: "degree:\n  - { value: a, words: [甲] }\n  - { value: b, words: [乙, 甲] }\n" },
    `${SYNONYMS}:3:28`,
    '"甲" stands already under "a" of degree',
  ],
  [
    "an act without examples",
    { "intents/acts/who.yaml": null },
    "intents/acts/who.yaml:1:1",
    "is missing",
  ],
  [
    "an act that the contract does not know",
    { "intents/acts/why.yaml": "id: why\ntitle: 为\nen: W\nutterances: [为什么]\n" },
    "intents/acts/why.yaml:1:5",
    '"why" is no act',
  ],
  ["a required file that is missing", { [CHANNELS]: null }, `${CHANNELS}:1:1`, "is missing"],
  // YAML
  [
    "a quote that is not closed",
    edited(PLAN, "name: 示例5050计划", 'name: "示例5050计划'),
    `${PLAN}:13:1`,
    "a quote, bracket or comma is missing",
  ],
  [
    "a duplicate key",
    edited(PLAN, "relevance: 3", "relevance: 3\nkind: programme"),
    `${PLAN}:8:1`,
    "the same key stands twice",
  ],
  [
    "a full-width colon after a key",
    edited(PLAN, "kind: programme", "kind：programme"),
    `${PLAN}:5:5`,
    'full-width colon after "kind": write "kind: "',
  ],
  [
    "a full-width colon that hides in the text before",
    edited(
      PLAN,
      "      facts: [example-hall-what]",
      "        en：It is taken in.\n      facts: [example-hall-what]",
    ),
    `${PLAN}:11:11`,
    'full-width colon after "en"',
  ],
  ["a tab", edited(PLAN, "  what:", "\twhat:"), `${PLAN}:9:1`, "holds a tab"],
  [
    "a text with a colon and a space that is not quoted",
    edited(PLAN, "name: 示例5050计划", "name: Plan: one"),
    `${PLAN}:2:7`,
    "must be quoted",
  ],
  [
    "an anchor",
    edited(PLAN, "name: 示例5050计划", "name: &plan 示例5050计划"),
    `${PLAN}:2:13`,
    "anchors and aliases are not allowed",
  ],
  [
    "a tag",
    edited(PLAN, "name: 示例5050计划", "name: !!binary aaaa"),
    `${PLAN}:2:16`,
    "tags (!…) are not allowed",
  ],
  [
    "two documents in a file",
    edited(PLAN, "relevance: 3", "---\nrelevance: 3"),
    `${PLAN}:7:1`,
    "one document a file",
  ],
  [
    "a key of the prototype",
    edited(PLAN, "relevance: 3", "relevance: 3\n__proto__: { polluted: true }"),
    `${PLAN}:8:1`,
    'the key "__proto__" is not allowed',
  ],
  [
    "a constructor among the wordings",
    edited(REPLIES, "bye:", "constructor:"),
    `${REPLIES}:2:1`,
    'the key "constructor" is not allowed',
  ],
  // Files
  [
    "a byte order mark",
    edited(PLAN, "id: example-5050", "\ufeffid: example-5050"),
    `${PLAN}:1:1`,
    "byte order mark",
  ],
  [
    "text that is not UTF-8",
    { [PLAN]: Buffer.concat([Buffer.from("id: example-5050\nname: "), Buffer.from([0xc4, 0xe3])]) },
    `${PLAN}:2:7`,
    "is not UTF-8 from here on",
  ],
  [
    "a file over 2 MB",
    { [PLAN]: `# ${"x".repeat(2 * 1024 * 1024)}\n` },
    `${PLAN}:1:1`,
    "is larger than 2 MB",
  ],
  [
    "an ending in .yml",
    { "seeds/other.yml": "id: other\n" },
    "seeds/other.yml:1:1",
    "rename it to other.yaml",
  ],
  [
    "a data file where none belongs",
    { "knowledge/other.yaml": "id: other\n" },
    "knowledge/other.yaml:1:1",
    "no data file belongs here",
  ],
];

describe("each fault is found where it stands, with a remedy", () => {
  it.each(PLANTED.filter(([, , place]) => place !== ""))(
    "%s",
    async (_what, changes, place, hint) => {
      const faults = await faultsOf(await writeCorpus(changes));
      expect(
        faults.filter((fault) => fault.startsWith(`${place}: `) && fault.includes(hint)),
        faults.join("\n"),
      ).toHaveLength(1);
    },
  );

  it("the same utterance may stand under a topic and under an act", async () => {
    expect(await faultsOf(await writeCorpus(edited(TOPIC, "办手续去哪", "问法0")))).toEqual([]);
  });

  it("a source with nothing but hints may stay uncited", async () => {
    const hints =
      "id: hints\ntitle: 甲\npublisher: 乙\ndate: null\nurl: null\ntrust: media\nfacts:\n  - { id: hint-one, says: 丙, confidence: low }\n";
    expect(await faultsOf(await writeCorpus({ "seeds/hints.yaml": hints }))).toEqual([]);
  });
});

describe("one run", () => {
  it("finds the faults of many files and kinds at once", async () => {
    const faults = await faultsOf(
      await writeCorpus({
        ...edited(HALL, "aliases: [示例厅]", "alias: [示例厅]\nstatsu: current"),
        ...edited(PLAN, "kind: programme", "kind：programme"),
        ...edited(REPLIES, "Hello {name}", "Hello"),
        ...edited(CHANNELS, "https://www", "http://www"),
        "intents/none/weather.yaml": "id: weather\ntitle: 天气\nen: Weather\nutterances: []\n",
      }),
    );
    const files = faults.map((fault) => fault.slice(0, fault.indexOf(":")));
    expect([...new Set(files)]).toEqual([
      "intents/none/weather.yaml",
      CHANNELS,
      REPLIES,
      PLAN,
      HALL,
    ]);
  });

  it("compares what is right in a file with faults", async () => {
    const faults = await faultsOf(
      await writeCorpus({
        [HALL]: (edited(HALL, "aliases: [示例厅]", "alias: [示例厅]")[HALL] ?? "").replace(
          "已服务超1万人次",
          "已服务超7万人次",
        ),
      }),
    );
    expect(faults).toHaveLength(2);
    expect(faults.join()).toContain('"7万人次" stands in none');
  });

  it("checks the rest of a file in which a key stands twice", async () => {
    const faults = await faultsOf(
      await writeCorpus(edited(PLAN, "relevance: 3", "relevance: 3\nrelevance: 9\nkinds: x")),
    );
    expect(faults).toEqual([
      expect.stringContaining(`${PLAN}:7:12: relevance: is at most 5`),
      expect.stringContaining(`${PLAN}:8:1: the same key stands twice`),
      expect.stringContaining(`${PLAN}:9:1: unknown key "kinds"`),
    ]);
  });

  it("does not blame others for what a broken file holds", async () => {
    const faults = await faultsOf(
      await writeCorpus(edited(SEED, "title: 示例专版", 'title: "示例')),
    );
    expect(faults.filter((fault) => !fault.startsWith(SEED))).toEqual([]);
    expect(faults).not.toEqual([]);
  });

  it("tells missing folders, all of them", async () => {
    const dir = await writeCorpus();
    await rm(path.join(dir, "seeds"), { recursive: true });
    await rm(path.join(dir, "intents"), { recursive: true });
    const faults = await faultsOf(dir);
    expect(faults.filter((fault) => fault.includes("CORPUS_DIR"))).toHaveLength(2);
  });

  it("tells a folder that does not exist", async () => {
    expect(await faultsOf(path.join(await writeCorpus(), "nowhere"))).toContainEqual(
      expect.stringContaining("CORPUS_DIR must hold this folder"),
    );
  });
});

describe("links", () => {
  it("refuses a link that leads outside", async () => {
    const dir = await writeCorpus();
    const outside = await writeCorpus();
    await rm(path.join(dir, PLAN));
    await symlink(path.join(outside, PLAN), path.join(dir, PLAN));
    expect(await faultsOf(dir)).toContainEqual(
      expect.stringContaining(`${PLAN}:1:1: is a link to a file outside`),
    );
  });

  it("refuses a link to a folder, so that none is endless", async () => {
    const dir = await writeCorpus();
    await symlink(path.join(dir, "knowledge"), path.join(dir, "knowledge/services/loop"));
    expect(await faultsOf(dir)).toEqual([
      expect.stringContaining("knowledge/services/loop:1:1: is a link to a folder"),
    ]);
  });

  it("follows a link inside", async () => {
    const dir = await writeCorpus({ [PLAN]: null });
    await mkdir(path.join(dir, "kept"));
    await writeFile(
      path.join(dir, "kept/plan"),
      edited(PLAN, "relevance: 3", "relevance: 2")[PLAN] ?? "",
    );
    await symlink("../../../kept/plan", path.join(dir, PLAN));
    const result = await loadCorpus(dir);
    expect(result.ok && result.corpus.serviceById.get("example-5050")?.relevance).toBe(2);
  });
});

describe("a nesting without end", () => {
  it.each([
    ["brackets", "[".repeat(100_000)],
    ["lists", `a:\n${"- ".repeat(50_000)}x`],
  ])("of %s is a fault like others", async (_what, text) => {
    const faults = await faultsOf(await writeCorpus({ "seeds/deep.yaml": text }));
    expect(faults).toContainEqual(expect.stringMatching(/^seeds\/deep\.yaml:\d+:\d+: /u));
  });
});

describe("an alias bomb", () => {
  it("is refused at once and not unfolded", async () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (const [index, name] of [..."bcdefghi"].entries()) {
      const before = "abcdefgh".charAt(index);
      bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`);
    }
    const started = performance.now();
    const faults = await faultsOf(await writeCorpus({ "seeds/bomb.yaml": bomb.join("\n") }));
    expect(faults).toContainEqual(
      expect.stringMatching(/^seeds\/bomb\.yaml:1:7: anchors and aliases/u),
    );
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
