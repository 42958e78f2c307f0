import type { LabelledText } from "../../nlu/classifier/index.js";
import {
  allInPinyin,
  dropped,
  homophone,
  spaced,
  swapped,
  wordInPinyin,
  type Damage,
} from "../../text/damage.js";
import { pick, seededRandom } from "../../text/random.js";
import { toTraditional } from "../../text/traditional.js";
import { readDamageFillers } from "./read-lists.js";

/** The eight kinds by name, in the order in which they are printed. */
export function damageKinds(): ReadonlyMap<string, Damage> {
  const { before, after } = readDamageFillers();
  return new Map<string, Damage>([
    ["homophone", homophone],
    ["dropped", dropped],
    ["swapped", swapped],
    ["traditional", toTraditional],
    [
      "filler",
      (text, random) => `${pick(before, random) ?? ""}${text}${pick(after, random) ?? ""}`,
    ],
    ["spaces", spaced],
    ["word-in-pinyin", wordInPinyin],
    ["all-in-pinyin", allInPinyin],
  ]);
}

/** The rows with every text damaged; the same rows give the same damage. */
export function damageRows(rows: readonly LabelledText[], damage: Damage): LabelledText[] {
  const random = seededRandom(20261121);
  return rows.map(({ text, label }) => ({ text: damage(text, random), label }));
}
