import type { Service, Topic } from "../knowledge/index.js";
import type { ServiceMatch } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
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
  const [act] = question.acts;
  const [district, ...others] = askedDistricts(question).filter((id) => !base.isWide(id));
  if (district === undefined || others.length > 0) return null;
  if (act === undefined || !LISTING.has(act.id) || !asksForAll(context)) return null;
  const isAll = question.focus.every((word) => base.isGeneral(word));
  const needs = question.topics.filter(
    ({ id, confidence }) => confidence >= NEED && !isOfAll(context, id),
  );
  const [need] = needs;
  if (named.length === 0 && isAll && (need?.confidence ?? 0) < DECISION_LIMITS.guided) {
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
