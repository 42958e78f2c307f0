import type { Locale } from "../shared/acts.js";
import type { Fact } from "../shared/provenance.js";
import type { SlotForm } from "../eligibility/index.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { DeskData } from "../person/policy-book.js";
import type { Wordings } from "../reply/index.js";
import { toLocale } from "./localize.js";
import type { ReceiptData } from "./receipt-types.js";

/** Everything that is listed under `facts`, however deep. */
function factsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(factsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): readonly string[] =>
    name === "facts" && Array.isArray(inner)
      ? inner.filter((one) => typeof one === "string")
      : factsIn(inner),
  );
}

/** What a verdict tells of a fact: where it stands, of when it is, and what disagrees with it. */
const brief = (fact: Fact): Fact => ({ ...fact, says: "", figures: [], values: {} });

/** How a slot is judged and called; how it is read from free text is of no use here. */
const form = (slot: SlotForm): SlotForm => {
  const { id, type, name, question, choices, changeable, personal, sensitivity } = slot;
  const { unit, min, max, grows, concerns } = slot;
  return {
    ...{ id, type, name, question, choices, changeable, personal, sensitivity },
    ...(unit !== undefined && { unit }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(grows !== undefined && { grows }),
    ...(concerns !== undefined && { concerns }),
  };
};

/** The wordings of one language. */
const spoken = (replies: Wordings, locale: Locale): Wordings =>
  Object.fromEntries(
    Object.entries(replies).map(([key, { zh, en }]) => [
      key,
      locale === "en" ? { zh: [], en } : { zh, en: [] },
    ]),
  );

/** What a page needs to judge by itself: the rules, and of what is known only what they rest on. */
export function receiptData(data: DeskData, base: KnowledgeBase, locale: Locale): ReceiptData {
  const cited = [...new Set(factsIn(data.policies))].flatMap((id) => base.fact(id) ?? []);
  const disputed = cited.flatMap(({ conflicts }) => conflicts.flatMap((id) => base.fact(id) ?? []));
  const facts = [...new Set([...cited, ...disputed])];
  const sources = [...new Set(facts.flatMap(({ source }) => base.source(source) ?? []))];
  const places = new Set(data.policies.flatMap(({ apply, offices }) => [...apply, ...offices]));
  return toLocale(
    {
      locale,
      policies: data.policies,
      slots: data.slots.map(form),
      replies: spoken(data.replies, locale),
      facts: facts.map(brief),
      sources,
      channels: [...places].flatMap((id) => base.channel(id) ?? []),
    },
    locale,
  );
}
