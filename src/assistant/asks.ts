import { hasWord, type ParsedQuestion, type Synonyms } from "../nlu/index.js";

/** Groups of words that ask something; a message without any of them tells. */
export const ASKING = ["question-word", "act-cue", "anyone-asked"] as const;

/** Grammar: a question by its form: 有补贴没, 能迁过来不，34岁, 能代办伐, 政府补不补, 是我交还是单位交, so who do I call. */
const ASKS_BY_FORM =
  /[?？]|(?:[吗呢嘛不没伐咩]|(?<![什这那怎多])么)(?:[。！!~～]*$|[,，。 ])|么[。！!~～]*$|(\p{Script=Han})[不没]\1|还是|^(?:(?:so|and|but|then|ok|okay)[, ]+)*(?:who|whom|whose|what|which|when|where|why|how|is|are|am|do|does|did|can|could|will|would|should|may)\b/u;

/** Whether an utterance asks by its form alone. */
export const asksByForm = (normalized: string): boolean => ASKS_BY_FORM.test(normalized);

/** Grammar: what stands at the end of a question that was cut at its mark. */
const MARK = /[?？]/u;

/**
 * Whether a message asks: by its mark, its form or a word that asks. Such words are no answer to what was asked of the person,
 * and no telling.
 */
export const asks = (
  utterance: string,
  questions: readonly ParsedQuestion[],
  synonyms: Synonyms,
): boolean =>
  MARK.test(utterance) ||
  questions.some(
    ({ normalized }) =>
      asksByForm(normalized) || ASKING.some((group) => hasWord(normalized, synonyms, group)),
  );
