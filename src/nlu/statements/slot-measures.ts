import type { TellableSlot } from "../../shared/slot-telling.js";
import { findDurations, type DurationMention } from "../../values/durations.js";
import { findNumerals } from "../../values/numerals.js";
import type { Places } from "../places/places.js";
import type { Entity } from "../types.js";
import type { EntityText, SlotTools } from "./entity-text.js";
import { clauseAround, groupOf } from "./slot-words.js";

/** What may stand between a number and the words that say what it counts; grammar. */
const BRIDGE =
  /^(?:已经|已|都|也|才|刚|满|够|了|有|是|大概|大约|差不多|将近|快|不到|没到|超过|一共|共|为|得|过|在|住|待|干|的|着|约|区|in|at|about|around|nearly|almost|over|for|is|have|has|been|than|more|less| )*$/u;
/** Behind the number, before the words. */
const BRIDGE_AFTER = /^(?:了|的|多|左右|以上|of| )*$/u;
/** What a rule asks for, and nobody has told. */
const RULE = /(?:要|需要|须|得|至少|满几|最少)$/u;
const MONTHS_A_YEAR = 12;

/** Lengths of time and numbers that stand right beside the words of a slot: 连续工作了4年, 积分120分. */
export function readMeasures(
  text: EntityText,
  places: Places,
  { slots, areas }: SlotTools,
): Entity[] {
  const { points } = text;
  const measured = slots.filter(({ read }) => (read?.length ?? read?.count) !== undefined);
  if (!measured.some((slot) => text.vocabulary.has(groupOf(slot.id, "beside"), points))) return [];
  const durations = findDurations(points);
  // 在上海工作8年了，准备去余杭: of several places in a clause the length belongs to the last one before it.
  const inArea = (clause: readonly string[], before: number): boolean => {
    const inClause = places.mentions.filter(({ start, end }) =>
      clause.join("").includes(points.slice(start, end).join("")),
    );
    const meant = inClause.findLast(({ start }) => start < before) ?? inClause[0];
    return meant !== undefined && !meant.isElsewhere && !areas.wide.has(meant.id);
  };
  return measured.flatMap((slot) =>
    (slot.read?.length === undefined ? counts(slot, text) : durations).flatMap(
      (range): Entity[] => {
        const clause = clauseAround(points, range);
        if (!isBeside(slot, range, text, slot.read?.inArea === true ? places : null)) return [];
        if (text.vocabulary.has(groupOf(slot.id, "not"), clause)) return [];
        if (slot.read?.told !== undefined && !text.vocabulary.has(groupOf(slot.id, "told"), clause))
          return [];
        if (slot.read?.inArea === true && !inArea(clause, range.start)) return [];
        const factor = slot.read?.length === "years" ? 1 / MONTHS_A_YEAR : 1;
        const [min, max] = [Math.floor(range.min * factor), Math.floor(range.max * factor)];
        const { start, end } = range;
        return [
          {
            slot: slot.id,
            value: min,
            ...(min !== max && { range: { min, max } }),
            text: points.slice(start, end).join(""),
            start,
            end,
            negated: false,
          },
        ];
      },
    ),
  );
}

/** Numbers with a unit of the slot. */
function counts(slot: TellableSlot, { points, vocabulary }: EntityText): DurationMention[] {
  return findNumerals(points).flatMap((numeral) => {
    const gap = points[numeral.end] === " " ? 1 : 0;
    const rest = points.slice(numeral.end + gap, numeral.end + gap + 8);
    const unit = vocabulary.find(groupOf(slot.id, "count"), rest).find(({ start }) => start === 0);
    return unit === undefined ? [] : [{ ...numeral, end: numeral.end + gap + unit.end }];
  });
}

function isBeside(
  slot: TellableSlot,
  range: DurationMention,
  text: EntityText,
  places: Places | null,
): boolean {
  const { points, vocabulary } = text;
  const words = vocabulary.findAll(groupOf(slot.id, "beside"), points);
  return words.some((word) => {
    if (word.end <= range.start) {
      // Working in Binjiang for 7 months: the place stands between.
      const between = points
        .slice(word.end, range.start)
        .filter((_, index) => {
          const at = word.end + index;
          return places?.mentions.some(({ start, end }) => start <= at && at < end) !== true;
        })
        .join("");
      return BRIDGE.test(between) && !RULE.test(points.slice(0, word.start).join(""));
    }
    return (
      word.start >= range.end &&
      BRIDGE_AFTER.test(points.slice(range.end, word.start).join("")) &&
      !RULE.test(points.slice(0, range.start).join(""))
    );
  });
}
