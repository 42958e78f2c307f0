import { addressesIn, withoutAddresses, type PastedAddress } from "../../text/addresses.js";
import { normalize } from "../../text/normalize.js";
import type { Synonyms } from "../types.js";
import { vocabularyOf, type Group } from "../vocabulary.js";

/** What somebody takes along: words for the telephone, a card for the counter, what is known of an address. */
const CARDS = ["hotline", "counter", "site"] as const;

export type CardKind = (typeof CARDS)[number];

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

/**
 * The card that an utterance asks for; `null` when it asks for none. A pasted address alone asks whether it is right; beside
 * another question it only belongs to that.
 */
export function cardIn(utterance: string, synonyms: Synonyms): CardAsked | null {
  const vocabulary = vocabularyOf(synonyms);
  const addresses = addressesIn(utterance);
  const beside = addresses.length === 0 ? utterance : withoutAddresses(utterance);
  const { points } = normalize(beside);
  const values = (group: "card-said" | "card-by" | "card-for" | "card-not"): ReadonlySet<string> =>
    new Set(vocabulary.findAll(group, points).map(({ value }) => value));
  const said = values("card-said");
  const by = values("card-by");
  const wanted = values("card-for");
  const not = values("card-not");
  const withoutWords = (text: readonly string[], groups: readonly Group[]): readonly string[] => {
    const covered = new Set<number>();
    for (const { start, end } of groups.flatMap((group) => vocabulary.findAll(group, text))) {
      for (let at = start; at < end; at += 1) covered.add(at);
    }
    return text.map((point, at) => (covered.has(at) ? " " : point));
  };
  // What is left out is not what it is about.
  const [leaving] = vocabulary.find("card-without", points);
  const from = leaving?.start ?? points.length;
  const length = points.slice(from).findIndex((point) => CLAUSE_END.test(point));
  const to = length === -1 ? points.length : from + length;
  const left = withoutWords([...points.slice(0, from), ...points.slice(to)], ABOUT_CARD);
  const isNothing = EMPTY.test(withoutWords(left, NOTHING).join(""));
  const rest = isNothing ? "" : left.join("").trim();
  const isSite = (by.has("site") || addresses.length > 0) && wanted.has("site") && !not.has("site");
  const isBare = addresses.length > 0 && rest === "" && wanted.size === 0;
  const card: CardKind | undefined =
    isSite || isBare
      ? "site"
      : CARDS.find(
          (kind) =>
            kind !== "site" &&
            !not.has("say") &&
            (said.has(kind) || (by.has(kind) && wanted.has("say"))),
        );
  if (card === undefined) return null;
  return {
    card,
    addresses: card === "site" ? addresses : [],
    rest,
    isSpelled: vocabulary.has("card-spelled", points),
    without: leaving === undefined ? "" : points.slice(leaving.end, to).join(""),
  };
}
