import { digest } from "../shared/digest.js";
import type { EngineData } from "./engine-data.js";

/** Raised when the form of the models changes, so that those of an older program are not read. */
const MODELS_FORM = 9;

/** Changes with everything that the classifiers are trained from. */
export function modelsKey(data: EngineData): string {
  const { intents, voices, synonyms, fillers, districts } = data;
  return digest(JSON.stringify([MODELS_FORM, intents, voices, synonyms, fillers, districts]));
}
