import { newestFirst, type LocalDate } from "../../shared/dates.js";
import type {
  Assessment,
  ChangeSet,
  Policy,
  SlotForm,
  TrailEntry,
} from "../../eligibility/index.js";
import type { KnowledgeBase } from "../../knowledge/index.js";
import { sayRuleValue, saySlotValue } from "./say-slot.js";
import { sayStale } from "./stale.js";
import { sourceRemarks } from "../points/source-remarks.js";
import type { ChangeView, ChannelView, CriterionView, VerdictView } from "../types.js";
import { sayDate, sourcesOfFacts, viewChannel } from "../views.js";
import type { Speaker } from "../wordings.js";

/** What a verdict's words need. */
export interface VerdictVoice {
  readonly base: KnowledgeBase;
  readonly speaker: Speaker;
  readonly forms: ReadonlyMap<string, SlotForm>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/** A criterion in words, with the rule's value on that day. */
function sayCriterion({ speaker }: VerdictVoice, policy: Policy, entry: TrailEntry): string {
  if (entry.op === "version") {
    return speaker.say(`criterion-${entry.criterion}`, { date: sayDate(speaker, entry.from) });
  }
  return fillCriterion(speaker, policy, entry.criterion, entry.rule);
}

function fillCriterion(
  speaker: Speaker,
  policy: Policy,
  key: string,
  rule: TrailEntry["rule"],
): string {
  const words = Object.hasOwn(policy.criteria, key) ? policy.criteria[key] : undefined;
  const template = words?.[speaker.language] ?? key;
  return template.replaceAll("{value}", rule === null ? "" : sayRuleValue(speaker, rule));
}

/** The facts of a criterion, the newest one first: that one gives its source. */
function viewCriterion(voice: VerdictVoice, policy: Policy, entry: TrailEntry): CriterionView {
  const facts = entry.facts
    .flatMap((id) => voice.base.fact(id) ?? [])
    .toSorted((a, b) => newestFirst(a.asOf, b.asOf));
  const [first] = facts;
  const source = first === undefined ? undefined : voice.base.source(first.source);
  const form = entry.slot === null ? undefined : voice.forms.get(entry.slot);
  return {
    criterion: sayCriterion(voice, policy, entry),
    outcome: entry.outcome,
    ...(entry.yours !== null && { yours: saySlotValue(voice.speaker, form, entry.yours) }),
    source: source?.id ?? "",
    facts: entry.facts,
    ...(source !== undefined && { trust: source.trust }),
    asOf: first?.asOf ?? null,
    since: entry.from,
    ...(entry.op === "open" && { isOpen: true as const }),
    ...(entry.either !== undefined && { either: entry.either }),
  };
}

/**
 * The trail without ticks that say more than is known: a told value that no source settles (灵活就业 where only employment is
 * named) is no met condition, and one part of a way that also asks for something open or unknown is not that way met.
 */
function sureTrail(trail: readonly TrailEntry[]): readonly TrailEntry[] {
  const disputed = new Set(
    trail.flatMap(({ op, slot, yours }) => (op === "open" && yours !== null ? (slot ?? []) : [])),
  );
  const isDisputed = ({ op, slot }: TrailEntry): boolean =>
    op !== "open" && slot !== null && disputed.has(slot);
  const ticked = new Set(
    trail
      .filter((entry) => isDisputed(entry) && entry.outcome === "met")
      .map(({ criterion }) => criterion),
  );
  // The same words, unknown in another of its tests: they are only half true.
  const unsure = new Set(
    trail.filter(({ outcome }) => outcome === "unknown").map(({ criterion }) => criterion),
  );
  return trail.filter((entry) => {
    if (isDisputed(entry) && ticked.has(entry.criterion)) return false;
    const isHalf = entry.outcome === "met" && entry.op !== "group" && unsure.has(entry.criterion);
    return !isHalf || isWayMet(trail, entry);
  });
}

/** Whether all that stands in the same way of the same choice is met. */
function isWayMet(trail: readonly TrailEntry[], { either }: TrailEntry): boolean {
  const inner = either?.at(-1);
  if (inner === undefined) return false;
  return trail
    .filter((other) =>
      other.either?.some(({ group, way }) => group === inner.group && way === inner.way),
    )
    .every(({ outcome }) => outcome === "met");
}

/** The rule's value of a criterion as the trail has it; a way that is not on the trail is named without. */
const ruleOf = (assessment: Assessment, policy: Policy, key: string): TrailEntry["rule"] =>
  assessment.trail.find((entry) => entry.criterion === key)?.rule ?? valueInRules(policy, key);

type Condition = NonNullable<Policy["rules"][number]["value"]>["conditions"];

function valueIn(policy: Policy, condition: Condition, key: string): TrailEntry["rule"] {
  switch (condition.kind) {
    case "open":
      return null;
    case "not":
      return valueIn(policy, condition.of, key);
    case "test": {
      if (condition.because !== key) return null;
      if (condition.value !== undefined) return condition.value;
      const value = policy.parameters[condition.param ?? ""]?.values.at(-1)?.value ?? null;
      return typeof value === "object" && value !== null ? Object.values(value) : value;
    }
    case "all":
    case "any":
      return condition.of.map((part) => valueIn(policy, part, key)).find((v) => v !== null) ?? null;
  }
}

function valueInRules(policy: Policy, key: string): TrailEntry["rule"] {
  const rule = policy.rules.findLast(({ value }) => value !== null)?.value;
  return rule === undefined || rule === null ? null : valueIn(policy, rule.conditions, key);
}

const isDoubt = (policy: Policy, key: string): boolean =>
  policy.rules.some(({ value }) =>
    value?.doubts.some(
      (doubt) => (doubt.kind === "not" ? doubt.of.because : doubt.because) === key,
    ),
  );

function viewChanges(
  { speaker }: VerdictVoice,
  policy: Policy,
  assessment: Assessment,
  sets: readonly ChangeSet[],
): readonly ChangeView[] {
  // Who studies has no job yet: that ends with the certificate, and is nothing to mend.
  const isStudent = assessment.trail.some(
    ({ slot, yours }) => slot === "employment" && yours === "student",
  );
  return sets.flatMap((set, index) =>
    set.changes.map((change): ChangeView => {
      const rule =
        ruleOf(assessment, policy, change.criterion) ?? valueInDoubts(policy, change.criterion);
      const criterion = fillCriterion(speaker, policy, change.criterion, rule);
      const { when } = change;
      const kind = isStudent && change.slot === "employment" ? "wait" : change.kind;
      const way = index + 1;
      if (change.isAnswer) {
        const text = speaker.say("change-answer", { criterion });
        return { change: text, criterion, isAnswer: true, kind, way };
      }
      if (when !== null) {
        const date = sayDate(speaker, when);
        const text = speaker.say("change-wait", { criterion, date });
        return { change: text, criterion, when, kind: "wait", way };
      }
      if (kind !== "wait" && isDoubt(policy, change.criterion)) {
        const text = speaker.say("change-doubt", { criterion });
        return { change: text, criterion: text, kind, way };
      }
      const key = kind === "wait" ? "change-wait-open" : `change-${kind}`;
      return {
        change: speaker.say(key, { criterion }),
        criterion,
        kind,
        way,
        ...(change.isPassing === true && { isPassing: true }),
      };
    }),
  );
}

const viewChannels = ({ base, speaker }: VerdictVoice, ids: readonly string[]) =>
  ids.flatMap((id): readonly ChannelView[] => {
    const channel = base.channel(id);
    return channel === undefined ? [] : [viewChannel(speaker, channel)];
  });

/** What to mind: the policy's own cautions, doubts that may apply, how sources stand, and that no office decided. */
function cautionsOf(
  voice: VerdictVoice,
  policy: Policy,
  assessment: Assessment,
  because: readonly CriterionView[],
  remarks: readonly string[],
) {
  const { base, speaker } = voice;
  const facts = assessment.facts.flatMap((id) => base.fact(id) ?? []);
  const isUnofficial = facts.some((fact) => {
    const trust = base.source(fact.source)?.trust;
    return trust === "third-party" || trust === "media";
  });
  const isPositive = assessment.outcome === "eligible" || assessment.outcome === "needs-more";
  const doubts = assessment.doubts.map((key) =>
    fillCriterion(speaker, policy, key, valueInDoubts(policy, key)),
  );
  return [
    ...(isPositive && doubts.length > 0
      ? [
          speaker.say("caution-doubt", {
            text: [...new Set(doubts)].join(speaker.say("judged-and")),
          }),
        ]
      : []),
    ...(assessment.reason === "judged" || assessment.reason === "silent"
      ? policy.cautions.map((caution) => caution[speaker.language])
      : []),
    ...remarks,
    ...(isUnofficial ? [speaker.say("verdict-unofficial")] : []),
    ...sayStale(speaker, because, assessment.today),
    speaker.say("verdict-disclaimer"),
  ];
}

function valueInDoubts(policy: Policy, key: string): TrailEntry["rule"] {
  for (const { value } of policy.rules) {
    for (const doubt of value?.doubts ?? []) {
      const found = valueIn(policy, doubt, key);
      if (found !== null) return found;
    }
  }
  return null;
}

/** What there will be once time has filled what is missing today. */
function amountByWaiting([first]: readonly ChangeSet[]): Assessment["amount"] {
  const isWaiting = first?.changes.every(
    ({ isAnswer, kind, when }) => isAnswer || (kind === "wait" && when !== null),
  );
  return isWaiting === true && first?.changes.some(({ isAnswer }) => !isAnswer) === true
    ? first.amount
    : null;
}

/** Money as the outside sees it: one number only where it is certain, and only with a yes. */
function viewAmount(
  { amount: own, outcome }: Assessment,
  sets: readonly ChangeSet[],
  speaker: Speaker,
): Partial<VerdictView> {
  const amount = outcome === "ineligible" ? amountByWaiting(sets) : own;
  if (amount === null) return {};
  const isCertain = amount.kind === "fixed" && amount.min === amount.max;
  return {
    ...(isCertain && outcome === "eligible" && { amountCny: amount.max }),
    ...(!(isCertain && outcome === "eligible") && {
      amountRangeCny: { min: amount.kind === "ceiling" ? 0 : amount.min, max: amount.max },
    }),
    ...(amount.options !== undefined && { amountOptionsCny: amount.options }),
    ...(amount.perYear !== undefined && { perYearCny: amount.perYear }),
    ...(amount.years !== undefined && { years: amount.years }),
    per: amount.per,
    ...(amount.paid !== undefined && { paid: amount.paid[speaker.language] }),
  };
}

function relationsOf({ policies, speaker }: VerdictVoice, policy: Policy) {
  return policy.relations.map(({ kind, policy: id, name }) => ({
    kind,
    name: (name ?? policies.get(id ?? "")?.title ?? policy.title)[speaker.language],
  }));
}

/**
 * A verdict with everything that shows why: criteria with the person's value and the source, changes, cautions, offices.
 *
 * @param service the service that was asked about, when it is not the policy's first
 */
export function viewVerdict(
  voice: VerdictVoice,
  policy: Policy,
  assessment: Assessment,
  sets: readonly ChangeSet[],
  service = policy.services[0] ?? policy.id,
): VerdictView {
  const { speaker, base } = voice;
  const remarks = sourceRemarks(
    base,
    speaker,
    assessment.facts.flatMap((id) => base.fact(id) ?? []),
  );
  const because = sureTrail(assessment.trail).map((entry) => viewCriterion(voice, policy, entry));
  return {
    service,
    name: policy.title[speaker.language],
    outcome: assessment.outcome,
    ...viewAmount(assessment, sets, speaker),
    because,
    needed: assessment.needed,
    ...(assessment.needed.length > 0 && {
      neededNames: assessment.needed.map(
        (slot) => voice.forms.get(slot)?.name[speaker.language] ?? slot,
      ),
    }),
    changes: viewChanges(voice, policy, assessment, sets),
    policy: policy.id,
    ...(assessment.reason !== "judged" && { reason: assessment.reason }),
    today: assessment.today,
    cautions: cautionsOf(voice, policy, assessment, because, remarks),
    ...(remarks.length > 0 && { remarks }),
    relations: relationsOf(voice, policy),
    sources: sourcesOfFacts(base, speaker, assessment.facts),
    apply: viewChannels(voice, policy.apply),
    offices: viewChannels(voice, policy.offices),
  };
}

/** For a service that no policy judges: said so, with the office to ask. `null` for a service that is unknown. */
export function viewNoRule(
  { base, speaker }: VerdictVoice,
  id: string,
  today: LocalDate,
): VerdictView | null {
  const service = base.service(id);
  if (service === undefined) return null;
  const name = speaker.language === "en" ? (service.en?.name ?? service.name) : service.name;
  const facts = Object.values(service.claims).flatMap((claims) =>
    claims.flatMap((claim) => claim.facts),
  );
  const sources = sourcesOfFacts(base, speaker, facts);
  const { own, general } = base.channelsFor(service);
  return {
    service: id,
    name,
    outcome: "not-covered",
    because: [
      {
        criterion: speaker.say("criterion-no-rule", { name }),
        outcome: "unknown",
        source: sources[0]?.id ?? "",
      },
    ],
    needed: [],
    changes: [],
    reason: "no-rule",
    today,
    cautions: [speaker.say("verdict-disclaimer")],
    sources,
    offices: [...own, ...general].map((channel) => viewChannel(speaker, channel)),
  };
}
