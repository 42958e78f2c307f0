import type { SearchableFaq } from "../../nlu/types.js";
import { share } from "./measures.js";

/** Of so many asked sentences one is held back. */
const HELD_EACH = 5;

/** Shares of the sentences, the surest first, that are answered. */
const ANSWERED = [0.4, 0.6, 0.8] as const;

/** How well the sentences held back were found. */
export interface FaqCounts {
  /** Share of the sentences held back that find their own entry first, and among the first three, 0–1. */
  readonly first: number | null;
  readonly firstThree: number | null;
  /** When only so many are answered, those whose first entry stands out most: the share that is right, 0–1. */
  readonly surest: readonly { readonly answered: number; readonly right: number | null }[];
}

/** One sentence that was held back, and what was found for it. */
export interface FaqGuess {
  /** Place of its own entry among those found, from 0; −1 when it is not among them. */
  readonly rank: number;
  /** The share of the first entry among those found, 0–1. */
  readonly sureness: number;
}

/** A sentence held back, and the entry that it asks. */
interface HeldBack {
  readonly entry: string;
  readonly sentence: string;
}

/** Every fifth asked sentence, counted through all entries; the others stay with their entries. */
export function holdBack(entries: readonly SearchableFaq[]): {
  readonly learnt: readonly SearchableFaq[];
  readonly heldBack: readonly HeldBack[];
} {
  const heldBack: HeldBack[] = [];
  let count = 0;
  const learnt = entries.map((entry) => {
    const asked = entry.asked.filter((sentence) => {
      count += 1;
      if (count % HELD_EACH !== 0) return true;
      heldBack.push({ entry: entry.id, sentence });
      return false;
    });
    return { ...entry, asked };
  });
  return { learnt, heldBack };
}

/** Counts what was found. Of sentences that are as sure the earlier one counts first. */
export function countFaq(guesses: readonly FaqGuess[]): FaqCounts {
  const isFirst = ({ rank }: FaqGuess): boolean => rank === 0;
  const order = guesses.toSorted((one, other) => other.sureness - one.sureness);
  return {
    first: share(guesses, isFirst),
    firstThree: share(guesses, ({ rank }) => rank >= 0 && rank < 3),
    surest: ANSWERED.map((answered) => ({
      answered,
      right: share(order.slice(0, Math.round(order.length * answered)), isFirst),
    })),
  };
}
