import { viewVerdict } from "../reply/index.js";
import type { CardWords, VerdictVoice } from "../reply/index.js";
import { chipOf, lineOf } from "./say-fact.js";
import type { PersonView } from "./turn-plan.js";

/** More conditions than these are asked at no counter. */
const MOST_OPEN = 2;

/** What a card says of a person, in the voice's language: what was told, and what only an office can tell. */
export function cardWords(voice: VerdictVoice, { facts, judgement }: PersonView): CardWords {
  const told = Object.entries(facts);
  // Which open conditions concern the person is known when nothing of the person is left to be told.
  const open = (judgement?.verdicts ?? []).flatMap(({ policy, service, assessment, changes }) => {
    const { because, needed } = viewVerdict(voice, policy, assessment, changes, service);
    return needed.length > 0
      ? []
      : because.flatMap(({ criterion, outcome, isOpen }) =>
          outcome === "unknown" && isOpen === true ? [criterion] : [],
        );
  });
  return {
    facts: told.map(([slot, value]) => lineOf(voice, slot, value)),
    chips: told.map(([slot, value]) => chipOf(voice, slot, value)),
    open: [...new Set(open)].slice(0, MOST_OPEN),
  };
}
