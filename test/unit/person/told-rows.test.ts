// How to read the rows: the head of person-facts.yaml. Every one of these must be read in full.
import { describe, expect, it } from "vitest";
import { loadRows, openRowReader } from "../../helpers/statement-rows.js";

const { compare, unknownSlots } = await openRowReader();

describe.each(["of-whom.yaml", "ways-to-say.yaml", "answers.yaml"])("%s", (file) => {
  it.each(loadRows(file))("$say", (one) => {
    const { facts, missed, wrong, isMistakenForSpeaker } = compare(one);
    expect(unknownSlots(one), "slots that exist").toEqual([]);
    expect(missed, "missed").toEqual([]);
    expect(
      Object.fromEntries(wrong.map((slot) => [slot, facts[slot]])),
      "read, and not said",
    ).toEqual({});
    expect(isMistakenForSpeaker, "no fact of the speaker").toBe(false);
  });
});
