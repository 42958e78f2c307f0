import type { FeatureBag } from "../classifier/features.js";
import { surfaceUnits } from "../classifier/units.js";
import { foldText } from "../classifier/fold-text.js";
import { FAQ } from "../thresholds.js";
import type { ParsedQuestion } from "../types.js";

/** What of a question tells which known question it is. */
export type FaqReading = Pick<
  ParsedQuestion,
  "normalized" | "topics" | "acts" | "services" | "entities" | "places"
> & {
  /** What was said, with its places; absent: `normalized` is it. */
  readonly said?: string;
};

/** Stands for any place: which one it is says nothing of what is asked there, and is a feature of its own. */
const PLACE = " 某地 ";

/** The question with its places named alike. */
function placeless({ normalized, places }: FaqReading): string {
  const points = [...normalized];
  return points
    .map((point, at) => {
      const place = places.find(({ start, end }) => start <= at && at < end);
      if (place === undefined) return point;
      return place.start === at ? PLACE : "";
    })
    .join("");
}

/** Readings of the parts of one message as one: people cut a question where the reader does not. */
export const joinReadings = (readings: readonly FaqReading[]): FaqReading => ({
  normalized: readings.map(placeless).join(" "),
  said: readings.map(({ said, normalized }) => said ?? normalized).join(" "),
  topics: readings.flatMap(({ topics }) => topics),
  acts: readings.flatMap(({ acts }) => acts),
  services: readings.flatMap(({ services }) => services),
  entities: readings.flatMap(({ entities }) => entities),
  places: [],
});

/**
 * Features of a question: its characters, words and pairs of neighbours, and what was understood of it (topic, act, services, what it
 * tells of a person), each with the weight of its kind. Kinds are told apart by a first letter that no unit begins with.
 *
 * @param before what was asked before it in the talk: its words and its matter count, too, but less
 */
export function faqFeatures(reading: FaqReading, before: FaqReading | null = null): FeatureBag {
  const { topics, acts, services } = reading;
  const bag: FeatureBag = new Map();
  const add = (feature: string, weight: number): void => {
    bag.set(feature, (bag.get(feature) ?? 0) + weight);
  };
  const units = unitsOf(reading);
  units.forEach((unit, index) => {
    add(unit, FAQ.unit);
    const next = units[index + 1];
    if (next !== undefined) add(`${unit} ${next}`, FAQ.pair);
  });
  for (const { id, confidence } of acts.slice(0, 2)) add(`A:${id}`, FAQ.act * confidence);
  for (const { id, confidence } of topics.slice(0, 1)) add(`T:${id}`, FAQ.topic * confidence);
  for (const { id, confidence } of services.slice(0, 2)) add(`V:${id}`, FAQ.service * confidence);
  addTold(reading, FAQ.entity, add);
  if (before === null) return bag;
  // A long story before a short question must not drown it.
  const earlier = unitsOf(before);
  const share =
    FAQ.before *
    Math.sqrt(Math.min(1, (units.length + FAQ.shortest) / Math.max(1, earlier.length)));
  // Once as what the whole talk is about, and once kept apart: 租房 said before asks for nothing, it tells of what is asked.
  for (const unit of earlier) {
    add(unit, FAQ.unit * share);
    add(`B:${unit}`, FAQ.unit * share);
  }
  for (const { id, confidence } of before.topics.slice(0, 1))
    add(`T:${id}`, FAQ.topic * confidence * FAQ.before);
  for (const { id, confidence } of before.topics.slice(0, 2))
    add(`B:T:${id}`, FAQ.topic * confidence * FAQ.before);
  for (const { id, confidence } of before.services.slice(0, 2)) {
    add(`V:${id}`, FAQ.service * confidence * FAQ.before);
    add(`B:V:${id}`, FAQ.service * confidence * FAQ.before);
  }
  addTold(before, FAQ.entity * FAQ.before, add);
  return bag;
}

const unitsOf = (reading: FaqReading): readonly string[] =>
  surfaceUnits(foldText(placeless(reading)));

/** Which slots are told, and which kinds of persons and places. */
function addTold(
  { entities }: FaqReading,
  weight: number,
  add: (feature: string, weight: number) => void,
): void {
  for (const slot of new Set(entities.map((entity) => entity.slot))) add(`S:${slot}`, weight);
  for (const told of toldIn(entities)) add(`E:${told}`, weight);
}

/** Kinds of persons and places that are told; numbers and days say little about what is asked. */
const toldIn = (entities: FaqReading["entities"]): ReadonlySet<string> =>
  new Set(
    entities
      .filter(({ value }) => typeof value === "boolean" || !/\d/u.test(String(value)))
      .map(({ slot, value }) => `${slot}=${String(value)}`),
  );
