import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  loadClassifier,
  trainClassifier,
  type ClassifierModel,
  type LabelledText,
} from "../../../src/nlu/classifier/index.js";
import { OUT_OF_SCOPE } from "../../../src/nlu/thresholds.js";

const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  tea: [
    "泡一壶龙井茶",
    "红茶怎么泡",
    "绿茶用多少度的水",
    "来一杯茉莉花茶",
    "茶叶怎么保存",
    "推荐一款好茶",
    "普洱茶饼怎么撬",
    "这茶太浓了",
  ],
  train: [
    "买一张去上海的火车票",
    "高铁几点发车",
    "火车晚点了吗",
    "改签明天的高铁",
    "动车票多少钱",
    "查一下车次",
    "火车站在哪个方向",
    "退掉这张车票",
  ],
  weather: [
    "明天会下雨吗",
    "今天多少度",
    "周末天气怎么样",
    "后天要带伞吗",
    "外面刮风了吗",
    "这周气温多少",
    "会不会下雪",
    "天气预报说什么",
  ],
  music: [
    "放一首老歌",
    "我想听周末的音乐",
    "下一首歌",
    "把音量调大",
    "单曲循环这首歌",
    "播放轻音乐",
    "这首歌叫什么",
    "来点摇滚乐",
  ],
  alarm: [
    "明早七点叫我起床",
    "定一个闹钟",
    "取消所有闹钟",
    "半小时后提醒我",
    "把闹钟改到八点",
    "闹钟响太久了",
    "每天六点提醒我",
    "关掉起床闹钟",
  ],
  shop: [
    "下单一双跑鞋",
    "这件衣服有红色吗",
    "帮我加到购物车",
    "快递到哪里了",
    "退货怎么退",
    "有没有优惠券",
    "换一个尺码",
    "鞋子降价了吗",
  ],
};

const ROWS: readonly LabelledText[] = Object.entries(EXAMPLES).flatMap(([label, texts]) =>
  texts.map((text) => ({ text, label })),
);

const FILLERS = ["你好", "请问一下", "谢谢"];
const classifier = trainClassifier(ROWS, { fillers: FILLERS });

describe("trainClassifier", () => {
  it.each([
    ["给我泡杯乌龙茶", "tea"],
    ["后天的高铁票", "train"],
    ["下周会下雨吗", "weather"],
    ["换一首歌", "music"],
    ["七点的闹钟", "alarm"],
    ["衣服的快递", "shop"],
  ])("%s is about %s", (text, label) => {
    expect(classifier.classify(text).ranking[0]?.id).toBe(label);
  });

  it.each([
    ["in traditional characters", "後天會下雪嗎", "weather"],
    ["spelled out without spaces", "mingtianhuixiayuma", "weather"],
    ["spelled out with tones and spaces", "míngtiān huì xiàyǔ ma", "weather"],
    ["spelled out with tone digits", "ming2tian1 hui4 xia4yu3 ma5", "weather"],
    ["with one word spelled out", "定一个naozhong", "alarm"],
    ["with a wrong character of the same sound", "定一个闹中", "alarm"],
    ["with spaces between characters", "定 一 个 闹 钟", "alarm"],
    ["in full width", "定一个闹钟！！", "alarm"],
  ])("understands what is typed %s", (_, text, label) => {
    expect(classifier.classify(text).ranking[0]?.id).toBe(label);
  });

  it("judges a question the same with and without fillers around it", () => {
    expect(classifier.classify("你好，请问一下红茶怎么泡？谢谢！")).toEqual(
      classifier.classify("红茶怎么泡"),
    );
  });

  it("doubts a text that is like no example more than one of its examples", () => {
    const strange = classifier.classify("量子纠缠符合哪条定理");
    const own = classifier.classify("红茶怎么泡");
    expect(strange.outOfScope).toBeGreaterThan(own.outOfScope);
    expect(own.outOfScope).toBeLessThan(OUT_OF_SCOPE.reject);
    expect(own.nearest).toBeCloseTo(1, 10);
    expect(own.known).toBe(1);
    expect(strange.known).toBeLessThan(0.5);
  });

  it.each(["", "   ", "?!", "👍"])("says that %j is out of scope", (text) => {
    const { outOfScope, known } = classifier.classify(text);
    expect(outOfScope).toBe(1);
    expect(known).toBe(0);
  });

  it("ranks every label, best first, and the confidences add up to 1", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const { ranking, outOfScope, nearest, known } = classifier.classify(text);
        expect(ranking.map(({ id }) => id).sort()).toEqual([...classifier.labels]);
        expect(ranking.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
        for (let at = 1; at < ranking.length; at++) {
          expect(ranking[at - 1]?.confidence).toBeGreaterThanOrEqual(ranking[at]?.confidence ?? 0);
        }
        for (const value of [outOfScope, nearest, known]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same model to the bit for the same rows", () => {
    expect(JSON.stringify(trainClassifier(ROWS, { fillers: FILLERS }).toModel())).toBe(
      JSON.stringify(classifier.toModel()),
    );
  });

  it("learns from rows that are labelled out of scope, and never ranks them", () => {
    const outside = [
      "股票涨了吗",
      "彩票开奖号码",
      "今天股市行情",
      "买哪支股票",
      "大盘跌了多少",
      "彩票怎么买",
      "股票代码是什么",
      "双色球中奖",
    ];
    const taught = trainClassifier([...ROWS, ...outside.map((text) => ({ text, label: "oos" }))]);
    expect(taught.labels).not.toContain("oos");
    expect(taught.classify("这支股票跌了").outOfScope).toBeGreaterThan(
      taught.classify("这首歌叫什么").outOfScope,
    );
  });

  it("works for words with spaces between them", () => {
    const rows = [
      ...[
        "book a table for two",
        "reserve a table tonight",
        "table for four at noon",
        "cancel my table reservation",
      ].map((text) => ({ text, label: "table" })),
      ...[
        "how is the weather",
        "will it rain today",
        "is it sunny tomorrow",
        "rain forecast please",
      ].map((text) => ({
        text,
        label: "weather",
      })),
    ];
    const english = trainClassifier(rows);
    expect(english.classify("reserving tables").ranking[0]?.id).toBe("table");
    expect(english.classify("rainy?").ranking[0]?.id).toBe("weather");
  });

  it("can be trained on a single row", () => {
    const single = trainClassifier([{ text: "红茶怎么泡", label: "tea" }]);
    expect(single.classify("红茶怎么泡").ranking).toEqual([{ id: "tea", confidence: 1 }]);
  });
});

describe("loadClassifier", () => {
  it("judges as the trained one does, to the bit, after a journey through a file", () => {
    const model: ClassifierModel = JSON.parse(
      JSON.stringify(classifier.toModel()),
    ) as ClassifierModel; // just written
    const loaded = loadClassifier(model);
    for (const text of [
      "红茶怎么泡",
      "hongcha zenme pao",
      "qq怎么登录",
      "明天火车晚点吗，天气预报说下雪",
      "",
    ]) {
      expect(loaded.classify(text)).toEqual(classifier.classify(text));
    }
  });
});
