import { score, type LinearView } from "./linear-view.js";
import { mix, type ViewScores } from "./mixture.js";
import type { ExampleIndex } from "./nearest.js";
import { toSignalVector } from "./out-of-scope.js";
import type { EncodedText } from "./reading.js";

/** Everything that was learnt from the examples but how to weigh it. */
export interface Views {
  readonly labels: number;
  /** Index of the label `oos`, or −1. */
  readonly outOfScopeLabel: number;
  readonly surface: LinearView;
  readonly sound: LinearView;
  readonly bayes: LinearView;
  readonly knownUnits: ReadonlySet<string>;
  readonly examples: ExampleIndex;
}

export function scoreViews(views: Views, text: EncodedText): ViewScores {
  const scores = [
    score(views.surface, text.surface),
    score(views.sound, text.sound),
    score(views.bayes, text.bayes),
  ];
  const found = text.units.reduce((sum, unit) => sum + (views.knownUnits.has(unit) ? 1 : 0), 0);
  const known = text.units.length === 0 ? 0 : found / text.units.length;
  return { scores, known, traits: [1, 1 - known, text.spelled] };
}

export interface Judgement {
  /** Probabilities of the labels but `oos`; 0 in its place. */
  readonly inScope: Float64Array;
  /** What tells whether the text is in scope. */
  readonly vector: readonly number[];
  readonly nearest: number;
}

/** How the views are weighed: see `mix`. */
export interface Weighing {
  readonly mixture: readonly number[];
  readonly labelBias: readonly number[];
}

/** Weighs the views and gathers what tells whether the text is in scope. */
export function judge(
  views: Views,
  weighing: Weighing,
  text: EncodedText,
  scored: ViewScores,
): Judgement {
  const probabilities = mix(weighing.mixture, weighing.labelBias, scored);
  const without = (values: Float64Array): Float64Array =>
    values.filter((_, label) => label !== views.outOfScopeLabel);
  const outside = probabilities[views.outOfScopeLabel] ?? 0;
  const inside = Math.max(1e-9, 1 - outside);
  const inScope = probabilities.map((p, label) =>
    label === views.outOfScopeLabel ? 0 : p / inside,
  );
  const likeness = views.examples.find(text.units);
  let best = 0;
  let nearest = 0;
  for (let label = 0; label < views.labels; label++) {
    if (label === views.outOfScopeLabel) continue;
    if ((inScope[label] ?? 0) > (inScope[best] ?? 0)) best = label;
    nearest = Math.max(nearest, likeness.byLabel[label] ?? 0);
  }
  const empty = new Float64Array(1);
  const vector = toSignalVector({
    probabilities: without(inScope),
    surface: without(scored.scores[0] ?? empty),
    sound: without(scored.scores[1] ?? empty),
    bayes: without(scored.scores[2] ?? empty),
    nearest,
    nearestOfBest: likeness.byLabel[best] ?? 0,
    covered: likeness.covered,
    known: scored.known,
    outOfScopeLabel: outside,
    units: text.units.length,
  });
  return { inScope, vector, nearest };
}
