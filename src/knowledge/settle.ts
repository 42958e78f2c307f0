import type { Act, Facet } from "../shared/acts.js";
import { newestFirst } from "../shared/dates.js";
import type { PartialDate } from "../shared/provenance.js";
import { claimsUnder, facetsOf, findClaims, statedText } from "./find-claims.js";
import type { ClaimFinding, FoundClaim, PersonKind } from "./find-claims.js";
import type { KnowledgeIndex } from "./knowledge-index.js";
import { findChannels } from "./find-channels.js";
import { byUse, isTold, keyFactsOf, namesOnlyOthers } from "./key-facts.js";
import { meanSupport } from "./text-match.js";
import type { Channel, Claim, Service } from "./types.js";

/** What is asked of one service, with the words of the question as data. */
export interface SettleRequest {
  readonly service: Service;
  /** The covered entry that was named, when it was one. */
  readonly coveredId?: string;
  readonly act: Act;
  /** The act was said in so many words rather than read from the tone. */
  readonly isOutright?: boolean;
  /** Content words that the answer should be about, without names and without what a person told. */
  readonly focus?: readonly string[];
  readonly kinds?: readonly PersonKind[];
  /** One particular step or thing (预约, 停车): the ways to say it, and as the question says it. */
  readonly particular?: { readonly words: readonly string[]; readonly said: string } | null;
  /** The unit of the length of time asked for: `year`, `month`, `day`, `age`, `any`. */
  readonly unit?: string | null;
  /** The measure word of what is counted (人, 家). */
  readonly counted?: string | null;
  /** An address or a link is asked for. */
  readonly wantsAddress?: boolean;
  /** The district that it belongs to is asked for; its name stands beside every answer. */
  readonly asksDistrict?: boolean;
  /** The service was named, not guessed. */
  readonly isNamed?: boolean;
  /** The question tells something of a person. */
  readonly isAboutPerson?: boolean;
  /** Sums and lengths that the question holds (100万, 3年), as it says them. */
  readonly quantities?: readonly string[];
}

/** Why an answer falls short of what was asked. */
export type Miss =
  /** No source says that side. */
  | { readonly kind: "act" }
  /** No source speaks of the particular thing that was asked about. */
  | { readonly kind: "word"; readonly said: string }
  /** Sources speak of the service, but not of what was asked about it. */
  | { readonly kind: "point" }
  /** The place is stated roughly, without address or link. */
  | { readonly kind: "address" }
  /** Nobody here sees what becomes of an application. */
  | { readonly kind: "progress" }
  /** No source says that it ended; the newest statement is of this day. */
  | { readonly kind: "validity"; readonly asOf: PartialDate };

/** What is to be said of one service: the claims that answer, what is missing, and what stands beside them. */
export interface Settled {
  readonly service: Service;
  readonly coveredId?: string;
  readonly asked: Act;
  /** The side that answers: of a "how much" that turns out to be a count, `figures`. */
  readonly act: Act;
  /** Claims that answer, best first; with a miss what is known nearest to it, or nothing. */
  readonly main: readonly FoundClaim[];
  readonly miss: Miss | null;
  /** The act that no source settles, for the outside. */
  readonly missing: Act | null;
  /** The service's own channels, where no claim but they answer (a number to call, a link). */
  readonly channels: readonly Channel[];
  /** Parts of the service, for "what is in it". */
  readonly parts: readonly Service[];
  /** Conditions that belong beside the answer. */
  readonly conditions: readonly Claim[];
  /** What is known of the service where nothing answers: how much, for whom, what it is. */
  readonly known: readonly FoundClaim[];
  /** How much, for whom, until when, through what, where the answer does not say them. */
  readonly keyFacts: readonly FoundClaim[];
}

/** Acts whose answer is easier to use with the conditions beside it. */
const WITH_CONDITIONS: readonly Act[] = ["amount", "how", "materials", "when"];

/** A length of time in the words of a claim, by the unit asked for; not a day or a year of the calendar (2020年). */
const LENGTHS: Readonly<Record<string, RegExp>> = {
  year: /(?<!\d)\d{1,2}\s*(?:周年|年)(?!\d|第|初|底|版|级)/u,
  month: /\d+\s*个月/u,
  week: /[\d一两二三四五六]\s*(?:个星期|星期(?![一二三四五六日天])|周(?![年岁末边围期一二三四五六日]))/u,
  day: /\d+\s*(?:天|个?工作日)/u,
  age: /\d+\s*(?:周岁|岁)/u,
};

/** Kind of services that are money: asked how much, no count may answer. */
const MONEY = "subsidy";

/** Acts that ask for no side of money: beside them its key facts stand only for what is nothing but money. */
const NOT_OF_MONEY: readonly Act[] = ["figures", "where", "contact"];

/** Topic of services that are only a way to get at others: sites, numbers, apps. */
const CHANNEL = "channel";

/** A sum of money in the words of a claim. */
const SUM = /\d\s*(?:万|亿)?元|CNY|RMB/u;

/** A listing inside a sentence; punctuation, not wording. */
const ENUMERATION = /[、,，;；]/u;

/** Sides on which sources state what a question may ask under another one. */
const STATED_ELSEWHERE: readonly Act[] = ["who", "amount", "how", "when", "what"];

/** Group of the words by which a claim on one side speaks of another one. */
const groupOf = (act: Act): string => `speaks-of-${act === "eligible" ? "who" : act}`;

/** Where a claim that speaks of a side may stand when the side itself is empty. */
const ALSO_UNDER: Partial<Readonly<Record<Act, readonly Facet[]>>> = {
  how: ["where", "when", "contact", "what"],
  where: ["how", "contact", "what"],
  when: ["validity", "who", "amount", "how", "what"],
  materials: ["how", "who"],
  contact: ["where", "how"],
  who: ["applicant", "what"],
  eligible: ["applicant", "what"],
  amount: ["what", "how"],
  duration: ["when", "amount", "how", "who", "what"],
  progress: ["how", "where", "contact", "what"],
  validity: ["when", "what", "amount"],
  interruption: ["who", "amount", "how", "when", "what"],
  combine: ["who", "amount", "how", "what"],
  applicant: ["how", "who", "materials", "what"],
};

/** What a request finds under an act, and whether another act answered. */
interface Found {
  readonly finding: ClaimFinding;
  readonly act: Act;
}

type Ask = (act: Act) => ClaimFinding;

const isFound = (finding: ClaimFinding): boolean =>
  finding.status === "found" && finding.main.length > 0;

/** Claims of a service, of its covered entries and of its parts under a facet. */
function claimsOfAll(
  base: KnowledgeIndex,
  { service, coveredId }: SettleRequest,
  facet: Facet,
): readonly FoundClaim[] {
  const own = claimsUnder(service, facet, coveredId);
  const all = own.length > 0 ? own : service.claims[facet];
  const claims =
    all.length > 0 ? all : base.partsOf(service.id).flatMap((part) => part.claims[facet]);
  return claims.map((claim) => ({ facet, claim }));
}

/**
 * Claims on other sides that speak of the side asked about: no denial may be said before they were looked through.
 */
function spokenElsewhere(
  base: KnowledgeIndex,
  request: SettleRequest,
  act: Act,
): readonly FoundClaim[] {
  const words = base.wordsFor(groupOf(act));
  const speaks = ({ claim }: FoundClaim): boolean => {
    const text = `${claim.text} ${claim.en ?? ""}`.toLowerCase();
    return words.some((word) => text.includes(word)) && (act !== "amount" || SUM.test(claim.text));
  };
  const facets = ALSO_UNDER[act] ?? [];
  const own = facets.flatMap((facet) => claimsOfAll(base, request, facet)).filter(speaks);
  return distinctClaims(own);
}

/** Statements that newer ones replaced come last. */
const newestOf = (base: KnowledgeIndex, found: readonly FoundClaim[]): readonly FoundClaim[] => [
  ...found.filter(({ claim }) => !base.isReplaced(claim)),
  ...found.filter(({ claim }) => base.isReplaced(claim)),
];

const distinctClaims = (found: readonly FoundClaim[]): readonly FoundClaim[] => {
  const seen = new Set<string>();
  return found.filter(({ claim }) => {
    const isNew = !seen.has(claim.text);
    seen.add(claim.text);
    return isNew;
  });
};

/**
 * "多少" alone does not say whether money, a count or a number to call is asked for: what sources state of the
 * service decides. A count answers "多少" only when it is what the words ask for (余杭区人才多少万), and never
 * stands for the amount of a subsidy.
 */
function numberOf(service: Service, act: Act, finding: ClaimFinding, ask: Ask): Found | null {
  if (finding.status === "found") return null;
  const others: readonly Act[] =
    act === "figures"
      ? ["amount", "contact"]
      : act === "amount" && service.kind !== MONEY
        ? ["figures"]
        : [];
  for (const other of others) {
    const found = ask(other);
    const isAsked = other !== "figures" || (found.isParticular && found.unknownFocus.length === 0);
    if (found.status === "found" && isAsked) return { finding: found, act: other };
  }
  return null;
}

/**
 * "结婚几年可以投靠" asks for a length of time, which sources state as a condition; "休几天" one that they state as an
 * amount: the claims of those sides that give one answer it.
 */
function lengthOf(unit: string, act: Act, finding: ClaimFinding, ask: Ask): Found | null {
  if ((act !== "when" && act !== "duration") || finding.status !== "no-facet") return null;
  // How many days a thing takes is answered in weeks, too; after how many years it may be asked for is a condition in years.
  const isOfUnit = act === "when" && unit in LENGTHS;
  const shapes = isOfUnit ? [LENGTHS[unit]] : Object.values(LENGTHS);
  for (const other of act === "when" ? (["amount", "who"] as const) : (["when", "how"] as const)) {
    const found = ask(other);
    const main = found.main.filter(({ claim }) => shapes.some((shape) => shape?.test(claim.text)));
    if (found.status === "found" && main.length > 0 && found.unknownFocus.length === 0)
      return { finding: { ...found, main }, act: other };
  }
  return null;
}

/**
 * "团队最多几个人" counts people: a condition that gives their number answers it, a sum of money does not.
 *
 * @returns `null` when the figures have it
 */
function countOf(measure: string, act: Act, finding: ClaimFinding, ask: Ask): Found | null {
  if (act !== "figures" || finding.status === "found") return null;
  const unit = measure === "个" ? "人" : measure;
  const shape = new RegExp(`\\d+\\s*(?:多|余)?${unit}`, "u");
  const found = ask("who");
  const main = found.main.filter(({ claim }) => shape.test(claim.text));
  return found.status === "found" && main.length > 0 && found.unknownFocus.length === 0
    ? { finding: { ...found, main }, act: "who" }
    : { finding, act };
}

/** Everything held of a service, of its covered entries and parts, that speaks of one of the words. */
function speakingOf(
  base: KnowledgeIndex,
  request: SettleRequest,
  words: readonly string[],
): readonly FoundClaim[] {
  const facets = Object.keys(request.service.claims) as Facet[];
  return distinctClaims(facets.flatMap((facet) => claimsOfAll(base, request, facet))).filter(
    ({ claim }) =>
      words.some((word) => claim.text.includes(word) || claim.en?.includes(word) === true),
  );
}

interface Answered extends Found {
  readonly miss: Miss | null;
}

/**
 * A question about one particular step or thing (预约, 续领, 停车) is answered by claims that speak of it, on whatever side
 * they stand, and by no others.
 */
function particularOf(
  base: KnowledgeIndex,
  request: SettleRequest,
  particular: NonNullable<SettleRequest["particular"]>,
  finding: ClaimFinding,
  ask: Ask,
): Answered {
  const { act } = request;
  const spoken = speakingOf(base, request, particular.words);
  const isSpoken = ({ claim }: FoundClaim): boolean =>
    spoken.some((found) => found.claim.text === claim.text);
  for (const each of [act, ...STATED_ELSEWHERE]) {
    const found = each === act ? finding : ask(each);
    const main = found.main.filter(isSpoken);
    if (found.status === "found" && main.length > 0)
      return { finding: { ...found, main }, act: each, miss: untimed(act, particular.said, main) };
  }
  if (spoken.length > 0)
    return {
      finding: { ...finding, status: "found", main: spoken },
      act: actOf(spoken[0]?.facet ?? "what"),
      miss: untimed(act, particular.said, spoken),
    };
  // A side that asks for one thing only is answered by what stands under it, in whatever words (断缴 under its own side).
  const cues = base.wordsFor(groupOf(act));
  const isOfSide = particular.words.some((word) => cues.some((cue) => word.includes(cue)));
  if (isOfSide && NARROW.includes(act) && request.service.claims[actFacet(act)].length > 0)
    return {
      finding: { ...finding, status: "found", main: claimsOfAll(base, request, actFacet(act)) },
      act,
      miss: null,
    };
  return {
    finding: { ...finding, main: [] },
    act,
    miss: { kind: "word", said: particular.said },
  };
}

/** Sides that are no wider than the particular things asked under them. */
const NARROW: readonly Act[] = ["interruption", "combine", "applicant"];

const actFacet = (act: Act): Facet => facetsOf(act)[0] ?? "what";

/** Asked how long it takes, a statement of the matter without any length of time is near, and no answer. */
function untimed(act: Act, said: string, main: readonly FoundClaim[]): Miss | null {
  return act === "duration" && !isTimed(main) ? { kind: "word", said } : null;
}

const isTimed = (main: readonly FoundClaim[]): boolean =>
  main.some(({ claim }) => Object.values(LENGTHS).some((shape) => shape.test(claim.text)));

/** How long the parts of a service take, where the whole states no length. */
function lengthsOfParts(base: KnowledgeIndex, { service }: SettleRequest): readonly FoundClaim[] {
  const sides = ["duration", "when", "how"] as const;
  return base
    .partsOf(service.id)
    .flatMap((part) =>
      sides.flatMap((facet) => part.claims[facet].map((claim) => ({ facet, claim }))),
    )
    .filter((found) => isTimed([found]));
}

const actOf = (facet: Facet): Act => facet;

/**
 * Whoever tells how things are with them and asks whether they qualify is answered by the conditions, whatever else they
 * told; `null` where none are stated, or where of a kind of people nothing is said.
 */
function conditionsFor(
  base: KnowledgeIndex,
  request: SettleRequest,
  finding: ClaimFinding,
): Answered | null {
  const { act, isAboutPerson, isNamed } = request;
  if (act !== "eligible" || isAboutPerson !== true || isNamed === false) return null;
  if ((finding.unknownKinds ?? []).length > 0) return null;
  const main = claimsOfAll(base, request, "who");
  return main.length === 0
    ? null
    : ofKinds(request, { finding: { ...finding, status: "found", main }, act, miss: null });
}

/** What is counted of parts of a service, where the whole is not counted. */
function figuresOfParts(base: KnowledgeIndex, request: SettleRequest): readonly FoundClaim[] {
  const { service, focus = [] } = request;
  return base.partsOf(service.id).flatMap((part) => {
    const found = findClaims(base, { service: part, act: "figures", focus, isNamed: true });
    return isFound(found) && found.unknownFocus.length === 0 ? found.main : [];
  });
}

/** The service's own channels that answer by themselves how to reach it: a number to call, a link, a counter. */
function reachedBy(base: KnowledgeIndex, { service, act }: SettleRequest): readonly Channel[] {
  const { own } = findChannels(base, service);
  // What is only a door is used by going through it.
  if (act === "how" && service.topics[0] === CHANNEL) return own;
  if (act === "contact") return own.filter(({ phone }) => phone !== undefined);
  return act === "where" ? own.filter(({ kind }) => kind !== "phone") : [];
}

/** Claims for the act, or those of another side that answer it. */
function search(base: KnowledgeIndex, request: SettleRequest): Answered {
  const { service, coveredId, act, kinds = [] } = request;
  const ask = (each: Act, wantsAddress = request.wantsAddress === true): ClaimFinding =>
    findClaims(base, {
      service,
      ...(coveredId !== undefined && { coveredId }),
      act: each,
      focus: request.focus ?? [],
      kinds,
      wantsAddress,
      isNamed: request.isNamed !== false,
    });
  // "落户政策" asks what it is; only an outright "有哪些" asks for a list, and "有什么坏处" for one thing.
  const isOne = request.particular !== undefined && request.particular !== null;
  if (act === "list" && request.isOutright === false && !isOne)
    return ofKinds(request, missOf({ finding: ask("what"), act: "what" }));
  const finding = ask(act);
  if (request.particular !== undefined && request.particular !== null)
    return particularOf(base, request, request.particular, finding, ask);
  const asksLength = act === "duration" || (act === "when" && (request.unit ?? null) !== null);
  const timed = asksLength && !isTimed(finding.main) ? lengthsOfParts(base, request) : [];
  if (timed.length > 0)
    return { finding: { ...finding, status: "found", main: timed }, act, miss: null };
  if (isFound(finding)) {
    const main = [...waysIn(base, request, finding.main), ...finding.main];
    return ofKinds(request, { finding: { ...finding, main }, act, miss: null });
  }
  // "在哪个区": whose service it is stands in its head.
  if (act === "where" && finding.status === "no-facet" && request.asksDistrict === true)
    return missOf({ finding: ask("what"), act });
  const { unit, counted } = request;
  const settled =
    (unit === undefined || unit === null ? null : lengthOf(unit, act, finding, ask)) ??
    (counted === undefined || counted === null ? null : countOf(counted, act, finding, ask)) ??
    numberOf(service, act, finding, ask);
  if (settled !== null && isFound(settled.finding)) return ofKinds(request, missOf(settled));
  const ofParts = act === "figures" ? figuresOfParts(base, request) : [];
  if (ofParts.length > 0)
    return { finding: { ...finding, status: "found", main: ofParts }, act, miss: null };
  if (settled !== null) return missOf(settled);
  if (finding.status === "off-focus")
    return (
      conditionsFor(base, request, finding) ??
      saidOf(base, request, finding) ??
      nameMiss(base, request, missOf({ finding, act }))
    );
  if (request.wantsAddress === true) {
    const roughly = ask(act, false);
    const isReached = reachedBy(base, request).length > 0;
    if (isFound(roughly))
      return { finding: roughly, act, miss: isReached ? null : { kind: "address" } };
  }
  if (reachedBy(base, request).length > 0) return { finding, act, miss: null };
  const elsewhere = spokenElsewhere(base, request, act);
  const [first] = elsewhere;
  if (first !== undefined)
    return ofKinds(request, {
      finding: { ...finding, status: "found", main: elsewhere },
      act: actOf(first.facet),
      miss: request.wantsAddress === true ? { kind: "address" } : null,
    });
  // "Can one …?" about a service without stated conditions asks whether it does that: then what it is answers.
  if (act === "eligible" && request.isAboutPerson !== true) {
    const what = ask("what");
    if (isFound(what) && what.unknownFocus.length === 0)
      return { finding: what, act: "what", miss: null };
  }
  return missOf({ finding, act });
}

/**
 * Whether an answer is one in part: its first statement says itself that no source has the rest, or it is told of a few of
 * many parts only (how one of nine gifts is had).
 */
function isInPart(base: KnowledgeIndex, service: Service, main: readonly FoundClaim[]): boolean {
  const [first] = main;
  if (first?.claim.unwritten === true) return true;
  const parts = base.partsOf(service.id);
  const told = parts.filter((part) =>
    main.some(({ facet, claim }) => part.claims[facet].includes(claim)),
  );
  const isOwn = main.some(({ facet, claim }) => service.claims[facet].includes(claim));
  return !isOwn && told.length > 0 && told.length * 2 < parts.length;
}

/** From here a text holds a word of the question, 0–1. */
const HELD = 0.99;

/**
 * What the question says of a named service and its sources say, too, whatever else it says beside: the sums and lengths to be
 * confirmed (是100万吗), then its words. `null` where sources say none of it.
 */
function saidOf(
  base: KnowledgeIndex,
  request: SettleRequest,
  finding: ClaimFinding,
): Answered | null {
  if (request.isNamed === false || (finding.unknownKinds ?? []).length > 0) return null;
  const facets = Object.keys(request.service.claims) as Facet[];
  const all = distinctClaims(facets.flatMap((facet) => claimsOfAll(base, request, facet)));
  const numbers = request.quantities ?? [];
  const counted = all
    .map((found) => ({ found, times: numbers.filter((one) => holds(found.claim, one)).length }))
    .filter(({ times }) => times > 0)
    .toSorted(
      (a, b) =>
        b.times - a.times ||
        Number(b.found.facet === "amount") - Number(a.found.facet === "amount"),
    )
    .map(({ found }) => found);
  const [first] = counted;
  return first === undefined
    ? null
    : {
        finding: { ...finding, status: "found", main: newestOf(base, counted) },
        act: actOf(first.facet),
        miss: null,
      };
}

/** From this share of the services on, a word of their sources tells nothing apart. */
const COMMON = 0.05;

/** The share of services whose sources say a word of Han characters; other words count as said by none. */
function shareOf(base: KnowledgeIndex, word: string): number {
  if ([...word].length < 2 || !/\p{Script=Han}/u.test(word)) return 0;
  const saying = base.services.filter(
    (service) => meanSupport([word], statedText(service), base.sayings) >= HELD,
  );
  return saying.length / base.services.length;
}

/** Whether a claim states a quantity, and not a longer one that ends with it (10万 is no 0万). */
function holds({ text }: Claim, quantity: string): boolean {
  const at = text.indexOf(quantity);
  return at !== -1 && !/\d/u.test(text[at - 1] ?? "");
}

/**
 * A point that sources of the service do not speak of, by its own word where that is one (餐饮): a word that sources use of
 * something else. What merely stands between known words is never said back.
 */
function nameMiss(base: KnowledgeIndex, request: SettleRequest, answered: Answered): Answered {
  const { miss, finding } = answered;
  if (miss?.kind !== "point" || request.isNamed === false) return answered;
  const shares = finding.unknownFocus.map((word) => ({ word, share: shareOf(base, word) }));
  // Words of every other source (单位, 公司) tell nothing apart: what is stated on the side answers.
  const [own = "what"] = facetsOf(request.act);
  const main = claimsOfAll(base, request, own);
  if (main.length > 0 && shares.every(({ share }) => share > COMMON))
    return { ...answered, finding: { ...finding, status: "found", main }, miss: null };
  const [said, ...others] = shares.filter(({ share }) => share > 0 && share <= COMMON);
  return said === undefined || others.length > 0
    ? answered
    : { ...answered, miss: { kind: "word", said: said.word } };
}

/** Asked how to get money, how it is judged is no answer: statements on how or when to apply come first. */
function waysIn(
  base: KnowledgeIndex,
  request: SettleRequest,
  main: readonly FoundClaim[],
): readonly FoundClaim[] {
  const isMoney = claimsOfAll(base, request, "amount").length > 0;
  const words = base.wordsFor(groupOf("how"));
  const isWay = main.some(({ claim }) => words.some((word) => claim.text.includes(word)));
  return request.act === "how" && isMoney && !isWay ? spokenElsewhere(base, request, "how") : [];
}

/** A finding that found nothing, by what is missing. */
function missOf({ finding, act }: Found): Answered {
  if (isFound(finding)) return { finding, act, miss: null };
  const [stranger] = finding.unknownKinds ?? [];
  const miss: Miss =
    stranger !== undefined
      ? { kind: "word", said: stranger }
      : finding.status === "off-focus"
        ? { kind: "point" }
        : { kind: "act" };
  return { finding, act, miss };
}

/** Of claims that tell kinds of people apart only those for the kind asked about, and those for everybody. */
function ofKinds({ kinds = [] }: SettleRequest, answered: Answered): Answered {
  const { main } = answered.finding;
  const names = ({ claim }: FoundClaim): boolean =>
    kinds.some(({ words }) => words.some((word) => claim.text.toLowerCase().includes(word)));
  if (!main.some(names)) return answered;
  const kept = main.filter((found) => names(found) || !namesOnlyOthers(found.claim, kinds));
  const sorted = [...kept.filter(names), ...kept.filter((found) => !names(found))];
  return { ...answered, finding: { ...answered.finding, main: sorted } };
}

/** What is known of a service where nothing answers: its key facts, or what it is and for whom. */
function knownOf(base: KnowledgeIndex, request: SettleRequest): readonly FoundClaim[] {
  const under = (facet: Facet): readonly FoundClaim[] => claimsOfAll(base, request, facet);
  // Who waits for an application is helped by how long it takes, not by how much it is.
  const waiting =
    request.act === "progress" ? [...under("progress"), ...under("duration")].slice(0, 2) : [];
  if (waiting.length > 0) return waiting;
  const facts = keyFactsOf(base, request, []);
  if (facts.length > 0) return facts;
  return byUse(newestOf(base, [...under("what"), ...under("who"), ...under("figures")])).slice(
    0,
    2,
  );
}

/** What no source settles about a person's own file, or about whether something still holds. */
function openEnd(base: KnowledgeIndex, request: SettleRequest, answered: Answered): Miss | null {
  const { service, act } = request;
  if (act === "progress" && answered.miss?.kind !== "word") return { kind: "progress" };
  if (act === "validity" && answered.miss?.kind === "act" && service.status !== "ended") {
    const dates = [service, ...base.partsOf(service.id)]
      .flatMap((each) => Object.values(each.claims).flat())
      .map(({ asOf }) => asOf)
      .sort(newestFirst);
    const [asOf] = dates;
    if (asOf !== undefined) return { kind: "validity", asOf };
  }
  return answered.miss;
}

/**
 * What is to be said to a question about one service. Pure: a planner calls it, and whoever draws the answer decides
 * nothing more. Claims are looked through on every side, in covered entries and in parts before anything is denied.
 */
export function settle(base: KnowledgeIndex, request: SettleRequest): Settled {
  const { service, coveredId, act: asked } = request;
  const answered = search(base, request);
  const parts = asked === "list" && answered.act === "list" ? base.partsOf(service.id) : [];
  const { finding, act } = answered;
  const isUnlisted =
    act === "list" &&
    parts.length === 0 &&
    !finding.main.some(
      ({ claim }) => ENUMERATION.test(claim.text) && finding.unknownFocus.length === 0,
    );
  const isEnded = asked === "validity" && service.status === "ended";
  const found = openEnd(base, request, answered);
  const miss: Miss | null = isEnded ? null : isUnlisted ? (found ?? { kind: "act" }) : found;
  const isGeneral = (request.focus ?? []).length === 0 || !finding.isParticular;
  const plain = isUnlisted && found === null ? [] : newestOf(base, distinctClaims(finding.main));
  // What something is, is told by its key facts and not by a definition.
  const sums =
    asked === "what" && isGeneral
      ? keyFactsOf(base, request, []).filter(
          ({ facet, claim }) => facet === "amount" && SUM.test(claim.text),
        )
      : [];
  const ordered = act === "what" && isGeneral ? byUse(plain) : plain;
  const main = [
    ...sums,
    ...ordered.filter(
      ({ claim }) =>
        !isTold(
          claim,
          sums.map((sum) => sum.claim),
        ),
    ),
  ];
  const isMoney = service.kind === MONEY || !NOT_OF_MONEY.includes(asked);
  // What is no money has its conditions beside a general question only.
  const isPaid = claimsOfAll(base, request, "amount").length > 0;
  const facts = isMoney && (isPaid || isGeneral) ? keyFactsOf(base, request, main) : [];
  const told = [...main, ...facts].map(({ claim }) => claim);
  const conditions = WITH_CONDITIONS.includes(act)
    ? claimsUnder(service, "who", coveredId)
        .filter((claim) => !isTold(claim, told))
        .slice(0, 2)
    : [];
  const channels = miss === null && main.length === 0 ? reachedBy(base, request) : [];
  return {
    service,
    ...(coveredId !== undefined && { coveredId }),
    asked,
    act,
    main,
    miss,
    // A statement that itself says that no source has it answers in part.
    missing: miss !== null || isInPart(base, service, main) ? asked : null,
    channels,
    parts,
    conditions,
    known: main.length > 0 || channels.length > 0 ? [] : knownOf(base, request),
    keyFacts: facts,
  };
}
