import type { KnowledgeBase } from "../knowledge/index.js";
import type { Locale } from "../shared/acts.js";
import { toInitials, toPinyin } from "../text/pinyin.js";
import { toSimplified } from "../text/simplify.js";
import { districtNameOf, nameOf, type Choice, type Speaker } from "../reply/index.js";
import { toLocale } from "./localize.js";
import type { Shelf, Suggestion } from "./types.js";

/** What may be proposed, with the texts by which it is found. */
interface Entry {
  readonly suggestion: Suggestion;
  /** Comparable; the name that is shown comes first. */
  readonly keys: readonly string[];
  /** Breaks ties: what is asked for more often is proposed first. */
  readonly weight: number;
}

/** How pinyin spells an entry: whole, and the first letters. */
interface Spelling {
  readonly whole: string;
  readonly initials: string;
}

export interface SuggestParts {
  readonly base: KnowledgeBase;
  readonly speaker: Speaker;
  readonly locale: Locale;
  readonly shelf: Shelf;
  /** Whole questions that are known to be answered well. */
  readonly questions: readonly Choice[];
}

/** Longer texts are sentences: those are asked, not looked up. */
const LONGEST = 40;
/** Fewer letters are the beginning of too many names. */
const SHORTEST_LATIN = 2;
/** Sides that are proposed with a service that is meant beyond doubt. */
const SIDES = ["amount", "who", "how"] as const;

const comparable = (text: string): string =>
  toSimplified(text.normalize("NFKC"))
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, "");

/** How well a key begins or holds what was typed; 0: not at all. A key that is hardly longer is meant more likely. */
function fitOf(key: string, typed: string): number {
  const at = key.indexOf(typed);
  if (at < 0) return 0;
  const share = typed.length / key.length;
  return (at === 0 ? 2 : 1) + share;
}

/** The signs of what was typed in this order, with others in between: 应届补贴 in 应届大学生租房补贴. */
function isScattered(key: string, typed: string): boolean {
  let from = 0;
  for (const sign of typed) {
    const at = key.indexOf(sign, from);
    if (at < 0) return false;
    from = at + sign.length;
  }
  return true;
}

/** A proposer over everything that has a name; a hundred thousand comparisons of a few signs take about a millisecond. */
export function createSuggester(
  parts: SuggestParts,
): (typed: string, limit: number) => readonly Suggestion[] {
  const { base, speaker, locale, shelf, questions } = parts;

  function* makeEntries(): Generator<Entry> {
    for (const { label, send } of questions) {
      yield {
        suggestion: { kind: "question", label, detail: "", send, page: null },
        keys: [comparable(label)],
        weight: 4,
      };
    }
    for (const { id, name } of shelf.topics()) {
      const send = shelf.question(`t.${id}`);
      if (send === null) continue;
      yield {
        suggestion: {
          kind: "topic",
          label: name,
          detail: speaker.say("browse-topic"),
          send,
          page: `t/${id}`,
        },
        keys: [name, ...(base.topic(id)?.words ?? [])].map(comparable),
        weight: 5,
      };
    }
    for (const { id, name } of shelf.districts()) {
      const send = shelf.question(`d.${id}`);
      if (send === null) continue;
      yield {
        suggestion: {
          kind: "district",
          label: name,
          detail: speaker.say("browse-district"),
          send,
          page: `d/${id}`,
        },
        keys: [name, ...(base.district(id)?.aliases ?? [])].map(comparable),
        weight: 5,
      };
    }
    for (const service of base.services) {
      const send = shelf.question(`s.${service.id}`);
      if (send === null) continue;
      yield {
        suggestion: {
          kind: "service",
          label: nameOf(speaker, service),
          detail: districtNameOf(base, speaker, service.district),
          send,
          page: `s/${service.id}`,
        },
        keys: [
          nameOf(speaker, service),
          service.name,
          ...service.aliases,
          ...service.covers.map(({ name }) => name),
        ].map(comparable),
        weight: service.relevance,
      };
    }
  }

  let entries: readonly Entry[] | null = null;
  let spellings: readonly Spelling[] | null = null;

  const all = (): readonly Entry[] => (entries ??= [...makeEntries()]);
  /** Made with the first letters that no name holds; a few hundredths of a second. */
  const spelled = (): readonly Spelling[] =>
    (spellings ??= all().map(({ keys: [name = ""] }) => ({
      whole: toPinyin(name).join(""),
      initials: toInitials(name),
    })));

  function byText(typed: string): readonly { readonly entry: Entry; readonly fit: number }[] {
    const whole = all().flatMap((entry) => {
      const fit = Math.max(
        ...entry.keys.map((key, index) => fitOf(key, typed) * (index === 0 ? 1 : 0.9)),
      );
      return fit > 0 ? [{ entry, fit }] : [];
    });
    if (whole.length > 0 || typed.length < 3) return whole;
    return all().flatMap((entry) => {
      const key = entry.keys.find((each) => isScattered(each, typed));
      return key === undefined ? [] : [{ entry, fit: typed.length / key.length }];
    });
  }

  const bySound = (typed: string): readonly { readonly entry: Entry; readonly fit: number }[] =>
    all().flatMap((entry, index) => {
      const { whole = "", initials = "" } = spelled()[index] ?? {};
      const fit = Math.max(fitOf(whole, typed), fitOf(initials, typed));
      return fit > 0 ? [{ entry, fit }] : [];
    });

  /** Questions about the sides of one service, where its name was typed. */
  function sidesOf(page: string | null): readonly Suggestion[] {
    const id = page?.startsWith("s/") === true ? page.slice(2) : null;
    const service = id === null ? undefined : base.service(id);
    if (service === undefined) return [];
    return SIDES.filter((side) => service.claims[side].length > 0).flatMap((side) => {
      const send = shelf.question(`s.${service.id}.${side}`);
      return send === null
        ? []
        : [{ kind: "question" as const, label: send, detail: "", send, page: null }];
    });
  }

  return (text, limit) => {
    const typed = comparable(text);
    if (typed === "" || typed.length > LONGEST) return [];
    const isLatin = /^[a-z]+$/u.test(typed);
    if (isLatin && typed.length < SHORTEST_LATIN) return [];
    const named = byText(typed);
    const found =
      named.length === 0 && isLatin && speaker.language === "zh" ? bySound(typed) : named;
    const sorted = found
      .toSorted((a, b) => b.fit + b.entry.weight / 5 - (a.fit + a.entry.weight / 5))
      .map(({ entry }) => entry.suggestion);
    const [first] = sorted;
    // A name that is typed nearly whole leaves only the question what about it is wanted.
    const isSure =
      first !== undefined &&
      found.some(({ entry, fit }) => entry.suggestion === first && fit > 2.6);
    const chosen = isSure ? [first, ...sidesOf(first.page), ...sorted.slice(1)] : sorted;
    const seen = new Set<string>();
    return toLocale(
      chosen.filter(({ send }) => !seen.has(send) && seen.add(send)).slice(0, limit),
      locale,
    );
  };
}
