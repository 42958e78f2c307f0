import { addressesIn, withoutAddresses, type PastedAddress } from "../../text/addresses.js";
import { normalize } from "../../text/normalize.js";
import type { Synonyms } from "../types.js";
import { vocabularyOf, type Group, type Vocabulary } from "../vocabulary.js";

/** What somebody takes along: words for the telephone, a card for the counter, what is known of an address. */
export type CardKind = "hotline" | "counter" | "site";

/** Cards that are asked for by what is said in an office; the call comes first. */
const SPOKEN = ["hotline", "counter"] as const;

/** A card that is asked for, and how. */
export interface CardAsked {
  readonly card: CardKind;
  /** Addresses that were pasted. */
  readonly addresses: readonly PastedAddress[];
  /** What was said beside the words for the card: the matter, and what is told. */
  readonly rest: string;
  /** It is to be spoken by who reads no Chinese, or shown in both languages. */
  readonly isSpelled: boolean;
  /** What stands behind the words that leave something out (别写学历); empty when nothing is left out. */
  readonly without: string;
}

/** Groups whose words only say that a card is wanted. */
const ABOUT_CARD = ["card-said", "card-by", "card-for", "card-without", "card-spelled"] as const;

/** Groups whose words say nothing beside it. */
const NOTHING = ["card-beside", "polite", "request", "function-word"] as const;

/** Marks alone: nothing was said beside the card. */
const EMPTY = /^[\s\p{P}\p{S}]*$/u;

const CLAUSE_END = /^[,，。;；!！?？\n]$/u;

/** A text with the words of groups blanked out. */
function withoutWords(
  points: readonly string[],
  groups: readonly Group[],
  vocabulary: Vocabulary,
): readonly string[] {
  const covered = new Set<number>();
  for (const { start, end } of groups.flatMap((group) => vocabulary.findAll(group, points))) {
    for (let at = start; at < end; at += 1) covered.add(at);
  }
  return points.map((point, at) => (covered.has(at) ? " " : point));
}

/** Most texts hold no word for a card: looking for these costs far less than reading the text. */
const mayAsk = (text: string, vocabulary: Vocabulary): boolean =>
  (["card-said", "card-for"] as const).some((group) =>
    vocabulary.words(group).some(({ word }) => text.includes(word)),
  );

/** Where something is left out (别写学历), from its word to the end of the clause; at the end of the text where nothing is. */
function leftOut(
  points: readonly string[],
  vocabulary: Vocabulary,
): { readonly from: number; readonly to: number; readonly without: string } {
  const [leaving] = vocabulary.find("card-without", points);
  if (leaving === undefined) return { from: points.length, to: points.length, without: "" };
  const length = points.slice(leaving.end).findIndex((point) => CLAUSE_END.test(point));
  const to = length === -1 ? points.length : leaving.end + length;
  return { from: leaving.start, to, without: points.slice(leaving.end, to).join("") };
}

/**
 * The card that an utterance asks for; `null` when it asks for none. A pasted address alone asks whether it is right; beside
 * another question it only belongs to that.
 */
export function cardIn(utterance: string, synonyms: Synonyms): CardAsked | null {
  const vocabulary = vocabularyOf(synonyms);
  const addresses = addressesIn(utterance);
  const { points, text } = normalize(
    addresses.length === 0 ? utterance : withoutAddresses(utterance),
  );
  if (addresses.length === 0 && !mayAsk(text, vocabulary)) return null;
  const values = (group: "card-said" | "card-by" | "card-for" | "card-not"): ReadonlySet<string> =>
    new Set(vocabulary.findAll(group, points).map(({ value }) => value));
  const said = values("card-said");
  const by = values("card-by");
  const wanted = values("card-for");
  const not = values("card-not");
  // What is left out is not what it is about.
  const { from, to, without } = leftOut(points, vocabulary);
  const asked = [...points.slice(0, from), ...points.slice(to)];
  const left = withoutWords(asked, ABOUT_CARD, vocabulary);
  const isNothing = EMPTY.test(withoutWords(left, NOTHING, vocabulary).join(""));
  const rest = isNothing ? "" : left.join("").trim();
  const isSite = (by.has("site") || addresses.length > 0) && wanted.has("site") && !not.has("site");
  const isBare = addresses.length > 0 && rest === "" && wanted.size === 0;
  const isSaid = (kind: "hotline" | "counter"): boolean =>
    !not.has("say") && (said.has(kind) || (by.has(kind) && wanted.has("say")));
  const card = isSite || isBare ? "site" : SPOKEN.find(isSaid);
  if (card === undefined) return null;
  return {
    card,
    addresses: card === "site" ? addresses : [],
    rest,
    isSpelled: vocabulary.has("card-spelled", points),
    without,
  };
}
