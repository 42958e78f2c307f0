import { findDates } from "../../values/dates.js";
import { readNumberSlots } from "./entity-numbers.js";
import { readDateSlots } from "./entity-dates.js";
import type { Places } from "../places/places.js";
import type { EntityText } from "./entity-text.js";
import type { Entity } from "../types.js";
import { overlaps, type Vocabulary } from "../vocabulary.js";

interface WordSlot {
  readonly slot: string;
  readonly group: string;
  /** Group of longer words in which a word of `group` means nothing. */
  readonly beware?: string;
  readonly isFlag?: boolean;
  /** Group of which a word must stand anywhere in the text, too. */
  readonly requires?: string;
  /** True of the household, so that another person's counts too. */
  readonly isShared?: boolean;
}

const WORD_SLOTS: readonly WordSlot[] = [
  { slot: "degree", group: "degree", beware: "degree-beware" },
  { slot: "studying", group: "studying", isFlag: true },
  { slot: "studyMode", group: "study-mode" },
  { slot: "overseasDegree", group: "overseas-degree", isFlag: true },
  { slot: "nationality", group: "nationality", beware: "nationality-beware" },
  { slot: "hukou", group: "hukou" },
  { slot: "employment", group: "employment", beware: "employment-beware" },
  {
    slot: "ownsHomeInHangzhou",
    group: "owns-home",
    beware: "owns-home-beware",
    isFlag: true,
    isShared: true,
  },
  { slot: "inPublicRental", group: "in-public-rental", isFlag: true, isShared: true },
  { slot: "talentClass", group: "talent-class", beware: "talent-class-beware" },
  { slot: "recommended", group: "recommended", isFlag: true },
  { slot: "rider", group: "rider", isFlag: true, requires: "rider-insured" },
];

/**
 * Slot values and other values that a text states, in order; positions in code points of the normalized text.
 *
 * What is said of somebody else (我老婆是博士) is left out, but for the household's home. Values known only
 * within limits carry their `range`.
 */
export function readEntities(text: EntityText, places: Places): Entity[] {
  const dates = findDates(text.points, text.today);
  const entities = [
    ...WORD_SLOTS.flatMap((slot) => readWords(slot, text)),
    ...readDistricts(text, places),
    ...readDateSlots(text, dates),
    ...readNumberSlots(text, dates),
  ];
  return entities
    .filter((entity) => !isOfAnother(entity, text))
    .sort((a, b) => a.start - b.start || a.end - b.end);
}

function readWords(slot: WordSlot, { points, vocabulary }: EntityText): Entity[] {
  if (slot.requires !== undefined && vocabulary.find(slot.requires, points).length === 0) return [];
  const beware = slot.beware === undefined ? [] : vocabulary.find(slot.beware, points);
  return vocabulary
    .find(slot.group, points)
    .filter(
      (found) =>
        !beware.some(
          (longer) =>
            overlaps(longer, found) && longer.end - longer.start > found.end - found.start,
        ),
    )
    .map(({ start, end, value }) => ({
      slot: slot.slot,
      value: slot.isFlag === true ? value === "true" : value,
      text: points.slice(start, end).join(""),
      start,
      end,
      negated: isNegated(points, start, vocabulary),
    }));
}

function readDistricts({ points }: EntityText, places: Places): Entity[] {
  return places.mentions.flatMap(({ start, end, value, isExcluded, bond }) => {
    const at = { value, text: points.slice(start, end).join(""), start, end, negated: isExcluded };
    const slot = bond === "work" ? "workDistrict" : "homeDistrict";
    return bond === null || value === "hangzhou" || value === "zhejiang"
      ? [{ slot: "district", ...at }]
      : [
          { slot: "district", ...at },
          { slot, ...at },
        ];
  });
}

/** How many code points before a word a negation of it may begin. */
const NEGATION_REACH = 14;

/** What may stand between a negation and what it denies: 没读过研究生, do not have a master. */
const BRIDGE =
  /^(?:是|有|什么|读|上|念|拿|考|当|做|过|到|取得|一个|任何|在|被|住|的|an?|the|any|have|hold|got|been| )*$/u;

/** 不是博士, 没有硕士: a negation that ends where the word begins, or has only words like 是 and 有 behind it. */
function isNegated(points: readonly string[], start: number, vocabulary: Vocabulary): boolean {
  const lead = points.slice(Math.max(0, start - NEGATION_REACH), start);
  const last = vocabulary.find("negation", lead).at(-1);
  return last !== undefined && BRIDGE.test(lead.slice(last.end).join(""));
}

const SHARED = new Set([
  ...WORD_SLOTS.filter((slot) => slot.isShared).map((slot) => slot.slot),
  "district",
  "date",
  "amount",
]);

/** Whether somebody else is named earlier in the same clause, and not the speaker after that. */
function isOfAnother(entity: Entity, { points, vocabulary }: EntityText): boolean {
  if (SHARED.has(entity.slot)) return false;
  const mark = points.slice(0, entity.start).findLastIndex((point) => /^[,，。;?!]$/u.test(point));
  const lead = points.slice(mark + 1, entity.start);
  const other = vocabulary.find("other-person", lead).at(-1);
  if (other === undefined) return false;
  const self = vocabulary.find("self", lead).at(-1);
  return self === undefined || self.end <= other.start || self.start < other.start;
}
