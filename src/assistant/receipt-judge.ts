import { distinctById } from "../shared/distinct.js";
import type { LocalDate } from "../shared/dates.js";
import { advanceProfile } from "../eligibility/advance.js";
import { assess } from "../eligibility/assess.js";
import { whatWouldChange } from "../eligibility/change.js";
import {
  readReceipt,
  type ReadReceipt,
  type ReceiptRefusal,
  type RuleSince,
} from "../eligibility/receipt.js";
import type { Assessment, Profile } from "../eligibility/types.js";
import { createKnowledgeBase } from "../knowledge/knowledge-base.js";
import { createPolicyShelf } from "../person/policy-book.js";
import type { VerdictView } from "../reply/types.js";
import { verdictGroups } from "../reply/verdict/verdict-groups.js";
import { viewVerdict, type VerdictVoice } from "../reply/verdict/view-verdict.js";
import { sayDate } from "../reply/views.js";
import { createSpeaker } from "../reply/wordings.js";
import type { JudgedAgain, ReceiptChange, ReceiptData, ReceiptJudge } from "./receipt-types.js";
import { lineOf } from "./say-fact.js";

const EMPTY_SHEET = { sums: [], steps: [], papers: [], districts: [], sources: [] };

/** Whether two assessments of one policy come to the same for the person. */
const isAlike = (one: Assessment, other: Assessment): boolean =>
  one.outcome === other.outcome &&
  one.reason === other.reason &&
  one.amount?.min === other.amount?.min &&
  one.amount?.max === other.amount?.max;

/** Wordings of what changed. */
const SINCE: Readonly<Record<ReceiptChange, string>> = {
  same: "receipt-same",
  day: "receipt-day-changed",
  rule: "receipt-rule-changed",
  new: "receipt-new",
};

interface Judged {
  readonly change: ReceiptChange;
  readonly then: Assessment;
  readonly view: VerdictView;
}

/** The judge over the data of `receiptData`. Pure. */
export function createReceiptJudge(data: ReceiptData): ReceiptJudge {
  const base = createKnowledgeBase({ ...data, services: [], districts: [] });
  const { policies, book, forms, slots } = createPolicyShelf(data, base);
  const speaker = createSpeaker(data.replies, data.locale);
  const voice: VerdictVoice = { base, speaker, forms, policies: book };

  function judged(
    { policy, rule }: RuleSince,
    { day, profile }: ReadReceipt,
    now: Profile,
    today: LocalDate,
  ): Judged {
    const then = assess(policy, profile, day, book);
    const assessment = assess(policy, now, today, book);
    const unchanged = isAlike(then, assessment) ? "same" : "day";
    const changes = whatWouldChange(policy, now, today, slots, book);
    return {
      change: rule === "same" ? unchanged : rule === "new" ? "new" : "rule",
      then,
      view: viewVerdict(voice, policy, assessment, changes),
    };
  }

  const since = ({ change, then }: Judged): string =>
    speaker.say(SINCE[change], { before: speaker.say(`verdict-word-${then.outcome}`) });

  /** Verdicts under the headings that they have in the panel. */
  function groupsOf(all: readonly Judged[]): JudgedAgain["groups"] {
    const drawn = all.map((one) => {
      const blocks = verdictGroups(speaker, [one.view], EMPTY_SHEET);
      const heading = blocks.find(({ kind }) => kind === "heading");
      return {
        group: heading?.kind === "heading" ? heading.group : undefined,
        verdicts: blocks
          .filter((block) => block.kind === "verdict")
          .map((verdict) => ({ change: one.change, since: since(one), verdict })),
      };
    });
    const headings = verdictGroups(
      speaker,
      all.map(({ view }) => view),
      EMPTY_SHEET,
    ).filter((block) => block.kind === "heading");
    return headings.map(({ text, group }) => ({
      title: text,
      verdicts: drawn.flatMap((one) => (one.group === group ? one.verdicts : [])),
    }));
  }

  function summaryOf(all: readonly Judged[], { day }: ReadReceipt): string {
    const count = (change: ReceiptChange): number =>
      all.filter((one) => one.change === change).length;
    const parts = (["rule", "day", "new"] as const).flatMap((change) =>
      count(change) === 0 ? [] : [speaker.say(`receipt-count-${change}`, { count: count(change) })],
    );
    const date = sayDate(speaker, day);
    return parts.length === 0
      ? speaker.say("receipt-all-same", { date })
      : speaker.say("receipt-changed", { date, parts: parts.join(speaker.say("semicolon")) });
  }

  function factsOf({ profile }: ReadReceipt, now: Profile): JudgedAgain["facts"] {
    return Object.entries(profile).map(([slot, value]) => {
      const text = lineOf(voice, slot, value);
      const later = now[slot];
      if (later === undefined) return { text, now: speaker.say("receipt-fact-open") };
      const line = lineOf(voice, slot, later);
      return line === text ? { text } : { text, now: speaker.say("receipt-fact-now", { line }) };
    });
  }

  const refuse = (refusal: ReceiptRefusal): string => {
    const slot = "slot" in refusal ? refusal.slot : "";
    const name = forms.get(slot)?.name[speaker.language] ?? "";
    return speaker.say(`receipt-refused-${refusal.why}`, { name });
  };

  return {
    say: (key, parameters) => speaker.say(key, parameters),
    open: (fragment, today) => {
      const found = readReceipt(fragment, forms, policies, book);
      if ("refusal" in found) return { refused: refuse(found.refusal) };
      const { read } = found;
      const now = advanceProfile(read.profile, slots, read.day, today);
      const all = read.rules.map((rule) => judged(rule, read, now, today));
      const views = all.map(({ view }) => view);
      const blocks = verdictGroups(speaker, views, EMPTY_SHEET);
      return {
        again: {
          id: read.id,
          day: sayDate(speaker, read.day),
          today: sayDate(speaker, today),
          summary: summaryOf(all, read),
          facts: factsOf(read, now),
          groups: groupsOf(all),
          gone: read.gone === 0 ? "" : speaker.say("receipt-gone", { count: read.gone }),
          sources: distinctById(views.flatMap(({ sources = [] }) => sources)),
          notes: blocks.flatMap((block) => (block.kind === "note" ? [block.text] : [])),
        },
      };
    },
  };
}
