import type { Act, Facet } from "../shared/acts.js";
import { claimsUnder } from "./find-claims.js";
import type { FoundClaim, PersonKind } from "./find-claims.js";
import type { KnowledgeIndex } from "./knowledge-index.js";
import type { Claim, Service } from "./types.js";

/** Number of a document, as 〔2023〕126号. */
const DOCUMENT = /〔\d{4}〕|\[\d{4}\]|（\d{4}）\d+号/u;

/** A whole day of the calendar: a statement that begins with one tells when something was launched. */
const DAY = /\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?/u;

/** The sides that make the key facts, in the order in which they are told; so many statements of each. */
const KEY_SIDES: readonly (readonly [Facet, number])[] = [
  ["amount", 3],
  ["who", 1],
  ["when", 1],
  ["how", 1],
];

/** Of what is no money: for whom it is and through what, when it is asked what it is. */
const PLAIN_SIDES: readonly (readonly [Facet, number])[] = [
  ["who", 1],
  ["how", 2],
  ["when", 1],
];

/** Asked how long it takes, the days to apply beside it would be taken for the answer. */
const LASTING: readonly Act[] = ["duration", "progress"];

/** How late a statement stands among those of what something is: documents and launch days are no first line. */
const lateness = ({ text }: Claim): number => (DOCUMENT.test(text) ? 2 : DAY.test(text) ? 1 : 0);

/** Statements of what something is, those about documents and launch days after those that say what it does. */
export const byUse = (claims: readonly FoundClaim[]): readonly FoundClaim[] =>
  claims.toSorted((a, b) => lateness(a.claim) - lateness(b.claim));

/** Whether a statement is about other kinds of people than those asked about, and only about them. */
export function namesOnlyOthers({ text }: Claim, kinds: readonly PersonKind[]): boolean {
  const lower = text.toLowerCase();
  return kinds.some(
    ({ words, others }) =>
      !words.some((word) => lower.includes(word)) && others.some((word) => lower.includes(word)),
  );
}

/** Figures of a statement, with what stands right behind them. */
const FIGURES = /\d[\d.,]*\p{L}?/gu;

/** Whether a statement was told already: the same words, or the same facts and no figure that is not told. */
export const isTold = (claim: Claim, told: readonly Claim[]): boolean =>
  told.some(
    (other) =>
      other.text === claim.text ||
      (claim.facts.every((fact) => other.facts.includes(fact)) &&
        (claim.text.match(FIGURES) ?? []).every((figure) => other.text.includes(figure))),
  );

/** What is asked, as far as it decides what stands beside the answer. */
interface Beside {
  readonly service: Service;
  readonly coveredId?: string;
  readonly act: Act;
  readonly kinds?: readonly PersonKind[];
}

/**
 * How much, for whom, until when and through what, where sources state a sum: the statements that the answer itself does
 * not make. Of what is no money only beside what it is: a definition alone leads nobody further.
 */
export function keyFactsOf(
  base: KnowledgeIndex,
  { service, coveredId, act, kinds = [] }: Beside,
  main: readonly FoundClaim[],
): readonly FoundClaim[] {
  const under = (facet: Facet): readonly Claim[] => {
    const own = claimsUnder(service, facet, coveredId);
    return own.length > 0 ? own : base.partsOf(service.id).flatMap((part) => part.claims[facet]);
  };
  const isPaid = under("amount").length > 0;
  if (!isPaid && (act !== "what" || main.length === 0)) return [];
  const told = main.map(({ claim }) => claim);
  const answered = new Set(main.map(({ facet }) => facet));
  const facts: FoundClaim[] = [];
  for (const [facet, most] of isPaid ? KEY_SIDES : PLAIN_SIDES) {
    if (answered.has(facet) || (facet === "when" && LASTING.includes(act))) continue;
    const fitting = under(facet).filter((claim) => !namesOnlyOthers(claim, kinds));
    const newest = fitting.filter((claim) => !base.isReplaced(claim));
    for (const claim of (newest.length > 0 ? newest : fitting).slice(0, most)) {
      // A sum in words (同额) is told only by itself.
      const isWordy = facet === "amount" && claim.text.match(FIGURES) === null;
      if (isWordy ? told.includes(claim) : isTold(claim, told)) continue;
      told.push(claim);
      facts.push({ facet, claim });
    }
  }
  return facts;
}
