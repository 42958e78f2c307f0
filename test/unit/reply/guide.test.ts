import { describe, expect, it } from "vitest";
import { createKnowledgeBase, type Claim, type Topic } from "../../../src/knowledge/index.js";
import { createSpeaker, renderReply } from "../../../src/reply/index.js";
import { realData } from "../../helpers/collecting-channel.js";

const { replies } = await realData();

const claim = (text: string): Claim => ({ text, en: `en ${text}`, facts: [], asOf: "2033-05" });

const WAYS = 8;

const TOPIC: Topic = {
  id: "stay",
  name: { zh: "留下", en: "Staying" },
  intents: [],
  words: ["留下"],
  lead: [claim("全市一样。")],
  ways: Array.from({ length: WAYS }, (_, index) => ({
    for: { zh: `第${String(index + 1)}种人`, en: `People ${String(index + 1)}` },
    claim: claim(`要${String(index + 1)}分。`),
    out: [],
  })),
  silent: [{ zh: "迁回去的办法", en: "how to move back" }],
  ask: ["degree"],
  offices: ["bureau"],
};

const base = createKnowledgeBase({
  services: [],
  channels: [],
  districts: [],
  sources: [],
  facts: [],
  topics: [TOPIC],
  offices: [
    {
      id: "bureau",
      name: { zh: "示例局", en: "Example bureau" },
      for: { zh: "留下", en: "staying" },
      topics: ["stay"],
      matters: [],
      words: ["搬走"],
      phone: "000",
      facts: [],
    },
  ],
});

const QUESTION = {
  text: "怎么留下",
  normalized: "怎么留下",
  kind: "question" as const,
  topics: [],
  acts: [],
  districts: [],
  excludedDistricts: [],
  elsewhere: [],
  services: [],
  places: [],
  entities: [],
  statements: [],
  person: { holder: "speaker" as const, isSupposed: false, isTold: false, isTerm: false },
  reference: { kind: "none" as const },
  focus: [],
  outOfScope: 0,
  confidence: 1,
};

const CONTEXT = {
  base,
  speaker: createSpeaker(replies, "zh-CN"),
  both: { zh: createSpeaker(replies, "zh-CN"), en: createSpeaker(replies, "en") },
  spell: (text: string) => text,
  today: "2033-06-01",
  topicNames: new Map<string, string>(),
  kindsIn: () => [],
  wantsAddress: () => false,
  durationAsked: () => null,
  asksDistrict: () => false,
  particularIn: () => null,
  lastWording: null,
  misses: 0,
  lastReply: null,
};

describe("a general question", () => {
  const { reply } = renderReply(CONTEXT, [
    {
      kind: "guide",
      question: QUESTION,
      services: [],
      topics: [],
      topic: "stay",
      ways: TOPIC.ways.map((_, index) => index),
      closed: [],
      districts: [],
      act: "how",
      assumed: [],
    },
  ]);
  const lines = reply.text.split("\n");

  it("tells the key facts first", () => {
    expect(lines[0]).toBe("留下：全市一样。");
  });

  it("says how many ways there are, and shows the first ones, a line each", () => {
    expect(lines[1]).toContain(String(WAYS));
    expect(lines.slice(2, 8)).toEqual(
      TOPIC.ways.slice(0, 6).map((way) => `· ${way.for.zh}：${way.claim.text}`),
    );
  });

  it("keeps the others for where there is room", () => {
    const folded = reply.blocks.filter((block) => block.folded === true);
    expect(JSON.stringify(folded)).toContain("第8种人");
    expect(reply.text).not.toContain("第8种人");
  });

  it("ends with what no source says, one question, and the office", () => {
    expect(lines.slice(8).join("\n")).toMatch(/迁回去的办法[\s\S]*学历[\s\S]*示例局 000/u);
  });
});

describe("a question beside the field", () => {
  it("ends at the office whose matter it is", () => {
    const text = "搬走要多久";
    const { reply } = renderReply(CONTEXT, [
      {
        kind: "decline",
        question: { ...QUESTION, text, normalized: text },
        reason: "out-of-scope",
        topics: [],
      },
    ]);
    expect(reply.text).toContain("示例局 000");
  });
});
