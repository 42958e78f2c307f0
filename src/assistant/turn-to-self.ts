import type { Form } from "../dialogue/index.js";
import { conclude, knownOf } from "./conclude.js";
import { hasWord, personsIn, vocabularyOf } from "../nlu/index.js";
import type { SaidInTurn } from "../person/recall.js";
import type { JudgeInput, JudgeTools, TurnPlan } from "./turn-plan.js";

/** Whether an utterance names the speaker, and nobody else. */
function isOfSpeaker(utterance: string, { synonyms }: JudgeTools): boolean {
  const mentions = personsIn([...utterance], vocabularyOf(synonyms));
  return mentions.length > 0 && mentions.every(({ isOther }) => !isOther);
}

/**
 * 我呢, or 我是博士, while somebody else is judged: the same is judged for the speaker, and nothing told of the other one counts.
 * `null` when it is something else.
 *
 * @param isNew the utterance asks something by itself
 */
export function turnToSelf(
  input: JudgeInput,
  said: SaidInTurn,
  form: Form,
  isNew: boolean,
  tools: JudgeTools,
): TurnPlan | null {
  const [question, ...others] = input.questions;
  if (question === undefined || others.length > 0) return null;
  if (form.person !== "other" || form.services.length === 0) return null;
  if (said.isOther || !isOfSpeaker(question.normalized, tools)) return null;
  const tells = Object.keys(said.facts).length > 0 && !isNew;
  if (!tells && !hasWord(question.normalized, tools.synonyms, "self-swap")) return null;
  const since = input.tracker.frame?.since ?? 0;
  const known = knownOf(input, said, since, "speaker", tools);
  const from = {
    began: input.tracker.turnCount,
    since,
    person: "speaker",
    put: {},
    skipped: [],
    isAgain: false,
  } as const;
  const { person, outcome } = conclude(input, form, said, known, from, tools);
  const { services, act } = form;
  return {
    decisions: [{ kind: "judge", question, about: null, services, act }],
    persons: [person],
    outcome,
  };
}
