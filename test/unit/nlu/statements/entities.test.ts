import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEntities } from "../../../../src/nlu/statements/entities.js";
import { normalize } from "../../../../src/text/normalize.js";
import { findPlaces } from "../../../../src/nlu/places/places.js";
import { repositorySlotTools, repositoryVocabulary } from "../../../helpers/nlu-vocabulary.js";

const TODAY = "2026-11-21";
const tools = repositorySlotTools();

function read(text: string): Record<string, unknown> {
  const vocabulary = repositoryVocabulary();
  const { points } = normalize(text);
  const entities = readEntities(
    { points, vocabulary, today: TODAY },
    findPlaces(points, vocabulary, tools.areas),
    tools,
  );
  return Object.fromEntries(
    entities
      .filter(({ slot }) => slot !== "district")
      .map(({ slot, value, range, negated }) => [negated ? `not ${slot}` : slot, range ?? value]),
  );
}

describe("readEntities", () => {
  it.each<[string, Record<string, unknown>]>([
    ["研究生毕业", { degree: "master" }],
    ["博士在读", { degree: "doctor", studying: true }],
    ["专升本可以吗", { degree: "bachelor" }],
    ["海归硕士", { overseasDegree: true, degree: "master" }],
    ["大专学历", { degree: "associate" }],
    ["非全日制研究生", { studyMode: "part-time", degree: "master" }],
    ["我不是博士", { "not degree": "doctor" }],
    ["24届本科", { graduatedOn: "2024", degree: "bachelor" }],
    ["去年六月毕业的", { graduatedOn: "2025-06" }],
    ["2024.6毕业", { graduatedOn: "2024-06" }],
    ["毕业两年了", { graduatedOn: { min: "2023-11-21", max: "2024-11-21" } }],
    ["毕业半年", { graduatedOn: { min: "2026-04-21", max: "2026-05-21" } }],
    ["毕业不到两年", { graduatedOn: { min: "2024-11-21", max: "2026-11-21" } }],
    ["毕业2年内能申请吗", {}],
    ["95年的", { birthDate: "1995" }],
    ["1998年5月出生", { birthDate: "1998-05" }],
    ["95后", { birthDate: { min: "1995", max: "1999" } }],
    ["我28岁", { age: 28 }],
    ["三十出头", { age: { min: 30, max: 33 } }],
    ["四十多岁", { age: { min: 40, max: 49 } }],
    ["35周岁以下大专能落户吗", { degree: "associate" }],
    ["社保交了半年", { socialInsuranceMonths: 6 }],
    ["社保交了五个月", { socialInsuranceMonths: 5 }],
    ["交了一年社保", { socialInsuranceMonths: 12 }],
    ["社保满一年", { socialInsuranceMonths: 12 }],
    ["社保要交6个月吗", {}],
    ["社保交了一年但是断过", {}],
    ["月薪8000", { monthlyWageCny: 8000 }],
    ["工资一万二", { monthlyWageCny: 12_000 }],
    ["年薪50万", { monthlyWageCny: 41_667 }],
    ["公司有50人", { employerSize: 50 }],
    ["我占股30%", { sharePercent: 30 }],
    ["名下没房", { ownsHomeInHangzhou: false }],
    ["老婆有房", { ownsHomeInHangzhou: true }],
    ["我是外地户口", { hukou: "elsewhere" }],
    ["E类人才", { talentClass: "E" }],
    ["E 类", { talentClass: "E" }],
    ["自由职业者", { employment: "flexible" }],
    ["我是外卖骑手，买了意外险", { rider: true }],
    ["骑手驿站在哪", {}],
    ["外国人可以吗", { nationality: "foreign" }],
    // Of whom it is said, the statements tell.
    ["我老婆是博士", { degree: "doctor" }],
    ["孩子读高中", {}],
    ["大学生活动", {}],
    ["补贴一万元", { amount: 10_000 }],
  ])("%s", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>]>([
    ["在滨江上班", { workDistrict: "binjiang" }],
    ["住在余杭", { homeDistrict: "yuhang" }],
    ["在滨江上班住在萧山", { workDistrict: "binjiang", homeDistrict: "xiaoshan" }],
    ["公司在下沙，租房在临平", { workDistrict: "qiantang", homeDistrict: "linping" }],
    ["在未来科技城工作", { workDistrict: "yuhang" }],
    ["滨江有什么补贴", {}],
  ])("tells where somebody works and lives: %s", (text, expected) => {
    const { employment, ...rest } = read(text);
    expect(rest).toEqual(expected);
    expect([undefined, "employee"]).toContain(employment);
  });

  it("never throws, and every entity stands where it says", () => {
    const unit = fc.constantFrom(
      ..."我你在是不没博士硕本科毕业年月日届岁社保交了半一二三十多万元%人公司股滨江余杭住上班,。?0123456789 e类",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (typed) => {
        const vocabulary = repositoryVocabulary();
        const { points } = normalize(typed);
        for (const entity of readEntities(
          { points, vocabulary, today: TODAY },
          findPlaces(points, vocabulary, tools.areas),
          tools,
        )) {
          expect(points.slice(entity.start, entity.end).join("")).toBe(entity.text);
          expect(entity.start).toBeLessThan(entity.end);
        }
      }),
      { numRuns: 500 },
    );
  });
});
