import { joinReadings } from "../../nlu/faq/faq-features.js";
import { buildFaqFinder, trainFaq, type ReadSentence } from "../../nlu/faq/faq-finder.js";
import type { SearchableFaq } from "../../nlu/types.js";
import { countFaq, holdBack, type FaqCounts, type FaqGuess } from "./faq-measures.js";

export interface FaqFigures extends FaqCounts {
  readonly entries: number;
  readonly learnt: number;
  readonly heldBack: number;
}

/**
 * Learns the known questions without the sentences that are held back, and asks those.
 *
 * @param read reads a sentence as the questions that it holds
 * @param strange sentences that ask none of the entries
 */
export function evalFaq(
  entries: readonly SearchableFaq[],
  read: ReadSentence,
  strange: readonly string[] = [],
): FaqFigures {
  const { learnt, heldBack } = holdBack(entries);
  const finder = buildFaqFinder(learnt, trainFaq(learnt, read, strange));
  const guesses = heldBack.map(({ entry, sentence }): FaqGuess => {
    const readings = read(sentence);
    const [one] = readings;
    // Joined, places are named alike, and a place that an entry needs would not be seen.
    const found = finder.find(
      one !== undefined && readings.length === 1 ? one : joinReadings(readings),
    );
    const whole = found.reduce((sum, { score }) => sum + Math.exp(score), 0);
    return {
      rank: found.findIndex(({ id }) => id === entry),
      sureness: whole === 0 ? 0 : 1 / whole,
    };
  });
  return {
    entries: entries.length,
    learnt: learnt.reduce((sum, { asked }) => sum + asked.length, 0),
    heldBack: heldBack.length,
    ...countFaq(guesses),
  };
}
