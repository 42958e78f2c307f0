// When a question counts as a known one. Everything here is invented; the shares stand for what the finder makes of the words.
import { describe, expect, it } from "vitest";
import type { DecisionContext } from "../../../src/dialogue/context.js";
import { faqDecision, faqEntryOf } from "../../../src/dialogue/decide-faq.js";
import { EMPTY_FRAME } from "../../../src/dialogue/frame.js";
import type { Frame } from "../../../src/dialogue/types.js";
import {
  createKnowledgeBase,
  type FaqEntry,
  type Office,
  type Service,
} from "../../../src/knowledge/index.js";
import type { Entity, ParsedQuestion, ServiceMatch } from "../../../src/nlu/types.js";
import { byFacet, type Act } from "../../../src/shared/acts.js";

const service = (id: string, district: string, topic: string): Service => ({
  id,
  name: id,
  aliases: [],
  mistakes: [],
  terms: [],
  asked: [],
  covers: [],
  district,
  kind: "service",
  topics: [topic],
  relevance: 5,
  channels: [],
  status: "current",
  claims: byFacet(() => []),
});

const office = (id: string, words: readonly string[]): Office => ({
  id,
  name: { zh: id, en: id },
  for: { zh: id, en: id },
  topics: [],
  matters: [],
  words,
  phone: "000",
  facts: [],
});

const entry = (id: string, more: Partial<FaqEntry>): FaqEntry => ({
  id,
  services: [],
  asked: [],
  follows: [],
  after: [],
  needs: [],
  answer: [],
  offices: ["newcomers"],
  ...more,
});

const base = createKnowledgeBase({
  services: [
    service("hall", "city", "one-stop"),
    service("flat", "alpha", "housing"),
    service("room", "beta", "housing"),
  ],
  channels: [],
  districts: ["city", "alpha", "beta"].map((id) => ({
    id,
    name: id,
    en: id,
    aliases: [],
    served: true,
    ...(id !== "city" && { parent: "city" }),
  })),
  topics: [
    {
      id: "arriving",
      name: { zh: "刚来", en: "Arriving" },
      intents: ["one-stop"],
      words: ["初来"],
      lead: [],
      ways: [],
      silent: [],
      ask: [],
      offices: [],
    },
  ],
  offices: [office("newcomers", ["报到证"]), office("vehicles", ["驾照"])],
  faq: [
    entry("hall-open", { services: ["hall"], asked: ["大厅几点开门要排队吗"] }),
    entry("hall-book", { services: ["hall"] }),
    entry("hall-lift", { services: ["hall"] }),
    entry("flat-rent", { services: ["flat"] }),
    entry("hall-or-flat", { services: ["hall", "flat"] }),
    entry("first-day", { guide: "arriving" }),
    entry("alpha-canteen", { guide: "arriving", district: "alpha" }),
    entry("beta-canteen", { guide: "arriving", district: "beta" }),
  ],
  sources: [],
  facts: [],
  generalWords: new Set(["补贴"]),
  synonyms: { "money-question": [{ value: "money", words: ["能拿多少"] }] },
});

/** Known questions with the shares that they have of the whole. */
const shares = (of: Readonly<Record<string, number>>): NonNullable<ParsedQuestion["faq"]> => {
  const most = Math.max(...Object.values(of));
  return Object.entries(of).map(([id, share]) => ({ id, score: Math.log(share / most) }));
};

/** One entry with a share of the whole; the rest is another's of the same matter. */
const withShare = (share: number, id = "hall-open") =>
  shares({ [id]: share, "hall-book": 1 - share });

const QUESTION: ParsedQuestion = {
  text: "几点开门要排队吗",
  normalized: "几点开门要排队吗",
  kind: "question",
  topics: [],
  acts: [],
  districts: [],
  excludedDistricts: [],
  elsewhere: [],
  services: [],
  faq: shares({ "hall-open": 1 }),
  places: [],
  entities: [],
  statements: [],
  person: { holder: "speaker", isSupposed: false, isTold: false, isTerm: false },
  reference: { kind: "none" },
  focus: ["排队"],
  outOfScope: 0,
  confidence: 1,
};

const named = (id: string, more: Partial<ServiceMatch> = {}): ServiceMatch => ({
  id,
  confidence: 0.9,
  how: "name",
  text: id,
  start: 0,
  end: [...id].length,
  ...more,
});

const act = (id: Act, confidence = 0.95): Pick<ParsedQuestion, "acts"> => ({
  acts: [{ id, confidence }],
});

const MASTER: Entity = {
  slot: "degree",
  value: "master",
  text: "硕士",
  start: 0,
  end: 2,
  negated: false,
};

interface Asked {
  readonly question?: Partial<ParsedQuestion>;
  readonly heard?: Partial<DecisionContext["heard"]>;
  readonly frame?: Partial<Frame>;
  readonly hasTalk?: boolean;
  readonly isLast?: boolean;
}

const contextOf = ({ question, heard, frame, hasTalk = false }: Asked): DecisionContext => ({
  question: { ...QUESTION, ...question },
  frame: { ...EMPTY_FRAME, ...frame },
  heard: {
    facts: {},
    isAsking: true,
    today: "2033-06-01",
    told: 0,
    isOther: false,
    isSupposed: false,
    day: null,
    moves: new Set(),
    request: null,
    ...heard,
  },
  listed: [],
  rest: [],
  hasTalk,
  base,
});

const NEAR = { topics: [{ id: "one-stop", confidence: 0.5 }] };
const HALL = { services: ["hall"], topics: ["one-stop"] };

/** What is asked, the entry that it counts as (`null` for none), and the question. */
const TABLE: readonly (readonly [string, string | null, Asked])[] = [
  // How likely it must be
  ["a question that is one entry and no other", "hall-open", {}],
  ["a question without known ones", null, { question: { faq: [] } }],
  ["an entry that the knowledge no longer holds", null, { question: { faq: shares({ gone: 1 }) } }],
  [
    "more than half, nothing else leading there",
    "hall-open",
    { question: { faq: withShare(0.6) } },
  ],
  [
    "less than half, nothing else leading there",
    null,
    { question: { faq: shares({ "hall-open": 0.45, "hall-book": 0.3, "hall-lift": 0.25 }) } },
  ],
  [
    "less than half, the words leading to the matter",
    null,
    {
      question: {
        ...NEAR,
        faq: shares({ "hall-open": 0.45, "hall-book": 0.3, "hall-lift": 0.25 }),
      },
    },
  ],
  [
    "two of one matter that are about as likely: both are asked",
    "hall-open",
    {
      question: {
        ...NEAR,
        focus: ["补贴"],
        faq: shares({ "hall-open": 0.4, "hall-book": 0.35, "hall-lift": 0.25 }),
      },
    },
  ],
  [
    "what another district has beside it is no rival of what the one named has",
    "alpha-canteen",
    {
      question: {
        districts: ["alpha"],
        focus: ["补贴"],
        faq: shares({ "alpha-canteen": 0.25, "beta-canteen": 0.6, "hall-lift": 0.15 }),
      },
    },
  ],
  [
    "a word that no sentence of the entry says, before anything was said",
    null,
    { question: { focus: ["股票"], faq: withShare(0.7) } },
  ],
  [
    "the word of an office in a long story, which tells and does not ask",
    "hall-open",
    {
      question: {
        normalized: `我在杭州考了驾照也租了房子，${"一家三口住在一起".repeat(2)}，请问几点开门要排队吗`,
        faq: withShare(0.7),
      },
    },
  ],
  [
    "two halves that are each hardly likely",
    null,
    {
      question: {
        faq: shares({ "hall-open": 0.24, "hall-book": 0.23, "flat-rent": 0.23, gone: 0.3 }),
      },
    },
  ],
  [
    "less than a third, the words leading to the matter, while something else may answer",
    null,
    {
      question: { ...NEAR, faq: shares({ "hall-open": 0.3, "hall-book": 0.21, gone: 0.49 }) },
    },
  ],
  [
    "the same where nothing else answers",
    "hall-open",
    {
      question: { ...NEAR, faq: shares({ "hall-open": 0.3, "hall-book": 0.21, gone: 0.49 }) },
      isLast: true,
    },
  ],
  [
    "the same where nothing else answers and nothing leads to the matter",
    null,
    {
      question: { faq: shares({ "hall-open": 0.3, "hall-book": 0.21, gone: 0.49 }) },
      isLast: true,
    },
  ],
  // What has an answer of its own
  ["a bare name", null, { question: { services: [named("hall")], focus: [] } }],
  [
    "a bare name with 是什么",
    null,
    { question: { services: [named("hall")], focus: [], ...act("what") } },
  ],
  [
    "a name and a side of it: its own statements answer",
    null,
    {
      question: {
        services: [named("hall")],
        focus: [],
        faq: shares({ "hall-open": 0.4, "hall-book": 0.3, "hall-lift": 0.3 }),
        ...act("when"),
      },
    },
  ],
  [
    "a name and a side of it that is just this",
    "hall-open",
    { question: { services: [named("hall")], focus: [], faq: withShare(0.9), ...act("when") } },
  ],
  ["a name and something particular", "hall-open", { question: { services: [named("hall")] } }],
  [
    "a name that only sounds alike, and nothing else",
    null,
    { question: { services: [named("hall", { how: "near-name" })], focus: [] } },
  ],
  [
    "few words that may put another thing in the place of the one spoken of",
    null,
    { question: { reference: { kind: "swap" }, faq: withShare(0.85) }, frame: HALL, hasTalk: true },
  ],
  [
    "the same, leaving hardly another question",
    "hall-open",
    { question: { reference: { kind: "swap" } }, frame: HALL, hasTalk: true },
  ],
  [
    "a place put in the place of the one spoken of",
    null,
    {
      question: { reference: { kind: "swap" }, districts: ["beta"] },
      frame: HALL,
      hasTalk: true,
    },
  ],
  [
    "a fact put in the place of the one told",
    null,
    {
      question: { reference: { kind: "swap" } },
      heard: { facts: { degree: "master" } },
      frame: HALL,
      hasTalk: true,
    },
  ],
  [
    "more than half in a talk, where shares are larger than they are right",
    null,
    { question: { faq: withShare(0.7) }, frame: HALL, hasTalk: true },
  ],
  ["那…呢 at the beginning of a talk", "hall-open", { question: { reference: { kind: "swap" } } }],
  [
    "那…呢 with a question of its own",
    "hall-open",
    {
      question: { reference: { kind: "swap" }, focus: ["周末", "排队"] },
      frame: HALL,
      hasTalk: true,
    },
  ],
  ["the second of a list", null, { question: { reference: { kind: "ordinal", index: 2 } } }],
  [
    "what a place has in general",
    null,
    { question: { overview: { matter: "政策", paid: [], topics: [] }, faq: withShare(0.9) } },
  ],
  [
    "two districts side by side",
    null,
    { question: { ...act("compare"), districts: ["alpha", "beta"], faq: withShare(0.9) } },
  ],
  ["a comparison of nothing with nothing", "hall-open", { question: act("compare") }],
  [
    "a comparison with what is spoken of",
    null,
    {
      question: { ...act("compare"), reference: { kind: "same" }, faq: withShare(0.85) },
      frame: HALL,
      hasTalk: true,
    },
  ],
  [
    "one thing in two districts",
    null,
    {
      question: {
        services: [named("hall")],
        districts: ["alpha", "beta"],
        faq: withShare(0.7),
      },
    },
  ],
  ["a figure", null, { question: { ...act("figures"), faq: withShare(0.7) } }],
  [
    "a figure of what is named",
    null,
    { question: { ...act("figures"), services: [named("hall")], faq: withShare(0.9) } },
  ],
  [
    "a figure that the words surely ask, of nothing that is named",
    "hall-open",
    { question: { ...act("figures"), faq: withShare(0.9) } },
  ],
  ["what only sounds like a figure", "hall-open", { question: act("figures", 0.6) }],
  [
    "a fact told and nothing else",
    null,
    {
      question: { entities: [MASTER], focus: ["硕士"], ...act("what") },
      heard: { isAsking: false },
    },
  ],
  [
    "a supposition in a talk, not so surely this",
    null,
    {
      question: { faq: withShare(0.7) },
      heard: { isSupposed: true },
      frame: HALL,
      hasTalk: true,
    },
  ],
  ["a supposition at the beginning", "hall-open", { heard: { isSupposed: true } }],
  [
    "whatever pays, for who tells of himself",
    null,
    {
      question: { focus: [], normalized: "硕士能拿多少", faq: withShare(0.9), ...act("amount") },
      heard: { told: 1 },
    },
  ],
  [
    "the same words for anybody",
    "hall-open",
    { question: { normalized: "硕士能拿多少", ...act("amount") } },
  ],
  // Of a person
  [
    "whether one may, of whom something is known, and nothing particular",
    null,
    {
      question: { ...NEAR, focus: [], services: [named("hall")], ...act("eligible") },
      heard: { facts: { degree: "master", age: 28 } },
    },
  ],
  [
    "whether one may have what is named in general",
    null,
    {
      question: {
        focus: ["补贴"],
        faq: shares({ "hall-open": 0.4, "hall-book": 0.3, "hall-lift": 0.3 }),
        ...act("eligible"),
      },
    },
  ],
  [
    "whether one may do something particular",
    "hall-open",
    { question: { faq: withShare(0.6), ...act("eligible") } },
  ],
  [
    "the same with a fact told, that no verdict is asked of",
    "hall-open",
    { question: { faq: withShare(0.6), ...act("eligible") }, heard: { told: 1 } },
  ],
  [
    "the same with a fact told, likely just this",
    "hall-open",
    { question: { faq: withShare(0.8), ...act("eligible") }, heard: { told: 1 } },
  ],
  [
    "the same with two facts told",
    "hall-open",
    { question: { faq: withShare(0.7), ...act("eligible") }, heard: { told: 2 } },
  ],
  [
    "the same of somebody else",
    "hall-open",
    { question: { faq: withShare(0.6), ...act("eligible") }, heard: { isOther: true } },
  ],
  [
    "the same with two facts told, nearly to the letter",
    "hall-open",
    { question: { faq: withShare(0.95), ...act("eligible") }, heard: { told: 2 } },
  ],
  [
    "what is told and not asked, as likely as not",
    "hall-open",
    { question: { ...NEAR, faq: withShare(0.6) }, heard: { isAsking: false } },
  ],
  [
    "what is told and can be meant in one way only",
    "hall-open",
    { question: { ...NEAR, faq: withShare(0.9) }, heard: { isAsking: false } },
  ],
  // A list
  ["a list, likely this", "hall-open", { question: { faq: withShare(0.6), ...act("list") } }],
  ["a list that is just this", "hall-open", { question: { faq: withShare(0.8), ...act("list") } }],
  // Another thing
  [
    "another thing by its name",
    null,
    { question: { services: [named("flat")], faq: withShare(0.7) } },
  ],
  [
    "another thing by its name, beside words that surely ask just this",
    "hall-open",
    { question: { services: [named("flat")], faq: withShare(0.9) } },
  ],
  [
    "another thing by its name, of a matter as a whole",
    "first-day",
    { question: { services: [named("flat")], faq: shares({ "first-day": 1 }) } },
  ],
  // Places
  [
    "what only one district has, neither being named",
    null,
    { question: { faq: shares({ "flat-rent": 1 }) } },
  ],
  [
    "the same with the district",
    "flat-rent",
    { question: { faq: shares({ "flat-rent": 1 }), districts: ["alpha"] } },
  ],
  [
    "the same with the name of the thing",
    "flat-rent",
    { question: { faq: shares({ "flat-rent": 1 }), services: [named("flat")] } },
  ],
  [
    "the same while the district is spoken of",
    "flat-rent",
    {
      question: { faq: shares({ "flat-rent": 1 }) },
      frame: { services: ["flat"], places: ["alpha"] },
      hasTalk: true,
    },
  ],
  [
    "the same of another district",
    null,
    { question: { faq: shares({ "flat-rent": 1 }), districts: ["beta"] } },
  ],
  [
    "what one district answers, asked of none",
    null,
    { question: { faq: shares({ "alpha-canteen": 1 }) } },
  ],
  [
    "what one district answers, asked of it",
    "alpha-canteen",
    { question: { faq: shares({ "alpha-canteen": 1 }), districts: ["alpha"] } },
  ],
  [
    "what one district answers, asked of another while it is spoken of",
    null,
    {
      question: { faq: shares({ "alpha-canteen": 1 }), districts: ["beta"], ...NEAR },
      frame: { ...HALL, places: ["alpha"] },
      hasTalk: true,
    },
  ],
  [
    "the city's, asked of a district where somebody only lives",
    "hall-open",
    {
      question: {
        districts: ["beta"],
        places: [{ id: "beta", isElsewhere: false, role: "lives", start: 0, end: 1 }],
      },
    },
  ],
  [
    "what a district itself has by that name",
    null,
    { question: { services: [named("room", { confidence: 0.5 })], districts: ["beta"] } },
  ],
  // Another office
  [
    "another office's matter, not so surely this",
    null,
    {
      question: {
        normalized: "驾照几点能办",
        faq: shares({ "hall-open": 0.48, "hall-book": 0.2, gone: 0.32 }),
        ...NEAR,
      },
    },
  ],
  [
    "another office's matter, nearly to the letter",
    "hall-open",
    { question: { normalized: "驾照几点能办", faq: withShare(0.97) } },
  ],
  [
    "another office's matter, and none of ours",
    null,
    { question: { normalized: "驾照几点能办", outOfScope: 0.9, faq: withShare(0.9) } },
  ],
  [
    "the matter of the office that answers",
    "hall-open",
    { question: { normalized: "报到证几点能办", faq: withShare(0.8) } },
  ],
  [
    "none of ours, not so surely this",
    null,
    { question: { outOfScope: 0.9, faq: withShare(0.8) } },
  ],
  [
    "none of ours by its words, not so surely this",
    null,
    { question: { kind: "none", faq: withShare(0.6) } },
  ],
  [
    "none of ours by its words, and none of them in a sentence of the entry",
    null,
    { question: { kind: "none", focus: ["电影"], faq: withShare(0.97) } },
  ],
  [
    "the same on a clear matter of ours",
    "hall-open",
    {
      question: {
        kind: "none",
        topics: [{ id: "one-stop", confidence: 0.8 }],
        faq: withShare(0.95),
      },
    },
  ],
  // In a talk
  [
    "a short form of what is spoken of",
    "hall-open",
    {
      question: { faq: shares({ "hall-open": 0.3, "flat-rent": 0.7 }) },
      frame: HALL,
      hasTalk: true,
    },
  ],
  [
    "a short form of what is not spoken of",
    null,
    {
      question: { faq: withShare(0.6, "first-day") },
      frame: { services: ["flat"] },
      hasTalk: true,
    },
  ],
  [
    "a question with a matter of its own in a talk of something else",
    "first-day",
    {
      question: {
        normalized: "第一天去报到的时候要带什么",
        faq: shares({ "first-day": 1 }),
        topics: [{ id: "one-stop", confidence: 0.8 }],
      },
      frame: { services: ["flat"] },
      hasTalk: true,
    },
  ],
  [
    "the same in a few words leans on the one thing that is spoken of",
    null,
    {
      question: {
        faq: withShare(0.6),
        topics: [{ id: "one-stop", confidence: 0.8 }],
      },
      frame: { services: ["flat"] },
      hasTalk: true,
    },
  ],
  [
    "one of several things that are spoken of, not so surely this",
    null,
    {
      question: { faq: shares({ "hall-open": 0.42, "hall-book": 0.3, "hall-lift": 0.28 }) },
      frame: { services: ["hall", "flat"] },
      hasTalk: true,
    },
  ],
  [
    "a move of the talk, not so surely this",
    null,
    {
      question: { faq: withShare(0.6) },
      heard: { moves: new Set(["more"]) },
      frame: HALL,
      hasTalk: true,
    },
  ],
  [
    "words of a move at the beginning",
    "hall-open",
    { question: { faq: withShare(0.8) }, heard: { moves: new Set(["more"]) } },
  ],
];

describe("a question counts as a known one", () => {
  it.each(TABLE)("%s: %s", (_what, id, asked) => {
    expect(faqEntryOf(contextOf(asked), asked.isLast)?.id ?? null).toBe(id);
  });
});

describe("the decision to answer a known question", () => {
  const all = { faq: shares({ "hall-or-flat": 1 }) };

  it("puts what is called by its name before what else the entry is about", () => {
    const decide = (question: Partial<ParsedQuestion>) =>
      faqDecision(contextOf({ question: { ...all, ...question } }));
    expect(decide({})).toMatchObject({ services: ["hall", "flat"] });
    expect(decide({ services: [named("flat")] })).toMatchObject({ services: ["flat", "hall"] });
  });

  it("puts what is spoken of first where nothing is named", () => {
    const decision = faqDecision(
      contextOf({ question: all, frame: { services: ["flat"] }, hasTalk: true }),
    );
    expect(decision).toMatchObject({ services: ["flat", "hall"] });
  });

  it("names the entry, its topics with the asked one first, and the act", () => {
    const question = { ...all, ...act("when"), topics: [{ id: "housing", confidence: 0.9 }] };
    expect(faqDecision(contextOf({ question }))).toMatchObject({
      kind: "faq",
      entry: "hall-or-flat",
      topics: ["housing", "one-stop"],
      act: "when",
      assumed: [],
    });
  });

  it("is not made where a question waits for its subject", () => {
    expect(faqDecision(contextOf({ frame: { act: "how" }, hasTalk: true }))).toBeNull();
  });
});
