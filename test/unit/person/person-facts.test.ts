// How to read the rows: the head of person-facts.yaml.
import { describe, expect, it } from "vitest";
import { loadRows, openRowReader, type StatementRow } from "../../helpers/statement-rows.js";

/** Share of rows that must be read in full; what is missed only makes the assistant ask. */
const LEAST_READ = 0.98;

const rows = loadRows("person-facts.yaml");
const { compare } = await openRowReader();

describe("what is read of a person", () => {
  it.each(rows)("$say", (one: StatementRow) => {
    const { said, facts, wrong, isMistakenForSpeaker } = compare(one);
    expect(
      Object.fromEntries(wrong.map((slot) => [slot, facts[slot]])),
      "read, and not said",
    ).toEqual({});
    expect(isMistakenForSpeaker, "no fact of the speaker").toBe(false);
    if (one.answer !== undefined) expect(said.answer.kind, "answers").toBe(one.answer);
  });

  it("is nearly all that is said", () => {
    const missed = rows.filter((one) => compare(one).missed.length > 0);
    const share = 1 - missed.length / rows.length;
    expect(share, missed.map(({ say }) => say).join("\n")).toBeGreaterThanOrEqual(LEAST_READ);
  });

  it("is never more when the words are only wished", () => {
    for (const wish of ["我打算去余杭上班", "我想认定E类", "我准备读硕士", "我计划自己开公司"]) {
      const { said } = compare({ say: wish, known: {}, reads: {}, may: {}, any: [], of: "self" });
      expect([wish, said.facts]).toEqual([wish, {}]);
    }
  });
});
