import { describe, expect, it } from "vitest";
import type { OutlookRule } from "../../../../../src/assistant/types.js";
import { afterLook, dueOf, withTold } from "../../../../../src/channels/telegram/watch/due.js";
import {
  readWatch,
  withoutRule,
  type WatchRecord,
} from "../../../../../src/channels/telegram/watch/watch-record.js";

type State = OutlookRule["standing"]["state"];

const rule = (
  version: string,
  state: State,
  more: { readonly lastDay?: string; readonly max?: number; readonly policy?: string } = {},
): OutlookRule => ({
  policy: more.policy ?? "rent",
  version,
  standing: { state, min: more.max ?? null, max: more.max ?? null },
  lastDay: more.lastDay ?? null,
  facts: [],
});

const watching = (rules: readonly OutlookRule[], isAll = false): WatchRecord =>
  afterLook(
    {
      version: 1,
      chatId: 1,
      locale: "zh-CN",
      since: "2026-12-01",
      until: "2027-12-01",
      facts: {},
      on: "2026-12-01",
      isAll,
      rules: Object.fromEntries(
        rules.map(({ policy, version, standing }) => [policy, { version, standing, name: policy }]),
      ),
      not: [],
      told: [],
    },
    rules,
    "2026-12-01",
    (policy) => policy,
  );

/** What is told on a day; the record as it is afterwards. */
function look(record: WatchRecord, rules: readonly OutlookRule[], today: string) {
  const due = dueOf(record, rules, today);
  const told = due.reduce((before, { id }) => withTold(before, id), record);
  return {
    kinds: due.map(({ kind }) => kind),
    record: afterLook(told, rules, today, (policy) => policy),
  };
}

describe("a last day", () => {
  it.each([
    ["2026-12-05", []],
    ["2026-12-06", [14]],
    ["2026-12-16", [4]],
    ["2026-12-17", [3]],
    ["2026-12-20", [0]],
    ["2026-12-21", []],
  ])("of 2026-12-20 is near on %s: %j", (today, left) => {
    const rules = [rule("a", "eligible", { lastDay: "2026-12-20" })];
    const due = dueOf(watching(rules), rules, today);
    expect(due.flatMap((one) => (one.kind === "last-day" ? one.left : []))).toEqual(left);
  });

  it("that an edit moves is told anew", () => {
    const rules = [rule("a", "eligible", { lastDay: "2026-12-20" })];
    const first = look(watching(rules), rules, "2026-12-06");
    const moved = [rule("b", "eligible", { lastDay: "2026-12-18" })];
    const second = look(first.record, moved, "2026-12-07");
    expect([first.kinds, second.kinds]).toEqual([["last-day"], ["last-day"]]);
    expect(look(second.record, moved, "2026-12-08").kinds).toEqual([]);
  });

  it("after the day until which it was asked for is not told", () => {
    const rules = [rule("a", "eligible", { lastDay: "2027-12-05" })];
    expect(dueOf(watching(rules), rules, "2027-12-02")).toEqual([]);
  });
});

describe("a verdict", () => {
  it.each<[string, OutlookRule, OutlookRule, readonly string[]]>([
    ["is lost by an edit", rule("a", "eligible"), rule("b", "ineligible"), ["changed"]],
    ["changes with the day alone", rule("a", "eligible"), rule("a", "ineligible"), []],
    ["stays in spite of an edit", rule("a", "eligible"), rule("b", "eligible"), []],
    [
      "brings another sum",
      rule("a", "eligible", { max: 3 }),
      rule("b", "eligible", { max: 2 }),
      ["changed"],
    ],
    [
      "would bring another sum to who cannot have it",
      rule("a", "ineligible", { max: 3 }),
      rule("b", "ineligible", { max: 2 }),
      [],
    ],
  ])("that %s", (_, before, after, kinds) => {
    expect(look(watching([before]), [after], "2026-12-02").kinds).toEqual(kinds);
  });

  it("that goes and comes again by edits is told each time", () => {
    const [yes, no] = [rule("a", "eligible"), rule("b", "ineligible")];
    let { record } = look(watching([yes]), [yes], "2026-12-01");
    for (const now of [no, yes, no]) {
      const next = look(record, [now], "2026-12-02");
      expect(next.kinds).toEqual(["changed"]);
      ({ record } = next);
    }
  });

  it("of a rule that is held no more is told once", () => {
    const first = look(watching([rule("a", "eligible")]), [], "2026-12-02");
    expect(first.kinds).toEqual(["gone"]);
    expect(look(first.record, [], "2026-12-03").kinds).toEqual([]);
  });

  it("of a new rule is told to who watches all, when it says yes, unless it was stopped", () => {
    const old = rule("a", "eligible");
    const added = rule("c", "eligible", { policy: "new" });
    const rules = [old, added];
    expect(look(watching([old], true), rules, "2026-12-02").kinds).toEqual(["new"]);
    expect(look(watching([old]), rules, "2026-12-02").kinds).toEqual([]);
    const stopped = withoutRule(watching([old], true), "new");
    expect(look(stopped, rules, "2026-12-02").kinds).toEqual([]);
  });
});

it("what is kept is read again as it was, and anything else is nothing to send by", () => {
  const record = watching([rule("a", "eligible", { max: 3 })]);
  expect(readWatch(JSON.parse(JSON.stringify(record)))).toEqual(record);
  for (const other of [null, [], {}, { ...record, version: 2 }, { ...record, until: "soon" }]) {
    expect(readWatch(other)).toBeNull();
  }
});
