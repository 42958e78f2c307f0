import type { ChangeView, StepsView, VerdictView } from "../types.js";
import { sayDate } from "../views.js";
import type { Speaker } from "../wordings.js";

/** Changes by the way they belong to, the easiest way first. */
export function waysOf(changes: readonly ChangeView[]): readonly (readonly ChangeView[])[] {
  const ways = new Map<number, ChangeView[]>();
  for (const change of changes) {
    ways.set(change.way ?? 1, [...(ways.get(change.way ?? 1) ?? []), change]);
  }
  return [...ways.entries()].toSorted(([a], [b]) => a - b).map(([, way]) => way);
}

/** In this order they are told. */
const KINDS = ["act", "wait", "fixed", "answer"] as const;

const kindOf = ({ isAnswer, kind }: ChangeView): StepsView["kind"] =>
  isAnswer === true ? "answer" : kind;

/** 2027年6月21日：连续缴社保12个月 */
function itemOf(speaker: Speaker, change: ChangeView): string {
  const text = change.criterion ?? change.change;
  return change.when === undefined
    ? text
    : speaker.say("verdict-step-dated", { date: sayDate(speaker, change.when), text });
}

/**
 * What would change a verdict, by who or what brings it about. Of several ways the easiest one is told, with what of it is
 * still open; a way that holds something that nothing changes is no way, and only that is said.
 */
export function stepsOf(speaker: Speaker, verdict: VerdictView): readonly StepsView[] {
  const [way] = waysOf(verdict.changes);
  const isTold = verdict.outcome === "ineligible" || soonOf(verdict) !== null;
  if (!isTold || way === undefined) return [];
  const isClosed = way.some((change) => kindOf(change) === "fixed");
  return KINDS.flatMap((kind): readonly StepsView[] => {
    if (isClosed && kind !== "fixed") return [];
    const items = way
      .filter((change) => kindOf(change) === kind)
      .map((one) => itemOf(speaker, one));
    return items.length === 0
      ? []
      : [{ kind, title: speaker.say(`verdict-step-${kind}`), items: [...new Set(items)] }];
  });
}

/** Whether waiting alone leads to a yes, and from when on; `null` when it does not. */
export function soonOf({ outcome, changes }: VerdictView): string | null {
  if (outcome !== "ineligible" && outcome !== "not-covered") return null;
  for (const way of waysOf(changes)) {
    const days = way.map(({ kind, when }) => (kind === "wait" ? when : undefined));
    const known = days.filter((day) => day !== undefined);
    if (known.length === days.length) return known.toSorted().at(-1) ?? null;
  }
  return null;
}
