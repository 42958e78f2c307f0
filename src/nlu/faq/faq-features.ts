import type { FeatureBag } from "../classifier/features.js";
import { surfaceUnits } from "../classifier/units.js";
import { foldText } from "../classifier/fold-text.js";
import { FAQ } from "../thresholds.js";
import type { ParsedQuestion } from "../types.js";

/** What of a question tells which known question it is. */
export type FaqReading = Pick<
  ParsedQuestion,
  "normalized" | "topics" | "acts" | "services" | "entities" | "places"
>;

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
  topics: readings.flatMap(({ topics }) => topics),
  acts: readings.flatMap(({ acts }) => acts),
  services: readings.flatMap(({ services }) => services),
  entities: readings.flatMap(({ entities }) => entities),
  places: [],
});

/**
 * Features of a question: its characters, words and pairs of neighbours, and what was understood of it (topic, act, services, what it
 * tells of a person), each with the weight of its kind. Kinds are told apart by a first letter that no unit begins with.
 */
export function faqFeatures(reading: FaqReading): FeatureBag {
  const { topics, acts, services, entities } = reading;
  const bag: FeatureBag = new Map();
  const add = (feature: string, weight: number): void => {
    bag.set(feature, (bag.get(feature) ?? 0) + weight);
  };
  const units = surfaceUnits(foldText(placeless(reading)));
  units.forEach((unit, index) => {
    add(unit, FAQ.unit);
    const next = units[index + 1];
    if (next !== undefined) add(`${unit} ${next}`, FAQ.pair);
  });
  for (const { id, confidence } of acts.slice(0, 2)) add(`A:${id}`, FAQ.act * confidence);
  for (const { id, confidence } of topics.slice(0, 1)) add(`T:${id}`, FAQ.topic * confidence);
  for (const { id, confidence } of services.slice(0, 2)) add(`V:${id}`, FAQ.service * confidence);
  for (const slot of new Set(entities.map((entity) => entity.slot))) add(`S:${slot}`, FAQ.entity);
  for (const told of toldIn(entities)) add(`E:${told}`, FAQ.entity);
  return bag;
}

/** Kinds of persons and places that are told; numbers and days say little about what is asked. */
const toldIn = (entities: FaqReading["entities"]): ReadonlySet<string> =>
  new Set(
    entities
      .filter(({ value }) => typeof value === "boolean" || !/\d/u.test(String(value)))
      .map(({ slot, value }) => `${slot}=${String(value)}`),
  );
