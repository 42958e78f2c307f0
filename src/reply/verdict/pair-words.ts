import type { PairScreening } from "../../eligibility/index.js";
import type { PairWords, VerdictView } from "../types.js";
import { saySum, shortAmount } from "./verdict-amount.js";
import { verdictBlock } from "./verdict-block.js";
import type { VerdictVoice } from "./view-verdict.js";

/** Two persons as they were judged. */
export interface PairInput {
  /** How the words call the spouse; `null` where they do not. */
  readonly whom: string | null;
  /** Slots of the household of which the two told different things. */
  readonly unclear: readonly string[];
  readonly screening: PairScreening;
  /** Both verdicts on each policy, the speaker's first, in the order in which they are told. */
  readonly verdicts: readonly (readonly [VerdictView, VerdictView])[];
}

/** So many things that are still open of the spouse are named. */
const MOST_OPEN = 4;

/** How the spouse is called to the speaker: my wife is your wife. */
const toSpeaker = (whom: string): string => whom.replace(/^my (?=\S)/iu, "your ");

/** A verdict in a line without the policy's name: sign, word, money, and what fails. */
function saidVerdict(
  { speaker }: VerdictVoice,
  verdict: VerdictView,
): { readonly line: string; readonly isRefused: boolean } {
  const { sign, word, short } = verdictBlock(speaker, verdict, "line");
  // What is still open is told once for each of the two, below all lines.
  const isOpen = verdict.outcome === "needs-more";
  return {
    line: [`${sign} ${word}`, shortAmount(speaker, verdict), ...(isOpen ? [] : [short])]
      .filter((part) => part !== "")
      .join(speaker.say("judged-and")),
    // Not yet is no refusal, and has a sign of its own.
    isRefused: sign === speaker.say("verdict-sign-ineligible"),
  };
}

/** The wording for who applies for what the household has once. */
const applicantKey = ({ applicant }: PairScreening["household"][number]): string => {
  switch (applicant) {
    case 0:
      return "pair-once-speaker";
    case 1:
      return "pair-once-spouse";
    case "either":
      return "pair-once-either";
    case "open":
      return "pair-once-open";
    case null:
      return "pair-once-none";
  }
};

/** The two of them in words: a line for each policy, what it comes to, and what is still open of the spouse. */
export function pairWords(voice: VerdictVoice, input: PairInput): PairWords {
  const { speaker, forms } = voice;
  const { screening, verdicts } = input;
  const whom = input.whom === null ? speaker.say("pair-spouse") : toSpeaker(input.whom);
  const nameOf = (slot: string): string => forms.get(slot)?.name[speaker.language] ?? slot;
  const said = verdicts.map(([one, other]) => ({
    policy: one.policy,
    name: one.name,
    one: saidVerdict(voice, one),
    other: saidVerdict(voice, other),
  }));
  // What neither of them can have is told by name, where something else is told.
  const isRefused = ({ one, other }: (typeof said)[number]): boolean =>
    one.isRefused && other.isRefused;
  const hopes = said.filter((item) => !isRefused(item));
  const refused = hopes.length === 0 ? [] : said.filter(isRefused);
  const rows = (hopes.length === 0 ? said : hopes).map(({ policy, name, one, other }) => {
    const share = screening.household.find((item) => item.policy === policy);
    const key = one.line === other.line ? "pair-same" : "pair-each";
    return speaker.say(share === undefined ? "pair-own" : applicantKey(share), {
      name,
      text: speaker.say(key, { one: one.line, other: other.line, whom }),
      one: one.line,
      whom,
    });
  });
  const lines = [
    ...rows,
    ...(refused.length === 0
      ? []
      : [
          speaker.say("pair-refused", {
            names: refused.map(({ name }) => name).join(speaker.say("comma")),
          }),
        ]),
  ];
  const open = [
    ...new Set(
      verdicts.flatMap(([, { outcome, needed }]) => (outcome === "needs-more" ? needed : [])),
    ),
  ];
  return {
    whom,
    lines,
    sum:
      screening.sumCny === 0
        ? null
        : speaker.say("pair-sum", { amount: saySum(speaker, screening.sumCny) }),
    open:
      open.length === 0
        ? null
        : speaker.say(open.length > MOST_OPEN ? "pair-open-many" : "pair-open", {
            whom,
            names: open.slice(0, MOST_OPEN).map(nameOf).join(speaker.say("comma")),
            count: open.length,
          }),
    unclear:
      input.unclear.length === 0
        ? null
        : speaker.say("pair-unclear", {
            names: input.unclear.map(nameOf).join(speaker.say("comma")),
          }),
    facts: [],
  };
}
