export { loadClassifier } from "./load.js";
export { trainClassifier, type TrainingOptions } from "./train.js";
export {
  OUT_OF_SCOPE_LABEL,
  type Classification,
  type ClassifierModel,
  type LabelledText,
  type TextClassifier,
} from "./types.js";
