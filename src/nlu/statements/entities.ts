import type { TellableSlot } from "../../shared/slot-telling.js";
import { findDates } from "../../values/dates.js";
import type { Places } from "../places/places.js";
import type { Entity } from "../types.js";
import { overlaps } from "../vocabulary.js";
import { readCountries } from "./entity-countries.js";
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
  const numbers = readNumberSlots(text, dates);
  const countries = readCountries(text).filter(
    (country) => !words.some((word) => word.slot === country.slot && overlaps(word, country)),
  );
  return [
    ...words,
    ...countries,
    ...readDistricts(text, places, tools),
    ...readHukou(text, places, tools, words),
    ...readDateSlots(text, dates),
    ...numbers,
    ...readMeasures(text, places, tools),
    ...districtInsurance(numbers, places, tools),
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
    const { start, end, value, isExcluded, isElsewhere, role } = mention;
    // 社保是公司在上城交的 says where it is paid, and not where the work is.
    const bond = role === "insured" ? null : mention.bond;
    const at = { text: points.slice(start, end).join(""), start, end, negated: isExcluded };
    const slot = slotOf(bond);
    const district = isElsewhere ? [] : [{ slot: "district", value, ...at }];
    if (slot === undefined || areas.wide.has(value)) return district;
    const negated = isExcluded || isNegated(points, start, vocabulary);
    return [...district, { slot, value: isElsewhere ? OUTSIDE : value, ...at, negated }];
  });
}

/** 在滨江交了10个月社保: so long in that district, when no other one is named. */
function districtInsurance(
  numbers: readonly Entity[],
  places: Places,
  { slots, areas }: SlotTools,
): Entity[] {
  const named = places.mentions.filter(({ value }) => !areas.wide.has(value));
  const [place] = named;
  const isOne = new Set(named.map(({ value }) => value)).size === 1;
  if (place === undefined || !isOne || place.isElsewhere || place.role !== "insured") return [];
  const slot = "districtInsuranceMonths";
  if (!slots.some(({ id }) => id === slot)) return [];
  return numbers
    .filter((one) => one.slot === "socialInsuranceMonths" && Math.abs(one.start - place.end) < 8)
    .map((one) => ({ ...one, slot }));
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
