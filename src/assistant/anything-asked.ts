import type { Act } from "../shared/acts.js";
import type { WordGroup } from "../shared/word-groups.js";
import { hasWord, isNamed, type ParsedQuestion, type Synonyms } from "../nlu/index.js";

/** Acts that such a question is read as; 我申请补贴要什么材料 asks something else. */
const ACTS: readonly Act[] = ["eligible", "list", "amount", "who", "what"];

/** Facts that make a question about a person when it does not say so. */
const TELLING = 2;

/** Groups whose words say no more than that somebody has or gets something. */
const HAD = ["overview-had", "anything-get", "other-person"] as const;

const isWordOf = (synonyms: Synonyms, group: string, word: string): boolean =>
  (synonyms[group] ?? []).some(({ words }) => words.includes(word));

const CLAUSES = /[,，。;；?？!！]+/u;

/** The last clause with words: after a person has told about themselves, that one asks. */
const lastClause = (text: string): string =>
  text.split(CLAUSES).findLast((clause) => clause.trim() !== "") ?? text;

/**
 * Whether a question asks what there is for the one who asks, whatever it be (我能享受哪些政策, 我能领啥): it says 我, which,
 * and what one has or gets, and nothing else that it would be about.
 *
 * @param told facts that the message tells about a person: with any, only its last clause asks, and two are as good as 我
 * @param hasSubject something was spoken of before; then 那我能享受什么 asks of that, and only 补贴, 政策 and the like ask of all
 */
export function asksForAnything(
  question: ParsedQuestion,
  { told, hasSubject }: { readonly told: number; readonly hasSubject: boolean },
  synonyms: Synonyms,
): boolean {
  const { normalized, acts, focus, services, elsewhere, reference } = question;
  const asking = told > 0 ? lastClause(normalized) : normalized;
  const has = (group: WordGroup): boolean => hasWord(asking, synonyms, group);
  const act = acts[0]?.id;
  return (
    act !== undefined &&
    ACTS.includes(act) &&
    elsewhere.length === 0 &&
    (told > 0 || reference.kind !== "swap") &&
    (told >= TELLING || hasWord(normalized, synonyms, "self")) &&
    has("anything-which") &&
    (has("overview-had") || (has("anything-get") && !hasSubject)) &&
    focus.every(
      (word) => !asking.includes(word) || HAD.some((group) => isWordOf(synonyms, group, word)),
    ) &&
    !services.some((match) => isNamed(match) && asking.includes(match.text))
  );
}
