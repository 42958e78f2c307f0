import type { Act } from "../shared/acts.js";
import type { ParsedQuestion } from "../nlu/types.js";
import type { DecisionContext } from "./context.js";
import { guideOf, waysAbout } from "./decide-guide.js";
import { listOverview } from "./decide-overview.js";
import type { Change } from "./merge.js";
import { LIST_LENGTH, RELATED_LENGTH } from "./thresholds.js";
import type { Assumption, Frame, PlainDecision } from "./types.js";

/** So many services have one side told, a line each; more would not be read. */
const MOST_SIDES = 4;

/** What is asked anew changes nothing of what the words are about: nothing in them is looked for. */
const withoutFocus = (question: ParsedQuestion): ParsedQuestion => ({ ...question, focus: [] });

/** Goals whose answer spoke of several services alike. */
const isOfSeveral = ({ goal, services }: Frame): boolean =>
  services.length > 1 && goal !== "know" && goal !== "judge";

const assumedService = (id: string): readonly Assumption[] => [{ kind: "service", id }];

/** One side of what is spoken of: of one service in full, of several a line each. */
function sideOf(context: DecisionContext, act: Act): PlainDecision | null {
  const { question, frame } = context;
  const [service] = frame.services;
  if (frame.guide !== null && frame.goal !== "know") {
    const about = question.focus.length === 0 ? null : waysAbout(context, frame.guide, act);
    if (about !== null) return about;
    // 有什么政策 after a guide: the guide itself, not its first service.
    if (frame.goal === "guide" && (act === "list" || act === "what")) {
      return guideOf(context, frame.guide, act);
    }
  }
  if (service === undefined) return stillNothing(context, act);
  if (isOfSeveral(frame) && act !== "what") {
    const services = frame.services.slice(0, MOST_SIDES);
    return { kind: "sides", question, services, act, assumed: [] };
  }
  return {
    kind: "answer-service",
    question,
    service,
    act,
    related: frame.services.slice(1, RELATED_LENGTH + 1),
    assumed: assumedService(service),
  };
}

/** A side of what no source holds there: said again, with what holds over the place; `null` when nothing is spoken of. */
function stillNothing({ question, frame, base }: DecisionContext, act: Act): PlainDecision | null {
  const topics = frame.topics.slice(0, 1);
  const districts = frame.places.filter((id) => !base.isWide(id));
  if (topics.length === 0 || frame.services.length > 0 || districts.length === 0) return null;
  const near = base.listServices({ districts: base.areasOver(districts), topics });
  return {
    kind: "nothing-there",
    question: withoutFocus(question),
    topics,
    districts,
    act,
    near: near.slice(0, RELATED_LENGTH + 1).map(({ id }) => id),
    assumed: topics.map((id) => ({ kind: "topic", id })),
  };
}

/** The act meant: what the question says outright, else what was asked before. */
function inheritedAct({ acts }: ParsedQuestion, frame: Frame, outright: number): Act {
  const [best] = acts;
  if (best !== undefined && best.confidence >= outright) return best.id;
  return frame.act ?? best?.id ?? "what";
}

/** From here the act of a follow-up is its own, not the one asked before. */
const OUTRIGHT = 0.9;

/** The ways of a guide that a district has itself, before those of the whole city; `null` when it has none. */
function waysIn(
  context: DecisionContext,
  guide: NonNullable<ReturnType<DecisionContext["base"]["topic"]>>,
  district: string,
): PlainDecision | null {
  const { base, frame } = context;
  const asked = { ...context, question: withoutFocus(context.question) };
  const whole = guideOf(asked, guide.id, frame.act ?? "what");
  if (whole?.kind !== "guide" || guide.district !== undefined) return null;
  const districtOf = (place: number): string | undefined =>
    base.service(guide.ways[place]?.service ?? "")?.district;
  const own = whole.ways.filter((place) => districtOf(place) === district);
  if (own.length === 0) return null;
  const wide = whole.ways.filter((place) => base.isWide(districtOf(place)));
  return {
    ...whole,
    ways: [...own, ...wide],
    districts: [district],
    assumed: [{ kind: "district", id: district }],
  };
}

/** 那滨江呢, 换成余杭: the same question about another district. */
function elsewhere(context: DecisionContext, districts: readonly string[]): PlainDecision | null {
  const { question, frame, base } = context;
  const [district] = districts;
  if (district === undefined) return null;
  const guide = frame.guide === null ? undefined : base.topic(frame.guide);
  const there = base.topics.find((topic) => topic.district === district);
  if (guide?.district !== undefined && there !== undefined) {
    return guideOf(context, there.id, frame.act ?? "what");
  }
  if (guide !== undefined && frame.goal === "guide") {
    const ways = waysIn(context, guide, district);
    if (ways !== null) return ways;
  }
  if (frame.overview !== undefined) return listOverview(context, frame.overview, true);
  const act = inheritedAct(question, frame, OUTRIGHT);
  // 上城 after a list in which one is of 上城 is that one.
  const ofPlace = frame.services.filter((id) => base.service(id)?.district === district);
  const [only, ...more] = ofPlace;
  if (only !== undefined && more.length === 0 && frame.services.length > 1) {
    return {
      kind: "answer-service",
      question: withoutFocus(question),
      service: only,
      act: act === "list" || act === "compare" ? "what" : act,
      related: [],
      assumed: assumedService(only),
    };
  }
  const before = frame.services.flatMap((id) => base.service(id) ?? []);
  const [model] = before;
  const isOne = before.length === 1 && frame.goal !== "list" && frame.goal !== "guide";
  const topics = model !== undefined && isOne ? model.topics : frame.topics;
  const found =
    model !== undefined && isOne
      ? base.counterparts(model, district)
      : base.listServices({ districts: [district], topics: topics.slice(0, 1) });
  const assumed: readonly Assumption[] = [
    ...districts.map((id): Assumption => ({ kind: "district", id })),
    ...topics.slice(0, 1).map((id): Assumption => ({ kind: "topic", id })),
  ];
  const asked = withoutFocus(question);
  const nothing = {
    kind: "nothing-there",
    question: asked,
    topics: topics.slice(0, 1),
    districts,
    act,
    assumed,
  } as const;
  const [best, ...others] = found;
  // What the city has holds there, too: where the district has nothing of the kind, or says nothing of what is asked, it comes first.
  if (model !== undefined && isOne && base.isWide(model.district)) {
    const isSaid =
      best !== undefined &&
      base.areAlike(model, best) &&
      base.findClaims({ service: best, act, focus: [], isNamed: true }).status === "found";
    if (!isSaid) {
      const near = [model.id, ...found.map((service) => service.id)];
      return { ...nothing, near: near.slice(0, RELATED_LENGTH + 1), subject: model.id };
    }
  }
  if (best === undefined && guide !== undefined) {
    const whole = guideOf(context, guide.id, act);
    const wide = (whole?.kind === "guide" ? whole.services : []).filter((id) =>
      base.isWide(base.service(id)?.district),
    );
    return { ...nothing, near: wide.slice(0, RELATED_LENGTH + 1) };
  }
  if (best === undefined) {
    const near = base.listServices({
      districts: base.areasOver(districts),
      topics: topics.slice(0, 1),
    });
    return { ...nothing, near: near.slice(0, RELATED_LENGTH + 1).map((service) => service.id) };
  }
  if (model !== undefined && isOne && !found.some((other) => base.areAlike(model, other))) {
    return {
      ...nothing,
      near: found.slice(0, RELATED_LENGTH + 1).map((service) => service.id),
      subject: model.id,
    };
  }
  if (act === "list" || act === "compare" || !isOne) {
    const ids = found.map((service) => service.id);
    return {
      kind: "list-services",
      question: asked,
      services: ids.slice(0, LIST_LENGTH),
      rest: ids.slice(LIST_LENGTH),
      topics: topics.slice(0, 1),
      districts,
      act: "list",
      assumed,
    };
  }
  return {
    kind: "answer-service",
    question: asked,
    service: best.id,
    act,
    related: others.slice(0, RELATED_LENGTH).map((service) => service.id),
    assumed,
  };
}

/** What comes after what was shown: the rest of a list, else what else there is on the matter. */
function moreOf(context: DecisionContext): PlainDecision {
  const { question, frame, base, rest, listed } = context;
  const shown = new Set([...listed, ...frame.services]);
  const [service] = frame.services;
  const topics =
    frame.topics.length > 0 ? frame.topics : (base.service(service ?? "")?.topics ?? []);
  const places = frame.places.filter((id) => !base.isWide(id));
  const near = base
    .listServices({ districts: places, topics: topics.slice(0, 1) })
    .filter(({ id }) => topics.length > 0 && !shown.has(id))
    .map(({ id }) => id);
  const all = rest.length > 0 ? rest : near;
  if (all.length === 0) return { kind: "talk", question, talk: "more" };
  return {
    kind: "list-services",
    question: withoutFocus(question),
    services: all.slice(0, LIST_LENGTH),
    rest: all.slice(LIST_LENGTH),
    ...(frame.overview !== undefined && { overview: frame.overview }),
    topics: frame.overview === undefined ? topics.slice(0, 1) : frame.topics,
    // The rest of an overview holds the city's, too.
    districts: frame.overview === undefined ? places : [],
    act: "list",
    assumed: [],
  };
}

/** What becomes of money when something happens is asked of work and insurance; a degree, a home and an age do not happen. */
const HAPPENS = /^(?:employ|socialInsurance|work)/u;

/** The act of a supposed fact: 如果我是博士呢 sounds like asking what happens then, and asks the same as before. */
function actOfFact(question: ParsedQuestion, frame: Frame): Act {
  const isEvent = question.entities.some(({ slot }) => HAPPENS.test(slot));
  const acts = isEvent ? question.acts : question.acts.filter(({ id }) => id !== "interruption");
  return inheritedAct({ ...question, acts }, frame, OUTRIGHT);
}

/** The same with another fact: what is stated of those of whom it is true. */
function withFact(context: DecisionContext): PlainDecision | null {
  const { question, frame } = context;
  if (frame.guide !== null) return guideOf(context, frame.guide, frame.act ?? "what");
  const act = actOfFact(question, frame);
  return sideOf(
    { ...context, question: withoutFocus(question) },
    act === "list" || act === "compare" || act === "what" ? "who" : act,
  );
}

/** What was asked before, once more, now that something is told of the one who asks: conditions where no side was asked. */
function stillAsked(context: DecisionContext): PlainDecision | null {
  const { question, frame } = context;
  const act = frame.act ?? "who";
  if (frame.guide !== null) return guideOf(context, frame.guide, act);
  return sideOf(
    { ...context, question: withoutFocus(question) },
    act === "list" || act === "compare" || act === "what" ? "who" : act,
  );
}

/**
 * What is to be done when one part of the frame is replaced; `null` when the frame holds nothing of the kind. A change that
 * is to be judged for a person is planned where persons are judged; here it is answered for anybody.
 */
export function planChange(context: DecisionContext, change: Change): PlainDecision | null {
  const { question, frame } = context;
  switch (change.kind) {
    case "fresh":
    case "matter":
      return null;
    case "act":
      return sideOf(context, change.act);
    case "place":
      return elsewhere(context, change.places);
    case "choice":
      return {
        kind: "answer-service",
        question: withoutFocus(question),
        service: change.service,
        act: change.act,
        related: [],
        assumed: assumedService(change.service),
      };
    case "person":
      return sideOf({ ...context, question: withoutFocus(question) }, "who");
    case "fact":
      return withFact(context);
    case "told":
      return stillAsked(context);
    case "day": {
      const side = sideOf({ ...context, question: withoutFocus(question) }, "validity");
      return side !== null && (side.kind === "answer-service" || side.kind === "sides")
        ? { ...side, day: change.day }
        : side;
    }
    case "judge":
      return sideOf(context, "eligible");
    case "sources":
      return frame.services.length === 0
        ? stillNothing(context, "what")
        : { kind: "sources", question, services: frame.services.slice(0, 3), assumed: [] };
    case "more":
      return moreOf(context);
    default:
      return change satisfies never;
  }
}
