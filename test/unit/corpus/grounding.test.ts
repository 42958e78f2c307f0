import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  evidenceOf,
  findUngrounded,
  joinEvidence,
  numberedNames,
} from "../../../src/corpus/grounding.js";
import type { FactContent } from "../../../src/corpus/grounding.js";

const fact = (says: string, rest: Partial<FactContent> = {}): FactContent => ({
  says,
  figures: [],
  values: {},
  cites: [],
  asOf: null,
  ...rest,
});

const check = (claim: string, content: FactContent | string, names: readonly string[] = []) =>
  findUngrounded(
    claim,
    evidenceOf(typeof content === "string" ? fact(content) : content),
    numberedNames(names),
  ).map(({ raw }) => raw);

describe("what a fact holds may be said", () => {
  it.each([
    ["最高30000元", "最高30,000元"],
    ["最高3万元", "最高30,000元"],
    ["最高３万元", "最高3 万元"],
    ["最高三万元", "最高3万元"],
    ["up to 30,000 yuan", "最高3万元"],
    ["up to RMB 30,000", "最高3万元"],
    ["up to ¥30,000", "最高3万元"],
    ["共3.75万名", "引进3.75万名"],
    ["共37500名", "引进3.75万名"],
    ["1.5亿元", "150000000元"],
    ["about 1.5 million people", "约150万人"],
    ["20 thousand people", "2万人"],
    ["40万人", "40余万人"],
    ["一百多家", "100余家"],
    ["5000所高校", "5000余所"],
    ["3万亿元", "3万亿元"],
    ["千万元资助", "1000万元资助"],
    ["占64.45%", "占64.45％"],
    ["占百分之五", "占5%"],
    ["占5%", "占百分之五"],
    ["5 percent", "5%"],
    ["四成左右", "40%左右"],
    ["提高3个百分点", "提高3%"],
    ["三年内两笔", "3年内2笔"],
    ["六个月、四家", "6个月，4家"],
    ["for 10 years", "10年"],
    ["a ten-year plan", "十年计划"],
    ["two halls", "两地大厅"],
    ["aged 35 and under", "35周岁以下"],
    ["under 35 years old", "35周岁以下"],
    ["5个工作日", "5个工作日内"],
    ["over 30 may apply", "30岁以上可申请"],
    ["80平方米", "80㎡"],
    ["8折", "八折优惠"],
    ["第3届", "第三届大赛"],
    ["2021年10月14日", "2021-10-14发布"],
    ["2021-10-14", "2021年10月14日发布"],
    ["2021年10月", "2021-10-14发布"],
    ["2021年", "2021-10-14发布"],
    ["in 2021", "2021年10月发布"],
    ["14 October 2021", "2021年10月14日"],
    ["October 14, 2021", "2021年10月14日"],
    ["Oct. 2021", "2021年10月"],
    ["二〇二一年", "2021年"],
    ["三月", "3月"],
    ["2022年第一季度", "2022-Q1"],
    ["the first quarter of 2022", "2022年一季度"],
    ["from 1 July to 15 August 2026", "2026年暑假从7月1日到8月15日"],
    ["50至100万元", "50万元至100万元"],
    ["最高50万元", "50—100万元"],
    ["5到10年", "5-10年"],
    ["电话0571-12345678。", "电话：0571 12345678"],
    ["Call 0571-12345678.", "电话0571-12345678、0571-87654321"],
    ["拨打12345", "热线12345"],
    ["示例路5号", "地址：示例路5号"],
    ["详见www.example.gov.cn", "详见https://www.example.gov.cn/a/b"],
    ["5G网络", "5g 网络"],
    ["9:00到17:00", "每天9:00—17:00"],
    ["三分之一", "占三分之一"],
    ["数十家", "服务数十家企业"],
    ["一站式服务只要进一个窗口", "窗口服务"],
    ["双一流高校第一", "好大学"],
    ["第二次与第一次同额", "再领一次，同额"],
    ["全市唯一，一流，统一，三甲，十佳，百强", "都是词语"],
    ["一次性发放", "发放"],
    ["没有数字", "什么也没有"],
  ])("%s ← %s", (claim, says) => {
    expect(check(claim, says)).toEqual([]);
  });

  it("in its figures, its values, its own date and the documents it names", () => {
    const content = fact("有补贴", {
      figures: ["超48万"],
      values: { max: 20000000, phones: { office: "0571-12345678" }, on: "2031-02" },
      cites: [{ docNo: "示例〔2030〕7号", date: "2030-05-06", url: "https://www.example.cn/x" }],
      asOf: "2033-04",
    });
    expect(
      check(
        "48万人，2000万元，0571-12345678，2031年2月，示例〔2030〕7号，2030年5月6日，www.example.cn/x，2033年4月",
        content,
      ),
    ).toEqual([]);
  });

  it("in any of several facts that are cited together", () => {
    const evidence = joinEvidence([evidenceOf(fact("3年")), evidenceOf(fact("2万元"))]);
    expect(findUngrounded("3年2万元", evidence)).toEqual([]);
  });
});

describe("what no fact holds is refused", () => {
  it.each([
    ["最高4万元", "最高3万元", ["4万元"]],
    ["最高3万元", "最高3元", ["3万元"]],
    ["最高3万元", "3年内最高4万元", ["3万元"]],
    ["3年", "3个月", ["3年内"]],
    ["3年内", "3家企业", ["3年内"]],
    ["6个月", "半年", ["6个月"]],
    ["12个月", "一年", ["12个月"]],
    ["两年", "24个月", ["两年"]],
    ["5天", "5个工作日", ["5天"]],
    ["40%", "40家", ["40%"]],
    ["3万美元", "3万元", ["3万美元"]],
    ["100 dollars", "100元", ["100"]],
    ["35岁", "35年", ["35岁"]],
    ["四家", "三家", ["四家"]],
    ["four offices", "三家", ["four"]],
    ["第三届", "第二届", ["第三届"]],
    ["一年", "每年", ["一年"]],
    ["一万元", "补贴", ["一万元"]],
    ["2021年10月14日", "2021年10月", ["2021年10月14日"]],
    ["2021年11月", "2021年10月", ["2021年11月"]],
    ["2022年", "2021年10月", ["2022年"]],
    ["2022年", "2022家", ["2022年"]],
    ["10月15日", "10月14日", ["10月15日"]],
    ["2027年8月15日", "2026年8月15日到2027年9月1日", ["2027年8月15日"]],
    ["10家", "2021年10月", ["10家"]],
    ["10", "2021年10月", ["10"]],
    ["0571-12345679", "0571-12345678", ["0571-12345679"]],
    ["12345", "123456", ["12345"]],
    ["示例路6号", "示例路5号", ["示例路6号"]],
    ["www.example.com", "www.example.gov.cn", ["www.example.com"]],
    ["ample.gov.cn", "www.example.gov.cn", ["ample.gov.cn"]],
    ["5G", "15G", ["5G"]],
    ["18:00", "9:00到17:00", ["18:00"]],
    ["三分之二", "三分之一", ["三分之二"]],
    ["数百家", "数十家", ["数百"]],
    ["25岁以下领1万元，30岁以下领2万元", "25岁以下领1万元", ["30岁", "2万元"]],
  ])("%s ← %s", (claim, says, refused) => {
    const found = check(claim, says);
    expect(found).toHaveLength(refused.length);
    for (const [index, raw] of refused.entries()) {
      expect(raw.startsWith(found[index] ?? "?") || (found[index] ?? "").startsWith(raw)).toBe(
        true,
      );
    }
  });

  it("tells where it stands", () => {
    const [found] = findUngrounded("补贴最高4万元", evidenceOf(fact("补贴")));
    expect(found).toEqual({ raw: "4万元", index: 4 });
  });
});

describe("a name states nothing", () => {
  const names = ["5050计划", "24项暖心服务", "人才21条", "12345", "示例大厅"];

  it("so the numbers in names need no fact", () => {
    expect(check("５０５０计划、24项暖心服务和人才21条", "三个项目", names)).toEqual([]);
  });

  it("but a number beside a name does", () => {
    expect(check("5050计划给6个月", "有计划", names)).toEqual(["6个月"]);
  });

  it("and a name inside a longer number is none", () => {
    expect(check("15050计划", "有计划", names)).not.toEqual([]);
  });

  it("and digits alone are no name", () => {
    expect(numberedNames(names)).toEqual(["24项暖心服务", "5050计划", "人才21条"]);
    expect(check("12345人", "有人", names)).not.toEqual([]);
  });
});

describe("any number", () => {
  const amounts = fc.integer({ min: 2, max: 9_999_999 });
  const units = fc.constantFrom("元", "年", "个月", "%", "家", "名", "岁", "天", "万元", "平方米");
  const grouped = (value: number): string => value.toLocaleString("en-US");

  it("is held by the same number, however it is written", () => {
    fc.assert(
      fc.property(amounts, units, (value, unit) => {
        expect(check(`共${value}${unit}。`, `有${grouped(value)}${unit}`)).toEqual([]);
        expect(check(`共${grouped(value)}${unit}。`, `有${value}${unit}`)).toEqual([]);
      }),
    );
  });

  it("is refused when it is altered", () => {
    fc.assert(
      fc.property(amounts, amounts, units, (held, stated, unit) => {
        fc.pre(held !== stated);
        expect(check(`共${stated}${unit}。`, `有${held}${unit}`)).toHaveLength(1);
      }),
    );
  });

  it("is refused when any one digit of a claim is altered", () => {
    const claims = fc.constantFrom(
      "本科补贴10000元，硕士补贴25000元，三年内领取",
      "2021年10月14日起，35周岁以下可领3.75万元",
      "拨打0571-12345678，地址示例路5号，占64.45%",
      "It pays 30,000 yuan over 5 years from 14 October 2021",
    );
    fc.assert(
      fc.property(claims, fc.nat(), fc.integer({ min: 1, max: 9 }), (claim, at, step) => {
        const places = [...claim.matchAll(/\d/gu)].map((match) => match.index);
        const place = places[at % places.length] ?? 0;
        const digit = (Number(claim.charAt(place)) + step) % 10;
        const altered = claim.slice(0, place) + String(digit) + claim.slice(place + 1);
        expect(check(claim, claim)).toEqual([]);
        expect(check(altered, claim)).not.toEqual([]);
      }),
    );
  });

  it("is refused with another unit", () => {
    const plain = ["元", "年", "个月", "%", "家", "岁", "天", "平方米", "倍", "小时"];
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 99 }),
        fc.shuffledSubarray(plain, { minLength: 2, maxLength: 2 }),
        (value, [held = "", stated = ""]) => {
          expect(check(`共${value}${stated}`, `有${value}${held}`)).toHaveLength(1);
        },
      ),
    );
  });

  it("of a text in which a letter stands at a fraction is held by that text itself", () => {
    for (const text of ["一分之5b", "三分之12a", "三分之一a", "a1分之一", "b12分之1"])
      expect(check(text, text)).toEqual([]);
  });

  it("of any text is held by that text itself", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(..."一二三十百万半年月日第个家元%.:/-,0159abG路号 分之-~"),
          maxLength: 40,
        }),
        (text) => {
          expect(check(text, text)).toEqual([]);
        },
      ),
      { numRuns: 20_000 },
    );
  });
});
