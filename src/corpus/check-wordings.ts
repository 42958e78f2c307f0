import { ACTS } from "../shared/acts.js";
import { WORD_GROUPS } from "../shared/word-groups.js";
import { foldWidth } from "./quantities.js";
import type { Checked, Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { IntentFile } from "./schemas-intents.js";

/** Shorter utterances are in many others by their nature (多少钱). */
const MIN_CONTAINED = 4;

const axisOf = (file: string): string => file.split("/").at(1) ?? "";

/** Utterances that differ only in width, case, spaces and marks are the same. */
const plain = (utterance: string): string =>
  foldWidth(utterance)
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, "") || utterance;

interface Utterance {
  readonly plain: string;
  readonly text: string;
  readonly file: string;
  readonly index: number;
}

function utterancesByAxis(
  intents: readonly Checked<IntentFile>[],
): ReadonlyMap<string, readonly Utterance[]> {
  const byAxis = new Map<string, Utterance[]>();
  for (const { file, value } of intents) {
    const list = byAxis.get(axisOf(file)) ?? [];
    value.utterances.forEach((text, index) => list.push({ plain: plain(text), text, file, index }));
    byAxis.set(axisOf(file), list);
  }
  return byAxis;
}

/** The same utterance twice on one axis; an act without a file. */
export function checkUtterances(draft: Draft): readonly Problem[] {
  const problems: Problem[] = [];
  for (const utterances of utterancesByAxis(draft.intents).values()) {
    const first = new Map<string, Utterance>();
    for (const utterance of utterances) {
      const before = first.get(utterance.plain);
      if (before === undefined) {
        first.set(utterance.plain, utterance);
        continue;
      }
      const where = before.file === utterance.file ? "this file" : before.file;
      problems.push({
        file: utterance.file,
        path: ["utterances", utterance.index],
        message: `utterance "${utterance.text}" stands already in ${where}: keep it where it belongs`,
      });
    }
  }
  return problems;
}

/** What a sentence teaches: small talk, what is ours and what is not are told apart by one classifier, acts by another. */
type Lesson = "subject" | "act";

/** A sentence of a voice that an intent or another voice holds as something else: nobody could learn both. */
export function checkVoices(draft: Draft): readonly Problem[] {
  const first = new Map<string, { readonly label: string; readonly file: string }>();
  for (const { file, value } of draft.intents) {
    const lesson: Lesson = axisOf(file) === "acts" ? "act" : "subject";
    for (const text of value.utterances)
      first.set(`${lesson} ${plain(text)}`, { label: value.id, file });
  }
  const problems: Problem[] = [];
  for (const { file, value } of draft.voices) {
    value.says.forEach(({ topic, act, talk, none, utterances }, part) => {
      const lessons = Object.entries({ subject: topic ?? talk ?? none, act });
      utterances.forEach((text, index) => {
        for (const [lesson, label] of lessons) {
          if (label === undefined) continue;
          const key = `${lesson} ${plain(text)}`;
          const before = first.get(key);
          if (before === undefined) first.set(key, { label, file });
          else if (before.label !== label) {
            problems.push({
              file,
              path: ["says", part, "utterances", index],
              message: `"${text}" stands as ${before.label} in ${before.file}, here as ${label}: keep it where it belongs`,
            });
          }
        }
      });
    });
  }
  return problems;
}

/** Acts are fixed by the contract: each needs its examples. */
export function checkActs(files: ReadonlySet<string>): readonly Problem[] {
  return ACTS.map((act) => `intents/acts/${act}.yaml`)
    .filter((file) => !files.has(file))
    .map((file) => ({ file, path: [], message: "is missing: write how people ask this" }));
}

/** Utterances that are a part of another intent's: the shorter one may pull the longer one over. */
export function containedUtterances(draft: Draft): readonly Problem[] {
  return [...utterancesByAxis(draft.intents).values()].flatMap((utterances) =>
    utterances
      .filter((part) => [...part.plain].length >= MIN_CONTAINED)
      .flatMap((part): readonly Problem[] => {
        const whole = utterances.find(
          (other) =>
            other.file !== part.file &&
            other.plain.length > part.plain.length &&
            other.plain.includes(part.plain),
        );
        if (whole === undefined) return [];
        return [
          {
            file: part.file,
            path: ["utterances", part.index],
            message: `utterance "${part.text}" is contained in "${whole.text}" of ${whole.file}: is each in its place?`,
          },
        ];
      }),
  );
}

const PLACEHOLDER = /\{[a-zA-Z]+\}/gu;

const placeholders = (wording: string): readonly string[] =>
  [...new Set(wording.match(PLACEHOLDER) ?? [])].sort();

/** Every wording of a key fills in the same placeholders. */
export function checkReplies(draft: Draft): readonly Problem[] {
  return draft.replies.flatMap(({ file, value }) =>
    Object.entries(value).flatMap(([key, { zh, en }]): readonly Problem[] => {
      const expected = placeholders(zh[0] ?? "");
      return [
        ...zh.map((text, index) => ({ text, index, locale: "zh" })),
        ...en.map((text, index) => ({ text, index, locale: "en" })),
      ].flatMap(({ text, locale, index }): readonly Problem[] => {
        const path = [key, locale, index];
        if (/[{}]/u.test(text.replace(PLACEHOLDER, ""))) {
          return [
            {
              file,
              path,
              find: text,
              message: `"${text}" holds a broken placeholder: write {name} with letters only`,
            },
          ];
        }
        const found = placeholders(text);
        if (found.join() === expected.join()) return [];
        const list = (names: readonly string[]): string =>
          names.length === 0 ? "none" : names.join(" ");
        return [
          {
            file,
            path,
            find: text,
            message: `the wordings of "${key}" differ in their placeholders: here ${list(found)}, in the first one ${list(expected)}`,
          },
        ];
      });
    }),
  );
}

/** A group that the program does not read, or one that it reads and nobody wrote. */
export function checkGroups(draft: Draft): readonly Problem[] {
  const known: ReadonlySet<string> = new Set(WORD_GROUPS);
  const written = new Set(draft.synonyms.flatMap(({ value }) => Object.keys(value)));
  const [first] = draft.synonyms;
  const unread = draft.synonyms.flatMap(({ file, value }) =>
    Object.keys(value)
      .filter((group) => !known.has(group))
      .map((group) => ({
        file,
        path: [group],
        message: `no reader names the group "${group}": remove it, or write its name as src/shared/word-groups.ts has it`,
      })),
  );
  if (first === undefined) return unread;
  const absent = WORD_GROUPS.filter((group) => !written.has(group)).map((group) => ({
    file: first.file,
    path: [],
    message: `the group "${group}" is read and is not here: add it`,
  }));
  return [...unread, ...absent];
}

/** Short answers and words of a slot name values that it can have. */
export function checkSlotWords(draft: Draft): readonly Problem[] {
  return draft.slots.flatMap(({ file, value }) =>
    value.slots.flatMap((slot, index) => {
      const values = new Set(slot.choices.map((choice) => String(choice.value)));
      const isValue = (said: string): boolean =>
        slot.type === "number" ? Number.isFinite(Number(said)) : values.has(said);
      const lists = {
        answers: slot.answers,
        words: slot.read?.words,
        near: slot.read?.near?.words,
      };
      return Object.entries(lists).flatMap(([key, words]) =>
        Object.keys(words ?? {})
          .filter((said) => !isValue(said))
          .map((said) => ({
            file,
            path: ["slots", index, ...(key === "answers" ? [key] : ["read", key])],
            message: `"${said}" is no value of ${slot.id}`,
          })),
      );
    }),
  );
}

/** A word in two entries of a synonym group would have two values. */
export function checkSynonyms(draft: Draft): readonly Problem[] {
  return draft.synonyms.flatMap(({ file, value }) =>
    Object.entries(value).flatMap(([group, entries]) => {
      const first = new Map<string, string>();
      return entries.flatMap((entry, index) =>
        entry.words.flatMap((word, place): readonly Problem[] => {
          const key = foldWidth(word).toLowerCase();
          const before = first.get(key);
          first.set(key, before ?? entry.value);
          if (before === undefined) return [];
          return [
            {
              file,
              path: [group, index, "words", place],
              message: `"${word}" stands already under "${before}" of ${group}: keep one of them`,
            },
          ];
        }),
      );
    }),
  );
}
