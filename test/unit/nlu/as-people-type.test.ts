import { beforeAll, describe, expect, it } from "vitest";
import type { ParsedQuestion } from "../../../src/nlu/types.js";
import { repositoryParser } from "../../helpers/nlu-parser.js";

const parse = (text: string): readonly ParsedQuestion[] =>
  repositoryParser().parse(text, "2026-11-21").questions;

// Reading the data and training take seconds on a busy machine.
beforeAll(() => void repositoryParser(), 120_000);

/** Topic, act and service that stand first. */
const read = (text: string) => {
  const [question] = parse(text);
  return {
    topic: question?.topics[0]?.id,
    act: question?.acts[0]?.id,
    service: question?.services[0]?.id,
  };
};

describe("a question typed in a hurry is read like the tidy one", () => {
  // what is wrong with it | as typed | the tidy one
  it.each([
    ["j of another word", "钱塘聚才官怎么推荐人", "钱塘举才官怎么推荐人"],
    ["yan of another word", "临燕归巢是什么", "临雁归巢是什么"],
    ["sh with en for eng", "余审心怎么用", "余省心怎么用"],
    ["z for zh", "居组证怎么办", "居住证怎么办"],
    ["n for l", "耨事会是什么", "楼事会是什么"],
    ["n for l and ing for in", "宁雁归巢是什么", "临雁归巢是什么"],
    ["a homophone", "融宾一本通怎么用", "融滨一本通怎么用"],
    ["a character of the same shape", "楼亊会是什么", "楼事会是什么"],
    ["a character left out", "钱工学是什么", "钱工学堂是什么"],
    ["a character doubled", "楼事会会多久开一次", "楼事会多久开一次"],
    ["two characters swapped", "余心省是什么", "余省心是什么"],
    ["full width", "５０５０计划最高多少钱", "5050计划最高多少钱"],
    ["spaces", "居 住 证 怎 么 办", "居住证怎么办"],
    ["emoji", "租房补贴🏠怎么领🙏", "租房补贴怎么领"],
    ["O for 0", "5O5O计划是什么", "5050计划是什么"],
    ["l for 1", "l2345是什么", "12345是什么"],
    ["digits in Chinese", "五零五零计划是什么", "5050计划是什么"],
    ["digits as on banknotes", "伍零伍零计划是什么", "5050计划是什么"],
    ["traditional characters", "租房補貼怎麼申請", "租房补贴怎么申请"],
    ["pinyin with spaces", "zu fang bu tie zen me ling", "租房补贴怎么领"],
    ["pinyin without spaces", "zufangbutie zenmeling", "租房补贴怎么领"],
    ["initials of a word", "zfbt怎么领", "租房补贴怎么领"],
    ["a polite frame", "你好请问一下我想了解下租房补贴怎么领谢谢", "租房补贴怎么领"],
  ])("%s: %s", (_, typed, tidy) => {
    const [one, other] = [read(typed), read(tidy)];
    expect({ topic: one.topic, act: one.act }).toEqual({ topic: other.topic, act: other.act });
    if (/计划|心|通|会|官|巢|l/u.test(typed)) expect(one.service).toBe(other.service);
  });

  it.each([
    ["bk落户要什么条件", "本科落户要什么条件"],
    ["ss落户要什么条件", "硕士落户要什么条件"],
    ["bs有生活补贴吗", "博士有生活补贴吗"],
    ["dz能落户吗", "大专能落户吗"],
  ])("%s names a degree by two letters", (text, meant) => {
    expect(parse(text)[0]?.normalized).toBe(meant);
  });

  it("a story of a hundred characters is about the question at its end", () => {
    const story =
      "我去年夏天从外地的大学毕业就来了这边，先在朋友家挤了两个月，后来找到一家做软件的公司，现在每天骑车上班，" +
      "房东说下个月开始要涨价，同事讲毕业没几年的年轻人可以拿一笔租房的钱，想问问租房补贴去哪里申请";
    expect(Array.from(story).length).toBeGreaterThan(95);
    expect(read(story)).toMatchObject({ topic: "rental-subsidy", act: "where" });
  });

  it("a voice message without a mark is read to its end", () => {
    const said = "那个我想问一下就是我们公司在古荡那边那个楼事会到底是多久开一次啊";
    expect(read(said)).toMatchObject({ act: "when", service: "xihu-loushihui" });
  });
});

describe("places that are meant, and places that are not", () => {
  it.each([
    ["除了滨江还有哪里有人才公寓", { districts: [], excluded: ["binjiang"] }],
    ["说错了，是余杭", { districts: ["yuhang"], excluded: [] }],
    // A question of the form 要不要 excludes nothing.
    ["生活补贴要不要杭州户口", { districts: ["hangzhou"], excluded: [] }],
    ["人才公寓哪个区都行", { districts: [], excluded: [] }],
  ])("%s", (text, expected) => {
    const [question] = parse(text);
    expect({ districts: question?.districts, excluded: question?.excludedDistricts }).toEqual(
      expected,
    );
  });

  it("another city beside ours is seen", () => {
    expect(parse("宁波的人才补贴好还是杭州的好")[0]?.elsewhere).toEqual(["ningbo"]);
    expect(parse("苏州和杭州哪个落户容易")[0]?.elsewhere).toEqual(["suzhou"]);
    expect(parse("我从苏州来杭州怎么落户")[0]?.elsewhere).toEqual([]);
  });

  it("what is denied is not what is asked", () => {
    expect(parse("不是租房，是买房有补贴吗")[0]?.topics[0]?.id).toBe("housing-subsidy");
  });
});

describe("what is asked, in forms without a word that says it", () => {
  it.each([
    ["办居住证要不要社保", "who"],
    ["申请需不需要毕业证", "materials"],
    ["临雁归巢是招聘会吗", "what"],
    ["持股要占多少比例", "who"],
    ["余杭新来的大学生多少", "figures"],
    ["工坊收不收退休的人", "who"],
    ["论坛是谁主办的", "what"],
    ["一次能省多少分钟", "figures"],
  ])("%s asks %s", (text, act) => {
    expect(read(text).act).toBe(act);
  });
});
