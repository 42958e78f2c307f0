import type { LocalDate } from "../shared/dates.js";
import type { Profile } from "../eligibility/index.js";
import type { Tracker } from "../dialogue/index.js";
import {
  personsIn,
  vocabularyOf,
  wordsIn,
  type ParsedQuestion,
  type Statement,
  type Synonyms,
} from "../nlu/index.js";
import { readFacts, withNewer } from "./person-facts.js";
import { readTurn } from "./recall.js";
import type { AnswerTools } from "./slot-answer.js";

/** What is known of the speaker and of the spouse. */
export interface TwoProfiles {
  readonly one: Profile;
  readonly other: Profile;
}

/** Grammar: both are meant (我和老婆都是硕士, we both). */
const BOTH = /都|全是|均|各自|一起|(?<![a-z])both(?![a-z])/u;
/** Grammar: at the speaker's side (我和老婆, 老婆跟我, my wife and I). */
const BESIDE = /(?:和|跟|与|同|还有|加上|(?<![a-z])(?:and|with)(?![a-z]))/u;
/** Grammar: the two of them, once a spouse is named. */
const WE = /我们|咱们?|两个?人|二人|俩|(?<![a-z])we(?![a-z])/u;
/** Grammar: which one of several. */
const WHICH_ONE = /谁|哪一?个人|哪一方|(?<![a-z])(?:who|which of us)(?![a-z])/u;

const CLAUSE = /[,，。;；?？!！]/u;

/** The words that call the spouse, the last one said first. */
export const spouseIn = (text: string, synonyms: Synonyms): string | null =>
  wordsIn(text, synonyms, "household").at(-1) ?? null;

/** How a text names two at once: as married, or only as two. */
const coupleIn = (text: string, synonyms: Synonyms): ReadonlySet<string> =>
  new Set(
    vocabularyOf(synonyms)
      .find("couple", [...text])
      .map(({ value }) => value),
  );

/** The clauses of a text up to the one in which something stands, that one last; places in code points. */
const clausesTo = (points: readonly string[], place: number): readonly string[] => {
  const end = points.findIndex((point, index) => index >= place && CLAUSE.test(point));
  return points
    .slice(0, end === -1 ? points.length : end)
    .join("")
    .split(CLAUSE);
};

/** Whether a clause tells of both: 我俩都是硕士, 我和老婆都交了社保, 我们都在滨江上班 where a spouse was named. */
function isOfBoth(clause: string, isSpouseNamed: boolean, synonyms: Synonyms): boolean {
  const couple = coupleIn(clause, synonyms);
  // 我俩 may be friends who share a flat, unless a spouse is named.
  if (couple.has("married") || (couple.has("two") && isSpouseNamed)) return true;
  const isNamedHere = spouseIn(clause, synonyms) !== null;
  if (isNamedHere && BESIDE.test(clause) && BOTH.test(clause)) return true;
  return isSpouseNamed && WE.test(clause) && BOTH.test(clause);
}

/** Whether the last of some clauses tells of both: itself, or because the last one before it that names anybody does. */
function areOfBoth(
  clauses: readonly string[],
  isSpouseNamed: boolean,
  synonyms: Synonyms,
): boolean {
  const last = clauses.findLast(
    (clause) =>
      isOfBoth(clause, isSpouseNamed, synonyms) ||
      personsIn([...clause], vocabularyOf(synonyms)).length > 0 ||
      spouseIn(clause, synonyms) !== null,
  );
  return last !== undefined && isOfBoth(last, isSpouseNamed, synonyms);
}

/** The statements that are one person's, as that person would have said them alone. */
function factsOf(
  questions: readonly ParsedQuestion[],
  isTheirs: (question: ParsedQuestion, statement: Statement) => boolean,
  today: LocalDate,
  tools: AnswerTools,
): Profile {
  const own = questions.map((question): ParsedQuestion => ({
    ...question,
    statements: question.statements
      .filter((statement) => isTheirs(question, statement))
      .map((statement) => ({ ...statement, holder: "speaker" as const })),
    person: { ...question.person, holder: "speaker", isSupposed: false },
  }));
  return readFacts(own, today, tools).facts;
}

/**
 * What a message tells of the speaker and of the spouse, each for themselves; what it tells of both counts for both.
 *
 * @param isSpouseNamed the talk has named the spouse before
 */
export function factsOfTwo(
  questions: readonly ParsedQuestion[],
  isSpouseNamed: boolean,
  today: LocalDate,
  tools: AnswerTools,
): TwoProfiles {
  const { synonyms } = tools;
  const named = questions.some(({ normalized }) => spouseIn(normalized, synonyms) !== null);
  const isBoth = ({ normalized }: ParsedQuestion, { start }: Statement): boolean =>
    areOfBoth(clausesTo([...normalized], start), named || isSpouseNamed, synonyms);
  // Of a friend or a child, named beside the spouse, it is not clear whose a fact is.
  const isMixed = questions.some(({ normalized }) => {
    const spouses = wordsIn(normalized, synonyms, "household");
    return wordsIn(normalized, synonyms, "other-person").some((word) => !spouses.includes(word));
  });
  return {
    one: factsOf(
      questions,
      (question, statement) => statement.holder !== "other" || isBoth(question, statement),
      today,
      tools,
    ),
    other: isMixed
      ? {}
      : factsOf(
          questions,
          (question, statement) =>
            (statement.holder === "other" && (named || isSpouseNamed)) ||
            isBoth(question, statement),
          today,
          tools,
        ),
  };
}

/**
 * Whether a message asks of the speaker and the spouse together: it names both at once (夫妻俩, 我和老婆都), or tells of both and asks
 * which one.
 */
export function asksOfTwo(
  questions: readonly ParsedQuestion[],
  { one, other }: TwoProfiles,
  synonyms: Synonyms,
): boolean {
  const text = questions.map(({ normalized }) => normalized).join("，");
  if (coupleIn(text, synonyms).has("married")) return true;
  if (spouseIn(text, synonyms) === null) return false;
  const isBoth = text.split(CLAUSE).some((clause) => isOfBoth(clause, true, synonyms));
  const isTold = Object.keys(one).length > 0 && Object.keys(other).length > 0;
  return isBoth || (isTold && (WHICH_ONE.test(text) || WE.test(text)));
}

/** Whether the words ask what it comes to in all. */
export const asksTotal = ({ normalized }: ParsedQuestion, synonyms: Synonyms): boolean =>
  vocabularyOf(synonyms)
    .find("judged-follow", [...normalized])
    .some(({ value }) => value === "total");

/**
 * What was told of the speaker and of the spouse in the turns of a talk, read from the turns again; nothing else remembers it.
 *
 * @param since `turnCount` before the first of these turns
 * @param kept what was known of the speaker before
 */
export function recallTwo(
  { turns, turnCount }: Tracker,
  since: number,
  kept: Profile,
  tools: AnswerTools,
): TwoProfiles & { readonly whom: string | null } {
  const first = Math.max(0, turns.length - (turnCount - since));
  return turns.slice(first).reduce<TwoProfiles & { readonly whom: string | null }>(
    ({ one, other, whom }, { utterance, on, at, answers, tells }, index) => {
      const before = { one, other, whom };
      if (tells === false) return before;
      const day = on ?? at.slice(0, 10);
      const { questions } = tools.parse(utterance, day);
      const now = factsOfTwo(questions, whom !== null, day, tools);
      const asked = answers ?? turns[first + index - 1]?.asked ?? null;
      const { answer } = readTurn(utterance, questions, asked, day, tools, one);
      const given = asked !== null && answer.kind === "value" ? { [asked]: answer.value } : {};
      return {
        one: withNewer(one, { ...now.one, ...given }, day).profile,
        other: withNewer(other, now.other, day).profile,
        whom: spouseIn(utterance, tools.synonyms) ?? whom,
      };
    },
    { one: kept, other: {}, whom: null },
  );
}
