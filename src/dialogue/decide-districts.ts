import type { Service } from "../knowledge/index.js";
import type { ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { actOf, askedDistricts } from "./question.js";
import { DECISION_LIMITS } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** What the districts are asked about: topics, and the words of the question that tell which of their services. */
interface Matter {
  readonly topics: readonly string[];
  readonly words: readonly string[];
}

/** A word without the general words that it begins with: 窗口 of 人才服务窗口. */
function particularOf(word: string, isGeneral: (word: string) => boolean): string {
  const points = [...word];
  const cut = points.findLastIndex((_, index) => isGeneral(points.slice(0, index + 1).join("")));
  return points.slice(cut + 1).join("");
}

/** The need of the question; where it asks for money in general, all that is paid. */
function matterOf(
  { question, base }: DecisionContext,
  named: readonly ServiceMatch[],
): Matter | null {
  const words = [...question.focus, ...named.map(({ text }) => text)]
    .map((word) => particularOf(word, (part) => base.isGeneral(part)))
    .filter((word) => word !== "");
  if (question.overview !== undefined) {
    const { topics, paid } = question.overview;
    return { topics, words: paid };
  }
  const [need] = question.topics.filter(({ confidence }) => confidence >= DECISION_LIMITS.topic);
  return need === undefined ? null : { topics: [need.id], words };
}

/** What a district has of its own for the matter, what speaks of the words of the question first. */
function ownOf(
  context: DecisionContext,
  district: string,
  { topics, words }: Matter,
): readonly Service[] {
  const { question, base } = context;
  const speaks = (service: Service): number =>
    words.length === 0 ? 0 : Math.max(...words.map((word) => base.states(service, [word])));
  const sure = (service: Service): number =>
    question.services.find(({ id }) => id === service.id)?.confidence ?? 0;
  const rated = topics.flatMap((topic) =>
    base.listServices({ districts: [district], topics: [topic] }).map((service) => ({
      service,
      speaks: speaks(service),
      rate:
        service.relevance - service.topics.indexOf(topic) + 3 * speaks(service) + 3 * sure(service),
    })),
  );
  const spoken = rated.filter((one) => one.speaks >= DECISION_LIMITS.contentOverFocus);
  const best = (words.length === 0 ? rated : spoken)
    .toSorted((a, b) => b.rate - a.rate)
    .map(({ service }) => service);
  return [...new Set(best)];
}

/**
 * What the districts have for a need (各区有哪些人才服务窗口, 哪个区补贴高): a line for each that has something, then what else they have. `null`
 * when no need is named, one particular thing is asked for, or fewer than two districts have anything.
 */
export function districtsDecision(
  context: DecisionContext,
  named: readonly ServiceMatch[],
): PlainDecision | null {
  const { question, base } = context;
  if (question.districtsAsked === undefined) return null;
  if (question.kind === "none" && question.overview === undefined) return null;
  if (askedDistricts(question).some((id) => !base.isWide(id))) return null;
  // 梦想小镇在哪个区 asks where one thing is.
  if (question.districtsAsked === "which" && named.some(({ isCommon }) => isCommon !== true))
    return null;
  const matter = matterOf(context, named);
  if (matter === null) return null;
  const held = base.districts
    .filter(
      ({ id, parent }) =>
        parent !== undefined && !base.isWide(id) && !question.excludedDistricts.includes(id),
    )
    .map(({ id }) => ownOf(context, id, matter))
    .filter((own) => own.length > 0);
  if (held.length < 2) return null;
  const first = held.flatMap((own) => own.slice(0, 1));
  const others = held.flatMap((own) => own.slice(1)).filter((one) => !first.includes(one));
  return {
    kind: "list-services",
    question,
    services: first.map(({ id }) => id),
    rest: [...new Set(others)].map(({ id }) => id),
    topics: question.overview === undefined ? matter.topics : [],
    ...(question.overview !== undefined && { overview: question.overview }),
    districts: [],
    act: actOf(question),
    assumed: [],
  };
}
