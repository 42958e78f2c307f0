import { addMonths, type LocalDate } from "../shared/dates.js";
import { advanceProfile, type Profile, type SlotValue } from "../eligibility/index.js";
import type { ParsedQuestion } from "../nlu/index.js";
import type { Tracker } from "../dialogue/index.js";
import { readFacts, withNewer } from "./person-facts.js";
import type { PolicyShelf } from "./policy-book.js";
import { readAnswer, type AnswerTools, type SlotAnswer } from "./slot-answer.js";

/** What one utterance says of the person: by itself, and as the answer to a question. */
export interface SaidInTurn {
  readonly facts: Profile;
  readonly answer: SlotAnswer;
  readonly isOther: boolean;
  readonly unclear: readonly string[];
}

/** Reads an utterance, given the slot that was asked for just before it. */
export function readTurn(
  utterance: string,
  questions: readonly ParsedQuestion[],
  asked: string | null,
  today: LocalDate,
  tools: AnswerTools,
): SaidInTurn {
  const stated = readFacts(utterance, questions, today, tools);
  const form = asked === null ? undefined : tools.forms.get(asked);
  const answer: SlotAnswer =
    form === undefined
      ? { kind: "none" }
      : readAnswer(form, utterance, questions, stated.facts, tools);
  if (form === undefined || answer.kind !== "value") return { ...stated, answer };
  return { ...stated, facts: { ...stated.facts, [form.id]: answer.value }, answer };
}

/**
 * What the person told in the turns of a judgement, read from the turns again; nothing else remembers it.
 *
 * @param before what was known before
 * @param since `turnCount` before the first of these turns
 */
export function recall(
  tracker: Tracker,
  since: number,
  before: Profile,
  tools: AnswerTools,
): Profile {
  const { turns, turnCount } = tracker;
  const first = Math.max(0, turns.length - (turnCount - since));
  return turns.slice(first).reduce<Profile>((profile, turn, index) => {
    const day = turn.on ?? turn.at.slice(0, 10);
    const asked = turns[first + index - 1]?.asked ?? null;
    const { questions } = tools.parse(turn.utterance, day);
    const said = readTurn(turn.utterance, questions, asked, day, tools);
    return withNewer(profile, said.facts, day).profile;
  }, before);
}

/**
 * What was kept, as it may be taken on a later day: an age has grown; months that go on may have been interrupted, so that
 * after a month they are asked for again.
 */
export function keptOn(tracker: Tracker, shelf: PolicyShelf, today: LocalDate): Profile {
  const { profile, profileOn } = tracker;
  if (profileOn === undefined || today < addMonths(profileOn, 1)) return profile;
  const grown = advanceProfile(profile, shelf.slots, profileOn, today);
  return Object.fromEntries(
    Object.entries(grown).filter(
      ([slot]: [string, SlotValue]) => shelf.slots.get(slot)?.grows !== "month",
    ),
  );
}
