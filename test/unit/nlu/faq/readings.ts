import type { FaqReading } from "../../../../src/nlu/faq/faq-features.js";
import type { Entity } from "../../../../src/nlu/types.js";

/** A question as read, of which nothing was understood but what is given. */
export const reading = (normalized: string, more: Partial<FaqReading> = {}): FaqReading => ({
  normalized,
  topics: [],
  acts: [],
  services: [],
  entities: [],
  places: [],
  ...more,
});

/** Something told; where it stands says nothing here. */
export const entity = (slot: string, value: Entity["value"]): Entity => ({
  slot,
  value,
  text: "",
  start: 0,
  end: 0,
  negated: false,
});
