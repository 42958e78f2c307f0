/** What of two replies to the same words can differ, what matters most first; closed. */
export const KINDS = [
  "fault",
  "questions",
  "disposition",
  "act",
  "topics",
  "districts",
  "services",
  "verdicts",
  "asked",
  "facts",
  "missing",
  "choices",
  "text",
] as const;

export type Kind = (typeof KINDS)[number];

/** What is read of a reply: the outside of the program, which an earlier build has too. Every part may be absent. */
export interface SeenReply {
  readonly text?: string;
  readonly answers?: readonly {
    readonly disposition?: string;
    readonly understanding?: {
      readonly topics?: readonly string[];
      readonly act?: string | null;
      readonly districts?: readonly string[];
      readonly profile?: Readonly<Record<string, unknown>>;
    };
    readonly services?: readonly { readonly id?: string }[];
    readonly verdicts?: readonly {
      readonly service?: string;
      readonly policy?: string;
      readonly outcome?: string;
      readonly amountCny?: number;
      readonly amountRangeCny?: { readonly min?: number; readonly max?: number };
    }[];
    readonly missing?: readonly string[];
  }[];
  readonly choices?: readonly { readonly label?: string; readonly send?: string }[];
  readonly blocks?: readonly { readonly kind?: string; readonly asks?: string }[];
}

/** One way in which two replies differ. */
export interface Difference {
  readonly kind: Kind;
  readonly before: string;
  readonly after: string;
}

type SeenAnswer = NonNullable<SeenReply["answers"]>[number];
type SeenVerdict = NonNullable<SeenAnswer["verdicts"]>[number];

const ofAnswers = (reply: SeenReply, read: (answer: SeenAnswer) => string): string =>
  (reply.answers ?? []).map(read).join(" | ");

/** Facts have no order. */
const factsOf = (profile: Readonly<Record<string, unknown>>): string =>
  Object.entries(profile)
    .map(([slot, value]) => `${slot}=${JSON.stringify(value)}`)
    .sort()
    .join(" ");

function verdictOf({ service, policy, outcome, amountCny, amountRangeCny }: SeenVerdict): string {
  const { min, max } = amountRangeCny ?? {};
  const range = amountRangeCny === undefined ? "" : ` ${String(min ?? "")}–${String(max ?? "")}`;
  const sum = amountCny === undefined ? range : ` ${String(amountCny)}`;
  const rule = policy === undefined || policy === service ? "" : `/${policy}`;
  return `${service ?? ""}${rule} ${outcome ?? ""}${sum}`;
}

const SEEN: Readonly<Record<Exclude<Kind, "fault">, (reply: SeenReply) => string>> = {
  questions: (reply) => String(reply.answers?.length ?? 0),
  disposition: (reply) => ofAnswers(reply, ({ disposition }) => disposition ?? ""),
  act: (reply) => ofAnswers(reply, ({ understanding }) => understanding?.act ?? ""),
  topics: (reply) =>
    ofAnswers(reply, ({ understanding }) => (understanding?.topics ?? []).join(" ")),
  districts: (reply) =>
    ofAnswers(reply, ({ understanding }) => (understanding?.districts ?? []).join(" ")),
  services: (reply) =>
    ofAnswers(reply, ({ services }) => (services ?? []).map(({ id }) => id ?? "").join(" ")),
  verdicts: (reply) =>
    ofAnswers(reply, ({ verdicts }) => (verdicts ?? []).map(verdictOf).join(", ")),
  asked: (reply) =>
    (reply.blocks ?? []).flatMap(({ asks }) => (asks === undefined ? [] : [asks])).join(" "),
  facts: (reply) => ofAnswers(reply, ({ understanding }) => factsOf(understanding?.profile ?? {})),
  missing: (reply) => ofAnswers(reply, ({ missing }) => (missing ?? []).join(" ")),
  choices: (reply) =>
    (reply.choices ?? [])
      .map(({ label, send }) => (send === label ? (label ?? "") : `${label ?? ""} → ${send ?? ""}`))
      .join(" | "),
  text: (reply) => reply.text ?? "",
};

/** In what two replies to the same words differ, in the order of {@link KINDS}; a reply that is not there is a fault. */
export function differencesOf(
  before: SeenReply | undefined,
  after: SeenReply | undefined,
): readonly Difference[] {
  if (before === undefined || after === undefined) {
    if (before === after) return [];
    const there = (reply: SeenReply | undefined): string =>
      reply === undefined ? "no reply" : "a reply";
    return [{ kind: "fault", before: there(before), after: there(after) }];
  }
  return KINDS.flatMap((kind) => {
    if (kind === "fault") return [];
    const [one, other] = [SEEN[kind](before), SEEN[kind](after)];
    return one === other ? [] : [{ kind, before: one, after: other }];
  });
}
