import { normalize } from "../../text/normalize.js";
import type { Synonyms } from "../types.js";
import { vocabularyOf } from "../vocabulary.js";

/**
 * What nobody can be given here, and what is said in anger, in the order in which one is taken before another: a person's own
 * number, a broker's fee, somebody's own record, an application made for somebody, a complaint, despair.
 */
const REQUESTS = ["private", "fee", "file", "do", "complain", "despair"] as const;

export type Request = (typeof REQUESTS)[number];

/** The request that an utterance makes; `null` when it makes none, or asks about the matter itself (代办员在哪). */
export function requestIn(utterance: string, synonyms: Synonyms): Request | null {
  const vocabulary = vocabularyOf(synonyms);
  const { points } = normalize(utterance);
  const kinds = (group: "request-said" | "request-by" | "request-for" | "request-not") =>
    new Set(vocabulary.findAll(group, points).map(({ value }) => value));
  const said = kinds("request-said");
  const by = kinds("request-by");
  const wanted = kinds("request-for");
  const not = kinds("request-not");
  return (
    REQUESTS.find(
      (kind) => !not.has(kind) && (said.has(kind) || (by.has(kind) && wanted.has(kind))),
    ) ?? null
  );
}

/**
 * The request of each part of an utterance, by its place; what only the whole says belongs to its first part.
 * Courtesy is cut from parts (帮我查一下), so that each is read with the words before it.
 */
export function requestsOf(
  utterance: string,
  parts: readonly string[],
  synonyms: Synonyms,
): readonly (Request | null)[] {
  let from = 0;
  const kinds = parts.map((part, index) => {
    const at = utterance.indexOf(part, from);
    const isLast = index === parts.length - 1;
    const end = isLast || at === -1 ? utterance.length : at + part.length;
    const kind = requestIn(utterance.slice(from, end), synonyms);
    from = at === -1 ? from : end;
    return kind;
  });
  return kinds.some((kind) => kind !== null)
    ? kinds
    : kinds.map((_, index) => (index === 0 ? requestIn(utterance, synonyms) : null));
}
