import type { Service, Topic } from "../knowledge/index.js";
import type { ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { districtsDecision } from "./decide-districts.js";
import { guideOfDistrict } from "./decide-guide.js";
import { askedDistricts } from "./question.js";
import { DECISION_LIMITS, LIST_LENGTH } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** Acts that "what is there in the district for this need" is read as. */
const LISTING: ReadonlySet<string> = new Set(["list", "what", "who", "figures"]);

/** From here a topic may be the need that is asked about. */
const NEED = 0.2;

/** Guides of all that a district has: their topics are no need by themselves. */
const isOfAll = (context: DecisionContext, topic: string): boolean =>
  context.base.topics.some(
    ({ district, intents }) => district !== undefined && intents.includes(topic),
  );

/**
 * The need of a question about a district: its topics, and those of what the words lead to there (给企业的服务 is about services for
 * firms, though its wording is unclear).
 */
function needOf(
  context: DecisionContext,
  district: string,
): { readonly id: string; readonly confidence: number } | undefined {
  const { question, base } = context;
  const sure = new Map(question.topics.map(({ id, confidence }) => [id, confidence]));
  for (const { id, confidence, how } of question.services) {
    const service = base.service(id);
    const [first] = service?.topics ?? [];
    if (service?.district !== district || how !== "content" || first === undefined) continue;
    if (confidence < DECISION_LIMITS.related) continue;
    sure.set(first, (sure.get(first) ?? 0) + confidence);
  }
  return [...sure]
    .map(([id, confidence]) => ({ id, confidence: Math.min(1, confidence) }))
    .filter(({ id, confidence }) => confidence >= NEED && !isOfAll(context, id))
    .toSorted((a, b) => b.confidence - a.confidence)[0];
}

/** Whether what is left of the question is about the need: a general word, one of the topic's, or one that a service there speaks of. */
function isAboutNeed(
  { question, base }: DecisionContext,
  topic: Topic | undefined,
  services: readonly Service[],
): boolean {
  const words = [...(topic?.words ?? []), topic?.name.zh ?? "", topic?.name.en ?? ""].join(" ");
  const told = question.entities.map(({ text }) => text).join(" ");
  return question.focus.every(
    (word) =>
      base.isGeneral(word) ||
      told.includes(word) ||
      [word, ...base.sayings(word)].some((saying) => words.toLowerCase().includes(saying)) ||
      services.some(
        (service) => base.speaksOf(service, [word]) >= DECISION_LIMITS.contentOverFocus,
      ),
  );
}

/**
 * What one district has for a need (西湖区有什么人才住房的服务): all of its services on the topic, its own first; all of it when no need is
 * named (滨江都有哪些人才服务). `null` when something particular is asked, or nothing of the kind is there.
 *
 * @param named services that the question names; a name that is only the need's own word is no name
 */
export function needDecision(
  context: DecisionContext,
  named: readonly ServiceMatch[],
): PlainDecision | null {
  const { question, base } = context;
  const ofAll = districtsDecision(context, named);
  if (ofAll !== null) return ofAll;
  const [act] = question.acts;
  const [district, ...others] = askedDistricts(question).filter((id) => !base.isWide(id));
  if (district === undefined || others.length > 0) return null;
  if (act === undefined || !LISTING.has(act.id)) return null;
  const isAll = question.focus.every((word) => base.isGeneral(word));
  // 滨江人才服务: no more than the place and general words.
  const isBare =
    isAll &&
    question.focus.length > 0 &&
    act.id === "what" &&
    (question.services[0]?.confidence ?? 0) < DECISION_LIMITS.overName;
  if (!asksForAll(context) && !isBare) return null;
  const need = needOf(context, district);
  const isWhole =
    question.overview !== undefined || (need?.confidence ?? 0) < DECISION_LIMITS.guided;
  // 萧山区有什么 names the district and nothing in it.
  const isPlace = ({ text }: ServiceMatch): boolean =>
    question.entities.some((entity) => entity.slot === "district" && entity.text === text);
  if (named.every(isPlace) && isAll && isWhole) {
    const guide = guideOfDistrict(context);
    if (guide !== null) return guide;
  }
  if (need === undefined) return null;
  const topic = base.topics.find(
    ({ district: of, intents }) => of === undefined && intents.includes(need.id),
  );
  const isNamed = named.some(({ text }) => topic?.words.includes(text) !== true);
  if (isNamed) return null;
  const own = base.listServices({ districts: [district], topics: [need.id] });
  if (own.length < 2 || !isAboutNeed(context, topic, own)) return null;
  const ids = own.map(({ id }) => id);
  return {
    kind: "list-services",
    question,
    services: ids.slice(0, LIST_LENGTH),
    rest: ids.slice(LIST_LENGTH),
    topics: [need.id],
    districts: [district],
    act: "list",
    assumed: [],
  };
}

/** 有什么, 有哪些, 都有啥: the question asks for all there is. */
const asksForAll = ({ heard }: DecisionContext): boolean => heard.moves.has("asks-all");
