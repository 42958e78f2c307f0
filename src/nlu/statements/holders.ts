import type { Vocabulary } from "../vocabulary.js";

/** A word that says of whom the text speaks from there on; positions in code points. */
export interface PersonMention {
  readonly isOther: boolean;
  /** Shares the speaker's household. */
  readonly isSpouse: boolean;
  readonly start: number;
  readonly end: number;
}

/** Grammar: the third person, and the first. 其他 is neither. */
const THIRD = /(?<!其)[他她]|(?<![a-z])(?:he|she|they|his|her|their)(?![a-z])/gu;
const FIRST = /我|本人|(?<![a-z])(?:i|my|we)(?![a-z])/gu;
/** 和老婆, 跟父母: somebody at the speaker's side is not who it is about; 在朋友公司 is a place, 我是老板 the speaker. */
const BESIDE =
  /(?:和|跟|与|陪|带|在|with |with a |(?:我|本人|自己)(?:就|也)?(?:是|当|做)(?:一个|一名|个|名)?|i am an? |i'm an? )(?:我的?|my )?(?:一个|另一个|几个|两个|三个|俩|another |a )?$/u;
/** 同事说, 老板让我, 房东不肯: who says or does something to the speaker is not who it is about. */
const ACTS =
  /^(?:们|那边|那里|他们|也|都|又|还|刚|今天|昨天|上次|之前|以前|一直|老|总|非|就|跟我|和我|给我|对我|偷偷|今年){0,3}(?:说(?!好)|讲(?:的|过|了)?|告诉|提醒|让我|叫我|要我|帮我|催我|劝我|给我|不肯|不配合|不同意|不让|不给|不愿|不理|不办|拖着| (?:said|says|told|tells|asked me|wants me|refuses|won't)(?![a-z]))/u;

/** Grammar: 我要招个外国人, 想招一名本科生, hire a teacher: whom a firm looks for is who is told of behind it. */
const HIRED =
  /(?:(?<![统自校被])招|招聘|聘请|雇|录用)(?:聘|到|来|了|进)?(?:一|两|三|几|\d+)?(?:个|名|位|批)(?!人名)|(?<![a-z])(?:hire|hiring|hired|recruit|recruiting|employ)(?= (?:an? |two |three |some |\d)|$)/gu;

/**
 * Grammar: 给员工办的, 有个员工, 员工都是本科, 老板让我给全公司申请: those who work for a firm, of whom it tells. 员工不足50人 is the firm's size,
 * 我是公司员工 the speaker.
 */
const STAFF =
  /(?:^|[,，。;；?？!！ ]|给|帮|替|为|有(?:些|个|[一两二三四五六七八九十几\d]+个)|部分|多数|全体|所有|每个|我们|我们的|公司的|其他|新|老|这个|那个)(?:公司)?(?:员工|职工|下属|手下)(?:们)?(?!人?数|规模|不足|不到|大概|大约|还是|持股|福利|宿舍|[有一共]*\d|有?[一二三四五六七八九十百千]+[个百千]?|[,，。;；?？!！]|$)|(?:给|帮|替|为)(?:我们)?(?:全公司|整个公司|大家)(?:的人|人)?/gu;

/** Grammar: whose errand it is in a talk. The speaker sees to others' matters for a firm, and tells of them from there on. */
const FIRM_ERRAND =
  /(?:给|帮|替|为)(?:我们)?(?:公司)?的?(?:全体|所有|新|几个|[一两二三四五六七八九十\d]+个)?(?:员工|职工|下属|手下|新人)(?:们)?|(?:给|帮|替|为)(?:我们)?(?:全公司|整个公司)|(?:老板|领导|公司)(?:让|叫|要)我(?:来|去)?(?:给|帮|替|为)|(?:我|本人)(?:是|就是)?(?:做|干|当)?(?:一个|个|公司的?|企业的?)?(?:hr|人事|人力)(?!说|告诉|让)|(?:我们公司|我们单位|我司)(?:也|又|还|刚|想|要|准备|打算|今年|计划)*(?:招(?!我)|引进|聘)|作为(?:公司|企业|单位|用人单位|hr)|(?:我司|我们公司|我们单位|我们企业)[^?？]{0,40}(?:新招|招了|招收|招聘|引进|聘用)(?!我)/iu;

/** Whether what is said shows that the speaker sees to the matters of a firm's staff. */
export const speaksForFirm = (utterance: string): boolean =>
  FIRM_ERRAND.test(utterance.replace(/\s+/gu, ""));

/** Grammar: 导师项目孵化的, 老师推荐的: what somebody's is, or does for the speaker, and nothing is told of them. */
const ATTRIBUTE =
  /^(?:们)?(?:的|那边的?)?(?:项目|课题|实验室|孵化|推荐|介绍|牵头|资助|带着?我|带的(?:项目|课题))/u;
/** Grammar: 房子是我老婆的, 写的老公名字: whose something is. */
const OWNED = /(?:房子?|房产证?|名字|产权|车子?|写)(?:的?是|在|的|了)?(?:我|我家)?$/u;
const OWNS = /^(?:一个人)?(?:的|名下|名字|婚前)/u;

/** Grammar: 以后结婚生小孩: who is not there yet is nobody of whom anything is told. */
const TO_BE_BORN = /(?<!学)(?:生|怀)(?:了|个|一个)?$/u;

/** Everybody of whom a text speaks, in order. */
export function personsIn(points: readonly string[], vocabulary: Vocabulary): PersonMention[] {
  const text = points.join("");
  // Texts beyond the basic plane are searched by code point all the same.
  const toPoint = (offset: number): number =>
    text.length === points.length ? offset : [...text.slice(0, offset)].length;
  const all = (pattern: RegExp): { start: number; end: number }[] =>
    [...text.matchAll(pattern)].map(({ index, 0: said }) => ({
      start: toPoint(index),
      end: toPoint(index + said.length),
    }));
  const spouses = vocabulary.findAll("household", points);
  const named = vocabulary
    .find("other-person", points)
    .filter(({ start, end, value }) => value !== "none" && start < end);
  const others = [
    ...named
      .filter(({ start }) => !BESIDE.test(points.slice(0, start).join("")))
      .filter(({ start }) => !TO_BE_BORN.test(points.slice(0, start).join("")))
      .filter(({ end }) => !ACTS.test(points.slice(end, end + 16).join("")))
      .filter(({ end }) => !ATTRIBUTE.test(points.slice(end, end + 8).join("")))
      .filter(
        ({ start, end }) =>
          !(
            OWNED.test(points.slice(0, start).join("")) &&
            OWNS.test(points.slice(end, end + 12).join(""))
          ),
      )
      .map(({ start, end }) => ({
        start,
        end,
        isSpouse: spouses.some((spouse) => spouse.start < end && start < spouse.end),
      })),
    ...all(THIRD).map((at) => ({ ...at, isSpouse: false })),
    ...all(HIRED).map((at) => ({ ...at, isSpouse: false })),
    ...all(STAFF).map((at) => ({ ...at, isSpouse: false })),
  ].map((other) => ({ ...other, isOther: true }));
  const selves = all(FIRST)
    // 我老公 and 我家孩子 name the other one.
    .filter(
      ({ start, end }) =>
        !named.some((other) => other.start < end && start < other.end) &&
        !named.some(
          (other) =>
            other.start >= end &&
            /^(?:的|家|家的| )?$/u.test(points.slice(end, other.start).join("")),
        ),
    )
    .map((self) => ({ ...self, isOther: false, isSpouse: false }));
  return [...others, ...selves].sort((a, b) => a.start - b.start);
}

/** The one spoken of at a place: whom the text named last before it; `undefined` for the speaker who is not named. */
export const personAt = (
  persons: readonly PersonMention[],
  place: number,
): PersonMention | undefined => persons.findLast(({ start }) => start < place);
