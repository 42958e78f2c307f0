import type { TellableSlot } from "../../shared/slot-telling.js";
import type { Entity, Standing } from "../types.js";
import { findFree, type Group, type Vocabulary } from "../vocabulary.js";

/** What a value was read from, and the words of its clause on both sides. */
export interface Telling {
  readonly entity: Entity;
  readonly slot: TellableSlot;
  readonly vocabulary: Vocabulary;
  /** The whole question; the others are parts of it. */
  readonly points: readonly string[];
  /** The clause up to the value, the value, the clause behind it, and the whole clause. */
  readonly lead: readonly string[];
  readonly own: readonly string[];
  readonly tail: readonly string[];
  readonly clause: readonly string[];
  /** All clauses before this one. */
  readonly earlier: readonly string[];
  /** Lead and tail as text, for what is grammar. */
  readonly before: string;
  readonly behind: string;
}

const MARK = /^[,，。;；?？!！]$/u;

/** The clause in which a value stands. */
export function tellingOf(
  entity: Entity,
  slot: TellableSlot,
  points: readonly string[],
  vocabulary: Vocabulary,
): Telling {
  const isMark = (point: string): boolean => MARK.test(point);
  const from = points.slice(0, entity.start).findLastIndex(isMark) + 1;
  const mark = points.slice(entity.end).findIndex(isMark);
  const until = mark === -1 ? points.length : entity.end + mark;
  const lead = points.slice(from, entity.start);
  const tail = points.slice(entity.end, until);
  return {
    entity,
    slot,
    vocabulary,
    points,
    lead,
    own: points.slice(entity.start, entity.end),
    tail,
    clause: points.slice(from, until),
    earlier: points.slice(0, from),
    before: lead.join(""),
    behind: tail.join(""),
  };
}

/** Grammar: where somebody begins anew, a wish before it is over. */
const ANEW = /[我他她]|现在|目前|本人|(?<![a-z])(?:i|he|she)(?![a-z])/u;

/** Grammar: what a word means is asked. */
const TERM =
  /^(?:那|请问|那么|所以|但是|你说的|上面的|所谓的?)*(?:(?:什么|啥)(?:是|叫|才算|算)|何谓|怎么才算)|(?:是|指|叫)(?:的是)?(?:什么|啥)(?:意思|东西|概念|情况|学历|人|样)?(?:的|啊|呀|呢)?$|(?:什么|啥)意思|怎么(?:区分|定义|理解|界定|算的?)$|算不算|(?:也|都|还|就|能|会|不)?算.{0,14}(?:吗|么|嘛|不)$|算什么|(?:和|跟|与|还是).{1,14}(?:区别|不同|不一样|一样吗|一回事)|^(?:区别|差别)|(?:区别|差别)(?:是什么|在哪|大吗)?$|^(?:what|who) (?:is|are|does|counts|do you mean|exactly)(?![a-z])|^(?:does|do|is|are) .{1,40} (?:count|mean|considered|the same)(?![a-z])|(?<![a-z])(?:mean|means)(?![a-z])|^is .{1,40} the same/u;
/** The speaker asks whether it is so of them. */
const OWN_QUESTION =
  /^(?:so )?(?:do|did) (?:i|we) (?:own|have|hold|live|work|still)(?![a-z])|^(?:am|are) (?:i|we) (?:an?|still|in|not)(?![a-z])|^is my(?![a-z])|^have i(?![a-z])/u;
/** Right behind a value: 我有房吗 asks, and tells nothing. */
const IS_IT = /^(?:学历|证书?|人员?|户口|的|了)?(?:吗|么|嘛|是吗|没有?)$/u;
/** Right behind a value: 个体户行不行, 劳务派遣可以吗: whether the term will do, and nobody said that it is so of them. */
const WILL_DO =
  /^(?:的|身份|户口|学历|人员)?(?:也|都|就|还|这种|这样)?(?:行不行|可不可以|能不能行|好不好|行得通|算不算|(?:可以|可|行|中|成|算数|合适|允许)(?:吗|么|嘛|不|吧[?？]))/u;
const ANY_WILL_DO = /(?:行不行|可不可以|好不好|行得通|算不算)/u;
/** The same of one of several: 个体户好还是公司好. */
const OR_ELSE = /^(?:好|行|可以)还是/u;
/** 公司可以吗个体户呢: one more term, behind one that was asked about. */
const AND_THIS = /^(?:呢|的呢)$/u;
const ASKED_BEFORE = /吗|么|还是|必须|行不行|可不可以|是不是|能不能/u;
/** Right before a value: what something counts as. */
const COUNTS_AS = /(?<![打预计就总])算(?:不算|是|作|在|我|成|得上)?(?:一个|个)?$/u;
const FIRST = /我|本人|(?<![a-z])(?:i|my|i'm)(?![a-z])/u;

/** Whether a clause asks what a word means, or whether something counts as another. */
export const isTerm = (clause: string): boolean => TERM.test(clause.trim());

/** Right behind a value: who or what may take its place, which is asked (法人可以是我吗). */
const MAY_BE =
  /^(?:可以|可不可以|能|能不能|必须|一定|要不要|要)(?:不)?(?:是|由|让|找|用|写|换|当|有)/u;

/** Grammar: who wants to know tells nothing by it. */
const WANTS_TO_KNOW = /我(?:就是|就|是)?(?:想|要)?(?:问|请问|知道|了解|咨询|确认)/gu;

/** 个体户行不行 asks of a term; 我是个体户，行不行 and 我个体户可以吗 tell first. */
const asksWhetherItWillDo = (before: string, behind: string): boolean =>
  !FIRST.test(before.replace(WANTS_TO_KNOW, "")) &&
  (WILL_DO.test(behind) ||
    OR_ELSE.test(behind) ||
    (AND_THIS.test(behind) && ASKED_BEFORE.test(before)));

/** Whether words ask of a term instead of saying that it is so: 个体户行不行, 劳务派遣可以吗. */
export const asksOfTerm = (word: string, text: string): boolean => {
  const at = text.indexOf(word);
  return at >= 0 && asksWhetherItWillDo(text.slice(0, at), text.slice(at + word.length));
};

/** 必须全日制吗, 函授是什么, 我有房吗: what a rule may ask for, or a question is about, is no fact of the person. */
function isAsked({ slot, before, behind, clause, lead, vocabulary }: Telling): boolean {
  if (
    slot.given === true &&
    (CHANCES.test(behind) || AFTERWARDS.test(behind)) &&
    !/我/u.test(before)
  )
    return true;
  if (
    (before.endsWith("要") && slot.ahead !== true) ||
    IS_IT.test(behind) ||
    MAY_BE.test(behind) ||
    COUNTS_AS.test(before)
  )
    return true;
  const said = clause.join("").trim();
  if (OWN_QUESTION.test(said)) return true;
  if (isTerm(said) && !FIRST.test(before)) return true;
  // 我只有大专文凭 tells, 只有硕士 asks.
  return /我(?:就)?只有/u.test(before)
    ? vocabulary.has("condition-asked", [...before.replace(/我(?:就)?只有/u, "")])
    : vocabulary.has("condition-asked", lead);
}

/** Right behind a word for what an office gives: E类有戏吗, F类还有机会吗. */
const CHANCES =
  /^(?:人才)?(?:[、和或]?[a-gA-G]类?)*(?:人才)?(?:还|也|都)?(?:(?:有戏|有希望|有可能|有机会|有门|够得上|行得通|可能|算)(?:吗|么|嘛|不|没|$)|(?:的)?(?:申请|材料|评审)?(?:被|没通过|没批|没评上|还在审|在审|交上去|审核))/u;
/** 落户以后, 认定了之后: what will be so then. */
const AFTERWARDS = /^(?:落|迁|认定|办|拿|有)?(?:了|好|下来|完)?(?:以后|之后)/u;
/** Grammar: who says it, with the verb behind. */
const SAYS =
  /^(?:们|那边|那里|上|里|都|也|又|还|刚|之前|以前|一直|老|总|跟我|和我|给我|对我|明明|今年)*(?:说|讲|写|写着|告诉我|提到|回复|要求|规定| (?:said|says|told me|tells me|say|claims?)(?: that)?)/u;

/** 同事说硕士有3万, 听说E类有车牌: hearsay, unless it is said of the speaker (窗口说我是非全日制). */
function isHearsay({ lead, before, vocabulary }: Telling): boolean {
  const heard = vocabulary.find("reported", lead).at(-1);
  const teller = [
    ...vocabulary.findAll("reporter", lead),
    ...vocabulary.findAll("other-person", lead),
  ].findLast(({ end }) => SAYS.test(lead.slice(end).join("")));
  const from = Math.max(heard?.end ?? -1, teller?.end ?? -1);
  if (from < 0) return false;
  const rest = [...before]
    .slice(from)
    .join("")
    .replace(/^.{0,6}?(?:跟|和|给|对|告诉)我/u, "");
  return !/我|本人|(?<![a-z])(?:i|my|i'm)(?![a-z])/u.test(rest);
}

/** 给外国人的, for foreigners, 招五个本科生: what sorts people, and none of them speaks. */
const FOR_KIND = /(?<![a-z])(?:for|do|does|can|are|may|should|must) (?:the |all |any )?$/u;
const PLURAL = /(?:foreigners|expats|nationals|citizens|students|graduates|founders|riders)$/u;
const HIRES =
  /(?:(?<!统|自主)招|聘|招聘|引进|雇|雇佣|录用|想要|招到|招进来?|挖)(?:了|过|来|到|聘)?[^,，。我]{0,6}$|(?<![a-z])(?:hir(?:e|es|ing|ed)|recruit(?:s|ing|ed)?|employ(?:s|ing)?)(?: [a-z0-9'-]+){0,3} $/u;

/** Grammar: 大部分专科和本科, 有的是硕士: of some among many. */
const SOME_ARE =
  /(?:大部分|大多数?|多数|过半|一半|基本都|几乎都|有的|有几个|剩下|其余)(?:人|员工|职工)?(?:都|也)*(?:是|为)?[^,，。;；我时]{0,4}$/u;
/** Grammar: 年薪60万那几个, 95年的那批员工: of those who are meant by it. */
const THOSE =
  /^(?:左右|以上|以下)?(?:的)?(?:人|员工|职工|同事)?(?:那|这)(?:几|些|批|两|三|[二三四五六七八九十\d]+)(?:个|位|名)?(?!年|月|天|万)|^(?:左右|以上|以下)?的(?:员工|职工|下属|候选人|应聘者|同事)/u;

/** One of those whom a question sorts, or a firm looks for. */
const isOfMany = ({ slot, before, behind, own }: Telling): boolean =>
  (THOSE.test(behind) && !FIRST.test(before)) ||
  (slot.kind === true && SOME_ARE.test(before)) ||
  (slot.kind === true &&
    ((PLURAL.test(own.join("")) && FOR_KIND.test(before)) ||
      (slot.read?.group !== "employment" && HIRES.test(before))));

/** 一个在西湖上班一个在余杭, 三个人，一个博士，一个大专: of several, and which of them speaks is not said. */
const isOneOfTwo = ({ slot, clause, points, before }: Telling): boolean =>
  (slot.place !== undefined && /一个在.*一个在/u.test(clause.join(""))) ||
  isListed(points.join(""), before);

const EACH = /(?:一个|一位|一名|另一个|另一位|还有个|还有一个)(?!月|人|星期|礼拜|小时|多月|半月)/gu;
const SEVERAL =
  /(?:[两俩二三四五六七八九十几\d]个?|一些)(?:个|名|位)?(?:人|员工|同事|候选人|应聘者|同学)/u;

/** Persons told one after the other, whose facts make no single person. */
const isListed = (text: string, before: string): boolean =>
  SEVERAL.test(text) && [...text.matchAll(EACH)].length > 1 && !/我/u.test(before);

/** 打算去钱塘, 想找工作, 下个月入职: not so yet. */
function isWished({ slot, lead, vocabulary }: Telling): boolean {
  if (slot.ahead === true) return false;
  const wish = findFree(vocabulary, "told-wished", "told-wished-not", lead).at(-1);
  return wish !== undefined && !ANEW.test(lead.slice(wish.end).join(""));
}

/** 以前在滨江上班, 在滨江实习过, 从滨江搬到余杭: not so any more. */
function isPast({ slot, lead, before, behind, vocabulary }: Telling): boolean {
  if (slot.ends !== true) return false;
  const past = vocabulary.find("told-past", lead).at(-1);
  if (past !== undefined && !vocabulary.has("told-now", lead.slice(past.end))) return true;
  if (/^ (?:before|until|till)(?: .*)?$/u.test(behind)) return true;
  if (slot.place === undefined) return false;
  if (
    /(?:从|离开|搬离|不住|不在|没在|不去|不再在|used to live in|used to work in)(?:在|了| )?$/u.test(
      before,
    )
  )
    return true;
  return /^区?(?:那边)?(?:上班|工作|实习|住|待|呆|干|租|读|上)过/u.test(behind);
}

const has = ({ vocabulary }: Telling, group: Group, part: readonly string[]): boolean =>
  vocabulary.has(group, part);

/** 硕士肄业, 考上研究生, 24级研究生, 本硕连读: gone for, and perhaps not held. */
function isUnfinished(telling: Telling): boolean {
  const { slot, own, before, behind, clause, points, vocabulary } = telling;
  if (slot.read?.group !== "degree") return false;
  // 本科以上 is what a rule asks for.
  if (
    /^学历?(?:及|或)?以[上下]|^(?:及|或)?以[上下]|^(?:'s)?(?: degree)? (?:or|and) (?:above|higher)/u.test(
      behind,
    )
  )
    return true;
  if (has(telling, "degree-unfinished", clause) || /\d级/u.test(clause.join(""))) return true;
  const direct = before.replace(
    /(?:了|一个|个|全日制|非全日制|非全|统招|自考|在职| a| an| the| my|'s)? ?$/u,
    "",
  );
  // 自考本科 and 统招大专 are ways to have earned it.
  const said = before.replace(/(?:自考|自学考试|成考|统招)(?:的|全日制)*$/u, "");
  const isAimed = (part: readonly string[]): boolean =>
    vocabulary.find("degree-aim", part).at(-1)?.end === part.length;
  if (isAimed([...said.trimEnd()]) || isAimed([...direct])) return true;
  if (/^(?:'s)?(?: degree)? (?:students?|candidates?)(?![a-z])/u.test(behind)) return true;
  return has(telling, "degree-course", own) && !has(telling, "graduation-word", points);
}

/** Grammar: 我们老师是博士, 领导都是硕士. */
const IS_ONE = /^(?:们)?(?:也|都|还|就|本身)?(?:都|也)?是(?:一个|个|位)?$/u;
/** 硕士开的公司: the degree of those who stand right behind it. */
const isOfOthers = ({ slot, lead, tail, before, vocabulary }: Telling): boolean =>
  slot.read?.group === "degree" &&
  (vocabulary.findAll("reporter", lead).some(
    ({ start, end }) =>
      IS_ONE.test(lead.slice(end).join("")) &&
      // Of a friend or a classmate it is told as of anybody who is named.
      !vocabulary
        .findAll("other-person", lead)
        .some((other) => other.start < end && start < other.end),
  ) ||
    /(?:run|led|founded|owned|taught|supervised) by (?:an? |the )?$/u.test(before) ||
    vocabulary.find("degree-of-others", tail).some(({ start }) => {
      const between = tail.slice(0, start).join("");
      return /^(?:生|们|学历|毕业)?(?:的)? ?$/u.test(between);
    }));

/** 怎么拿杭州户口, 想认定E类: what an office gives is sought, not held. */
function isSought(telling: Telling): boolean {
  const { slot, entity, lead, vocabulary } = telling;
  if (slot.given !== true || entity.value === "none") return false;
  // E类认定要多久 asks how it is given.
  if (
    /^(?:人才)?(?:认定|评定|评审)(?!了|过|好|完|下来|的)/u.test(telling.behind) &&
    !/我是|已|有/u.test(telling.before)
  )
    return true;
  // 去年认定的D类 holds it.
  if (
    /(?:认定|评|评上|评到|拿到|获得|考|考出|取得)(?:的|了|过|为|上|到)(?:是|的)?$/u.test(
      telling.before,
    )
  )
    return false;
  return vocabulary.has("told-sought", lead) && !vocabulary.has("told-held", lead);
}

/** A wage that is somebody else's, or none yet. */
const isNotOwnWage = (telling: Telling): boolean =>
  telling.slot.read?.by === "wages" && has(telling, "wage-not-own", telling.clause);

/** Months paid in another city, made up for later, or not in one go. */
function isNotCounted(telling: Telling): boolean {
  const { slot, entity, lead, own, tail, clause, earlier, vocabulary } = telling;
  if (slot.read?.by !== "insurance" || entity.value === 0) return false;
  if (has(telling, "insurance-uncounted", clause)) return true;
  // Where it was paid is said in this clause, or in the one before when this one names no place.
  const isHere = has(telling, "district", clause);
  const place = isHere ? [...own, ...tail] : [...earlier.slice(-20), ...lead, ...own, ...tail];
  const away = vocabulary.find("elsewhere", place).at(-1);
  if (away === undefined) return has(telling, "insurance-uncounted", earlier.slice(-12));
  const next = place.slice(away.end);
  const role = vocabulary.find("place-role-after", next).find(({ start }) => start === 0)?.value;
  const isOrigin = role !== undefined && role !== "insured";
  return !isOrigin && !has(telling, "district", next);
}

/** Grammar: 不是我没房, 不是说我没交社保: that it is not so is itself denied, and what is so is said behind. */
const DENIES_TOO = /不是(?:说|因为|讲)?(?:我|我们|本人)?(?:自己)?(?:名下|这边|杭州)?$/u;
const isDeniedTwice = ({ entity, slot, before }: Telling): boolean =>
  (entity.value === false || (slot.read?.by === "insurance" && entity.value === 0)) &&
  DENIES_TOO.test(before) &&
  !/是不是/u.test(before);

/** 老家有房, 房东有房: not theirs, or not here. */
const isOtherHome = (telling: Telling): boolean =>
  telling.slot.here === true &&
  (has(telling, "home-elsewhere", telling.lead) || has(telling, "elsewhere", telling.lead));

/** 22年也可能是23年: one of two. */
const isEither = ({ before, behind }: Telling): boolean =>
  /^(?:或(?!以)|还是|也可能|也许| or (?!above|higher|more))/u.test(behind) ||
  /(?:或|或者|还是|也可能是?|也许是?| or (?:an? )?)$/u.test(before);

/** 退役军人创业补贴, 二手房限购政策: words of a slot of its own that only name whom a matter is for. */
function isMatter({ slot, tail, before, vocabulary }: Telling): boolean {
  if (slot.kind !== true || slot.read?.words === undefined || FIRST.test(before)) return false;
  return (["matter-word", "topic-word", "people-word"] as const).some((group) =>
    vocabulary.findAll(group, tail).some(({ start }) => start === 0),
  );
}

/** In order: the first that holds. Doubt counts against a fact, so that the person is asked rather than judged by it. */
const STANDINGS: readonly (readonly [Standing, (telling: Telling) => boolean])[] = [
  ["asked", isAsked],
  ["asked", isMatter],
  ["asked", isHearsay],
  ["asked", isOfMany],
  ["either", isOneOfTwo],
  ["either", isEither],
  ["either", isDeniedTwice],
  ["wished", isWished],
  // 不在余杭上班 denies, and ends what was said before.
  ["denied", ({ entity, slot }) => entity.negated && slot.place !== undefined],
  ["past", isPast],
  ["unfinished", isUnfinished],
  ["sought", isSought],
  ["asked", isNotOwnWage],
  ["either", isNotCounted],
  ["either", isOtherHome],
  ["either", isOfOthers],
  ["denied", ({ entity }) => entity.negated],
];

/** How a value is said; `held` when it is so today. */
export const standingOf = (telling: Telling): Standing =>
  STANDINGS.find(([, is]) => is(telling))?.[0] ?? "held";

/** Whether a home is told without saying where: 名下有房. A place of ours in the clause, or in the one before, says it. */
export function isUnplaced({ slot, entity, clause, earlier, vocabulary }: Telling): boolean {
  if (slot.here !== true || entity.value !== true || entity.negated) return false;
  const near = [...earlier.slice(-12), ...clause];
  return !vocabulary.has("district", near) && !vocabulary.has("place", near);
}

/** From so many facts on the person speaks of themselves, without saying 我. */
const MUCH = 3;

/** Whether words ask as people ask of anybody: 有补贴吗, 行不行. */
export const isAskedOfAnyone = (points: readonly string[], vocabulary: Vocabulary): boolean =>
  vocabulary.has("anyone-asked", points) || ANY_WILL_DO.test(points.join(""));

/** 硕士有补贴吗, 外国人能买房吗: asked of anybody, so that nothing of it is the speaker's. */
export function isOfAnyone(
  points: readonly string[],
  told: readonly TellableSlot[],
  vocabulary: Vocabulary,
): boolean {
  return (
    told.length > 0 &&
    told.length < MUCH &&
    told.every(({ kind }) => kind === true) &&
    !vocabulary.has("self", points) &&
    !/(?<![a-z])(?:i|me|my|we)(?![a-z])/u.test(points.join("")) &&
    isAskedOfAnyone(points, vocabulary)
  );
}
