import { digest } from "../shared/digest.js";
import type { EngineData } from "./engine-data.js";

/** Raised when the form of the models changes, so that those of an older program are not read. */
const MODELS_FORM = 9;

/** The same for what is learnt of the known questions. */
const FAQ_FORM = 7;

/** Changes with everything that the classifiers are trained from. */
export function modelsKey(data: EngineData): string {
  const { intents, voices, synonyms, fillers, districts } = data;
  return digest(JSON.stringify([MODELS_FORM, intents, voices, synonyms, fillers, districts]));
}

/** Changes with everything that the known questions are learnt from; their answers are not. */
export function faqKey(data: EngineData): string {
  const asked = (data.faq ?? []).map(({ id, asked, follows, after, guide, services }) => [
    id,
    asked,
    follows,
    after,
    guide ?? services[0] ?? id,
  ]);
  return digest(JSON.stringify([FAQ_FORM, modelsKey(data), asked, data.talks ?? []]));
}
