import type { Act } from "../shared/acts.js";
import { EMPTY_FRAME } from "./frame.js";
import type { Form, Frame, Tracker } from "./types.js";

/** Judging as version 1 kept it. */
interface Judging1 {
  readonly services: readonly string[];
  readonly isGeneral: boolean;
  readonly act: Act;
  readonly since: number;
  readonly isOther: boolean;
  readonly asking: string | null;
  readonly tries: number;
  readonly skipped: readonly string[];
  readonly offered: boolean;
}

/** What version 1 kept otherwise than this one: what was spoken of, what was offered, and judging, each for itself. */
interface Tracker1 extends Omit<Tracker, "version" | "frame"> {
  readonly version: 1;
  readonly focus: {
    readonly services: readonly string[];
    readonly topics: readonly string[];
    readonly districts: readonly string[];
    readonly act: Act | null;
    readonly overview?: Frame["overview"];
  };
  readonly pending: {
    readonly question: string;
    readonly act: Act | null;
    readonly services: readonly string[];
  } | null;
  readonly judging?: Judging1 | null;
}

function formFrom({ isOther, tries, asking, ...judging }: Judging1): Form {
  return {
    ...judging,
    asking,
    began: judging.since,
    person: isOther ? "other" : "speaker",
    put: asking === null ? {} : { [asking]: tries + 1 },
    digressions: 0,
  };
}

function frameFrom({ focus, pending, judging }: Tracker1): Frame {
  const form = judging === undefined || judging === null ? null : formFrom(judging);
  const { services, topics, districts, act, overview } = focus;
  const plain: Frame = {
    ...EMPTY_FRAME,
    goal: overview !== undefined ? "list" : act === "compare" ? "compare" : "know",
    services: pending?.services ?? services,
    topics,
    ...(overview !== undefined && { overview }),
    act: pending?.act ?? act,
    places: districts,
    isOpen: pending !== null,
  };
  return form === null || form.services.length === 0
    ? { ...plain, form }
    : { ...plain, goal: form.isGeneral ? "screen" : "judge", services: form.services, form };
}

/** A talk as it may stand in a store. */
export type StoredTracker = Tracker | Tracker1;

/** A stored talk as this version keeps it; one of version 1 is taken over whole. */
export function readTracker(stored: StoredTracker): Tracker {
  if (stored.version === 2) return stored;
  const frame = stored.turnCount === 0 ? null : frameFrom(stored);
  const gone = new Set(["focus", "pending", "judging"]);
  const rest = Object.fromEntries(Object.entries(stored).filter(([key]) => !gone.has(key)));
  // What is left of version 1 are the fields that version 2 has under the same names.
  return { ...(rest as Omit<Tracker1, "focus" | "pending" | "judging">), version: 2, frame };
}
