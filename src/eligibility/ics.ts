import type { LocalDate } from "../shared/dates.js";
import { addDays } from "./values.js";

/** One day of a calendar file. */
export interface CalendarDay {
  /** Unique and stable: the same day imported again takes the place of the old one. */
  readonly uid: string;
  readonly day: LocalDate;
  readonly title: string;
  readonly text: string;
}

/** Octets of a line, without its end (RFC 5545, 3.1). */
const MAX_OCTETS = 75;

/** A fortnight before the day. */
const REMINDER = "-P14D";

const octets = (text: string): number => {
  let count = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
};

/** Folds a line: every further piece begins with a space; no character is cut. */
function fold(line: string): string {
  const pieces: string[] = [];
  let piece = "";
  for (const character of line) {
    if (octets(piece) + octets(character) > MAX_OCTETS) {
      pieces.push(piece);
      piece = " ";
    }
    piece += character;
  }
  return [...pieces, piece].join("\r\n");
}

/** Text values: backslash, semicolon, comma and line breaks are escaped (RFC 5545, 3.3.11). */
const escape = (text: string): string =>
  text
    .replace(/[\\;,]/gu, (mark) => `\\${mark}`)
    .replace(/\r?\n/gu, "\\n")
    // Control characters are not allowed in a text value.
    .replace(/\p{Cc}/gu, "");

const compact = (day: LocalDate): string => day.replaceAll("-", "");

/**
 * A calendar file (RFC 5545) with a whole-day entry for each day and a reminder a fortnight before it.
 *
 * @param stamp when the file was made, in UTC, `YYYYMMDDTHHMMSSZ`
 * @returns text with CRLF line ends, to be served as `text/calendar; charset=utf-8`
 *
 * @internal used by tests, and by the talk later
 */
export function toCalendar(days: readonly CalendarDay[], stamp: string): string {
  const events = days.flatMap(({ uid, day, title, text }) => [
    "BEGIN:VEVENT",
    `UID:${escape(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(addDays(day, 1))}`,
    `SUMMARY:${escape(title)}`,
    `DESCRIPTION:${escape(text)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escape(title)}`,
    `TRIGGER:${REMINDER}`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//hangcai//eligibility//ZH",
    "CALSCALE:GREGORIAN",
    ...events,
    "END:VCALENDAR",
  ];
  return `${lines.map(fold).join("\r\n")}\r\n`;
}
