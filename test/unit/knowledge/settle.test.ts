import { describe, expect, it } from "vitest";
import { createKnowledgeBase, type Claim, type Service } from "../../../src/knowledge/index.js";
import { byFacet, type Facet } from "../../../src/shared/acts.js";
import type { Fact } from "../../../src/shared/provenance.js";

const claim = (text: string, more: Partial<Claim> = {}): Claim => ({
  text,
  facts: [text],
  asOf: "2033-05",
  ...more,
});

type Claims = Partial<Record<Facet, readonly Claim[]>>;

const service = (claims: Claims, more: Partial<Service> = {}): Service => ({
  id: "hall",
  name: "示例大厅",
  aliases: [],
  mistakes: [],
  terms: [],
  asked: [],
  covers: [],
  district: "alpha",
  kind: "service",
  topics: ["one-stop"],
  relevance: 5,
  channels: [],
  status: "current",
  claims: byFacet((facet) => claims[facet] ?? []),
  ...more,
});

const SYNONYMS = {
  "speaks-of-how": [{ value: "how", words: ["申请"] }],
  "speaks-of-duration": [{ value: "duration", words: ["工作日"] }],
  "speaks-of-applicant": [{ value: "applicant", words: ["用人单位"] }],
  "speaks-of-interruption": [{ value: "interruption", words: ["断缴"] }],
  "speaks-of-combine": [{ value: "combine", words: ["同时享受"] }],
};

const fact = (id: string, replaces: readonly string[] = []): Fact => ({
  id,
  source: "paper",
  says: id,
  figures: [],
  values: {},
  asOf: "2033-05",
  confidence: "high",
  conflicts: [...replaces],
  replaces,
  cites: [],
});

function baseOf(services: readonly Service[], facts: readonly Fact[] = []) {
  return createKnowledgeBase({
    services,
    channels: [
      {
        id: "site",
        kind: "web",
        name: "示例网",
        url: "https://www.example.gov.cn/",
        districts: ["alpha"],
        topics: [],
        general: false,
        facts: [],
        asOf: "2033-05",
      },
      {
        id: "line",
        kind: "phone",
        name: "示例电话",
        phone: "000",
        districts: ["alpha"],
        topics: [],
        general: false,
        facts: [],
        asOf: "2033-05",
      },
    ],
    districts: [{ id: "alpha", name: "甲区", en: "Alpha", aliases: [], served: true }],
    sources: [],
    facts,
    synonyms: SYNONYMS,
  });
}

const settleOf = (claims: Claims, more: Partial<Service> = {}) => {
  const one = service(claims, more);
  const base = baseOf([one]);
  return (request: Omit<Parameters<typeof base.settle>[0], "service">) =>
    base.settle({ service: one, ...request });
};

const texts = (found: readonly { readonly claim: Claim }[]) =>
  found.map(({ claim: { text } }) => text);

describe("settle", () => {
  it("answers with the claims of the side asked about", () => {
    const settled = settleOf({ where: [claim("在示例路5号。")] })({ act: "where" });
    expect(settled).toMatchObject({ act: "where", miss: null, missing: null });
    expect(texts(settled.main)).toEqual(["在示例路5号。"]);
  });

  it("names the side that no source says, with what is known", () => {
    const settled = settleOf({ what: [claim("大厅办三类事项。")] })({ act: "amount" });
    expect(settled).toMatchObject({ miss: { kind: "act" }, missing: "amount", main: [] });
    expect(texts(settled.known)).toEqual(["大厅办三类事项。"]);
  });

  it.each([
    ["duration", { when: [claim("30个工作日内办结。")] }, "30个工作日内办结。"],
    ["applicant", { how: [claim("由用人单位申报。")] }, "由用人单位申报。"],
    ["interruption", { who: [claim("断缴后重新计算。")] }, "断缴后重新计算。"],
    ["combine", { who: [claim("不能与别的同时享受。")] }, "不能与别的同时享受。"],
    ["how", { when: [claim("随时可以申请。")] }, "随时可以申请。"],
  ] as const)("denies nothing of %s that another side states", (act, claims, text) => {
    const settled = settleOf(claims)({ act });
    expect(settled.missing).toBeNull();
    expect(texts(settled.main)).toEqual([text]);
  });

  it("looks through the parts before it denies", () => {
    const whole = service({ what: [claim("计划由两部分组成。")] });
    const part = service({ amount: [claim("最高100元。")] }, { id: "part", partOf: "hall" });
    const settled = baseOf([whole, part]).settle({ service: whole, act: "amount" });
    expect(texts(settled.main)).toEqual(["最高100元。"]);
  });

  it("looks for the particular thing on every side", () => {
    const settled = settleOf({ materials: [claim("停车凭证明减免。")] })({
      act: "how",
      particular: { words: ["停车", "车位"], said: "停车" },
    });
    expect(texts(settled.main)).toEqual(["停车凭证明减免。"]);
  });

  it("names the particular thing that no source speaks of", () => {
    const settled = settleOf({ how: [claim("到窗口申请。")] })({
      act: "how",
      particular: { words: ["停车"], said: "停车" },
    });
    expect(settled).toMatchObject({ miss: { kind: "word", said: "停车" }, missing: "how" });
  });

  it("takes no instalment for the day on which money comes", () => {
    const settled = settleOf({ amount: [claim("分两笔发放。")] })({
      act: "duration",
      particular: { words: ["到账", "发放"], said: "到账" },
    });
    expect(settled).toMatchObject({ miss: { kind: "word", said: "到账" }, missing: "duration" });
    expect(texts(settled.main)).toEqual(["分两笔发放。"]);
  });

  it("says what is only roughly stated of an address, and that it is rough", () => {
    const settled = settleOf({ where: [claim("遍布全区。")] })({
      act: "where",
      wantsAddress: true,
    });
    expect(settled).toMatchObject({ miss: { kind: "address" }, missing: "where" });
    expect(texts(settled.main)).toEqual(["遍布全区。"]);
  });

  it("answers a call for a number by the service's own line, and for a link by its site", () => {
    const settle = settleOf({ what: [claim("大厅办三类事项。")] }, { channels: ["site", "line"] });
    expect(settle({ act: "contact" }).channels.map(({ id }) => id)).toEqual(["line"]);
    expect(settle({ act: "where", wantsAddress: true }).channels.map(({ id }) => id)).toEqual([
      "site",
    ]);
  });

  it("tells only the sum for the kind asked about", () => {
    const kinds = [{ said: "硕士", words: ["硕士"], others: ["本科", "博士"] }];
    const settled = settleOf({
      amount: [claim("本科1万元。"), claim("硕士3万元。"), claim("分两笔发放。")],
    })({ act: "amount", kinds });
    expect(texts(settled.main)).toEqual(["硕士3万元。", "分两笔发放。"]);
  });

  it("puts key facts beside the answer, and never the same statement twice", () => {
    const settled = settleOf(
      {
        amount: [claim("每年1万元。")],
        who: [claim("毕业2年内申请。", { facts: ["window"] })],
        when: [claim("须在毕业2年内申请。", { facts: ["window"] })],
        how: [claim("在示例网申请。")],
      },
      { kind: "subsidy" },
    )({ act: "how" });
    expect(texts(settled.main)).toEqual(["在示例网申请。"]);
    expect(texts(settled.keyFacts)).toEqual(["每年1万元。", "毕业2年内申请。"]);
  });

  it("tells what money is by its sum, and nothing by a document's number first", () => {
    const money = settleOf(
      { what: [claim("这是一项补贴。")], amount: [claim("每年1万元。")] },
      { kind: "subsidy" },
    )({ act: "what" });
    expect(texts(money.main)).toEqual(["每年1万元。", "这是一项补贴。"]);
    const plain = settleOf({ what: [claim("依据是示例发〔2033〕1号。"), claim("大厅办事。")] });
    expect(texts(plain({ act: "what" }).main)).toEqual(["大厅办事。", "依据是示例发〔2033〕1号。"]);
  });

  it("tells statements that newer ones replaced last", () => {
    const one = service({
      amount: [claim("旧额1万元。", { facts: ["old"] }), claim("现在2万元。", { facts: ["new"] })],
    });
    const base = baseOf(
      [one],
      [fact("old"), fact("new", ["old"])].map((each) => ({
        ...each,
        conflicts: each.id === "old" ? ["new"] : ["old"],
      })),
    );
    expect(texts(base.settle({ service: one, act: "amount" }).main)).toEqual([
      "现在2万元。",
      "旧额1万元。",
    ]);
  });

  it("tells the newest day when no source says that it ended", () => {
    const settled = settleOf({ what: [claim("大厅办事。"), claim("旧事。", { asOf: "2030" })] });
    expect(settled({ act: "validity" })).toMatchObject({
      miss: { kind: "validity", asOf: "2033-05" },
      missing: "validity",
    });
  });

  it("never claims to see an application, and tells where it is seen", () => {
    const settled = settleOf({ progress: [claim("在示例网查进度。")] })({ act: "progress" });
    expect(settled.miss).toEqual({ kind: "progress" });
    expect(texts(settled.main)).toEqual(["在示例网查进度。"]);
  });

  it("lets no count stand for a sum of money", () => {
    const figures = { figures: [claim("已发给5万人。", { label: "人数" })] };
    expect(settleOf(figures, { kind: "subsidy" })({ act: "amount", focus: ["人数"] }).missing).toBe(
      "amount",
    );
  });
});
