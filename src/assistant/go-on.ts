import {
  decide,
  EMPTY_FRAME,
  tellsOfHad,
  type Form,
  type PersonOutcome,
  type PlainDecision,
} from "../dialogue/index.js";
import { personsIn, requestIn, vocabularyOf, wordsIn, type ParsedQuestion } from "../nlu/index.js";
import type { SaidInTurn } from "../person/recall.js";
import { laterDay } from "../person/what-if.js";
import { conclude, knownOf, MOST_PUT, questionKey, tellsOf, type GoingOn } from "./conclude.js";
import { followUp } from "./follow-up.js";
import { asks } from "./asks.js";
import { isOnlyMove, movesIn } from "./moves.js";
import { profileMove } from "./profile-talk.js";
import type { JudgeInput, JudgeTools, TurnPlan } from "./turn-plan.js";
import { withOtherWays } from "./what-to-judge.js";
import { turnToSelf } from "./turn-to-self.js";

/** From here an act is what the words ask outright. */
const OUTRIGHT = 0.9;
const NAMED = 0.4;
const TOPIC = 0.35;

/** Talk that can be an answer, or noise around one. */
const ANSWER_TALK: ReadonlySet<string> = new Set(["yes", "no", "more", "nonsense"]);

/** Whether an utterance asks something by itself rather than answering or correcting. */
function asksAnew(questions: readonly ParsedQuestion[], asked: string | null): boolean {
  return questions.some((question) => {
    // 居住证去年办的 tells, whatever service bears the name.
    if (tellsOfHad(question)) return false;
    if (question.kind === "talk") return !ANSWER_TALK.has(question.talk ?? "");
    if (question.services.some((one) => one.how !== "content" && one.confidence >= NAMED)) {
      return true;
    }
    if (question.overview !== undefined) return true;
    const [act] = question.acts;
    const [topic] = question.topics;
    const isSwap = question.reference.kind === "swap" && question.districts.length > 0;
    if (isSwap && asked?.endsWith("District") !== true) {
      return question.entities.every(({ slot }) => slot === "district");
    }
    return (
      act !== undefined &&
      act.id !== "what" &&
      act.confidence >= OUTRIGHT &&
      (topic?.confidence ?? 0) >= TOPIC
    );
  });
}

/** Grammar: whether it is so, of nothing in particular. */
const WHETHER =
  /[吗么嘛][。！!~～]*$|能不能|可不可以|是不是|行不行|^(?:(?:so|and|then|but) )*(?:can|could|may|do|am) i\b/u;

/** 现在还能申请吗 asks after the judgement as it stands: whether one may, and of nothing else. */
const asksHowItStands = (
  [question, ...others]: readonly ParsedQuestion[],
  { base }: JudgeTools,
): boolean =>
  question !== undefined &&
  others.length === 0 &&
  question.focus.every((word) => base.isGeneral(word)) &&
  WHETHER.test(question.normalized) &&
  (question.acts[0]?.id === "eligible" || (question.acts[0]?.confidence ?? 0) < OUTRIGHT);

/** Whether somebody else of whom an utterance speaks is the one who is judged: 他, or named as where the judgement began. */
function isSameOther({ utterance, tracker }: JudgeInput, form: Form, tools: JudgeTools): boolean {
  const begun = tracker.turns.at(form.since - tracker.turnCount)?.utterance ?? "";
  const named = wordsIn(utterance, tools.synonyms, "other-person");
  const isThird = personsIn([...utterance.toLowerCase()], vocabularyOf(tools.synonyms)).some(
    ({ isOther }) => isOther,
  );
  return isThird && named.every((word) => begun.includes(word));
}

/** The judgement as it goes on from what is kept of it. */
const goingOn = ({ began, since, person, put, skipped }: Form): GoingOn => ({
  began,
  since,
  person,
  put,
  skipped,
  isAgain: false,
  isLater: true,
});

/** 停止, 先不弄了: the form is left with what is known so far, and nothing more is asked. */
function left(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  question: ParsedQuestion,
  tools: JudgeTools,
): TurnPlan {
  const known = knownOf(input, said, form.since, form.person, tools);
  const isNothing = form.services.length === 0 || Object.keys(known.facts).length === 0;
  const { tracker } = input;
  if (isNothing) {
    const outcome: PersonOutcome = {
      form: null,
      profile: tracker.profile,
      profileOn: tracker.profileOn ?? null,
      forget: "nothing",
      tells: tellsOf(said),
    };
    return { decisions: [{ kind: "talk", question, talk: "left" }], persons: [null], outcome };
  }
  const { person, outcome } = conclude(
    input,
    form,
    said,
    known,
    { ...goingOn(form), isLeft: true },
    tools,
  );
  const { services, act } = form;
  return {
    decisions: [{ kind: "judge", question, about: null, services, act, follow: "so-far" }],
    persons: [{ ...person, before: null }],
    outcome: { ...outcome, form: outcome.form === null ? null : { ...outcome.form, asking: null } },
  };
}

/** 好的谢谢: said back, and the form waits as it is. */
function thanked({ tracker }: JudgeInput, form: Form, question: ParsedQuestion): TurnPlan {
  const outcome: PersonOutcome = {
    form: { ...form, offered: false },
    profile: tracker.profile,
    profileOn: tracker.profileOn ?? null,
    forget: "nothing",
    tells: false,
  };
  return { decisions: [{ kind: "talk", question, talk: "thanks" }], persons: [null], outcome };
}

/** 上一个 while something is asked: the judgement as it stands, with its open question. */
function soFar(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  question: ParsedQuestion,
  tools: JudgeTools,
): TurnPlan {
  const known = knownOf(input, said, form.since, form.person, tools);
  const from = { ...goingOn(form), isAside: true };
  const { person, outcome } = conclude(input, form, said, known, from, tools);
  const { services, act } = form;
  return {
    decisions: [{ kind: "judge", question, about: null, services, act, follow: "open" }],
    persons: [{ ...person, before: null }],
    outcome,
  };
}

/** Words that ask what a term means, or whether it counts: no answer to what was asked. */
const TERM =
  /什么意思|啥意思|是什么|是啥|什么叫|什么是|指什么|怎么区分|怎么算|有什么区别|有啥区别|算吗|算不算|算.{0,8}吗|what (?:is|does|are)|mean\b|count as/u;

/** Words that ask whether somebody or something counts. */
const COUNTS = /算吗|算不算|算.{0,8}吗|count as/u;

/**
 * Whether a service is named that is on no topic of what is judged and stands in no wording of the open question: 余省心是什么
 * is another matter, which leaves the form where it is, and no term of it (公租房是什么).
 */
function namesOther(question: ParsedQuestion, form: Form, { base, forms }: JudgeTools): boolean {
  const judged = new Set(form.services.flatMap((id) => base.service(id)?.topics ?? []));
  const slot = form.asking === null ? undefined : forms.get(form.asking);
  const wordings = [slot?.question, ...(slot?.choices ?? [])].flatMap((words) =>
    words === undefined ? [] : [words.zh, words.en],
  );
  const named = question.services.filter(
    ({ how, confidence }) => how !== "content" && confidence >= NAMED,
  );
  return (
    named.length > 0 &&
    named.every(
      ({ id, text }) =>
        base.service(id)?.topics.some((topic) => judged.has(topic)) !== true &&
        !wordings.some((words) => words.includes(text)),
    )
  );
}

/** 学生算吗, of one thing that is judged, is a gap of that thing, with its office; of several the term alone is named. */
const termOf = (
  question: ParsedQuestion,
  { services: [service, ...others] }: Form,
): PlainDecision =>
  service !== undefined && others.length === 0 && COUNTS.test(question.normalized)
    ? { kind: "decline", question, reason: "standing", topics: [], subject: { service } }
    : { kind: "decline", question, reason: "term", topics: [] };

/** 全日制是什么意思: the term is explained as far as it is known, and the question that is open is put again. */
function explained(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  question: ParsedQuestion,
  tools: JudgeTools,
): TurnPlan | null {
  if (form.asking === null || !TERM.test(question.normalized)) return null;
  if (said.answer.kind === "value" && !/[吗么?？]/u.test(question.normalized)) return null;
  if (namesOther(question, form, tools)) return null;
  const { tracker, today } = input;
  const { decision } = decide({
    question,
    frame: EMPTY_FRAME,
    heard: {
      facts: {},
      isAsking: true,
      today,
      told: 0,
      isOther: false,
      isSupposed: false,
      day: laterDay(question, today),
      moves: new Set(),
      request: null,
    },
    listed: [],
    rest: [],
    hasTalk: false,
    base: tools.base,
  });
  const isKnown =
    decision.kind === "answer-service" &&
    question.services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED);
  const about: PlainDecision = isKnown ? decision : termOf(question, form);
  const nothing: SaidInTurn = {
    ...said,
    facts: {},
    unclear: [],
    denied: [],
    answer: { kind: "none" },
  };
  const known = knownOf(input, nothing, form.since, form.person, tools);
  const { person, outcome } = conclude(
    input,
    form,
    nothing,
    known,
    { ...goingOn(form), isAside: true },
    tools,
  );
  const { services, act } = form;
  return {
    decisions: [{ kind: "judge", question, about, services, act }],
    persons: [{ ...person, isOffer: person.asking !== null, before: null }],
    outcome: { ...outcome, profile: tracker.profile },
  };
}

/** From here the topic and the service that content leads to agree on what is meant. */
const CLEAR_TOPIC = 0.7;
const CLEAR_SERVICE = 0.4;

/** 租房的总有吧, 我有个电工证: words that answer nothing and are clearly about a matter are asked of that one. */
const namesMatter = (
  { topics, services, focus, elsewhere }: ParsedQuestion,
  { base }: JudgeTools,
): boolean =>
  elsewhere.length === 0 &&
  focus.some((word) => !base.isGeneral(word)) &&
  (topics[0]?.confidence ?? 0) >= CLEAR_TOPIC &&
  (services[0]?.confidence ?? 0) >= CLEAR_SERVICE;

/** The judgement under way goes on: an answer, a correction, or words that are none. */
function answered(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  tools: JudgeTools,
): TurnPlan | null {
  const { questions } = input;
  const { asking } = form;
  const isAnswer = said.answer.kind !== "none";
  const hasFacts = Object.keys(said.facts).length > 0 || said.denied.length > 0;
  const isNew = said.isPutRight !== true && asksAnew(questions, asking);
  // 要交社保吗, 利息谁出 are no answers: they are asked of what is judged, and the form waits.
  const isAsked = asks(input.utterance, questions, tools.synonyms);
  if (!isAnswer && !hasFacts && isAsked && !asksHowItStands(questions, tools)) return null;
  // 第一个 to a question without choices is one of what was listed.
  if (!isAnswer && !hasFacts && questions[0]?.reference.kind === "ordinal") return null;
  const isPlainAnswer = isAnswer && (said.answer.kind === "skip" || !isNew);
  const isAnother = said.isOther && !(form.person === "other" && isSameOther(input, form, tools));
  if (!isPlainAnswer && (isNew || isAnother)) return null;
  if (!isPlainAnswer && !hasFacts && asking === null) return null;
  const [question] = questions;
  if (question === undefined) return null;
  const isLost = !isPlainAnswer && !hasFacts;
  if (isLost && namesMatter(question, tools)) return null;
  if (isLost && isAsked) {
    return soFar(input, said, form, question, tools);
  }
  // A question put twice and not answered is let go.
  const known = knownOf(input, said, form.since, form.person, tools);
  const put = asking === null ? 0 : (form.put[questionKey(asking, known.facts)] ?? 0);
  const isDropped = isLost && put >= MOST_PUT;
  const isSkipped = said.answer.kind === "skip" || isDropped;
  const skipped = isSkipped && asking !== null ? [...form.skipped, asking] : form.skipped;
  if (form.services.length === 0) return profileMove.changed(input, question, known.facts);
  const ways = form.isGeneral
    ? form.services
    : withOtherWays(form.services, known.facts, { ...tools, today: input.today });
  const { person, outcome } = conclude(
    input,
    { ...form, services: ways },
    said,
    known,
    {
      ...goingOn(form),
      skipped: skipped.filter((slot) => known.facts[slot] === undefined),
      isAgain: isLost && !isDropped,
    },
    tools,
  );
  const { act } = form;
  return {
    decisions: [{ kind: "judge", question, about: null, services: ways, act }],
    persons: [person],
    outcome,
  };
}

/**
 * A turn while a judgement is under way: leaving it, a question about a term, a question about the verdicts, the same for
 * the speaker, an answer. `null` when it is about something else; then the judgement waits.
 */
export function goOnWith(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  tools: JudgeTools,
): TurnPlan | null {
  const [question, ...others] = input.questions;
  if (question === undefined) return null;
  const isOne = others.length === 0;
  const isLeaving = (["move-leave", "move-pause"] as const).some((move) =>
    isOnlyMove(question.normalized, move, tools.synonyms),
  );
  if (isOne && isLeaving && form.asking !== null) return left(input, said, form, question, tools);
  if (isOne && isOnlyMove(question.normalized, "move-wrong", tools.synonyms)) {
    const { facts } = knownOf(input, said, form.since, form.person, tools);
    if (Object.keys(facts).length > 0) return profileMove.told(input, question, facts, form);
  }
  // 好的谢谢 answers nothing, and nothing more is asked; what is told later still counts.
  if (isOne && isOnlyMove(input.utterance.toLowerCase(), "move-thanks", tools.synonyms)) {
    return thanked(input, form, question);
  }
  // Anger, and what cannot be done, is no answer to what was asked.
  if (requestIn(input.utterance, tools.synonyms) !== null) return null;
  const moves = movesIn(question.normalized, tools.synonyms);
  if (isOne && moves.has("move-sources")) return null;
  // 太长了 answers nothing: what was said is said in fewer words.
  if (isOne && moves.has("move-shorter") && Object.keys(said.facts).length === 0) return null;
  if (isOne && moves.has("move-previous") && form.asking !== null) {
    return soFar(input, said, form, question, tools);
  }
  const term = isOne ? explained(input, said, form, question, tools) : null;
  if (term !== null) return term;
  return (
    turnToSelf(input, said, form, asksAnew(input.questions, form.asking), tools) ??
    followUp(input, said, form, tools) ??
    answered(input, said, form, tools)
  );
}
