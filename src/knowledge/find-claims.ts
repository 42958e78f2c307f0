import type { Act, Facet } from "../shared/acts.js";
import { newestFirst } from "../shared/dates.js";
import type { KnowledgeIndex } from "./knowledge-index.js";
import { meanSupport, type Sayings } from "./text-match.js";
import type { Claim, Service } from "./types.js";

/** What is asked of the knowledge. */
export interface ClaimRequest {
  readonly service: Service;
  /** The covered entry that was named, when it was one. */
  readonly coveredId?: string;
  readonly act: Act;
  /** Content words that the answer must be about; empty when the question holds no more than name and act. */
  readonly focus: readonly string[];
  /**
   * Kinds of people asked about (大专, E类), each as the ways to say it, with the ways to say the other kinds:
   * a service whose claims speak of other kinds only does not answer.
   */
  readonly kinds?: readonly PersonKind[];
  /** An address or a link was asked for: what only says roughly where ("all over the district") is no answer. */
  readonly wantsAddress?: boolean;
  /** The service was named, not guessed: then less of the focus has to be found in its text. */
  readonly isNamed: boolean;
}

/** One kind of people that a question is about. */
export interface PersonKind {
  /** As the question says it. */
  readonly said: string;
  readonly words: readonly string[];
  /** Ways to say its sister kinds; empty when a claim must name the kind itself. */
  readonly others: readonly string[];
}

/** A claim with the facet it stands under. */
export interface FoundClaim {
  readonly facet: Facet;
  readonly claim: Claim;
}

/** Claims, or a named miss. */
export interface ClaimFinding {
  /**
   * `found`: the facet asked for has claims about what was asked. `no-facet`: no source says that side of
   * the service. `off-focus`: the service is known, but no source speaks of what was asked about it.
   */
  readonly status: "found" | "no-facet" | "off-focus";
  /** Claims that answer, best first; empty unless `found`. */
  readonly main: readonly FoundClaim[];
  /** The question asked for something particular, and the claims speak of it. */
  readonly isParticular: boolean;
  /** Words of the focus that nothing we hold about the service speaks of. */
  readonly unknownFocus: readonly string[];
  /** Kinds of people asked about of whom the claims say nothing, as the question says them. */
  readonly unknownKinds?: readonly string[];
}

/**
 * Below this mean support the question asks for something that the service's texts do not speak of.
 * Range 0–1, higher = stricter. Set 2026-11-21 on the questions made from the five documents.
 */
const FOCUS_LIMITS = Object.freeze({ named: 0.3, guessed: 0.55, figure: 0.5, word: 0.5 });

/** Acts whose answer depends on who asks. */
const PERSONAL: readonly Act[] = ["who", "eligible", "amount"];

/** A street, a number, a floor, or a link; 各镇街 and 街道 are no street. */
const ADDRESS = /\d+\s*[号层楼]|[路巷弄]|(?<!镇)街(?!道|区)|www\.|https?:|\.(?:cn|com)\b/u;

/** Words of this many characters name something particular (小客车); shorter ones are often said otherwise. */
const SPECIFIC = 3;

/** Identity, telephone and card numbers: nothing that a source could speak of, and nothing to repeat. */
const LONG_NUMBER = /\d{6}/u;

/** Acts that say too little about what is asked: there the words of the question must be found in our texts. */
const VAGUE: readonly Act[] = ["what", "list", "eligible", "figures", "compare"];

const FACETS_OF_ACT: Readonly<Record<Act, readonly Facet[]>> = {
  what: ["what"],
  who: ["who"],
  eligible: ["who"],
  amount: ["amount"],
  how: ["how"],
  where: ["where"],
  when: ["when"],
  materials: ["materials"],
  figures: ["figures"],
  contact: ["contact"],
  compare: ["what"],
  list: ["what"],
  duration: ["duration"],
  progress: ["progress"],
  validity: ["validity"],
  interruption: ["interruption"],
  combine: ["combine"],
  applicant: ["applicant"],
};

/** Facets that answer an act, the first one being the act's own. */
export function facetsOf(act: Act): readonly Facet[] {
  return FACETS_OF_ACT[act];
}

/** Every word that we hold about a service, its names and search words included. */
export function textOf(service: Service): string {
  return [statedText(service), ...service.asked, service.audience ?? ""].join(" ");
}

const claimText = (claim: Claim): string => `${claim.label ?? ""} ${claim.text} ${claim.en ?? ""}`;

/** What sources say of a service, with its names; without questions that we only thought of. */
export function statedText(service: Service): string {
  return [
    service.name,
    ...service.aliases,
    ...service.terms,
    service.en?.name ?? "",
    service.en?.what ?? "",
    ...service.covers.flatMap((entry) => [entry.name, ...entry.aliases]),
    ...claimTexts(service),
  ].join(" ");
}

const claimTexts = (service: Service): readonly string[] =>
  Object.values(service.claims).flatMap((claims) => claims.map(claimText));

const nameWords = (service: Service): string => [service.name, ...service.aliases].join(" ");

/** Kinds of people asked about of whom the claims say nothing, as the question says them. */
function unknownKinds(
  services: readonly Service[],
  kinds: readonly PersonKind[],
): readonly string[] {
  const text = services.flatMap(claimTexts).join(" ").toLowerCase();
  const speaks = (words: readonly string[]): boolean => words.some((word) => text.includes(word));
  return kinds
    .filter(({ words, others }) => !speaks(words) && (others.length === 0 || speaks(others)))
    .map(({ said }) => said);
}

/** Claims of a facet that hold for the covered entry asked about (its own first), newest first otherwise. */
export function claimsUnder(
  service: Service,
  facet: Facet,
  coveredId: string | undefined,
): readonly Claim[] {
  const claims = service.claims[facet];
  if (coveredId === undefined || coveredId === service.id) return claims;
  const own = claims.filter((claim) => claim.of === coveredId);
  return own.length > 0 ? own : claims.filter((claim) => claim.of === undefined);
}

/** Claims by how well they speak of the focus; equal ones newest first. Stable. */
function byFocus(
  claims: readonly Claim[],
  focus: readonly string[],
  sayings: Sayings,
): readonly Claim[] {
  return claims
    .map((claim) => ({
      claim,
      match: focus.length === 0 ? 0 : meanSupport(focus, claimText(claim), sayings),
    }))
    .sort((a, b) => b.match - a.match || newestFirst(a.claim.asOf, b.claim.asOf))
    .map(({ claim }) => claim);
}

/** Figures that count what was asked for; all of them when nothing particular was. */
function figuresAbout(
  claims: readonly Claim[],
  focus: readonly string[],
  sayings: Sayings,
): readonly Claim[] {
  if (focus.length === 0) return claims;
  const rated = claims.map((claim) => ({
    claim,
    match: meanSupport(focus, claimText(claim), sayings),
  }));
  const best = Math.max(0, ...rated.map(({ match }) => match));
  if (best < FOCUS_LIMITS.figure) return [];
  return rated
    .filter(({ match }) => match >= best * 0.8)
    .sort((a, b) => b.match - a.match || newestFirst(a.claim.asOf, b.claim.asOf))
    .map(({ claim }) => claim);
}

/**
 * The claims of a service that answer one act about it, or the miss by name. Pure; never fills a facet
 * with something near it.
 */
export function findClaims(base: KnowledgeIndex, request: ClaimRequest): ClaimFinding {
  const { service, act } = request;
  const focus = request.focus.filter((word) => !LONG_NUMBER.test(word));
  const parts = base.partsOf(service.id);
  const text = request.isNamed || act === "list" ? statedText : textOf;
  const everything = [service, ...parts].map(text).join(" ");
  const unknownFocus = focus.filter(
    (word) => meanSupport([word], everything, base.sayings) < FOCUS_LIMITS.word,
  );
  const limit = request.isNamed ? FOCUS_LIMITS.named : FOCUS_LIMITS.guessed;
  // A named service whose asked side is stated answers outright: "5050 什么时候可以申请".
  const isOutright = request.isNamed && !VAGUE.includes(act);
  // A long word is specific: when a guessed service does not know it, it is the wrong service.
  const isStrange = !request.isNamed && unknownFocus.some((word) => [...word].length >= SPECIFIC);
  const isOffFocus =
    !isOutright && (isStrange || meanSupport(focus, everything, base.sayings) < limit);

  const kinds = PERSONAL.includes(act) ? (request.kinds ?? []) : [];
  const strangers = unknownKinds([service, ...parts], kinds);
  if (strangers.length > 0)
    return {
      status: "off-focus",
      main: [],
      isParticular: false,
      unknownFocus: strangers,
      unknownKinds: strangers,
    };

  const claimsOf = (each: Service, coveredId?: string): readonly FoundClaim[] =>
    facetsOf(act).flatMap((facet) => {
      const claims = claimsUnder(each, facet, coveredId);
      const chosen =
        facet === "figures"
          ? figuresAbout(claims, focus, base.sayings)
          : byFocus(claims, focus, base.sayings);
      return chosen.map((claim) => ({ facet, claim }));
    });
  const own = claimsOf(service, request.coveredId);
  // What is stated of a part answers for the whole when nothing else does (5050计划 and its ceilings).
  const main = own.length > 0 || act === "figures" ? own : parts.flatMap((part) => claimsOf(part));
  if (act === "where" && request.wantsAddress === true) {
    const exact = main.filter(({ claim }) => ADDRESS.test(claim.text));
    return {
      status: exact.length > 0 ? "found" : "no-facet",
      main: exact,
      isParticular: false,
      unknownFocus,
    };
  }
  // 公积金租房多久可以提取一次 names 公积金, and a date of its base answers nothing of that.
  const beside = focus.filter((word) => !nameWords(service).includes(word));
  const isBeside =
    isOutright &&
    (beside.length > 1 || beside.length < focus.length) &&
    beside.some((word) => unknownFocus.includes(word)) &&
    !main.some(({ claim }) =>
      beside.some(
        (word) => meanSupport([word], claimText(claim), base.sayings) >= FOCUS_LIMITS.word,
      ),
    );
  if (isOffFocus || isBeside)
    return { status: "off-focus", main: [], isParticular: false, unknownFocus };
  if (main.length === 0) return { status: "no-facet", main: [], isParticular: false, unknownFocus };
  return { status: "found", main, isParticular: focus.length > 0, unknownFocus };
}
