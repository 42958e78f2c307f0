// Made from the data: every side of every service, said as an answer. What is held is never denied, and a phone is enough.
import { describe, expect, it } from "vitest";
import { createSpeaker, renderReply, type Block, type Reply } from "../../src/reply/index.js";
import { ACTS, FACETS, type Act, type Facet, type Locale } from "../../src/shared/acts.js";
import type { Service } from "../../src/knowledge/index.js";
import { realData, realEngine } from "../helpers/collecting-channel.js";

const TODAY = "2026-11-30";

/** Characters of a plain answer before "more". */
const MOST = 350;

/** Share of answers that keep to it, and the length of the one in the middle. */
const SHARE = 0.95;
const MEDIAN = 200;

const { base } = await realEngine();
const data = await realData();

const question = (act: Act, text: string) => ({
  text,
  normalized: text,
  kind: "question" as const,
  topics: [],
  acts: [{ id: act, confidence: 1 }],
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
});

const speakers = {
  "zh-CN": createSpeaker(data.replies, "zh-CN"),
  "zh-TW": createSpeaker(data.replies, "zh-TW"),
  en: createSpeaker(data.replies, "en"),
};

/** The answer to a question about one side of a named service that says nothing else. */
function answer(service: Service, act: Act, locale: Locale = "zh-CN"): Reply {
  return renderReply(
    {
      base,
      speaker: speakers[locale],
      both: { zh: createSpeaker(data.replies, "zh-CN"), en: createSpeaker(data.replies, "en") },
      spell: (text) => text,
      today: TODAY,
      topicNames: new Map(),
      kindsIn: () => [],
      wantsAddress: () => false,
      durationAsked: () => null,
      asksDistrict: () => false,
      particularIn: () => null,
      lastWording: null,
      misses: 0,
      lastReply: null,
    },
    [
      {
        kind: "answer-service",
        question: question(act, service.name),
        service: service.id,
        act,
        related: [],
        assumed: [{ kind: "service", id: service.id }],
      },
    ],
  ).reply;
}

/** Acts that a facet answers by itself. */
const actsOf = (facet: Facet): readonly Act[] =>
  ACTS.filter((act) => base.facetsOf(act).includes(facet) && act !== "list");

/** Sides that sources state of a service, of entries merged into it or of its parts, with the acts that ask for them. */
const HELD = base.services.flatMap((service) =>
  FACETS.filter((facet) =>
    [service, ...base.partsOf(service.id)].some((each) => each.claims[facet].length > 0),
  ).flatMap((facet) => actsOf(facet).map((act) => ({ service, facet, act }))),
);

/** A person's own application is never seen here, whatever sources say of the way to see it. */
const isOwnFile = ({ act }: { readonly act: Act }): boolean => act === "progress";

const ALL = base.services.flatMap((service) =>
  ACTS.filter((act) => act !== "compare").map((act) => ({
    service,
    act,
    reply: answer(service, act),
  })),
);

const linesOf = ({ text }: Reply): readonly string[] => text.split("\n");
const lengthOf = ({ text }: Reply): number => Array.from(text).length;
const nameOf = ({ service, act }: { readonly service: Service; readonly act: Act }): string =>
  `${service.id} ${act}`;

/** A block without anything to say. */
function isEmpty(block: Block): boolean {
  if ("items" in block) return block.items.length === 0;
  return "text" in block && block.text.trim() === "";
}

/** A line is Chinese when most of its letters are: an English one may give a Chinese name in brackets. */
const isChinese = (line: string): boolean =>
  (line.match(/\p{Script=Han}/gu)?.length ?? 0) > (line.match(/[a-z]/giu)?.length ?? 0);

describe("answers about every side of every service", () => {
  it("never deny what is held of the service, of its entries or of its parts", () => {
    const denied = HELD.filter((held) => !isOwnFile(held)).filter(
      ({ service, act }) => answer(service, act).blocks.some(({ kind }) => kind === "missing"),
    );
    expect(denied.map(nameOf)).toEqual([]);
  });

  it("say no line twice", () => {
    const repeated = ALL.filter(
      ({ reply }) => new Set(linesOf(reply)).size < linesOf(reply).length,
    );
    expect(repeated.map(nameOf)).toEqual([]);
  });

  it("make no statement twice", () => {
    const repeated = ALL.filter(({ reply }) => {
      const said = reply.blocks.flatMap((block) =>
        block.kind === "claims"
          ? block.items.map(({ text }) => text)
          : block.kind === "service"
            ? [block.text]
            : [],
      );
      return new Set(said).size < said.length;
    });
    expect(repeated.map(nameOf)).toEqual([]);
  });

  it("have no empty part", () => {
    const hollow = ALL.filter(({ reply }) => reply.blocks.some(isEmpty) || reply.text === "");
    expect(hollow.map(nameOf)).toEqual([]);
  });

  it("name the service in the first two lines", () => {
    const nameless = ALL.filter(
      ({ service, reply }) => !linesOf(reply).slice(0, 2).join("\n").includes(service.name),
    );
    expect(nameless.map(nameOf)).toEqual([]);
  });

  it("fit a phone", () => {
    const lengths = ALL.map(({ reply }) => lengthOf(reply)).sort((a, b) => a - b);
    const at = (share: number): number => lengths[Math.floor(lengths.length * share)] ?? 0;
    expect(at(0.5), "median").toBeLessThanOrEqual(MEDIAN);
    expect(at(SHARE), "length at 95 %").toBeLessThanOrEqual(MOST);
  });

  it("keep every statement of the side asked about for “more”", () => {
    const lost = HELD.filter(({ service, facet }) => service.claims[facet].length > 0).filter(
      ({ service, facet, act }) => {
        const blocks = JSON.stringify(answer(service, act).blocks);
        return service.claims[facet].some(
          ({ text }) => !blocks.includes(JSON.stringify(text).slice(1, -1)),
        );
      },
    );
    expect(lost.filter(({ act }) => act !== "figures").map(nameOf)).toEqual([]);
  });

  it("hold no Chinese line in English where there are English words", () => {
    const chinese = HELD.filter(({ service, facet }) => {
      const { claims } = service;
      return claims[facet].length > 0 && claims[facet].every(({ en }) => en !== undefined);
    }).filter(({ service, act }) => {
      const reply = answer(service, act, "en");
      return linesOf(reply).some(isChinese);
    });
    expect(chinese.map(nameOf)).toEqual([]);
  });
});

describe("money", () => {
  const subsidies = base.services.filter(
    ({ kind, claims }) => kind === "subsidy" && claims.amount.length > 0,
  );

  it("tells the sum in the first lines, whichever side is asked", () => {
    const silent = subsidies.flatMap((service) =>
      ACTS.filter((act) => act !== "compare")
        .map((act) => ({ service, act, reply: answer(service, act) }))
        .filter(({ reply }) => {
          const visible = reply.blocks.filter(({ folded }) => folded !== true);
          const told = JSON.stringify(visible);
          // A statement of another side may hold the sum in words of its own.
          return (
            !/\d(?:\.\d+)?(?:元|万)/u.test(told) &&
            !service.claims.amount.some(({ text }) =>
              told.includes(JSON.stringify(text).slice(1, -1)),
            )
          );
        }),
    );
    expect(silent.map(nameOf)).toEqual([]);
  });
});
