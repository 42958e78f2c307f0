import { bayesFeatures, soundFeatures, surfaceFeatures, type FeatureBag } from "./features.js";
import { stripFillers } from "./fillers.js";
import { foldText } from "./fold-text.js";
import { encode, type SparseText, type Vocabulary } from "./sparse.js";
import { soundUnits, surfaceUnits } from "./units.js";

/** A text as the views see it. */
export interface Reading {
  /** Folded, and without fillers at its ends. */
  readonly folded: string;
  readonly units: readonly string[];
  readonly surface: FeatureBag;
  readonly sound: FeatureBag;
  readonly bayes: FeatureBag;
}

/** How texts are read; the same in training and in use. */
export interface ReadingOptions {
  /** Folded, longest first. */
  readonly fillers: readonly string[];
  readonly readsPinyin: boolean;
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
}

export function readText(text: string, options: ReadingOptions): Reading {
  const folded = stripFillers(foldText(text), options.fillers);
  const units = surfaceUnits(folded);
  const sounds = soundUnits(folded, options.readsPinyin);
  return {
    folded,
    units,
    surface: surfaceFeatures(units),
    sound: soundFeatures(sounds),
    bayes: bayesFeatures(sounds),
  };
}

export function encodeReading(reading: Reading, vocabularies: Vocabularies): EncodedText {
  return {
    units: reading.units,
    surface: encode(reading.surface, vocabularies.surface),
    sound: encode(reading.sound, vocabularies.sound),
    bayes: encode(reading.bayes, vocabularies.bayes),
  };
}
