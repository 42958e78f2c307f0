import { toSyllables } from "./pinyin.js";
import { pick } from "./random.js";

/** One way in which people's typing differs from the textbook. */
export type Damage = (text: string, random: () => number) => string;

/**
 * The 3,755 characters in common use (level 1 of GB 2312), which are what a wrong choice in an input method gives.
 *
 * The standard puts them in rows 16 to 55, so a decoder that every runtime has knows them.
 */
function commonCharacters(): string[] {
  const decoder = new TextDecoder("gbk");
  const characters: string[] = [];
  for (let row = 0xb0; row <= 0xd7; row++) {
    const last = row === 0xd7 ? 0xf9 : 0xfe;
    for (let cell = 0xa1; cell <= last; cell++)
      characters.push(decoder.decode(Uint8Array.of(row, cell)));
  }
  return characters;
}

let homophones: ReadonlyMap<string, readonly string[]> | undefined;

/** Common characters by toneless syllable; built at the first use (about 10 ms). */
function homophonesOf(syllable: string): readonly string[] {
  if (homophones === undefined) {
    const bySyllable = new Map<string, string[]>();
    for (const character of commonCharacters()) {
      const own = toSyllables(character)[0];
      if (own === null || own === undefined) continue;
      const group = bySyllable.get(own);
      if (group === undefined) bySyllable.set(own, [character]);
      else group.push(character);
    }
    homophones = bySyllable;
  }
  return homophones.get(syllable) ?? [];
}

/** Puts another common character of the same sound in the place of one. */
export const homophone: Damage = (text, random) => {
  const points = Array.from(text);
  const choices = toSyllables(text).flatMap((syllable, index) => {
    const others =
      syllable === null ? [] : homophonesOf(syllable).filter((other) => other !== points[index]);
    return others.length === 0 ? [] : [{ index, others }];
  });
  const chosen = pick(choices, random);
  if (chosen === undefined) return text;
  points[chosen.index] = pick(chosen.others, random) ?? "";
  return points.join("");
};

/** Leaves one character out; a text of one or two characters stays. */
export const dropped: Damage = (text, random) => {
  const points = Array.from(text);
  if (points.length < 3) return text;
  points.splice(Math.floor(random() * points.length), 1);
  return points.join("");
};

/** Two neighbours change places. */
export const swapped: Damage = (text, random) => {
  const points = Array.from(text);
  if (points.length < 2) return text;
  const index = Math.floor(random() * (points.length - 1));
  const moved = points.splice(index, 1);
  points.splice(index + 1, 0, ...moved);
  return points.join("");
};

/** A space after every character. */
export const spaced: Damage = (text) => Array.from(text).join(" ");

/** Two neighbouring Chinese characters are spelled out. */
export const wordInPinyin: Damage = (text, random) => {
  const points = Array.from(text);
  const syllables = toSyllables(text);
  const starts = syllables.flatMap((syllable, index) =>
    syllable !== null && typeof syllables[index + 1] === "string" ? [index] : [],
  );
  const start = pick(starts, random);
  if (start === undefined) return text;
  points.splice(start, 2, `${syllables[start] ?? ""}${syllables[start + 1] ?? ""}`);
  return points.join("");
};

/** Everything is spelled out; half of the texts with a space after each syllable. */
export const allInPinyin: Damage = (text, random) => {
  const gap = random() < 0.5 ? " " : "";
  const syllables = toSyllables(text);
  return Array.from(text)
    .map((point, index) => {
      const syllable = syllables[index] ?? null;
      return syllable === null ? point : `${syllable}${gap}`;
    })
    .join("")
    .trim();
};
