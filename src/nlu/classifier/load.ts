import { stripFillers } from "./fillers.js";
import { foldText } from "./fold-text.js";
import { judge, scoreViews, type Views } from "./judge.js";
import { loadView, loadVocabulary } from "./linear-view.js";
import { indexExamples } from "./nearest.js";
import { judgeScope } from "./out-of-scope.js";
import { encodeReading, readText, type Vocabularies } from "./reading.js";
import {
  OUT_OF_SCOPE_LABEL,
  type Classification,
  type ClassifierModel,
  type TextClassifier,
} from "./types.js";
import { surfaceUnits } from "./units.js";

/** Makes a classifier of a model. It keeps the model and shares no state with other classifiers. */
export function loadClassifier(model: ClassifierModel): TextClassifier {
  const labels = model.labels.length;
  const examples = model.examples.map(surfaceUnits);
  const vocabularies: Vocabularies = {
    surface: loadVocabulary(model.surface),
    sound: loadVocabulary(model.sound),
    bayes: loadVocabulary(model.bayes),
  };
  const views: Views = {
    labels,
    outOfScopeLabel: model.labels.indexOf(OUT_OF_SCOPE_LABEL),
    surface: loadView(model.surface, labels, "unit-length"),
    sound: loadView(model.sound, labels, "unit-length"),
    bayes: loadView(model.bayes, labels, "mean"),
    knownUnits: new Set(examples.flat()),
    examples: indexExamples(examples, model.exampleLabels, labels),
  };
  const judgeFolded = (folded: string): Classification => {
    const encoded = encodeReading(readText(folded, model.readsPinyin), vocabularies);
    const scored = scoreViews(views, encoded);
    const judged = judge(views, model, encoded, scored);
    const ranking = model.labels
      .map((id, label) => ({ id, confidence: judged.inScope[label] ?? 0 }))
      .filter(({ id }) => id !== OUT_OF_SCOPE_LABEL)
      .sort((a, b) => b.confidence - a.confidence);
    const outOfScope = encoded.units.length === 0 ? 1 : judgeScope(model.outOfScope, judged.vector);
    return { ranking, outOfScope, nearest: Math.min(1, judged.nearest), known: scored.known };
  };
  return {
    labels: model.labels.filter((label) => label !== OUT_OF_SCOPE_LABEL),
    classify(text) {
      const folded = foldText(text);
      const whole = judgeFolded(folded);
      const bare = stripFillers(folded, model.fillers);
      if (bare === folded) return whole;
      // A polite word can be what the message is about (thanks, a greeting): the surer reading counts.
      const stripped = judgeFolded(bare);
      return sureness(stripped) > sureness(whole) ? stripped : whole;
    },
    toModel: () => model,
  };
}

function sureness(classification: Classification): number {
  return classification.ranking[0]?.confidence ?? 0;
}
