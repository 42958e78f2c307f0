import { bayesFeatures, soundFeatures, surfaceFeatures, type FeatureBag } from "./features.js";
import { stripFillers } from "./fillers.js";
import { foldText } from "./fold-text.js";
import { soundUnits, surfaceUnits } from "./units.js";

/** A text as the models see it. */
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

export function readText(text: string, options: ReadingOptions): Reading {
  return readFolded(stripFillers(foldText(text), options.fillers), options);
}

/** For a text that is folded and stripped already. */
export function readFolded(folded: string, options: ReadingOptions): Reading {
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
