import type { ParsedQuestion, ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { actOf, askedDistricts } from "./question.js";
import type { PlainDecision } from "./types.js";

/** What stands between two names that are put side by side; punctuation and grammar, not wording. */
const JOINED = /^[\s的]*(?:[、,，/&+]|和|与|跟|及|或|还是|vs|and|or)/iu;

/** Code points between two names that are joined (和滨江区的). */
const NEAR = 8;

/** Whether the words between two names join them ("A和B怎么申请"), rather than one saying more of the other. */
function areJoined(question: ParsedQuestion, names: readonly ServiceMatch[]): boolean {
  const points = [...question.normalized];
  return names.slice(1).every((match, index) => {
    const before = names[index];
    const between = points.slice(before?.end ?? 0, match.start);
    // 想申请公租房，外地户口可以吗，居住证有的: what stands far apart is not joined.
    return before !== undefined && between.length <= NEAR && JOINED.test(between.join(""));
  });
}

/** At most this many stand side by side. */
const WIDTH = 3;

/** One service a name, and only names that stand at different places. */
function distinctNames(named: readonly ServiceMatch[]): readonly ServiceMatch[] {
  const kept: ServiceMatch[] = [];
  for (const match of named) {
    const clashes = kept.some(
      (other) => other.id === match.id || (match.start < other.end && match.end > other.start),
    );
    if (!clashes) kept.push(match);
  }
  return [...kept].sort((a, b) => a.start - b.start);
}

/** From here a topic may be the need by which districts are compared. */
const NEED = 0.2;

/** The service that stands for a district on a matter: relevant, on the matter first of all, near the words. */
function bestOf(
  { question, base }: DecisionContext,
  district: string,
  topics: readonly string[],
): string | undefined {
  const nearest = question.services[0]?.confidence ?? 1;
  const rated = base.listServices({ districts: [district], topics }).map((service) => {
    const match = question.services.find((each) => each.id === service.id);
    const place = 2 * Math.max(0, service.topics.indexOf(topics[0] ?? ""));
    return { id: service.id, rate: service.relevance - place + (match?.confidence ?? 0) / nearest };
  });
  return rated.sort((a, b) => b.rate - a.rate)[0]?.id;
}

/** What an area over the districts has on the matter, the nearest area first; at most one. */
function wideOf(
  context: DecisionContext,
  districts: readonly string[],
  topics: readonly string[],
): readonly string[] {
  if (topics.length === 0) return [];
  return context.base
    .areasOver(districts)
    .flatMap((area) => bestOf(context, area, topics) ?? [])
    .slice(0, 1);
}

/**
 * Services or districts side by side, or `null` when nothing is compared. Two services named in one
 * question are put side by side whatever is asked of them.
 */
export function compareDecision(
  context: DecisionContext,
  named: readonly ServiceMatch[],
): PlainDecision | null {
  const { question, base, frame, listed } = context;
  const names = distinctNames(named);
  const act = actOf(question);
  // 租房补贴和生活补贴可以同时拿吗: whether two go together, said of each.
  if (names.length >= 2 && act === "combine") {
    const services = names.slice(0, WIDTH).map((match) => match.id);
    return { kind: "sides", question, services, act, assumed: [] };
  }
  if (names.length >= 2 && (act === "compare" || areJoined(question, names))) {
    return {
      kind: "compare",
      question,
      services: names.slice(0, WIDTH).map((match) => match.id),
      districts: [],
      topics: [],
    };
  }
  if (act !== "compare") return null;
  const districts = askedDistricts(question).filter(
    (id) => base.district(id)?.parent !== undefined,
  );
  if (districts.length >= 2) {
    const [need] = question.topics.filter(({ confidence }) => confidence >= NEED);
    const wanted = need === undefined ? frame.topics.slice(0, 1) : [need.id];
    const compared = districts.slice(0, WIDTH);
    const own = compared.flatMap((district) => bestOf(context, district, wanted) ?? []);
    // Where a district has nothing of its own, what holds in the whole city holds there.
    const wide = own.length < compared.length ? wideOf(context, compared, wanted) : [];
    return { kind: "compare", question, services: [...own, ...wide], districts, topics: wanted };
  }
  // 那滨江的租房补贴呢 goes on to another district and puts nothing beside it.
  if (question.reference.kind === "swap" && (districts.length > 0 || names.length > 0)) return null;
  // What was spoken of before is the other side only of a question that names one side.
  const [before] = frame.services;
  const [one] = names;
  if (one !== undefined && before !== undefined && before !== one.id) {
    return { kind: "compare", question, services: [before, one.id], districts: [], topics: [] };
  }
  const open = listed.slice(0, 2);
  if (names.length === 0 && question.reference.kind !== "none" && open.length === 2) {
    return { kind: "compare", question, services: open, districts: [], topics: [] };
  }
  return null;
}
