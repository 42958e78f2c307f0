import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCalendar } from "../../../src/eligibility/index.js";

const STAMP = "2026-11-21T04:00:00Z";
const day = { uid: "a@hangcai", day: "2027-02-28", title: "生活补贴", text: "最后一天" };

const unfolded = (text: string): readonly string[] => text.replace(/\r\n /gu, "").split("\r\n");

describe("a calendar file", () => {
  it("holds a whole day with reminders a fortnight and three days before", () => {
    const lines = unfolded(toCalendar([day], STAMP));
    expect(lines).toEqual(
      expect.arrayContaining([
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "UID:a@hangcai",
        "DTSTAMP:20261121T040000Z",
        "DTSTART;VALUE=DATE:20270228",
        "DTEND;VALUE=DATE:20270301",
        "SUMMARY:生活补贴",
        "TRIGGER:-P2W",
        "TRIGGER:-P3D",
        "END:VCALENDAR",
      ]),
    );
  });

  it("is well nested and ends every line with CRLF", () => {
    const text = toCalendar([day, { ...day, uid: "b@hangcai" }], STAMP);
    expect(text.endsWith("\r\n")).toBe(true);
    const open: string[] = [];
    for (const line of unfolded(text)) {
      if (line.startsWith("BEGIN:")) open.push(line.slice(6));
      if (line.startsWith("END:")) expect(open.pop()).toBe(line.slice(4));
    }
    expect(open).toEqual([]);
  });

  it("keeps any text whole in lines of at most 75 octets, and lets none begin a line of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (title) => {
        const file = toCalendar([{ ...day, title }], STAMP);
        for (const line of file.split("\r\n")) {
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        }
        expect(unfolded(file).filter((line) => line.startsWith("BEGIN:VEVENT"))).toHaveLength(1);
      }),
    );
    const hostile = toCalendar([{ ...day, title: "x\r\nEND:VCALENDAR" }], STAMP);
    expect(unfolded(hostile).filter((line) => line === "END:VCALENDAR")).toHaveLength(1);
  });
});
