// The follow-up matrix: in each state of a talk, each of the short sentences that lean on it. How to write a cell: README.md here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Answer, Reply } from "../../../src/reply/index.js";
import { openCollectingChannel, realEngine } from "../../helpers/collecting-channel.js";
import { repositoryRoot } from "../../helpers/repository-root.js";

const names = z.array(z.string()).min(1);

const cell = z.strictObject({
  topics: names.optional(),
  districts: names.optional(),
  within: names.optional(),
  act: names.optional(),
  notAct: names.optional(),
  disposition: names.optional(),
  judges: z.literal(true).optional(),
  notYes: z.literal(true).optional(),
  facts: z.literal(true).optional(),
  first: z.literal(true).optional(),
  firstNot: names.optional(),
  sources: z.literal(true).optional(),
  says: z.array(names).optional(),
  saysNot: names.optional(),
  todo: z.literal(true).optional(),
});

const matrix = z.strictObject({
  today: z.string(),
  locale: z.enum(["zh-CN", "en"]),
  /** In no reply of the matrix: what is said when a sentence was not read. */
  unread: names,
  rows: z.array(
    z.strictObject({
      state: z.string(),
      opening: names,
      /** Whether the opening leaves a question open; where it matters. */
      asks: z.boolean().optional(),
      cells: z.record(z.string(), cell),
    }),
  ),
});

type Cell = z.infer<typeof cell>;

const askedIn = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((block) =>
    block.kind === "paragraph" && block.asks !== undefined ? [block.asks] : [],
  );

const topicsOf = (answers: readonly Answer[]): readonly string[] =>
  answers.flatMap(({ understanding, services }) => [
    ...understanding.topics.slice(0, 1),
    ...services.flatMap(({ topics }) => topics),
  ]);

/** What of a reply is not as a cell wants it; empty when all is. */
function faultsOf(reply: Reply, before: Reply, wanted: Cell, unread: readonly string[]): string[] {
  const { answers, text } = reply;
  const services = answers.flatMap((answer) => answer.services);
  const verdicts = answers.flatMap((answer) => answer.verdicts);
  const acts = answers.flatMap(({ understanding }) => understanding.act ?? []);
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  const hasAny = (found: readonly string[], any: readonly string[]): boolean =>
    any.some((one) => found.includes(one));
  const dispositions = answers.map(({ disposition }) => disposition);
  const right = wanted.disposition ?? ["answer", "partial", "ask", "clarify"];
  must(hasAny(dispositions, right), `disposition ${dispositions.join()}, not ${right.join()}`);
  for (const words of [...unread, ...(wanted.saysNot ?? [])]) {
    must(!text.includes(words), `says ${words}`);
  }
  for (const any of wanted.says ?? []) {
    must(
      any.some((words) => text.toLowerCase().includes(words.toLowerCase())),
      `says none of ${any.join()}`,
    );
  }
  if (wanted.topics !== undefined) {
    const found = topicsOf(answers);
    must(hasAny(found, wanted.topics), `topics ${found.join()}`);
  }
  for (const id of wanted.districts ?? []) {
    const found = answers.flatMap(({ understanding }) => understanding.districts);
    const shown = services.map(({ district }) => district);
    must(hasAny([...found, ...shown], [id]), `districts ${found.join()}`);
  }
  if (wanted.within !== undefined) {
    const away = services.filter(({ district }) => wanted.within?.includes(district) !== true);
    must(away.length === 0 && services.length > 0, `shows ${away.map(({ id }) => id).join()}`);
  }
  if (wanted.act !== undefined) must(hasAny(acts, wanted.act), `act ${acts.join()}`);
  if (wanted.notAct !== undefined) must(!hasAny(acts, wanted.notAct), `act ${acts.join()}`);
  if (wanted.judges === true) {
    must(verdicts.length > 0 || askedIn(reply).length > 0, "judges nobody and asks nothing");
  }
  if (wanted.notYes === true) {
    const isOfFacts = verdicts.filter(({ outcome, because }) => {
      return outcome === "eligible" && because.some(({ yours }) => yours !== undefined);
    });
    must(isOfFacts.length === 0, `yes to ${isOfFacts.map(({ name }) => name).join()}`);
  }
  if (wanted.facts === true) {
    const told = answers.flatMap(({ understanding }) => Object.keys(understanding.profile));
    must(told.length > 0, "reads no fact");
  }
  const [first] = services;
  if (wanted.first === true) {
    const [of] = before.answers.flatMap((answer) => answer.services);
    must(
      first !== undefined && first.id === of?.id,
      `first ${String(first?.id)}, not ${String(of?.id)}`,
    );
  }
  if (wanted.firstNot !== undefined) {
    must(first !== undefined && !wanted.firstNot.includes(first.id), `first ${String(first?.id)}`);
  }
  if (wanted.sources === true) {
    must(
      services.some(({ sources }) => sources.length > 0),
      "shows no source",
    );
  }
  return faults;
}

const folder = join(repositoryRoot, "test/conversations/follow-up-matrix");
/** `MATRIX=faults` prints what of the cells still to do is not as it must be; with `text` also the replies. */
const wish = process.env["MATRIX"];

// Building the engine takes longer than a talk may.
beforeAll(realEngine);

describe.each(["zh", "en"])("the follow-up matrix, %s", (language) => {
  const { today, locale, unread, rows } = matrix.parse(
    parse(readFileSync(join(folder, `${language}.yaml`), "utf8")),
  );
  const open: string[] = [];
  const cells = rows.flatMap(({ cells: of }) => Object.values(of));

  afterAll(() => {
    const done = cells.length - cells.filter(({ todo }) => todo === true).length;
    console.info(
      `follow-up matrix, ${language}: ${String(done)} of ${String(cells.length)} cells hold`,
    );
    if (wish !== undefined) console.info(open.join("\n"));
  });

  describe.each(rows)("after $state", ({ opening, asks, cells: of }) => {
    it("the talk is in that state", async () => {
      const channel = await openCollectingChannel(today);
      for (const said of opening) await channel.say(said);
      // The state is the one that the last reply leaves.
      const asked = channel.replies.slice(-1).flatMap(askedIn);
      expect(asked.length > 0, `asked ${asked.join()}`).toBe(asks ?? asked.length > 0);
    });

    it.each(Object.entries(of))("%s", async (words, wanted) => {
      const channel = await openCollectingChannel(today);
      for (const said of opening) await channel.say(said);
      const before = channel.replies.at(-1);
      const reply = await channel.say(words);
      const faults =
        before === undefined
          ? ["nothing was said before"]
          : faultsOf(reply, before, wanted, unread);
      if (reply.locale !== locale) faults.push(`in ${String(reply.locale)}`);
      const told = `${[...opening, words].join(" → ")}: ${faults.join("; ")}`;
      if (wanted.todo === true) {
        open.push(wish === "text" ? `${told}\n${reply.text}\n` : told);
        expect(faults.length, `${told} holds now: remove the flag todo`).toBeGreaterThan(0);
      } else {
        expect(faults, `${told}\n${reply.text}`).toEqual([]);
      }
    });
  });

  it("is whole: nine states, each with the same sentences", () => {
    expect(rows).toHaveLength(9);
    for (const { cells: of } of rows) {
      expect(Object.keys(of)).toEqual(Object.keys(rows[0]?.cells ?? {}));
      expect(Object.keys(of).length).toBeGreaterThanOrEqual(language === "zh" ? 16 : 8);
    }
  });
});
