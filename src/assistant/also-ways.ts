import type { LocalDate } from "../shared/dates.js";
import type { Profile } from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import { isBarred } from "../dialogue/index.js";
import type { PersonView } from "./turn-plan.js";

type Way = KnowledgeBase["topics"][number]["ways"][number];

/** What nearly everybody tells or nearly every way reads: it brings no way of its own in. */
const COMMON: ReadonlySet<string> = new Set([
  "hukou",
  "workDistrict",
  "homeDistrict",
  "age",
  "nationality",
  "graduatedOn",
  "studying",
  "employment",
]);

/** At most so many ways are told beside a judgement. */
const MOST_ALSO = 2;

/** Slots told that a way asks for, and that do not close it. */
const bringing = ({ out }: Way, facts: Profile): readonly string[] =>
  out.map(({ slot }) => slot).filter((slot) => !COMMON.has(slot) && facts[slot] !== undefined);

/**
 * Ways of the judged matter's guide that something told brings in: a title, a certificate, a degree that alone may do. A
 * way of a service judged beside them is told only where it is for the degree that was told, while something is asked: the
 * whole verdict says it itself.
 */
export function alsoWays(
  base: KnowledgeBase,
  { facts, judgement, isGeneral, before, asking }: PersonView,
  today: LocalDate,
): readonly Way[] {
  const verdicts = judgement?.verdicts ?? [];
  const [first] = verdicts;
  if (first === undefined || isGeneral || before !== null) return [];
  const [matter] = base.service(first.policy.services[0] ?? "")?.topics ?? [];
  const guide = base.topics.find(
    ({ district, audience, intents }) =>
      district === undefined &&
      audience === undefined &&
      matter !== undefined &&
      intents.includes(matter),
  );
  const judged = new Set(verdicts.flatMap(({ policy }) => policy.services));
  const met = new Set(
    verdicts
      .filter(({ assessment }) => assessment.outcome === "eligible")
      .flatMap(({ policy }) => policy.services),
  );
  return (guide?.ways ?? [])
    .filter((way) => {
      const slots = bringing(way, facts);
      if (slots.length === 0 || way.out.some((bar) => isBarred(bar, facts, today))) return false;
      return way.service !== undefined && judged.has(way.service)
        ? asking !== null && met.has(way.service) && slots.includes("degree")
        : slots.some((slot) => slot !== "degree");
    })
    .slice(0, MOST_ALSO);
}
