import type { LocalDate } from "../shared/dates.js";
import {
  askedDistricts,
  decide,
  EMPTY_FRAME,
  faqEntryOf,
  frameAfter,
  isBesideForm,
  leaning,
  tellsOfHad,
  type Decision,
  type Form,
  type Frame,
  type Heard,
  type PersonOutcome,
  type PlainDecision,
  type Tracker,
} from "../dialogue/index.js";
import {
  hasWord,
  personsIn,
  requestsOf,
  vocabularyOf,
  wordsIn,
  type ParsedQuestion,
  type Request,
} from "../nlu/index.js";
import type { FaqEntry } from "../knowledge/index.js";
import { relevantTo } from "../eligibility/index.js";
import { isChild } from "../person/person-facts.js";
import { judge } from "../person/judge.js";
import { isForFirm, keptOn, readTurn, recall, type SaidInTurn } from "../person/recall.js";
import type { Scope } from "../person/scope.js";
import { laterDay } from "../person/what-if.js";
import { asksForAnything } from "./anything-asked.js";
import { ASKING, asks, asksByForm } from "./asks.js";
import { childLeaves, conclude, knownOf, tellsOf, type GoingOn, type Known } from "./conclude.js";
import { goOnWith } from "./go-on.js";
import { movesIn } from "./moves.js";
import { planOfTwo } from "./pair-talk.js";
import { profileMove } from "./profile-talk.js";
import { isBareAnger, isRequest, settleRequests } from "./request-turn.js";
import type { JudgeInput, JudgeTools, PersonView, TurnPlan } from "./turn-plan.js";
import { cardMove } from "./card-talk.js";
import { anythingFor, isGuidedByWord, scopeOf, scopeOfFrame } from "./what-to-judge.js";

/** Questions in between after which a judgement is over. */
const MOST_DIGRESSIONS = 2;

/** What the tracker has of the person, unchanged. */
const unchanged = (tracker: Tracker, form: Form | null, tells: boolean): PersonOutcome => ({
  form,
  tells,
  profile: tracker.profile,
  profileOn: tracker.profileOn ?? null,
  forget: "nothing",
});

/** A judgement that waits while other things are asked, but not for ever. */
function waiting(form: Form | null, decisions: readonly Decision[]): Form | null {
  if (form === null) return null;
  const isTalk = decisions.every(({ kind }) => kind === "talk" || kind === "repeat");
  const digressions = isTalk ? form.digressions : form.digressions + 1;
  return digressions > MOST_DIGRESSIONS ? null : { ...form, digressions, offered: false };
}

/** What a question says besides what it asks. */
function heardIn(
  question: ParsedQuestion,
  said: SaidInTurn,
  facts: Known["facts"],
  { today, utterance, questions }: JudgeInput,
  tools: JudgeTools,
  request: Request | null,
): Heard {
  return {
    facts,
    isAsking: asks(
      question.text === questions[0]?.text && questions.length === 1 ? utterance : question.text,
      [question],
      tools.synonyms,
    ),
    today,
    told: Object.keys(said.facts).length,
    isOther:
      (said.isOther && !said.isSupposed) ||
      personsIn([...question.normalized], vocabularyOf(tools.synonyms)).some(
        ({ isOther }) => isOther,
      ),
    isSupposed: said.isSupposed,
    day: laterDay(question, today),
    moves: movesIn(question.normalized, tools.synonyms),
    request,
  };
}

/** From here a topic, and a service that only content leads to, are what is asked for. */
const SURE_TOPIC = 0.5;
const SURE_CONTENT = 0.35;

/** The words with which a question tells of a person, and what they stand in (2023年毕业). */
const wordsTold = ({ normalized, entities, statements }: ParsedQuestion): string => {
  const points = [...normalized];
  return [
    ...entities.map(({ text }) => text),
    ...statements.map(({ start, end }) => points.slice(start, end + STUDIED).join("")),
  ].join(" ");
};

/** Code points behind a fact that may still belong to it (2023年毕业). */
const STUDIED = 2;

/** 购房补贴 B类人才 asks for what it names, and tells one thing beside it; nobody says 我. */
function namesMatter(question: ParsedQuestion, said: SaidInTurn, tools: JudgeTools): boolean {
  const { normalized, topics, services, focus } = question;
  const { synonyms, base } = tools;
  const told = wordsTold(question);
  const isNear =
    (topics[0]?.confidence ?? 0) >= SURE_TOPIC || (services[0]?.confidence ?? 0) >= SURE_CONTENT;
  return (
    Object.keys(said.facts).length === 1 &&
    isNear &&
    focus.some((word) => !told.includes(word) && !base.isGeneral(word)) &&
    !(["self", "work-cue", "home-cue"] as const).some((group) =>
      hasWord(normalized, synonyms, group),
    )
  );
}

/** A wish for something that is no fact and no money (想找个地方跟客户谈合作): that asks. */
function wantsMore({ normalized, focus, entities }: ParsedQuestion, tools: JudgeTools): boolean {
  const told = entities.map(({ text }) => text).join(" ");
  return (
    hasWord(normalized, tools.synonyms, "wish") &&
    focus.filter(
      (word) =>
        [...word].length >= 2 &&
        !told.includes(word) &&
        !tools.base.isGeneral(word) &&
        !HAD.some((group) => hasWord(word, tools.synonyms, group)),
    ).length > 0
  );
}

/** Groups whose words say no more than that somebody has or gets something. */
const HAD = ["overview-had", "anything-get", "degree", "employment"] as const;

/**
 * Whether a question only tells of the speaker (我是应届硕士，刚到滨江上班): then what it may be for is asked for, or the question
 * that stands is answered anew.
 */
function isTelling(question: ParsedQuestion, said: SaidInTurn, tools: JudgeTools): boolean {
  if (said.isOther || said.isAnyone || Object.keys(said.facts).length === 0) return false;
  if (question.kind === "talk" || question.reference.kind === "ordinal") return false;
  const { normalized, services, elsewhere } = question;
  if (elsewhere.length > 0) return false;
  if (asksByForm(normalized) || namesMatter(question, said, tools)) return false;
  if (wantsMore(question, tools)) return false;
  return (
    !ASKING.some((group) => hasWord(normalized, tools.synonyms, group)) &&
    (tellsOfHad(question) ||
      !services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED))
  );
}

/** From here a service is named. */
const NAMED = 0.4;

/** What is to be judged of a question, and how it was said. */
interface Wanted {
  readonly scope: Scope;
  /** The answer to the question itself stands beside the verdicts. */
  readonly about: PlainDecision | null;
  /** Of whom, where the question itself says so. */
  readonly person?: Form["person"];
  /** What of the judgement is asked for; absent: the judgement itself. */
  readonly follow?: "districts";
}

/** Sides by which somebody asks what is in it for them. */
const FOR_ONESELF: ReadonlySet<string> = new Set(["eligible", "amount", "who", "list"]);

/** What is judged beside the answer to a known question: what it is about, for who tells how things are with them. */
function wantedBeside(
  decision: Extract<PlainDecision, { kind: "faq" }>,
  said: SaidInTurn,
  { facts }: Known,
  isKnown: boolean,
  { base, shelf }: JudgeTools,
): Wanted | null {
  // What no source says of it is no better known for who one is.
  if ((base.faqEntry(decision.entry)?.answer.length ?? 0) === 0) return null;
  // The rules are those of others, where the answer is that of a kind of persons for whom other ones hold.
  if (decision.question.faq?.some(({ id, isOfKind }) => id === decision.entry && isOfKind)) {
    return null;
  }
  // What a firm may have is no matter of the person who asks.
  const guide = base.topic(base.faqEntry(decision.entry)?.guide ?? "");
  if (guide?.audience === "firm") return null;
  const services = decision.services.slice(0, 1).filter((id) => shelf.policiesOf(id).length > 0);
  const told = Object.keys(said.facts).length;
  const isPersonal =
    decision.act === "eligible" || told > 0 || (isKnown && Object.keys(facts).length > 0);
  if (services.length === 0 || !isPersonal || !FOR_ONESELF.has(decision.act)) return null;
  // Where not all is known the answer stands first, and the one question that leads on below it.
  const scope: Scope = {
    services,
    isGeneral: false,
    act: decision.act,
    isNamed: true,
    isOffer: true,
  };
  return { scope, about: decision };
}

/** From here a comparison is what the words ask. */
const COMPARES = 0.5;

/** 去哪个区上班最划算, 哪个区对我最好: which district is best for who asks, of no single matter and no single service. */
function asksBestDistrict(
  question: ParsedQuestion,
  said: SaidInTurn,
  isKnown: boolean,
  { base, synonyms }: JudgeTools,
): boolean {
  const { districtsAsked, normalized, acts, services, places } = question;
  const isOfOne = askedDistricts(question).some(
    (id) => !base.isWide(id) && places.every((place) => place.id !== id || place.role === "asked"),
  );
  if (districtsAsked === undefined || isOfOne || said.isOther) return false;
  const isBest =
    base.saidOf("asks-best", normalized) !== null ||
    (acts.find(({ id }) => id === "compare")?.confidence ?? 0) >= COMPARES;
  const isNamed = services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED);
  // 去哪个区上班 asks, and tells nothing of who asks.
  const isTold =
    !said.isAnyone &&
    Object.keys(said.facts).some((slot) => !isInAskingClause(question, slot, synonyms));
  return (
    isBest &&
    !isNamed &&
    !asksOfMatter(question, synonyms) &&
    (isTold || (isKnown && hasWord(normalized, synonyms, "self")))
  );
}

/** Whether a fact is told only within the clause that asks which district it is. */
function isInAskingClause(
  { normalized, statements }: ParsedQuestion,
  slot: string,
  synonyms: JudgeTools["synonyms"],
): boolean {
  const points = [...normalized];
  const isEnd = (point: string): boolean => /[,，。;；]/u.test(point);
  return statements
    .filter((statement) => statement.slot === slot)
    .every(({ start }) => {
      const from = points.slice(0, start).findLastIndex(isEnd) + 1;
      const to = points.findIndex((point, index) => index >= start && isEnd(point));
      const clause = points.slice(from, to === -1 ? points.length : to).join("");
      return hasWord(clause, synonyms, "every-district");
    });
}

/** Groups whose words ask for money, or for the best, or tell that one works, and name no matter. */
const NO_MATTER = [
  "every-district",
  "asks-best",
  "money-question",
  "work-cue",
  "self",
  "act-cue",
] as const;

/** Grammar: what is left of a clause when it asks which district is best and names no matter. */
const PARTICLES = /[对给去来在的最更比较会能吗呢啊吧？?！!，,。.\s七个区杭州钱多好划算上班工作]/gu;

/** 哪个区房租最便宜, 哪个区年轻人最多: the clause that asks names a matter beside the districts. */
function asksOfMatter({ normalized }: ParsedQuestion, synonyms: JudgeTools["synonyms"]): boolean {
  const asking = normalized
    .split(/[,，。;；]/u)
    .filter((clause) => hasWord(clause, synonyms, "every-district"));
  const words = NO_MATTER.flatMap((group) => (synonyms[group] ?? []).flatMap((one) => one.words))
    .filter((word) => [...word].length > 1)
    .toSorted((a, b) => b.length - a.length);
  return asking.some((clause) => {
    const left = words
      .reduce((text, word) => text.replaceAll(word, ""), clause)
      .replaceAll(PARTICLES, "");
    return (left.match(/\p{Script=Han}/gu) ?? []).length >= LEAST_MATTER;
  });
}

/** So many characters name something. */
const LEAST_MATTER = 2;

/** What of a question is to be judged for a person; `null` when it is answered for anybody. */
function wantedOf(
  decided: ReturnType<typeof decide>,
  frame: Frame,
  said: SaidInTurn,
  known: Known,
  isKnown: boolean,
  goesOn: Form["act"] | null,
  today: LocalDate,
  tools: JudgeTools,
): Wanted | null {
  const { decision, merged } = decided;
  const { question } = decision;
  const { change } = merged;
  // What cannot be done, and anger, are met as such whatever else they tell.
  if (isRequest(decision)) {
    const isTold = isBareAnger(decision) && !said.isOther && Object.keys(said.facts).length > 0;
    return isTold ? { scope: anythingFor(question, known.facts, tools), about: decision } : null;
  }
  if (asksBestDistrict(question, said, isKnown, tools)) {
    return { scope: anythingFor(question, known.facts, tools), about: null, follow: "districts" };
  }
  // A judgement that waits has put its question; beside another answer it is not put again.
  if (decision.kind === "faq") {
    return frame.form === null ? wantedBeside(decision, said, known, isKnown, tools) : null;
  }
  if (change.kind === "judge" || change.kind === "person") {
    const scope = scopeOfFrame(frame, question, known.facts, tools);
    if (scope === null) return null;
    const isOther = change.kind === "person";
    // With nothing known of the other one the conditions are told first, and judging is offered.
    if (isOther && Object.keys(said.facts).length > 0) {
      return { scope, about: null, person: "other" };
    }
    return isOther
      ? { scope: { ...scope, isOffer: true }, about: decision, person: "other" }
      : { scope, about: decision };
  }
  if (change.kind === "fact" && frame.goal !== "know" && frame.guide === null) {
    const scope = scopeOfFrame(frame, question, known.facts, tools);
    if (scope !== null) return { scope, about: null, person: "other" };
  }
  const told = Object.keys(said.facts).length;
  const isAnything = asksForAnything(
    question,
    {
      // What was told before in the talk counts as much as what is told now.
      told: isKnown && frame.goal === "screen" ? Math.max(told, 2) : told,
      hasSubject: frame.services.length > 0 && frame.goal !== "screen",
    },
    tools.synonyms,
  );
  // 我啥都没有能申请啥, money for somebody who starts a company: the guide of that matter is the answer.
  if (isAnything && isGuidedByWord(decision, tools)) return null;
  if (isAnything) return { scope: anythingFor(question, known.facts, tools), about: null };
  if (isTelling(question, said, tools)) {
    // What is told of one thing that no rule judges opens no other.
    const isJudged = frame.services.some((id) => tools.shelf.policiesOf(id).length > 0);
    const isOpen =
      change.kind === "fresh" || frame.goal === "screen" || frame.overview !== undefined;
    if (!isOpen && !isJudged) return null;
    // What a firm tells of those it hires is no fact of the one who asks.
    if (frame.guide !== null && tools.base.topic(frame.guide)?.audience === "firm") return null;
    const standing =
      frame.services.length > 0 ? scopeOfFrame(frame, question, known.facts, tools) : null;
    const scope = standing ?? anythingFor(question, known.facts, tools);
    if (scope.services.length > 0) return { scope, about: null };
  }
  const scope = scopeOf(decision, said.facts, known.facts, isKnown, { ...tools, today }, goesOn);
  return scope === null ? null : { scope, about: decision };
}

/** One question with what is done about it. */
interface Planned {
  readonly decision: Decision;
  readonly person: PersonView | null;
  readonly outcome: PersonOutcome | null;
}

/** Grammar: words of a question that ask nothing (我什么都没有). */
const NOTHING = /(?:什么|啥|哪里?|谁)[都也]/u;

/** Clauses that tell and ask nothing (我什么都没有，能申请什么) go where another one is answered. */
function withoutStory(planned: readonly Planned[], { synonyms }: JudgeTools): readonly Planned[] {
  const asks = ({ decision }: Planned): boolean =>
    decision.kind !== "decline" ||
    decision.reason === "elsewhere" ||
    ((decision.question.kind !== "none" || !NOTHING.test(decision.question.normalized)) &&
      (/[?？吗么呢]/u.test(decision.question.text) ||
        ASKING.some((group) => hasWord(decision.question.normalized, synonyms, group))) &&
      // 博士答辩刚过，材料方向: a word of a side that is hardly asked for only tells.
      (decision.reason !== "out-of-scope" ||
        asksByForm(decision.question.normalized) ||
        hasWord(decision.question.normalized, synonyms, "question-word") ||
        (decision.question.acts[0]?.confidence ?? 0) >= OUTRIGHT));
  const asked = planned.filter(asks);
  return asked.length === 0 || asked.every(({ decision }) => decision.kind === "decline")
    ? planned
    : asked;
}

/**
 * 硕士有多少补贴, then 2023年毕业的: who asked of anybody and goes on to tell of themselves meant themselves. Only where nothing
 * else was told before.
 */
function followsAnybody(
  { utterance, questions, tracker, today }: JudgeInput,
  said: SaidInTurn,
  form: Form | null,
  tools: JudgeTools,
): boolean {
  const isTold =
    !said.isOther && !said.isAnyone && !said.isSupposed && Object.keys(said.facts).length > 0;
  if (!isTold || form !== null || tracker.turnCount === 0) return false;
  if (asks(utterance, questions, tools.synonyms)) return false;
  const since = tracker.frame?.since ?? 0;
  const own = recall(tracker, since, keptOn(tracker, tools.shelf, today), tools, "speaker");
  if (Object.keys(own).length > 0) return false;
  const last = recall(tracker, tracker.turnCount - 1, {}, tools, "anyone");
  return Object.keys(last).length > 0;
}

/** A part without a matter of its own asks of what the part before it was answered with, where that one leaned on the talk. */
function asPart(
  question: ParsedQuestion,
  before: Decision | undefined,
  frame: Frame,
): ParsedQuestion {
  const { part } = question;
  const isAnswered = before !== undefined && !DENYING.has(before.kind) && before.kind !== "talk";
  if (part === undefined || !isAnswered || frame.services.length === 0) return question;
  return { ...question, ...part, topics: [], services: [], reference: { kind: "none" } };
}

/** Decisions that say no more than that nothing is held. */
const DENYING: ReadonlySet<Decision["kind"]> = new Set(["decline", "nothing-there", "handoff"]);

const isSameDenial = (decision: Decision, before: Decision | undefined): boolean =>
  before !== undefined && decision.kind === before.kind && DENYING.has(decision.kind);

/** Two parts of a message that have one known answer are answered once. */
const isSameAnswer = (decision: Decision, planned: readonly Planned[]): boolean => {
  const entryOf = (one: Decision): string | null =>
    one.kind === "faq"
      ? one.entry
      : one.kind === "judge" && one.about?.kind === "faq"
        ? one.about.entry
        : null;
  const entry = entryOf(decision);
  return entry !== null && planned.some(({ decision: before }) => entryOf(before) === entry);
};

/** 本科生能领1万是真的吗，二本也算吗: where two parts lead to the verdict on one thing, and to no more, it is given once. */
const isSameVerdict = (decision: Decision, planned: readonly Planned[]): boolean =>
  decision.kind === "judge" &&
  (decision.about === null ||
    (decision.about.kind === "answer-service" && FOR_ONESELF.has(decision.about.act))) &&
  planned.some(
    ({ decision: before }) =>
      before.kind === "judge" && before.services.join() === decision.services.join(),
  );

/** What our own pages ask in the name of a guide is answered by that guide, whichever known question it is like. */
const isOfPages = ({ text }: ParsedQuestion, { words }: JudgeTools): boolean =>
  PAGE_QUESTIONS.some((key) =>
    words(key).some((choice) => bare(choice.slice(choice.indexOf("|") + 1)) === bare(text)),
  );

/** Wordings that hold the questions of the pages, each as "label|question". */
const PAGE_QUESTIONS = ["browse-ask-choices", "front-choices", "front-example-choices"] as const;

/** Spaces and marks tell no two questions apart. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[\p{P}\p{S}\s]+/gu, "");

/** Grammar: whether there is any, of nothing that it names. */
const IS_THERE = /^(?:请问|到底|现在|还)?(?:有吗|有么|有没有|有无|有不)[啊呢呀吗]?$/u;

/** The questions of a message, one after another: each leans on what the one before it left. */
function planQuestions(
  input: JudgeInput,
  said: SaidInTurn,
  tools: JudgeTools,
  isAside = false,
): TurnPlan {
  const { questions, tracker, today } = input;
  const before = tracker.frame ?? EMPTY_FRAME;
  const { form } = before;
  const goesOn = form !== null && form.person === "speaker" && !said.isOther && !said.isAnyone;
  const leads = followsAnybody(input, said, form, tools);
  const whom: Form["person"] =
    said.isAnyone || leads ? "anyone" : said.isOther ? "other" : "speaker";
  // What the speaker told in this talk counts; of somebody else and of anybody only what is said now.
  const since = leads
    ? tracker.turnCount - 1
    : whom === "speaker"
      ? before.since
      : tracker.turnCount;
  const known = knownOf(input, said, since, whom, tools);
  // Said before in this talk, kept or sent along: then "can one" means this person.
  const isKnown = Object.keys(known.before).length > 0;
  const planned: Planned[] = [];
  const why: string[] = [];
  let frame = before;
  let leant = false;
  const requests = requestsOf(
    input.utterance,
    questions.map(({ text }) => text),
    tools.synonyms,
  );
  for (const [index, asked] of questions.entries()) {
    const before = planned.at(-1)?.decision;
    // 萧山 创业园 清单 有吗: whether there is any is asked of what stands before it, and answered there.
    if (before !== undefined && IS_THERE.test(asked.normalized)) continue;
    const leaningOne = leaning(leant ? asPart(asked, before, frame) : asked, frame);
    // What is there for me is no one of the known questions, however like to one it sounds.
    const told = Object.keys(said.facts).length;
    const hasOwnWay =
      isOfPages(asked, tools) ||
      asksForAnything(leaningOne, { told, hasSubject: false }, tools.synonyms);
    const question = hasOwnWay ? { ...leaningOne, faq: [] } : leaningOne;
    const heard = heardIn(question, said, known.facts, input, tools, requests[index] ?? null);
    const decided = decide({
      question,
      frame,
      heard: {
        ...heard,
        // What was found to be a question beside a judgement is one, whatever its form.
        isAsking: isAside || heard.isAsking,
      },
      listed: tracker.listed,
      rest: tracker.rest,
      hasTalk: tracker.turnCount > 0 || planned.length > 0,
      base: tools.base,
      isJudged: (id) => tools.shelf.policiesOf(id).length > 0,
    });
    leant = decided.merged.change.kind !== "fresh";
    const wanted = wantedOf(
      decided,
      frame,
      said,
      known,
      isKnown,
      goesOn ? form.act : null,
      today,
      tools,
    );
    // One question at a time: what another one of the message needs waits.
    const mayAsk = planned.every(({ person }) => (person?.asking ?? null) === null);
    const one =
      wanted === null
        ? { decision: decided.decision, person: null, outcome: null }
        : judged(mayAsk ? input : { ...input, isGroup: true }, question, wanted, said, tools, {
            known,
            from: {
              began: tracker.turnCount,
              since,
              person: whom,
              put: {},
              skipped: goesOn ? form.skipped : [],
              isAgain: false,
            },
          });
    // What one part denies is not denied again by the next that asks of the same.
    if (asked.part !== undefined && isSameDenial(one.decision, before)) continue;
    if (isSameAnswer(one.decision, planned) || isSameVerdict(one.decision, planned)) continue;
    planned.push(one);
    why.push(`${decided.merged.change.kind} (${decided.merged.why}): ${one.decision.kind}`);
    frame = frameAfter(frame, one.decision);
  }
  const settled = settleRequests(withoutStory(planned, tools));
  const outcomes = settled.flatMap(({ outcome }) => outcome ?? []);
  const asking = outcomes.find((outcome) => (outcome.form?.asking ?? null) !== null);
  const decisions = settled.map(({ decision }) => decision);
  return {
    decisions,
    why,
    // Keeping is offered when nothing more is asked.
    persons: settled.map(({ person }) =>
      person === null || asking === undefined ? person : { ...person, offersKeep: false },
    ),
    outcome: asking ??
      outcomes.at(-1) ?? {
        ...unchanged(tracker, waiting(form, decisions), tellsOf(said)),
        ...(isChild(known.facts, today) && {
          form: null,
          ...childLeaves(tracker, said.isOther || said.isAnyone),
        }),
      },
  };
}

/** The one who is judged, as the words call them (老婆); `null` for the speaker and where nobody is named. */
function whomOf(
  { normalized }: ParsedQuestion,
  person: Form["person"],
  { synonyms }: JudgeTools,
): string | null {
  if (person !== "other") return null;
  return wordsIn(normalized, synonyms, "other-person")[0] ?? null;
}

/** A question judged for the person whom it asks about. */
function judged(
  input: JudgeInput,
  question: ParsedQuestion,
  { scope, about, person: named, follow }: Wanted,
  said: SaidInTurn,
  tools: JudgeTools,
  { known, from }: { readonly known: Known; readonly from: GoingOn },
): Planned {
  const isNamed = named !== undefined && named !== from.person;
  const since = isNamed ? input.tracker.turnCount : from.since;
  const whom = named ?? from.person;
  const facts = isNamed ? knownOf(input, said, since, whom, tools) : known;
  const { person, outcome } = conclude(
    input,
    scope,
    said,
    facts,
    { ...from, since, person: whom },
    tools,
  );
  const { services, act } = scope;
  const view = {
    ...person,
    whom: whomOf(question, whom, tools),
    ...(follow === "districts" && { asksDistricts: true as const }),
  };
  return {
    decision: {
      kind: "judge",
      question,
      about,
      services,
      act,
      ...(follow !== undefined && { follow }),
    },
    person: view,
    outcome,
  };
}

/** Grammar: what follows puts right what was said. */
const CORRECTS =
  /^(?:不对|不是|其实|更正|口误|(?:不好意思|抱歉|哦|啊|呃)?[,，\s]*(?:我)?(?:刚才|刚刚|刚|前面|上面)?(?:说|打|写|输|搞|记|填|弄|看)错|actually|no[,，]|sorry|correction)/iu;

/**
 * Who did not answer at once may answer later: words that say nothing to the question put last are read as the answer to one
 * that was put before it.
 */
function answeredLate(
  said: SaidInTurn,
  form: Form | null,
  asks: boolean,
  isCorrection: boolean,
  known: Known["facts"],
  places: readonly string[],
  today: JudgeInput["today"],
  read: (slot: string) => SaidInTurn,
): { readonly said: SaidInTurn; readonly slot?: string } {
  const isNews = said.answer.kind !== "none" || Object.keys(said.facts).length > 0;
  if (form === null || isNews || asks) return { said };
  // 其实交了，交了半年: what is known is said anew, the newest first.
  if (isCorrection) {
    for (const slot of Object.keys(known).toReversed()) {
      const again = read(slot);
      if (
        again.answer.kind === "value" &&
        again.answer.value !== known[slot] &&
        !isChild(again.facts, today)
      ) {
        return { said: { ...again, isPutRight: true }, slot };
      }
    }
  }
  // 在桐庐: where the judgement still needs a place, it is that place.
  for (const slot of places) {
    const there = read(slot);
    if (there.answer.kind === "value") return { said: there, slot };
  }
  const put = Object.keys(form.put).filter(
    (key) => key !== form.asking && !key.endsWith("~") && known[key] === undefined,
  );
  for (const slot of put.toReversed()) {
    const late = read(slot);
    if (late.answer.kind === "value") return { said: late, slot };
  }
  return { said };
}

/** Places that the judgement still needs to know, when a district and nothing else is said. */
function openPlaces(
  { questions, today }: JudgeInput,
  form: Form,
  known: Known["facts"],
  { forms, shelf }: JudgeTools,
): readonly string[] {
  const [question, ...others] = questions;
  const isPlace =
    question !== undefined &&
    others.length === 0 &&
    question.districts.length === 1 &&
    question.focus.length === 0 &&
    question.entities.every(({ slot }) => slot === "district") &&
    !/[呢吗么?？想]/u.test(question.text);
  if (!isPlace || form.services.length === 0 || form.person !== "speaker") return [];
  const open = judge(form, known, today, shelf, form.skipped).verdicts.flatMap(({ assessment }) =>
    assessment.trail.flatMap(({ outcome, slot }) =>
      outcome === "unknown" && slot !== null && forms.get(slot)?.place !== undefined ? [slot] : [],
    ),
  );
  return [...new Set(open)].slice(0, 1);
}

/** What was told before of the one who is judged: 6月 is joined to the year that is known. */
const knownBefore = (
  { tracker, today }: JudgeInput,
  { since, person }: Pick<Form, "since" | "person">,
  tools: JudgeTools,
): Known["facts"] => {
  const kept = person === "speaker" ? keptOn(tracker, tools.shelf, today) : {};
  return recall(tracker, since, kept, tools, person);
};

/** Grammar: what was said before is put right, and what is meant stands behind it (不是买房，打错了，是租房补贴). */
const MEANT =
  /^(?:(?:不对|不是|错了|打错了|说错了|我说错了|搞错了|no|sorry)[^?？]{0,16}?)?(?:[,，。\s]|^)(?:是|我问的是|我说的是|我是说|我想问的?是?|我要问的?是?|我问|我要的是|应该是|问的是|说的是|i meant?|i was asking about)\s*(?<meant>[^?？]{2,})$/iu;

/** Grammar: what was heard is not meant. */
const DENIES = /^(?:不对|不是|错了|打错了|说错了|我说错了|搞错了|no\b|sorry\b)/iu;

/** What is not meant stands behind it, too (幼儿园，不是小学). */
const NOT_MEANT = /[,，\s]*(?:不是|而不是|\bnot\b).*$/iu;

/**
 * The question as it is put right: another matter is meant than the one that was heard, and what was asked of that is asked of
 * this. Facts that are put right are read as facts. The questions themselves where nothing of the kind is said.
 */
function putRight(
  { utterance, questions, tracker, today }: JudgeInput,
  tools: JudgeTools,
): readonly ParsedQuestion[] {
  const frame = tracker.frame ?? EMPTY_FRAME;
  const meant = MEANT.exec(utterance.trim())
    ?.groups?.["meant"]?.replace(NOT_MEANT, "")
    .replace(/的$/u, "");
  if (meant === undefined || meant.trim() === "" || tracker.turnCount === 0) return questions;
  if (questions.some(({ statements }) => statements.some(({ standing }) => standing === "held"))) {
    return questions;
  }
  const isNamed = questions.some(({ services }) =>
    services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED),
  );
  // 我说的是公租房 names what is meant by itself.
  if (isNamed && !DENIES.test(utterance.trim())) return questions;
  const [question, ...others] = tools.parse(meant, today).questions;
  if (question === undefined || others.length > 0) return questions;
  const isMatter =
    question.services.some(({ how, confidence }) => how !== "content" && confidence >= NAMED) ||
    ((question.topics[0]?.confidence ?? 0) >= SURE_TOPIC && question.focus.length > 0);
  if (!isMatter) return questions;
  const [act] = question.acts;
  const isOutright = act !== undefined && act.id !== "what" && act.confidence >= OUTRIGHT;
  return [
    {
      ...question,
      reference: { kind: "swap" },
      // What is named on purpose is sure, however few its words.
      topics: question.topics.map((topic, place) =>
        place === 0 ? { ...topic, confidence: 1 } : topic,
      ),
      ...(!isOutright && frame.act !== null && { acts: [{ id: frame.act, confidence: 1 }] }),
    },
  ];
}

/** From here an act is what the words ask outright. */
const OUTRIGHT = 0.9;

/** The known question that is put while a judgement goes on; `null` for none. */
function knownAside(
  question: ParsedQuestion,
  said: SaidInTurn,
  { tracker, today }: JudgeInput,
  tools: JudgeTools,
  least: number,
  isLast: boolean,
): FaqEntry | null {
  const told = Object.keys(said.facts).length;
  if (asksForAnything(question, { told, hasSubject: false }, tools.synonyms)) return null;
  if (laterDay(question, today) !== null) return null;
  const context = {
    question,
    frame: tracker.frame ?? EMPTY_FRAME,
    base: tools.base,
    hasTalk: tracker.turnCount > 0,
    isJudged: (id: string) => tools.shelf.policiesOf(id).length > 0,
    heard: {
      facts: said.facts,
      isAsking: true,
      told,
      moves: movesIn(question.normalized, tools.synonyms),
      isOther: said.isOther && !said.isSupposed,
      isSupposed: said.isSupposed,
    },
  };
  return faqEntryOf(context, isLast, least);
}

/** Shares that a known question must have to be meant rather than what the judgement makes of the words. */
const LEAST_ASIDE = Object.freeze({
  /** A side of what is judged, or what is supposed. */
  side: 0.6,
  /** A side of what is judged, asked in words that any matter has (去哪申, 要预约吗). */
  bare: 0.85,
  /** Another question about the judgement: why not, what is missing, how much in all; no known question is meant. */
  ofIt: 1.01,
  /** The answer to what was asked. */
  answer: 0.9,
  /** What asks nothing by its form, and tells nothing that is judged (学历认证还没下来). */
  told: 0.6,
});

/** How what goes on follows the judgement: as one of its own questions, or as something else. */
const followsOf = (going: TurnPlan | null): readonly string[] =>
  (going?.decisions ?? []).flatMap((decision) =>
    decision.kind === "judge"
      ? (decision.follow ?? [])
      : decision.kind === "decline"
        ? []
        : "other",
  );

/** The share that a known question must have beside a judgement that goes on. */
function leastAside(going: TurnPlan | null, said: SaidInTurn, form: Form | null): number {
  const follows = followsOf(going);
  const asked = form?.asking ?? null;
  if (asked !== null && said.facts[asked] !== undefined) return LEAST_ASIDE.answer;
  if (follows.some((follow) => follow !== "side" && follow !== "open")) return LEAST_ASIDE.ofIt;
  return follows.length > 0 || said.isSupposed ? LEAST_ASIDE.side : 0;
}

/** Whether what was told is asked for by a rule of what is judged: then it is taken, and judged anew. */
function isJudgedBy(said: SaidInTurn, form: Form | null, { shelf }: JudgeTools): boolean {
  if (said.answer.kind !== "none" || said.denied.length > 0 || said.unclear.length > 0) return true;
  if (form === null) return false;
  const policies = form.services.flatMap((id) => shelf.policiesOf(id).map(({ policy }) => policy));
  // A fact that no rule reads (我俩都是河南户口, of a loan) is a question by its sense: whether it matters.
  return (
    policies.length === 0 ||
    policies.some((policy) => Object.keys(relevantTo(policy, said.facts)).length > 0)
  );
}

/**
 * Decides a turn: talk about what is kept of the person, the judgement that goes on, or questions, each of which is judged
 * when it is about a person. Pure.
 */
export function planTurn(input: JudgeInput, tools: JudgeTools): TurnPlan {
  const { utterance, questions, tracker, today } = input;
  const form = tracker.frame?.form ?? null;
  const move = profileMove.read(input, tools);
  if (move !== null) return { ...move, why: ["what is kept of the person: profile"] };
  const card = cardMove.read(input, tools);
  if (card !== null) return card;
  const before = knownBefore(
    input,
    form ?? { since: tracker.frame?.since ?? 0, person: "speaker" },
    tools,
  );
  // Of whom a judgement of others is, it knows already.
  const forFirm = form?.person !== "other" && isForFirm(tracker.turns);
  const read = (slot: string | null): SaidInTurn =>
    readTurn(utterance, questions, slot, today, tools, before, forFirm);
  const heard = answeredLate(
    read(form?.asking ?? null),
    form,
    questions.length !== 1 || /[吗么呢嘛?？]|^and /u.test(questions[0]?.normalized ?? ""),
    CORRECTS.test(utterance),
    before,
    form === null ? [] : openPlaces(input, form, before, tools),
    today,
    read,
  );
  const { said } = heard;
  const frame = tracker.frame ?? EMPTY_FRAME;
  const meant = putRight(input, tools);
  const leant = { ...input, questions: meant.map((question) => leaning(question, frame)) };
  const going = form === null ? null : goOnWith(leant, said, form, tools);
  // What is asked beside a judgement, and not of it, and has a known answer gets it; the judgement waits.
  const least = leastAside(going, said, form);
  // 学生算吗: that no source defines a term is said only where no known question is likely.
  const isTerm = (going?.decisions ?? []).some(
    (decision) =>
      decision.kind === "judge" &&
      decision.about?.kind === "decline" &&
      decision.about.reason === "term",
  );
  const isBare = followsOf(going).length > 0;
  const isAsking = asks(utterance, questions, tools.synonyms);
  const isAside =
    going !== null &&
    // 打错了，是52w puts right what was told; it asks nothing beside it.
    said.isPutRight !== true &&
    (isAsking || !isJudgedBy(said, form, tools)) &&
    leant.questions.some((question) => {
      // 啊啊啊 is like to no question, however the shares fall.
      if (question.kind === "talk" && !isAsking) return false;
      // 去哪申 asks it of what is judged, or of what was spoken of last.
      const isSide = isBare && question.focus.length === 0 && !isBesideForm(frame);
      const entry = knownAside(
        question,
        said,
        input,
        tools,
        Math.max(isAsking ? least : LEAST_ASIDE.told, isSide ? LEAST_ASIDE.bare : 0),
        isTerm,
      );
      return (
        entry !== null &&
        (!isSide || entry.services.some((id) => form?.services.includes(id) === true))
      );
    });
  const plan =
    going === null || isAside
      ? planQuestions({ ...input, questions: meant }, said, tools, isAside)
      : { ...going, why: ["the judgement goes on: judge"] };
  const ofTwo = planOfTwo(input, said, plan, tools);
  if (ofTwo !== null) return ofTwo;
  return heard.slot === undefined
    ? plan
    : { ...plan, outcome: { ...plan.outcome, answers: heard.slot } };
}
