import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createDesk } from "../../src/assistant/desk.js";
import { createReceiptJudge } from "../../src/assistant/receipt-judge.js";
import type { ReceiptData } from "../../src/assistant/receipt-types.js";
import { makeReceipt, markOf, type Policy, type Profile } from "../../src/eligibility/index.js";
import { readReceipt } from "../../src/eligibility/receipt.js";
import { createKnowledgeBase } from "../../src/knowledge/index.js";
import { encodeReceipt } from "../../src/shared/receipt/receipt-code.js";
import { loadOwnPolicies } from "../helpers/own-policies.js";
import { DAYS, randomFrom, somePerson } from "../helpers/persons.js";
import { repositoryRoot } from "../helpers/repository-root.js";
import { markByHand, readByHand, writeByHand } from "../helpers/second-receipt-reader.js";

const own = await loadOwnPolicies();
const { data } = own.corpus;
const TODAY = "2026-11-30";
const desk = createDesk(data, createKnowledgeBase(data), () => TODAY);

const PERSONS = 1000;
const SLOW = 600_000;

/** An invented person and a day; the same for the same number. */
function someone(seed: number): { readonly profile: Profile; readonly day: string } {
  const random = randomFrom(seed);
  const day = DAYS[Math.floor(random() * DAYS.length)] ?? TODAY;
  return { profile: somePerson(random, own.slots.values(), day), day };
}

const graduate: Profile = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2026-06",
  employment: "employee",
  workDistrict: "binjiang",
};

/** What the page that opens a receipt runs, where nothing of Node is. */
interface PageCode {
  readonly idOf: (fragment: string, day: string) => string;
}

async function pageCode(): Promise<PageCode> {
  const { outputFiles } = await build({
    entryPoints: ["src/assistant/receipt-judge.ts"],
    absWorkingDir: repositoryRoot,
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: "page",
    platform: "browser",
    target: "es2022",
  });
  const context = createContext({
    atob,
    btoa,
    TextEncoder,
    TextDecoder,
    // The id does not hang on the rules that are held now, and judging a thousand persons by all of them takes minutes.
    json: JSON.stringify({ ...desk.receiptData("zh-CN"), policies: [] }),
  });
  const idOf: unknown = runInContext(
    `${outputFiles[0]?.text ?? ""}
    const judge = page.createReceiptJudge(JSON.parse(json));
    (fragment, day) => {
      const opened = judge.open(fragment, day);
      return opened.refused ?? opened.again.id;
    }`,
    context,
  );
  // The script above ends with this function.
  return { idOf: idOf as PageCode["idOf"] };
}

/** The own policies with one of them changed. */
function withChanged(change: (policy: Policy) => Policy, id: string): readonly Policy[] {
  return own.policies.map((policy) => (policy.id === id ? change(policy) : policy));
}

const bookOf = (policies: readonly Policy[]) => new Map(policies.map((one) => [one.id, one]));

describe("the receipt of a judgement", () => {
  let page: PageCode;
  beforeAll(async () => {
    page = await pageCode();
  }, SLOW);

  it(
    `has one id for ${String(PERSONS)} persons: on the server, in the page, and by the second reader`,
    { timeout: SLOW },
    () => {
      const held = own.policies.map((policy) => markOf(policy, own.book));
      const pairs = held.map(({ mark, version }) => [mark, version] as const);
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { profile, day } = someone(seed);
          const server = makeReceipt(
            { profile, day, policies: own.policies, whole: true },
            own.book,
          );
          expect(
            writeByHand(day, profile as Parameters<typeof writeByHand>[1], pairs, true),
          ).toEqual(server);
          const second = readByHand(server.fragment);
          expect(second?.day).toBe(day);
          expect(second?.facts).toEqual(profile);
          expect(second?.versions).toEqual(new Map(pairs));
          expect(page.idOf(server.fragment, day)).toBe(server.id);
        }),
        { seed: 20261130, numRuns: PERSONS },
      );
    },
  );

  it("is given with the verdicts of the API, for all rules or for those of some services", () => {
    const all = desk.assess({ profile: graduate });
    const one = desk.assess({ profile: graduate, services: ["city-living-subsidy"] });
    if ("problems" in all || "problems" in one) throw new Error("refused");
    expect(readByHand(all.receipt?.fragment ?? "")).toMatchObject({
      day: TODAY,
      facts: graduate,
      whole: true,
    });
    const few = readByHand(one.receipt?.fragment ?? "");
    expect(few?.whole).toBe(false);
    expect(few?.versions.size).toBe(one.verdicts.length);
    expect(few?.versions.has(markByHand("city-living-subsidy"))).toBe(true);
    expect(one.receipt?.fragment.length).toBeLessThan(400);
  });

  it("is not given where no rule was judged", () => {
    const [service] = data.services.filter(({ id }) =>
      own.policies.every(({ services }) => !services.includes(id)),
    );
    const result = desk.assess({ profile: graduate, services: [service?.id ?? ""] });
    expect("problems" in result || result.receipt).toBeNull();
  });

  it("names every rule by a mark of its own", () => {
    const marks = own.policies.map((policy) => markOf(policy, own.book).mark);
    expect(new Set(marks).size).toBe(marks.length);
    expect(marks).toEqual(own.policies.map(({ id }) => markByHand(id)));
  });
});

describe("a receipt that is opened", () => {
  const receiptData = desk.receiptData("zh-CN");
  // As it comes to the page: as JSON.
  const overTheWire = (changed: ReceiptData): ReceiptData =>
    JSON.parse(JSON.stringify(changed)) as ReceiptData;
  const judge = createReceiptJudge(overTheWire(receiptData));

  const opened = (fragment: string, day: string, by = judge) => {
    const result = by.open(fragment, day);
    if ("refused" in result) throw new Error(result.refused);
    return result.again;
  };
  const receiptOf = (profile: Profile, day = TODAY) =>
    makeReceipt({ profile, day, policies: own.policies, whole: true }, own.book);

  it("gives on its own day the same verdicts as the server", { timeout: SLOW }, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { profile, day } = someone(seed);
        const server = desk.assess({ profile, today: day, blocks: true });
        if ("problems" in server) throw new Error(JSON.stringify(server.problems));
        const again = opened(server.receipt?.fragment ?? "", day);
        const told = again.groups.flatMap(({ verdicts }) => verdicts.map(({ verdict }) => verdict));
        expect(told).toEqual((server.blocks ?? []).filter(({ kind }) => kind === "verdict"));
        const facts = new Set(server.facts.map(({ line }) => line));
        expect(new Set(again.facts.map(({ text }) => text))).toEqual(facts);
        expect(
          again.groups.every(({ verdicts }) => verdicts.every(({ change }) => change === "same")),
        ).toBe(true);
      }),
      { seed: 20261130, numRuns: 60 },
    );
  });

  it("says that nothing changed where nothing did", () => {
    expect(opened(receiptOf(graduate).fragment, TODAY).summary).toBe(
      "和2026年11月30日比，规则没有改过，结果也都一样。",
    );
  });

  it("marks what the day alone has changed, with what it was", () => {
    const again = opened(receiptOf(graduate).fragment, "2029-11-30");
    const changed = again.groups.flatMap(({ verdicts }) =>
      verdicts.filter(({ change }) => change === "day"),
    );
    expect(changed.length).toBeGreaterThan(0);
    for (const { since } of changed) expect(since).toContain("日子变了：当时是");
    expect(again.summary).toContain("因为日子变了而不同的");
  });

  it("counts months that go on by themselves, and says so", () => {
    const facts = opened(
      receiptOf({ ...graduate, socialInsuranceMonths: 6 }).fragment,
      "2027-01-30",
    ).facts;
    expect(facts.find(({ text }) => text.includes("6个月"))?.now).toContain("8个月");
  });

  it.each([
    [
      "a sum",
      (policy: Policy): Policy => ({
        ...policy,
        parameters: Object.fromEntries(
          Object.entries(policy.parameters).map(([name, parameter]) => [
            name,
            {
              ...parameter,
              values: parameter.values.map((value) => ({ ...value, from: "2019-01-01" })),
            },
          ]),
        ),
      }),
      "rule",
    ],
    [
      "an end",
      (policy: Policy): Policy => ({
        ...policy,
        rules: [...policy.rules, { from: "2030-01-01", value: null, facts: [] }],
      }),
      "rule",
    ],
    [
      "its title, its criteria in words and the day it was checked",
      (policy: Policy): Policy => ({
        ...policy,
        title: { zh: "另一个名字", en: "Another name" },
        criteria: Object.fromEntries(
          Object.keys(policy.criteria).map((key) => [key, { zh: "条件", en: "condition" }]),
        ),
        checked: { on: "2026-12-01", by: "somebody" },
      }),
      "same",
    ],
  ])("of a rule that got %s changed is marked so, and no other rule is", (_, change, expected) => {
    const policies = withChanged(change, "city-rental-subsidy");
    const later = createReceiptJudge(overTheWire({ ...receiptData, policies }));
    const again = opened(receiptOf(graduate).fragment, TODAY, later);
    const changes = again.groups.flatMap(({ verdicts }) =>
      verdicts.map(({ change: what }) => what),
    );
    expect(changes.filter((what) => what === "rule").length).toBe(expected === "rule" ? 1 : 0);
    expect(changes.filter((what) => what === "same").length).toBe(
      own.policies.length - (expected === "rule" ? 1 : 0),
    );
  });

  it("finds every rule that is changed, whichever it is", () => {
    const { fragment } = receiptOf(graduate);
    for (const { id } of own.policies) {
      const policies = withChanged(
        (policy) => ({
          ...policy,
          rules: policy.rules.map((rule) => ({ ...rule, from: "2001-01-01" })),
        }),
        id,
      );
      const found = readReceipt(fragment, own.forms, policies, bookOf(policies));
      if ("refusal" in found) throw new Error(found.refusal.why);
      const changed = found.read.rules.filter(({ rule }) => rule === "changed");
      expect(changed.map(({ policy }) => policy.id)).toContain(id);
    }
  });

  it("of a rule that lends its amount is changed, too", () => {
    const lent = own.policies.flatMap((policy) =>
      policy.rules.flatMap(({ value }) =>
        value?.amountOf === undefined ? [] : [{ policy: policy.id, lender: value.amountOf }],
      ),
    );
    expect(lent.length).toBeGreaterThan(0);
    for (const { policy: id, lender } of lent) {
      // All are other objects, as after every edit of the data.
      const policies = withChanged((policy) => ({ ...policy, rules: [] }), lender).map(
        (policy) => ({
          ...policy,
        }),
      );
      const versionIn = (book: ReadonlyMap<string, Policy>): string => {
        const policy = book.get(id);
        return policy === undefined ? "" : markOf(policy, book).version;
      };
      expect(versionIn(bookOf(policies))).not.toBe(versionIn(own.book));
    }
  });

  it("tells of rules that came and rules that went", () => {
    const fewer = own.policies.slice(1);
    const then = makeReceipt(
      { profile: graduate, day: TODAY, policies: fewer, whole: true },
      own.book,
    );
    const again = opened(then.fragment, TODAY);
    expect(again.summary).toContain("新增的规则1项");
    const later = createReceiptJudge(overTheWire({ ...receiptData, policies: fewer }));
    expect(opened(receiptOf(graduate).fragment, TODAY, later).gone).toContain("1条");
  });

  it.each([
    ["an unknown slot", { shoeSize: 42 }, "不认识"],
    ["a value that is no choice", { degree: "wizard" }, "学历"],
    ["a number as a text", { age: "30" }, "年龄"],
    ["a number out of range", { age: 400 }, "年龄"],
    ["a day that does not exist", { graduatedOn: "2026-02-30" }, "毕业时间"],
    ["limits turned round", { age: { min: 30, max: 20 } }, "年龄"],
    ["limits of another kind", { age: { min: 30, about: 1 } }, "年龄"],
    ["a slot that every object has", { constructor: "x" }, "不认识"],
  ])("refuses %s in one sentence", (_, facts, word) => {
    const { fragment } = encodeReceipt({ day: TODAY, facts, rules: [], whole: false });
    const result = judge.open(fragment, TODAY);
    const sentence = "refused" in result ? result.refused : "";
    expect(sentence).toContain(word);
    expect(sentence.match(/。/gu)).toHaveLength(1);
  });

  it("refuses what is forged, cut or of another version in one sentence, in every language", () => {
    const { fragment } = receiptOf(graduate);
    const broken = [
      fragment.slice(0, -3),
      fragment.replace(/^1\..{16}/u, "1.aaaaaaaaaaaaaaaa"),
      `2${fragment.slice(1)}`,
      fragment + "A".repeat(9000),
      "",
    ];
    for (const locale of ["zh-CN", "zh-TW", "en"] as const) {
      const by = createReceiptJudge(overTheWire(desk.receiptData(locale)));
      const sentences = broken.map((one) => {
        const result = by.open(one, TODAY);
        return "refused" in result ? result.refused : "";
      });
      for (const sentence of sentences) expect(sentence.match(/[。.]/gu)).toHaveLength(1);
      // Cut off and empty are told alike; the others each in their own way.
      expect(new Set(sentences).size).toBe(broken.length - 1);
    }
  });
});
