import type { NormalizedText } from "../../text/normalize.js";
import { toSyllables } from "../../text/pinyin.js";
import type { Group, Vocabulary } from "../vocabulary.js";

const HAN_ONLY = /^\p{Script=Han}{2,4}$/u;

/**
 * Puts right the names of places that are typed by sound: 余航 → 余杭, 宾江 → 滨江.
 *
 * Only where one character at least is right and the wrong ones make no pair that the corpus knows (商城 is not 上城).
 */
export function placeMender(
  vocabulary: Vocabulary,
  groups: readonly Group[],
  isPair: (first: string, second: string) => boolean,
): (text: NormalizedText) => NormalizedText {
  const bySound = new Map<string, string>();
  let longest = 0;
  for (const { word } of groups.flatMap((group) => vocabulary.words(group))) {
    if (!HAN_ONLY.test(word)) continue;
    bySound.set(toSyllables(word).join("-"), word);
    longest = Math.max(longest, Array.from(word).length);
  }
  const shadows = new Set(vocabulary.words("shadow").map(({ word }) => word));
  return (text) => {
    const sounds = toSyllables(text.text);
    const points = [...text.points];
    if (sounds.length !== points.length) return text;
    let isMended = false;
    for (let start = 0; start < points.length; start++) {
      for (let length = longest; length >= 2; length--) {
        const word = bySound.get(sounds.slice(start, start + length).join("-"));
        const typed = points.slice(start, start + length);
        if (word === undefined || typed.join("") === word || shadows.has(typed.join(""))) continue;
        const right = Array.from(word);
        const isKnown = typed
          .slice(1)
          .some(
            (point, index) =>
              isPair(typed[index] ?? "", point) &&
              (point !== right[index + 1] || typed[index] !== right[index]),
          );
        if (isKnown || !typed.some((point, index) => point === right[index])) continue;
        points.splice(start, length, ...right);
        isMended = true;
        break;
      }
    }
    return isMended ? { ...text, points, text: points.join("") } : text;
  };
}
