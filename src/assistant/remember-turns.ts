import { createRecent } from "../shared/recent.js";
import type { Engine, EngineTurn, TurnInput } from "./engine.js";

/** Openings kept; some 20 KB each. */
const KEPT = 200;

/** What an opening's answer depends on; a field that is not among them makes the turn one of its own. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set(["utterance", "tracker", "today", "locale"]);

/** Longer ones are stories, which nobody tells twice. */
const LONGEST = 100;

/** A text that names the turn; `null` unless it is the first of a talk in which nothing is known yet. */
function nameOf(input: TurnInput): string | null {
  const { utterance, tracker, today, locale } = input;
  const isOpening = tracker.turnCount === 0 && Object.keys(tracker.profile).length === 0;
  const isPlain = Object.keys(input).every((field) => KNOWN_FIELDS.has(field));
  if (!isOpening || !isPlain || utterance.length > LONGEST) return null;
  return [today, locale ?? "", utterance].join("\n");
}

/**
 * The same engine, which answers the openings asked most lately from memory: many people begin with the same question,
 * and `respond` is pure, so the kept turn is the one that it would give again. Turns are immutable and shared.
 */
export function rememberTurns(engine: Engine): Engine {
  const kept = createRecent<EngineTurn>(KEPT);
  return {
    ...engine,
    respond: (input) => {
      const name = nameOf(input);
      return name === null ? engine.respond(input) : kept.get(name, () => engine.respond(input));
    },
  };
}
