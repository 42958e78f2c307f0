import type { NormalizedText } from "../../text/normalize.js";
import { toSyllables } from "../../text/pinyin.js";
import type { Group, Vocabulary } from "../vocabulary.js";

const HAN_ONLY = /^\p{Script=Han}{2,4}$/u;

/**
 * Puts right the names of places that are typed by sound: 余航 → 余杭, 宾江 → 滨江.
 *
 * So are words of questions (申清 → 申请). Only where one character at least is right and the wrong ones make no pair that the corpus knows (商城 is not 上城).
 */
export function placeMender(
  vocabulary: Vocabulary,
  groups: readonly Group[],
  isPair: (first: string, second: string) => boolean,
): (text: NormalizedText) => NormalizedText {
  const known = new Set(groups.flatMap((group) => vocabulary.words(group).map(({ word }) => word)));
  // 那里 is no slip of 哪里: what asks is not guessed.
  const asking = new Set(vocabulary.words("question-word").map(({ word }) => word));
  const small = new Set(
    (["function-word", "question-word"] as const)
      .flatMap((group) => vocabulary.words(group).map(({ word }) => word))
      .filter((word) => [...word].length === 1),
  );
  const bySound = new Map<string, string>();
  let longest = 0;
  for (const { word } of groups.flatMap((group) => vocabulary.words(group))) {
    if (!HAN_ONLY.test(word) || asking.has(word) || /[哪那]/u.test(word)) continue;
    bySound.set(toSyllables(word).join("-"), word);
    longest = Math.max(longest, Array.from(word).length);
  }
  // 阜阳 is a city of its own, and no slip of 富阳.
  const shadows = new Set(
    (["shadow", "elsewhere"] as const).flatMap((group) =>
      vocabulary.words(group).map(({ word }) => word),
    ),
  );
  return (text) => {
    const sounds = toSyllables(text.text);
    const points = [...text.points];
    if (sounds.length !== points.length) return text;
    let isMended = false;
    for (let start = 0; start < points.length; start++) {
      for (let length = longest; length >= 2; length--) {
        const word = bySound.get(sounds.slice(start, start + length).join("-"));
        const typed = points.slice(start, start + length);
        if (word === undefined || known.has(typed.join("")) || shadows.has(typed.join("")))
          continue;
        const right = Array.from(word);
        const isKnown = typed
          .slice(1)
          .some(
            (point, index) =>
              isPair(typed[index] ?? "", point) &&
              (point !== right[index + 1] || typed[index] !== right[index]),
          );
        // 浙里办是, 落户几月: a character that is a word by itself is no slip.
        const isWord = typed.some((point, index) => point !== right[index] && small.has(point));
        if (isKnown || isWord || !typed.some((point, index) => point === right[index])) continue;
        points.splice(start, length, ...right);
        isMended = true;
        break;
      }
    }
    return isMended ? { ...text, points, text: points.join("") } : text;
  };
}
