// Rows written by people's voices and not by what the reading can do: a share of them must be read right. Rows of the
// -held files are never tuned on, so their misses are not printed; a share far below that of the -dev files says that
// the reading learned sentences instead of the language.
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  loadRows,
  openRowReader,
  tablesFolder,
  type RowResult,
  type StatementRow,
} from "../../helpers/statement-rows.js";

/**
 * What was measured when the rows were written, before any work on them; tightened whenever the reading gets better.
 * The aim for both halves: 0.97 of the rows right, and at most 0.003 of the facts wrong.
 */
const BOUNDS = {
  dev: { leastRight: 0.548, mostWrong: 0.069 },
  held: { leastRight: 0.54, mostWrong: 0.069 },
} as const;

/** Reading a thousand rows takes longer than one test may by default. */
const TIMEOUT_MS = 300_000;

interface Compared extends RowResult {
  readonly one: StatementRow;
}

const { compare, unknownSlots } = await openRowReader();
const tables = readdirSync(tablesFolder).filter((file) => file.startsWith("rows-2-"));

const isRight = ({ missed, wrong, isMistakenForSpeaker, isAnswerRight }: Compared): boolean =>
  missed.length === 0 && wrong.length === 0 && !isMistakenForSpeaker && isAnswerRight;

/** Wrong facts of a row; of somebody else's facts taken for the speaker's, each is wrong. */
const wrongOf = ({ wrong, facts, isMistakenForSpeaker }: Compared): number =>
  isMistakenForSpeaker ? Object.keys(facts).length : wrong.length;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

function sayFault({ one, facts, missed, wrong, ...rest }: Compared): string {
  const faults = [
    ...missed.map((slot) => `missed ${slot}`),
    ...wrong.map((slot) => `wrong ${slot} ${JSON.stringify(facts[slot])}`),
    ...(rest.isMistakenForSpeaker ? ["taken for the speaker's"] : []),
    ...(rest.isAnswerRight ? [] : [`answers ${rest.said.answer.kind}`]),
  ];
  return `  ${one.say}: ${faults.join(", ")}`;
}

describe.each(["dev", "held"] as const)("of the %s rows", (half) => {
  const rows = tables
    .filter((file) => file.endsWith(`-${half}.yaml`))
    .flatMap((file) => loadRows(file));

  it("each names slots that exist", () => {
    expect(rows.length).toBeGreaterThan(500);
    expect(rows.flatMap(unknownSlots)).toEqual([]);
  });

  it(
    "the agreed share is read right, and hardly any fact is wrong",
    () => {
      const results = rows.map((one) => ({ one, ...compare(one) }));
      const faulty = results.filter((result) => !isRight(result));
      const right = results.length - faulty.length;
      const facts = sum(results.map((result) => Object.keys(result.facts).length));
      const told = sum(results.map(({ one }) => Object.keys(one.reads).length));
      const missed = sum(results.map((result) => result.missed.length));
      const wrong = sum(results.map(wrongOf));
      console.info(
        [
          `${half}: ${String(right)} of ${String(results.length)} rows right (${percent(right, results.length)}),`,
          `${String(missed)} of ${String(told)} facts missed (${percent(missed, told)}),`,
          `${String(wrong)} of ${String(facts)} facts read are wrong (${percent(wrong, facts)})`,
          ...(half === "dev" ? faulty.map((result) => `\n${sayFault(result)}`) : []),
        ].join(" "),
      );
      expect(right / results.length).toBeGreaterThanOrEqual(BOUNDS[half].leastRight);
      expect(wrong / facts).toBeLessThanOrEqual(BOUNDS[half].mostWrong);
    },
    TIMEOUT_MS,
  );
});
