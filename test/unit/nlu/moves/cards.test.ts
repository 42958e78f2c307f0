import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { cardIn } from "../../../../src/nlu/moves/cards.js";
import type { Synonyms } from "../../../../src/nlu/types.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";

const synonyms: Synonyms = Object.assign(
  {},
  ...["synonyms", "moves"].map(
    (name) =>
      parse(readFileSync(path.join(repositoryRoot, `intents/${name}.yaml`), "utf8")) as Synonyms,
  ),
) as Synonyms;

describe("a card that is asked for", () => {
  it.each([
    ["给我一份打12345的话术", "hotline", ""],
    ["打电话怎么说", "hotline", ""],
    ["打12345应该怎么说", "hotline", ""],
    ["打热线的时候说什么", "hotline", ""],
    ["What should I say when I call 12345?", "hotline", ""],
    ["give me a phone script", "hotline", ""],
    ["给我带拼音的话术", "hotline", ""],
    ["我去窗口怎么说", "counter", ""],
    ["到了大厅该怎么开口", "counter", ""],
    ["写张卡片给窗口看", "counter", ""],
    ["make me a card to show at the counter", "counter", ""],
    ["这个网站是官方的吗 www.example.gov.cn", "site", ""],
    ["中介发的链接 example.top 靠谱吗", "site", ""],
    ["this website real? example.top", "site", ""],
    ["这个链接是真的吗", "site", ""],
    ["https://example.top/pay?x=1", "site", ""],
    ["is this link safe", "site", ""],
    ["example.gov.cn 是官网吗", "site", ""],
  ])("%s", (utterance, card, rest) => {
    expect(cardIn(utterance, synonyms)).toMatchObject({ card, rest });
  });

  it.each([
    ["打12345问租房补贴的话术", "租房补贴"],
    ["租房补贴去窗口怎么说", "租房补贴"],
    ["租房补贴申请网站 example.top 靠谱吗", "租房补贴"],
    ["我是硕士，给我一份打12345的话术", "硕士"],
  ])("%s: what was said beside it is kept", (utterance, word) => {
    expect(cardIn(utterance, synonyms)?.rest).toContain(word);
  });

  it.each([
    ["写张卡片给窗口看，别写学历", "学历"],
    ["make me a card to show at the counter, leave out my degree", "degree"],
  ])("%s: leaves out %s", (utterance, word) => {
    expect(cardIn(utterance, synonyms)).toMatchObject({ card: "counter", rest: "" });
    expect(cardIn(utterance, synonyms)?.without).toContain(word);
  });

  it.each([
    "12345是什么电话",
    "租房补贴怎么申请",
    "窗口在哪",
    "窗口几点上班",
    "窗口说我不符合条件",
    "12345客服说要社保",
    "杭州人社局官方网站是多少",
    "有官方链接吗",
    "What is the official website?",
    "哪个网址是真的",
    "有没有靠谱的网站查政策",
    "你们网站是官方的吗",
    "www.zjzwfw.gov.cn 怎么登录",
    "社保卡去哪个窗口办",
    "市民卡怎么办",
    "Where is the counter for the social insurance card?",
    "电话打不通",
    "给我电话",
    "中介收5000包落户靠谱吗",
    "是官方的吗",
    "靠谱吗",
    "",
  ])("%s: none", (utterance) => {
    expect(cardIn(utterance, synonyms)).toBeNull();
  });
});
