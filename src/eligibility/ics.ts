import ICAL from "ical.js";
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

/** A fortnight before the day, and three days before it. */
const REMINDERS = ["-P2W", "-P3D"] as const;

/** Control characters are not allowed in a text value (RFC 5545, 3.3.11); a line break is, and the library escapes it. */
const plain = (text: string): string => text.replace(/\r\n?/gu, "\n").replace(/(?!\n)\p{Cc}/gu, "");

function reminderOf(title: string, before: string): ICAL.Component {
  const alarm = new ICAL.Component("valarm");
  alarm.updatePropertyWithValue("action", "DISPLAY");
  alarm.updatePropertyWithValue("description", plain(title));
  alarm.updatePropertyWithValue("trigger", ICAL.Duration.fromString(before));
  return alarm;
}

function eventOf({ uid, day, title, text }: CalendarDay, stamp: string): ICAL.Component {
  const event = new ICAL.Component("vevent");
  event.updatePropertyWithValue("uid", plain(uid));
  event.updatePropertyWithValue("dtstamp", ICAL.Time.fromDateTimeString(stamp));
  // Dates without a time: nothing here passes through a `Date`, so no time zone can move them.
  event.updatePropertyWithValue("dtstart", ICAL.Time.fromDateString(day));
  event.updatePropertyWithValue("dtend", ICAL.Time.fromDateString(addDays(day, 1)));
  event.updatePropertyWithValue("summary", plain(title));
  event.updatePropertyWithValue("description", plain(text));
  event.updatePropertyWithValue("transp", "TRANSPARENT");
  for (const before of REMINDERS) event.addSubcomponent(reminderOf(title, before));
  return event;
}

/**
 * A calendar file (RFC 5545) with a whole-day entry for each day, and reminders a fortnight and three days before it.
 *
 * @param stamp when the file was made: an instant in UTC, `YYYY-MM-DDTHH:MM:SSZ`
 * @returns text with CRLF line ends, to be served as `text/calendar; charset=utf-8`
 */
export function toCalendar(days: readonly CalendarDay[], stamp: string): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//hangcai//eligibility//ZH");
  calendar.updatePropertyWithValue("calscale", "GREGORIAN");
  for (const day of days) calendar.addSubcomponent(eventOf(day, stamp));
  return `${calendar.toString()}\r\n`;
}
