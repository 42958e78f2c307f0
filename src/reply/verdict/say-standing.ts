import type { Standing } from "../types.js";
import type { Speaker } from "../wordings.js";
import { saySum } from "./verdict-amount.js";

/** The sum that a verdict speaks of; empty where none is certain enough to be said, or none would be paid. */
function sumOf(speaker: Speaker, { state, min, max }: Standing): string {
  if (max === null || (state !== "eligible" && state !== "not-yet")) return "";
  const most = saySum(speaker, max);
  if (min === null || min === max) return most;
  return min === 0
    ? speaker.say("verdict-amount-ceiling", { max: most })
    : speaker.say("verdict-amount-range", { min: saySum(speaker, min), max: most });
}

/** A verdict in a few words, as it is told beside another one. */
export function sayStanding(speaker: Speaker, standing: Standing): string {
  const word = speaker.say(`verdict-word-${standing.state}`);
  const amount = sumOf(speaker, standing);
  return amount === "" ? word : speaker.say("standing-amount", { word, amount });
}
