import { ACTS, type Act } from "../../shared/acts.js";
import type { Found } from "../../text/trie.js";
import { isWhole } from "../../text/trie.js";
import { overlaps, type Vocabulary } from "../vocabulary.js";

/** Words that say outright what is asked. */
export interface ActCue extends Found<Act> {
  /** Holds a question word itself (多少钱); the others are nouns (材料) that any question may hold. */
  readonly isOpen: boolean;
  readonly word: string;
}

const isAct = (value: string): value is Act => (ACTS as readonly string[]).includes(value);
const OPEN =
  /[什啥哪几多怎咋谁何吗免能符]|^(?:how|what|where|when|who|which|why|is|are|am|do|does|can|could|zenme|shenme)\b/u;

/**
 * When one question holds cues of several acts, the earlier act here is meant: the rarer and narrower first.
 * 申请条件是什么 asks who, not what; 我能拿多少 asks the amount.
 */
const ACT_PRIORITY: readonly Act[] = [
  "combine",
  "interruption",
  "progress",
  "applicant",
  "validity",
  "duration",
  "compare",
  "contact",
  "materials",
  "amount",
  "figures",
  "when",
  "who",
  "where",
  "how",
  "eligible",
  "list",
  "what",
];

interface Range {
  readonly start: number;
  readonly end: number;
}

const isIn = (inner: Range, outer: Range): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** The cues of a text in order, none overlapping: the longest first, of equals the later. */
export function findActCues(
  points: readonly string[],
  vocabulary: Vocabulary,
  names: readonly Range[] = [],
): ActCue[] {
  const kept: ActCue[] = [];
  // 打发时间 asks for no time; 网站是多少 asks, though the name before it ends in 网站.
  const taken = [...names, ...vocabulary.findAll("act-cue-beware", points)];
  const all = vocabulary
    .findAll("act-cue", points)
    .filter((cue) => isWhole(points, cue.start, cue.end) && !taken.some((span) => isIn(cue, span)))
    .sort((a, b) => b.end - b.start - (a.end - a.start) || b.start - a.start);
  for (const cue of all) {
    if (!isAct(cue.value) || kept.some((other) => overlaps(other, cue))) continue;
    const word = points.slice(cue.start, cue.end).join("");
    kept.push({
      start: cue.start,
      end: cue.end,
      value: cue.value,
      isOpen: OPEN.test(word),
      word,
    });
  }
  return kept.sort((a, b) => a.start - b.start);
}

/**
 * The word that asks at the end of a name which ends the text (西湖区招生电话, 公积金基数2026) or is what is to be confirmed
 * (区政府网站是…吗): when nothing else asks, it does. Empty where something else stands behind the name.
 */
export function cuesAtEndOf(
  points: readonly string[],
  vocabulary: Vocabulary,
  names: readonly Range[],
): ActCue[] {
  const end = points.findLastIndex((point) => !/^[\s\p{P}\d年]$/u.test(point)) + 1;
  const last = names.filter((name) => name.end === end || points[name.end] === "是");
  return findActCues(points, vocabulary).filter((cue) =>
    last.some((name) => cue.end === name.end && isIn(cue, name) && name.start + 1 < cue.start),
  );
}

/** Every word that asks something, overlapping ones too: none of them is content. */
export function allCueSpans(points: readonly string[], vocabulary: Vocabulary): readonly Range[] {
  return vocabulary.findAll("act-cue", points).filter((cue) => isWhole(points, cue.start, cue.end));
}

/** A sum of money: 20万, 一千五百块; not 一万间. */
const SUM =
  /[\d一二两三四五六七八九十百千.]+(?:万元?|千元?|元|块|w|k)(?![人名家个间套亿所户\da-z])/u;
const MAY = /(?:能|可以|可).*(?:吗|么|不|嘛|呢)[?!。]?$/u;
/** 租房补贴申请, and nothing more: how it is done. */
const TO_DO = /\p{Script=Han}{3}(?:申请|申领|申报|办理|领取|打印|开具|补办|变更)$/u;
const CAN = /[能可想要已几多何]/u;
/** 需要先有工作吗 asks for a condition, not for what there is. */
const MUST = /[要须得].*有.*[吗么嘛不没][?!。]?$/u;
/** 要不要杭州户口, 需不需要社保, 要认证才能领吗 ask for a condition. */
const NEEDED = /要不要|需不需要|用不用|非得|必须.*(?:吗|么|嘛|不)[?!。]?$|要.+才(?:能|可以)/u;
/** 临雁归巢是招聘会吗 asks what it is. */
const IS_IT = /[^我你不是]是[^不否真,需要有能可]{1,12}(?:吗|么|嘛)[?!。]?$/u;
const THERE_IS = /(?<!没)有.*(?:吗|么|嘛|不|没)[?!。]?$/u;
/** 园外场地补贴第二年标准, 先落户后就业年龄: thrown in, they ask for the sum and for the condition. */
const STANDARD = /(?:补贴|补助|资助|奖励|津贴).*标准$/u;
const CONDITION = /\p{Script=Han}{2}(?:年龄|学历|户籍)$/u;
/** 补贴3600是每年吗: a number without its unit. */
const BARE_SUM = /\d{3,}(?![年号月日\d])/u;
/** 适合成果转化吗 asks what it is for. */
const SUITS = /适合.+[吗么嘛不][?!。]?$/u;
/** 窗口在华光路吗 asks for a place; 现在, 还在 name none. */
const IN_PLACE =
  /(?<![现还正存实])在[^了能可有]{1,10}(?:路|街|道|号|楼|厦|场|心|园|区|镇|桥|站|院|里|边)[吗么嘛吧不][?!。]?$/u;
/** 四月份之前一定要弄好是吗: a day to be confirmed. */
const BY_THEN = /[月号日]份?(?:之?前|以前|底|初)/u;
/** 能补一部分是不是真的: what is told is to be confirmed. */
const TRUE = /真的(?:吗|么|嘛|假的)?[?!。]?$|真的假的/u;
/** What somebody went through (跳槽): told as often as asked about. */
const EVENT: Act = "interruption";
/** What is asked outright beside such an event is what is asked: 现在跳槽来杭州，不知道找哪个部门. */
const BESIDE_EVENT: ReadonlySet<Act> = new Set<Act>(["contact", "where", "materials", "compare"]);

/** Whether a cue only names what somebody went through: such a clause may tell and ask nothing. */
export const isEvent = ({ value, isOpen }: ActCue): boolean => value === EVENT && !isOpen;

/**
 * What the cues of one question ask, best first; a sum that is to be confirmed (是20万吗, 5万还是10万) asks for the amount,
 * 有…吗 for a list, 能…吗 whether one may. Empty without any.
 */
export function actsByCue(
  points: readonly string[],
  cues: readonly ActCue[],
  vocabulary: Vocabulary,
): Act[] {
  const isAside = cues.some(({ value, isOpen }) => isOpen && BESIDE_EVENT.has(value));
  const meant = isAside ? cues.filter((cue) => !isEvent(cue)) : cues;
  const acts = ACT_PRIORITY.filter((act) => meant.some((cue) => cue.value === act));
  if (acts.length > 0) return acts;
  const text = points.join("");
  const isVerified = vocabulary.find("verification", points).length > 0;
  if (SUM.test(text) && (isVerified || THERE_IS.test(text))) return ["amount"];
  if (BARE_SUM.test(text) && IS_IT.test(text)) return ["amount"];
  if (BY_THEN.test(text) && isVerified) return ["when"];
  if (IN_PLACE.test(text)) return ["where"];
  if (TRUE.test(text) || SUITS.test(text)) return ["what"];
  if (NEEDED.test(text)) return ["who"];
  if (MAY.test(text)) return ["eligible"];
  if (TO_DO.test(text) && !CAN.test(text) && vocabulary.find("question-word", points).length === 0)
    return ["how"];
  if (vocabulary.find("question-word", points).length === 0) {
    if (STANDARD.test(text)) return ["amount"];
    if (CONDITION.test(text)) return ["who"];
  }
  if (IS_IT.test(text)) return ["what"];
  if (THERE_IS.test(text) && !MUST.test(text)) return ["list"];
  return [];
}
