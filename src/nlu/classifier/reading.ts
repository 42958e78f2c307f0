import { bayesFeatures, soundFeatures, surfaceFeatures, type FeatureBag } from "./features.js";
import { encode, type SparseText, type Vocabulary } from "./sparse.js";
import { soundUnits, surfaceUnits } from "./units.js";

/** A text as the views see it. */
export interface Reading {
  readonly folded: string;
  readonly units: readonly string[];
  readonly surface: FeatureBag;
  readonly sound: FeatureBag;
  readonly bayes: FeatureBag;
  /** Share of it that was typed as pinyin, 0–1. */
  readonly spelled: number;
}

/** The ids of the features of each view. */
export interface Vocabularies {
  readonly surface: Vocabulary;
  readonly sound: Vocabulary;
  readonly bayes: Vocabulary;
}

export interface EncodedText {
  readonly units: readonly string[];
  readonly surface: SparseText;
  readonly sound: SparseText;
  readonly bayes: SparseText;
  readonly spelled: number;
}

/**
 * @param folded see {@link foldText}
 * @param readsPinyin whether latin words may be spelled-out Chinese
 */
export function readText(folded: string, readsPinyin: boolean): Reading {
  const units = surfaceUnits(folded);
  const sounds = soundUnits(folded, readsPinyin);
  return {
    folded,
    units,
    surface: surfaceFeatures(units),
    sound: soundFeatures(sounds.units),
    bayes: bayesFeatures(sounds.units),
    spelled: sounds.spelled,
  };
}

export function encodeReading(reading: Reading, vocabularies: Vocabularies): EncodedText {
  return {
    units: reading.units,
    surface: encode(reading.surface, vocabularies.surface),
    sound: encode(reading.sound, vocabularies.sound),
    bayes: encode(reading.bayes, vocabularies.bayes),
    spelled: reading.spelled,
  };
}
