import {
  decide,
  type Decision,
  type Judging,
  type PersonOutcome,
  type Tracker,
} from "../dialogue/index.js";
import { personsIn, vocabularyOf, type ParsedQuestion } from "../nlu/index.js";
import { childLeaves, conclude, knownOf } from "./conclude.js";
import { followUp } from "./follow-up.js";
import { isChild, wordsIn } from "../person/person-facts.js";
import { profileMove } from "./profile-talk.js";
import { beganWithAnyone, readTurn, type SaidInTurn } from "../person/recall.js";
import type { JudgeInput, JudgeTools, PersonView, TurnPlan } from "./turn-plan.js";
import { turnToSelf } from "./turn-to-self.js";
import { asksForAnything } from "./anything-asked.js";
import { anythingFor, scopeOf } from "./what-to-judge.js";

/** From here an act is what the words ask outright. */
const OUTRIGHT = 0.9;
const NAMED = 0.4;
const TOPIC = 0.35;

/** Talk that can be an answer, or noise around one. */
const ANSWER_TALK: ReadonlySet<string> = new Set(["yes", "no", "more", "nonsense"]);

/** Whether an utterance asks something by itself rather than answering or correcting. */
function asksAnew(questions: readonly ParsedQuestion[], asked: string | null): boolean {
  return questions.some((question) => {
    if (question.kind === "talk") return !ANSWER_TALK.has(question.talk ?? "");
    if (question.services.some((one) => one.how !== "content" && one.confidence >= NAMED)) {
      return true;
    }
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

/** How often a question is put before it is let go. */
const MOST_TRIES = 1;

/** Questions in between after which a judgement is over. */
const MOST_DIGRESSIONS = 2;

const NOTHING: Pick<PersonOutcome, "forget"> = { forget: "nothing" };

/** What the tracker has of the person, unchanged. */
const unchanged = (tracker: Tracker, judging: Judging | null): PersonOutcome => ({
  judging,
  profile: tracker.profile,
  profileOn: tracker.profileOn ?? null,
  ...NOTHING,
});

/** Whether somebody else of whom an utterance speaks is the one who is judged: 他, or named as where the judgement began. */
function isSameOther(
  { utterance, tracker }: JudgeInput,
  judging: Judging,
  tools: JudgeTools,
): boolean {
  const begun = tracker.turns.at(judging.since - tracker.turnCount)?.utterance ?? "";
  const named = wordsIn(utterance, tools.synonyms, "other-person");
  const isThird = personsIn([...utterance.toLowerCase()], vocabularyOf(tools.synonyms)).some(
    ({ isOther }) => isOther,
  );
  return isThird && named.every((word) => begun.includes(word));
}

/** The judgement under way goes on: an answer, a correction, or words that are none. */
function goOn(
  input: JudgeInput,
  said: SaidInTurn,
  judging: Judging,
  tools: JudgeTools,
): TurnPlan | null {
  const { questions } = input;
  const { asking } = judging;
  const isAnswer = said.answer.kind !== "none";
  const hasFacts = Object.keys(said.facts).length > 0 || said.denied.length > 0;
  const isNew = asksAnew(questions, asking);
  const isPlainAnswer = isAnswer && (said.answer.kind === "skip" || !isNew);
  const isAnother = said.isOther && !(judging.isOther && isSameOther(input, judging, tools));
  if (!isPlainAnswer && (isNew || isAnother)) return null;
  if (!isPlainAnswer && !hasFacts && asking === null) return null;
  const isLost = !isPlainAnswer && !hasFacts;
  const isDropped = isLost && judging.tries >= MOST_TRIES;
  const isSkipped = said.answer.kind === "skip" || isDropped;
  const skipped = isSkipped && asking !== null ? [...judging.skipped, asking] : judging.skipped;
  const [question] = questions;
  if (question === undefined) return null;
  const known = knownOf(input, said, judging.since, judging.isOther, tools);
  if (judging.services.length === 0) return profileMove.changed(input, question, known.facts);
  const { person, outcome } = conclude(
    input,
    judging,
    said,
    known,
    {
      since: judging.since,
      isOther: judging.isOther,
      tries: isLost && !isDropped ? judging.tries + 1 : 0,
      skipped: skipped.filter((slot) => known.facts[slot] === undefined),
      isAgain: isLost && !isDropped,
      isLater: true,
    },
    tools,
  );
  return {
    decisions: [
      { kind: "judge", question, about: null, services: judging.services, act: judging.act },
    ],
    persons: [person],
    outcome,
  };
}

/** A judgement that waits while other things are asked, but not for ever. */
function waiting(judging: Judging | null, decisions: readonly Decision[]): Judging | null {
  if (judging === null) return null;
  const isTalk = decisions.every(({ kind }) => kind === "talk" || kind === "repeat");
  const tries = isTalk ? judging.tries : judging.tries + 1;
  return tries > MOST_DIGRESSIONS ? null : { ...judging, tries, offered: false };
}

/**
 * Decides a turn: talk about what is kept of the person, the answer to an open question, a correction, or questions, each
 * of which is judged when it is about a person. Pure.
 */
export function judgeTurn(input: JudgeInput, tools: JudgeTools): TurnPlan {
  const { utterance, questions, tracker, today } = input;
  const judging = tracker.judging ?? null;
  const move = profileMove.read(input, tools);
  if (move !== null) return move;
  const said = readTurn(utterance, questions, judging?.asking ?? null, today, tools);
  if (judging !== null) {
    const follow = followUp(input, said, judging, tools);
    if (follow !== null) return follow;
    const self = turnToSelf(input, said, judging, asksAnew(questions, judging.asking), tools);
    if (self !== null) return self;
    const next = goOn(input, said, judging, tools);
    if (next !== null) return next;
  }
  const plain = questions.map((question) => decide({ question, tracker, base: tools.base }));
  const goesOn =
    judging !== null &&
    !judging.isOther &&
    !said.isOther &&
    !beganWithAnyone(tracker, judging.since, tools);
  const since = goesOn ? judging.since : tracker.turnCount;
  // 硕士有补贴吗 is asked of anybody: nothing that the speaker told counts with it.
  const known = said.isAnyone
    ? knownOf(input, said, tracker.turnCount, true, tools)
    : knownOf(input, said, since, said.isOther, tools);
  // Said before in this talk, kept or sent along: then "can one" means this person.
  const isKnown = Object.keys(known.before).length > 0;
  const from = {
    since,
    isOther: said.isOther,
    tries: 0,
    skipped: goesOn ? judging.skipped : [],
    isAgain: false,
  };
  const judged: { decision: Decision; person: PersonView | null; outcome: PersonOutcome | null }[] =
    [];
  for (const decision of plain) {
    const isAnything = asksForAnything(
      decision.question,
      {
        told: Object.keys(said.facts).length,
        hasSubject: tracker.focus.services.length > 0,
      },
      tools.synonyms,
    );
    const scope = isAnything
      ? anythingFor(decision.question, known.facts, tools)
      : scopeOf(decision, said.facts, known.facts, isKnown, tools, goesOn ? judging.act : null);
    if (scope === null) {
      judged.push({ decision, person: null, outcome: null });
      continue;
    }
    // One question at a time: what another one of the message needs waits.
    const mayAsk = judged.every(({ person }) => (person?.asking ?? null) === null);
    const asker = mayAsk ? input : { ...input, isGroup: true };
    const { person, outcome } = conclude(asker, scope, said, known, from, tools);
    const { question } = decision;
    const { services, act } = scope;
    judged.push({
      decision: { kind: "judge", question, about: isAnything ? null : decision, services, act },
      person,
      outcome,
    });
  }
  const outcomes = judged.flatMap(({ outcome }) => outcome ?? []);
  const asking = outcomes.find((outcome) => (outcome.judging?.asking ?? null) !== null);
  const decisions = judged.map(({ decision }) => decision);
  return {
    decisions,
    // Keeping is offered when nothing more is asked.
    persons: judged.map(({ person }) =>
      person === null || asking === undefined ? person : { ...person, offersKeep: false },
    ),
    outcome: asking ??
      outcomes.at(-1) ?? {
        ...unchanged(tracker, waiting(judging, decisions)),
        ...(isChild(known.facts, today) && {
          judging: null,
          ...childLeaves(tracker, said.isOther || said.isAnyone),
        }),
      },
  };
}
