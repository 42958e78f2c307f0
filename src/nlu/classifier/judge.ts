import type { LinearView } from "./linear-view.js";
import { mix, type ViewScores } from "./mixture.js";
import type { ExampleIndex } from "./nearest.js";
import { toSignalVector } from "./out-of-scope.js";
import type { Reading } from "./reading.js";

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

export function scoreViews(views: Views, reading: Reading): ViewScores {
  const scores = [views.surface, views.sound, views.bayes].map((view, index) => {
    const own = new Float64Array(views.labels);
    view.score([reading.surface, reading.sound, reading.bayes][index] ?? reading.surface, own);
    return own;
  });
  const known = reading.units.filter((unit) => views.knownUnits.has(unit)).length;
  return { scores, known: reading.units.length === 0 ? 0 : known / reading.units.length };
}

export interface Judgement {
  /** Probabilities of all labels, `oos` among them when it was trained on. */
  readonly probabilities: Float64Array;
  /** Probabilities of the labels but `oos`; 0 in its place. */
  readonly inScope: Float64Array;
  readonly vector: readonly number[];
  readonly nearest: number;
  readonly known: number;
}

/** Weighs the views and gathers what tells whether the text is in scope. */
export function judge(views: Views, mixture: readonly number[], reading: Reading, scored: ViewScores): Judgement {
  const probabilities = new Float64Array(views.labels);
  mix(mixture, scored, probabilities);
  const without = (values: Float64Array): Float64Array => values.filter((_, label) => label !== views.outOfScopeLabel);
  const outside = probabilities[views.outOfScopeLabel] ?? 0;
  const inScope = probabilities.map((p, label) => (label === views.outOfScopeLabel ? 0 : p / Math.max(1e-9, 1 - outside)));
  const likeness = views.examples.find(reading.units);
  let best = 0;
  inScope.forEach((p, label) => {
    if (p > (inScope[best] ?? 0)) best = label;
  });
  const nearest = Math.max(0, ...without(likeness.byLabel));
  const empty = new Float64Array(1);
  const vector = toSignalVector({
    probabilities: without(inScope),
    surface: without(scored.scores[0] ?? empty),
    sound: without(scored.scores[1] ?? empty),
    nearest,
    nearestOfBest: likeness.byLabel[best] ?? 0,
    covered: likeness.covered,
    known: scored.known,
    outOfScopeLabel: outside,
    units: reading.units.length,
  });
  return { probabilities, inScope, vector, nearest: Math.min(1, nearest), known: scored.known };
}
