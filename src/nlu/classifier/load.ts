import { judge, scoreViews, type Views } from "./judge.js";
import { loadView } from "./linear-view.js";
import { indexExamples } from "./nearest.js";
import { judgeScope } from "./out-of-scope.js";
import { readText, type ReadingOptions } from "./reading.js";
import { OUT_OF_SCOPE_LABEL, type ClassifierModel, type TextClassifier } from "./types.js";
import { surfaceUnits } from "./units.js";

/** Makes a classifier of a model. It keeps the model and shares no state with other classifiers. */
export function loadClassifier(model: ClassifierModel): TextClassifier {
  const labels = model.labels.length;
  const examples = model.examples.map(surfaceUnits);
  const views: Views = {
    labels,
    outOfScopeLabel: model.labels.indexOf(OUT_OF_SCOPE_LABEL),
    surface: loadView(model.surface, labels, "unit-length"),
    sound: loadView(model.sound, labels, "unit-length"),
    bayes: loadView(model.bayes, labels, "mean"),
    knownUnits: new Set(examples.flat()),
    examples: indexExamples(examples, model.exampleLabels, labels),
  };
  const options: ReadingOptions = { fillers: model.fillers, readsPinyin: model.readsPinyin };
  return {
    labels: model.labels.filter((label) => label !== OUT_OF_SCOPE_LABEL),
    classify(text) {
      const reading = readText(text, options);
      const judged = judge(views, model.mixture, reading, scoreViews(views, reading));
      const ranking = model.labels
        .map((id, label) => ({ id, confidence: judged.inScope[label] ?? 0 }))
        .filter(({ id }) => id !== OUT_OF_SCOPE_LABEL)
        .sort((a, b) => b.confidence - a.confidence);
      const outOfScope = reading.units.length === 0 ? 1 : judgeScope(model.outOfScope, judged.vector);
      return { ranking, outOfScope, nearest: judged.nearest, known: judged.known };
    },
    toModel: () => model,
  };
}
