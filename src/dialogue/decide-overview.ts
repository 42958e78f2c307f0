import type { Service } from "../knowledge/index.js";
import type { Overview } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { actOf, askedDistricts } from "./question.js";
import { LIST_LENGTH } from "./thresholds.js";
import type { PlainDecision } from "./types.js";

/** One of each list, then the next of each. */
function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}

/** Whether sources state what it pays or whom it concerns: a fair or a building does neither. */
const concerns = ({ claims }: Service): boolean => claims.amount.length + claims.who.length > 0;

/** Services of places on the topics, in turns, so that the first ones show the width; what concerns nobody comes last. */
function servicesFor(
  { base }: DecisionContext,
  areas: readonly string[],
  { topics, paid }: Overview,
): readonly string[] {
  const lists = topics.map((topic) =>
    base
      .listServices({ districts: areas, topics: [topic] })
      .filter((one) => one.topics[0] === topic),
  );
  if (paid.length > 0) {
    const pays = (one: Service): boolean =>
      one.claims.amount.length > 0 || paid.some((word) => base.states(one, [word]) === 1);
    return inTurns(lists.map((list) => list.filter(pays))).map(({ id }) => id);
  }
  const first = inTurns(lists.map((list) => list.filter(concerns)));
  const others = inTurns(lists.map((list) => list.filter((one) => !concerns(one))));
  return [...first, ...others].map(({ id }) => id);
}

/** What places have on the topics: their own first, then what holds over them; `null` when nothing does. */
export function listOverview(
  context: DecisionContext,
  overview: Overview,
  isSwap: boolean,
): PlainDecision | null {
  const { question, base } = context;
  const places = askedDistricts(question);
  const districts = places.filter((id) => !base.isWide(id));
  const over = base.areasOver(
    districts.length > 0 ? districts : base.districts.map(({ id }) => id),
  );
  const own = districts.length > 0 ? servicesFor(context, districts, overview) : [];
  const all = [...new Set([...own, ...servicesFor(context, over, overview)])];
  if (all.length === 0) return null;
  const shown = all.slice(0, LIST_LENGTH);
  return {
    kind: "list-services",
    question,
    services: shown,
    rest: all.slice(LIST_LENGTH),
    topics: [],
    overview,
    ...(own.length === 0 && districts.length > 0 && { without: districts }),
    // The city's stand among them: then the title speaks of no district.
    districts: shown.every((id) => own.includes(id)) ? districts : [],
    act: isSwap ? "list" : actOf(question),
    assumed: isSwap ? districts.map((id) => ({ kind: "district", id })) : [],
  };
}

/**
 * What a place has in general (滨江有什么人才政策): the districts' own, then what holds in the whole city; without a district
 * the city's. `null` when something else is asked.
 */
export const overviewDecision = (context: DecisionContext): PlainDecision | null =>
  context.question.overview === undefined
    ? null
    : listOverview(context, context.question.overview, false);
