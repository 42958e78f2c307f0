import type { Act } from "../shared/acts.js";
import type { LocalDate } from "../shared/dates.js";
import { assess, type Profile } from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import { isNamed as isNamedMatch, type ParsedQuestion, type Synonyms } from "../nlu/index.js";
import {
  isBarred,
  lastClause,
  topicsOf,
  type Decision,
  type Frame,
  type PlainDecision,
} from "../dialogue/index.js";
import { wordsIn } from "../person/person-facts.js";
import type { PolicyShelf } from "../person/policy-book.js";
import type { Scope } from "../person/scope.js";

/** What decides whether a question is about a person. */
export interface ScopeTools {
  readonly base: KnowledgeBase;
  readonly shelf: PolicyShelf;
  readonly synonyms: Synonyms;
}

/** Acts that are about a person as soon as the person tells about themselves. */
const PERSONAL_ACTS: readonly Act[] = ["amount", "who", "list"];

/** Facts that make a question about a person when it does not say so. */
const TELLING = 2;

/** Facts from which a question without 我 is about the one who asks: a degree and a side condition are still anybody's. */
const TELLING_MUCH = 3;

/** Where somebody works or lives is as often what is asked about as what is told. */
const PLACES: ReadonlySet<string> = new Set(["workDistrict", "homeDistrict"]);

/** What nearly every way reads says nothing of which way is meant. */
const isTelling = (slot: string): boolean => !PLACES.has(slot) && !COMMON.has(slot);

const COMMON: ReadonlySet<string> = new Set([
  "hukou",
  "age",
  "nationality",
  "graduatedOn",
  "studying",
  "employment",
]);

/** At most this many services of a list are judged. */
const MOST_LISTED = 6;

const actOf = (decision: PlainDecision): Act | null =>
  "act" in decision ? decision.act : (decision.question.acts[0]?.id ?? null);

/** From here a topic is what the question is about. */
const SURE_TOPIC = 0.55;

/**
 * Whether the matter is one of those that pay for settling in, or none in particular: where only the story has a matter (博士刚毕业，
 * 在余杭上班，能拿多少) and no word of that matter is said, money as such is asked for.
 */
function isAnyMoney({ question }: PlainDecision, { base, synonyms }: ScopeTools): boolean {
  const [topic] = question.topics;
  const group = synonyms["money-topic"] ?? [];
  if (
    topic === undefined ||
    topic.confidence < SURE_TOPIC ||
    group.some(({ value }) => value === topic.id)
  ) {
    return true;
  }
  const { normalized, focus } = question;
  const asking = lastClause(normalized);
  const isSaid = (synonyms["topic-word"] ?? []).some(
    ({ value, words }) => value === topic.id && words.some((word) => normalized.includes(word)),
  );
  return (
    asking !== normalized &&
    !isSaid &&
    focus.every((word) => !asking.includes(word) || base.isGeneral(word))
  );
}

/** Whether the guide of a matter other than settling-in money was meant outright, by one of its words. */
export function isGuidedByWord(
  decision: PlainDecision,
  { base, synonyms }: Pick<ScopeTools, "base" | "synonyms">,
): boolean {
  const topic = decision.kind === "guide" ? base.topic(decision.topic) : undefined;
  const money = (synonyms["money-topic"] ?? []).map(({ value }) => value);
  return (
    topic !== undefined &&
    topic.district === undefined &&
    !topic.intents.some((intent) => money.includes(intent)) &&
    topic.words.some((word) => decision.question.normalized.includes(word.toLowerCase()))
  );
}

/**
 * Whether one particular kind of money is asked for that a service says and no rule judges (有没有求职补贴): it is the answer,
 * and not whatever else pays.
 */
function saysParticular(
  { question }: PlainDecision,
  said: Profile,
  { base, shelf, synonyms }: ScopeTools,
): boolean {
  const [best] = question.services;
  const service = best === undefined ? undefined : base.service(best.id);
  const told = Object.keys(said).flatMap((slot) =>
    question.entities.filter((entity) => entity.slot === slot).map(({ text }) => text),
  );
  const words = question.focus.filter(
    (word) =>
      !base.isGeneral(word) &&
      !told.some((text) => text.includes(word) || word.includes(text)) &&
      wordsIn(word, synonyms, "overview-had").length === 0 &&
      wordsIn(word, synonyms, "overview-for").length === 0,
  );
  return (
    question.acts[0]?.id === "list" &&
    question.districts.length === 0 &&
    best !== undefined &&
    service !== undefined &&
    best.confidence >= SURE_TOPIC &&
    words.length > 0 &&
    shelf.policiesOf(best.id).length === 0 &&
    base.states(service, words) >= SAID
  );
}

/** Share of the particular words that a service's texts must hold to be what is asked for. */
const SAID = 0.75;

/** Programmes that need another one first stand behind it. */
const inOrder = (services: readonly string[], { shelf }: ScopeTools): readonly string[] => {
  const comesAfter = (id: string): boolean =>
    shelf.policiesOf(id)[0]?.policy.relations.some(({ kind }) => kind === "after") === true;
  return services.toSorted((a, b) => Number(comesAfter(a)) - Number(comesAfter(b)));
};

/** Share of the question's words that a service's texts must hold for a verdict on it. */
const SPOKEN_OF = 0.5;

/**
 * Whether a service that only content led to is what was asked for: on its topic and, when nothing is told of a person,
 * in the question's own words. 能不能买股票 must not be judged by the rules for buying a home.
 */
function isMeant(decision: PlainDecision, told: number, tools: ScopeTools): boolean {
  const { base } = tools;
  const [id] = servicesOf(decision, tools);
  const service = id === undefined ? undefined : base.service(id);
  const topics = topicsOf(decision.question);
  if (service === undefined || !service.topics.some((topic) => topics.includes(topic)))
    return false;
  const { focus } = decision.question;
  return (
    told > 0 ||
    (focus.length > 0 && focus.every((word) => base.speaksOf(service, [word]) >= SPOKEN_OF))
  );
}

const hasName = ({ question }: PlainDecision): boolean => question.services.some(isNamedMatch);

/** The services whose rules pay money for settling in or on the topics, city-wide and where the person is; each once. */
function moneyServices(
  question: ParsedQuestion,
  topicsAsked: readonly string[],
  facts: Profile,
  tools: ScopeTools,
): readonly string[] {
  const { base, shelf, synonyms } = tools;
  const topics = new Set([
    ...(synonyms["money-topic"] ?? []).map(({ value }) => value),
    ...topicsAsked,
  ]);
  const near = new Set([
    ...question.districts,
    ...[...PLACES].flatMap((slot) => facts[slot] ?? []),
  ]);
  const services = shelf.policies.flatMap((policy) => {
    const [id] = policy.services;
    const service = id === undefined ? undefined : base.service(id);
    if (service === undefined || !service.topics.some((topic) => topics.has(topic))) return [];
    return base.isWide(service.district) || near.has(service.district) ? [service.id] : [];
  });
  return inOrder([...new Set(services)], tools);
}

/** Whatever there is for the person: what a question asks that {@link asksForAnything}. */
export const anythingFor = (
  question: ParsedQuestion,
  facts: Profile,
  tools: ScopeTools,
): Scope => ({
  services: moneyServices(question, [], facts, tools),
  isGeneral: true,
  act: "eligible",
});

/**
 * The city's own programmes on the matter of a district's service: who works in a district can have both, and a district's
 * rule that no source states must not hide the city's.
 */
export function withCity(id: string, tools: ScopeTools): readonly string[] {
  const { base, shelf } = tools;
  const service = base.service(id);
  const topics = (service?.topics ?? []).slice(0, 2);
  if (topics.length === 0 || base.isWide(service?.district)) return [id];
  const wide = shelf.policies.flatMap(({ services: [first] }) => {
    const other = first === undefined ? undefined : base.service(first);
    const [topic = ""] = other?.topics ?? [];
    return other !== undefined && topics.includes(topic) && base.isWide(other.district)
      ? [other.id]
      : [];
  });
  return [...new Set([id, ...inOrder(wide, tools)])];
}

/** The city's guide of a question's topic. */
const guideOf = (topic: string | undefined, { base }: ScopeTools) =>
  base.topics.find(
    ({ district, audience, intents }) =>
      district === undefined &&
      audience === undefined &&
      topic !== undefined &&
      intents.includes(topic),
  );

type Guide = NonNullable<ReturnType<typeof guideOf>>;

/**
 * Services of the ways of a guide that are open to the person and that a rule in force judges, in the guide's order.
 *
 * @param counts slots that can close a way
 */
function openServices(
  ways: Guide["ways"],
  facts: Profile,
  { shelf, today }: ScopeTools & { readonly today: LocalDate },
  counts: (slot: string) => boolean = () => true,
): readonly string[] {
  const open = ways.filter(
    ({ out }) => !out.some((bar) => counts(bar.slot) && isBarred(bar, facts, today)),
  );
  // Rules of another time are nobody's way.
  const isInForce = (id: string): boolean =>
    shelf
      .policiesOf(id)
      .some(({ policy }) => assess(policy, facts, today, shelf.book).reason !== "ended");
  return [...new Set(open.flatMap(({ service }) => service ?? []))].filter(isInForce);
}

/** Services of the guide of a question's topic that are open to the person: who may not have one way may have another. */
const guidedServices = (
  topic: string | undefined,
  facts: Profile,
  tools: ScopeTools & { readonly today: LocalDate },
): readonly string[] => openServices(guideOf(topic, tools)?.ways ?? [], facts, tools);

/**
 * Of a matter's guide the ways that something told leads to (a certificate, a class, a degree): what is judged where a
 * matter is asked about and no service of it.
 *
 * @param isOutright the guide itself answers: where nothing told leads to a way, its first open one is judged
 */
function meantWays(
  guide: Guide,
  facts: Profile,
  isMoney: boolean,
  isOutright: boolean,
  tools: ScopeTools & { readonly today: LocalDate },
): readonly string[] {
  const { shelf } = tools;
  // Who asks for money is not told what costs nothing and pays nothing.
  const pays = (id: string): boolean =>
    shelf
      .policiesOf(id)
      .some(({ policy }) => policy.rules.some(({ value }) => Boolean(value?.amount)));
  const of = (ways: Guide["ways"], counts?: (slot: string) => boolean): readonly string[] =>
    openServices(ways, facts, tools, counts).filter((id) => !isMoney || pays(id));
  // Too old for the way of one's degree: that is said, too.
  const brought = of(
    guide.ways.filter(({ out }) => out.some(({ slot }) => isTelling(slot) && slot in facts)),
    isTelling,
  );
  return brought.length > 0 || !isOutright ? brought : of(guide.ways).slice(0, 1);
}

/** Whether a service's main rule is missed for good by what is known. */
function isMissed(
  id: string | undefined,
  facts: Profile,
  { shelf, today }: ScopeTools & { readonly today: LocalDate },
): boolean {
  const [main] = id === undefined ? [] : shelf.policiesOf(id);
  return (
    main !== undefined && assess(main.policy, facts, today, shelf.book).outcome === "ineligible"
  );
}

/** What is judged, and where its first way is closed by what was told since, the other ways of the matter. */
export function withOtherWays(
  services: readonly string[],
  facts: Profile,
  tools: ScopeTools & { readonly today: LocalDate },
): readonly string[] {
  const [first] = services;
  if (!services.every((id) => isMissed(id, facts, tools))) return services;
  const [topic] = tools.base.service(first ?? "")?.topics ?? [];
  const others = guidedServices(topic, facts, tools);
  return [...new Set([...services, ...others])].slice(0, MOST_LISTED);
}

/** Whether what was told is the very matter of the guide that it led to (刚失业，有什么地方可以帮忙): no fact to judge by beside it. */
function isMatter(decision: PlainDecision, slot: string, { base }: ScopeTools): boolean {
  const topic = decision.kind === "guide" ? base.topic(decision.topic) : undefined;
  return decision.question.entities.some(
    (entity) => entity.slot === slot && topic?.words.includes(entity.text) === true,
  );
}

/** Services that a decision is about, best first. */
export function servicesOf(
  decision: PlainDecision,
  { base, shelf }: ScopeTools,
): readonly string[] {
  switch (decision.kind) {
    case "answer-service":
      return [decision.coveredId ?? decision.service];
    case "list-services":
      return decision.services.slice(0, MOST_LISTED);
    case "nothing-there":
      return decision.near;
    case "guide":
      // What a firm can have is judged for nobody.
      return base.topic(decision.topic)?.audience === "firm"
        ? []
        : (base.topic(decision.topic)?.ways ?? [])
            .flatMap(({ service }) => service ?? [])
            .filter((id) => shelf.policiesOf(id).length > 0)
            .slice(0, 1);
    case "faq":
      return decision.services.slice(0, 1);
    case "sides":
    case "sources":
    case "clarify":
    case "compare":
    case "decline":
    case "handoff":
    case "repeat":
    case "talk":
      return [];
    default:
      return decision satisfies never;
  }
}

/**
 * What is spoken of, to be judged for a person (我能领吗 after any answer): its services that a rule judges, else those on its
 * topics, else whatever there is. `null` when no rule judges anything of it.
 */
export function scopeOfFrame(
  frame: Frame,
  question: ParsedQuestion,
  facts: Profile,
  tools: ScopeTools,
): Scope | null {
  const { base, shelf } = tools;
  const isJudged = (id: string): boolean => shelf.policiesOf(id).length > 0;
  const spoken = frame.services.filter(isJudged).slice(0, MOST_LISTED);
  const [first] = spoken;
  if (first !== undefined) {
    // Of a list, what stands in it; beside one service of a district the city's counts, too.
    const services = frame.services.length === 1 ? withCity(first, tools).filter(isJudged) : spoken;
    return { services, isGeneral: false, act: "eligible", isNamed: spoken.length === 1 };
  }
  if (frame.overview !== undefined || frame.goal === "screen") {
    return anythingFor(question, facts, tools);
  }
  const [own] = frame.services;
  const topics =
    frame.topics.length > 0 ? frame.topics : (base.service(own ?? "")?.topics ?? []).slice(0, 1);
  const services = shelf.policies.flatMap((policy) => {
    const [id] = policy.services;
    const service = id === undefined ? undefined : base.service(id);
    const isNear =
      service !== undefined &&
      (base.isWide(service.district) || frame.places.includes(service.district));
    return isNear && service.topics.slice(0, 1).some((topic) => topics.includes(topic))
      ? [service.id]
      : [];
  });
  const near = inOrder([...new Set(services)], tools).slice(0, MOST_LISTED);
  return near.length === 0 ? null : { services: near, isGeneral: false, act: "eligible" };
}

/** The guide of what was asked: the one that answers, or that of a sure topic of which no single service was meant. */
function guideMeant(decision: PlainDecision, tools: ScopeTools): Guide | undefined {
  if (decision.kind === "guide") {
    const guide = tools.base.topic(decision.topic);
    return guide?.audience === "firm" ? undefined : guide;
  }
  if (decision.kind !== "list-services" && decision.kind !== "nothing-there") return undefined;
  const [topic] = decision.question.topics;
  const isSure = topic !== undefined && topic.confidence >= SURE_TOPIC;
  return isSure ? guideOf(topic.id, tools) : undefined;
}

/**
 * What is to be judged about a question, or `null` when it is not about a person: asked outright (我能领吗), or with facts
 * told (我24年硕士毕业，能拿多少). Money in general is screened over all rules that pay some.
 *
 * @param said facts of this message
 * @param facts all that is known of the person
 * @param isKnown something was known of the person before this message
 * @param goesOn the act of the judgement under way: 那租房的呢 asks the same of another matter
 */
export function scopeOf(
  decision: Decision,
  said: Profile,
  facts: Profile,
  isKnown: boolean,
  tools: ScopeTools & { readonly today: LocalDate },
  goesOn: Act | null = null,
): Scope | null {
  if (decision.kind === "judge" || decision.kind === "profile" || decision.kind === "card") {
    return null;
  }
  const isSwap = goesOn !== null && decision.question.reference.kind === "swap";
  const act = isSwap ? goesOn : actOf(decision);
  const { normalized, elsewhere } = decision.question;
  if (act === null || elsewhere.length > 0) return null;
  const isSelf = wordsIn(normalized, tools.synonyms, "self").length > 0;
  const told = Object.keys(said).filter(
    (slot) => !PLACES.has(slot) && !isMatter(decision, slot, tools),
  ).length;
  const isAsked = act === "eligible" || isSwap;
  const isPersonal =
    isAsked || (PERSONAL_ACTS.includes(act) && (told >= TELLING || (told > 0 && isSelf)));
  if (!isPersonal) return null;
  // What only stands near the question is not what was asked: without facts told, no verdict on it.
  if (decision.kind === "nothing-there" && told === 0) return null;
  // A person's way to a district's guide is crossed by what is known; nothing of it is judged unasked.
  if (decision.kind === "guide" && tools.base.topic(decision.topic)?.district !== undefined) {
    return null;
  }
  // 能办落户吗 asks for the matter, 会不会亏 for what no rule says.
  const isOfMatter =
    !isSelf && told === 0 && /(?:能|可以|能不能|可不可以)(?:一起|直接|顺便)*办/u.test(normalized);
  const isUntold =
    decision.kind === "guide" && tools.base.saidOf("particular", normalized) !== null;
  if (isOfMatter || isUntold) return null;
  // A matter alone, with nothing known of anybody, is told by its guide (武汉的学校也行吗).
  if (decision.kind === "guide" && !isSelf && told === 0 && !isKnown) return null;
  const isFirm = decision.kind === "guide" && tools.base.topic(decision.topic)?.audience === "firm";
  if (isFirm) return null;
  const isMoney = wordsIn(normalized, tools.synonyms, "money-question").length > 0;
  // What is declined is none of our matters: only who tells of himself and asks for money outright is judged.
  if (decision.kind === "decline" && !(isMoney && told >= TELLING)) return null;
  const isOffer = !isSelf && told < TELLING_MUCH && !isKnown;
  const isOpen = told >= TELLING || (isAsked && (isSelf || told > 0));
  if (isMoney && saysParticular(decision, said, tools)) return null;
  // 想开公司，我能拿到什么钱: the money of a matter is told by its guide.
  if (isMoney && isOpen && isGuidedByWord(decision, tools)) return null;
  if (
    isMoney &&
    isOpen &&
    isAnyMoney(decision, tools) &&
    !hasName(decision) &&
    decision.kind !== "compare"
  ) {
    const { question } = decision;
    const services = moneyServices(question, topicsOf(question), facts, tools);
    if (services.length > 0) return { services, isGeneral: true, act };
  }
  const isSure = hasName(decision) || decision.kind === "guide" || isMeant(decision, told, tools);
  const isOwnName = decision.question.services.some(
    (match) => isNamedMatch(match) && (match.isCommon !== true || match.how === "name"),
  );
  const guide = isOwnName ? undefined : guideMeant(decision, tools);
  const isOutright =
    decision.kind === "guide" || (decision.kind === "nothing-there" && act === "eligible");
  const pays = isMoney || (isOutright && (act === "amount" || act === "list"));
  const ways = guide === undefined ? [] : meantWays(guide, facts, pays, isOutright, tools);
  const meant = ways.length > 0 ? ways : isSure ? servicesOf(decision, tools) : [];
  const [first] = meant;
  const isOne =
    (decision.kind === "answer-service" || decision.kind === "guide") &&
    first !== undefined &&
    meant.length === 1;
  const services = (isOne ? withCity(first, tools) : meant).filter(
    (id) => tools.shelf.policiesOf(id).length > 0,
  );
  if (services.length === 0) return null;
  const isNamed = hasName(decision);
  // Who may not have the way that comes first is told of the others of the matter.
  const others =
    !isOwnName && (isSelf || told > 0) && isMissed(services[0], facts, tools)
      ? guidedServices(
          topicsOf(decision.question)[0] ?? tools.base.service(services[0] ?? "")?.topics[0],
          facts,
          tools,
        ).filter((id) => !services.includes(id))
      : [];
  return {
    services: [...services, ...others].slice(0, MOST_LISTED),
    isGeneral: false,
    act,
    isOffer,
    isNamed,
  };
}
