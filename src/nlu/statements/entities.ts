import type { TellableSlot } from "../../shared/slot-telling.js";
import { findDates } from "../../values/dates.js";
import type { Places } from "../places/places.js";
import type { Entity } from "../types.js";
import { readDateSlots } from "./entity-dates.js";
import { readNumberSlots } from "./entity-numbers.js";
import type { EntityText, SlotTools } from "./entity-text.js";
import { isNegated } from "./negation.js";
import { readMeasures } from "./slot-measures.js";
import { readSlotWords } from "./slot-words.js";

/** Where somebody is who is not in the city, as the slots of places and of the hukou have it. */
const OUTSIDE = "outside";
const ELSEWHERE = "elsewhere";

/**
 * Slot values and other values that a text states, of whomever it speaks, in order; positions in code points of the normalized
 * text. Values known only within limits carry their `range`.
 */
export function readEntities(text: EntityText, places: Places, tools: SlotTools): Entity[] {
  const dates = findDates(text.points, text.today);
  const words = tools.slots.flatMap((slot) => readSlotWords(slot, text));
  return [
    ...words,
    ...readDistricts(text, places, tools),
    ...readHukou(text, places, tools, words),
    ...readDateSlots(text, dates),
    ...readNumberSlots(text, dates),
    ...readMeasures(text, places, tools),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}

function readDistricts(
  { points, vocabulary }: EntityText,
  places: Places,
  { slots, areas }: SlotTools,
): Entity[] {
  const slotOf = (bond: TellableSlot["place"] | null): string | undefined =>
    slots.find(({ place }) => place !== undefined && place === bond)?.id;
  return places.mentions.flatMap((mention): Entity[] => {
    const { start, end, value, isExcluded, isElsewhere, bond } = mention;
    const at = { text: points.slice(start, end).join(""), start, end, negated: isExcluded };
    const slot = slotOf(bond);
    const district = isElsewhere ? [] : [{ slot: "district", value, ...at }];
    if (slot === undefined || areas.wide.has(value)) return district;
    const negated = isExcluded || isNegated(points, start, vocabulary);
    return [...district, { slot, value: isElsewhere ? OUTSIDE : value, ...at, negated }];
  });
}

/** 北京户口, 户口在余杭: in the city or not, by the place; a province leaves it open. */
function readHukou(
  { points, vocabulary }: EntityText,
  places: Places,
  { areas }: SlotTools,
  words: readonly Entity[],
): Entity[] {
  return places.mentions.flatMap(({ start, end, value, isElsewhere, role }): Entity[] => {
    const isTold = words.some((word) => word.slot === "hukou" && word.start < end + 3);
    const isOpen = !isElsewhere && areas.wide.has(value) && value !== areas.city;
    if (role !== "hukou" || isTold || isOpen || isNegated(points, start, vocabulary)) return [];
    const text = points.slice(start, end).join("");
    const hukou = isElsewhere ? ELSEWHERE : areas.city;
    return [{ slot: "hukou", value: hukou, text, start, end, negated: false }];
  });
}
