import type { DeskData } from "../person/policy-book.js";
import type { EngineModels } from "./engine.js";
import type { EngineData } from "./engine-data.js";
import { faqKey, modelsKey } from "./models-key.js";

/** What a device is given to answer by itself. */
export type DeviceData = EngineData & DeskData;

/** What was learnt, without the keys of the data that it was learnt from: they are those of whole data. */
export type DeviceModels = Omit<EngineModels, "key" | "faqKey">;

/**
 * The data without what is only learnt from: a device learns nothing, and its replies do not change. Sentences of voices, and those
 * said after others, are a sixth of the whole.
 */
export function dataForDevice(data: DeviceData): DeviceData {
  const { faq } = data;
  return {
    ...data,
    voices: [],
    talks: [],
    ...(faq !== undefined && { faq: faq.map((entry) => ({ ...entry, after: [] })) }),
  };
}

/** What was learnt, under the keys of the data that a device has. */
export const modelsOnDevice = (data: DeviceData, { models, faq }: DeviceModels): EngineModels => ({
  key: modelsKey(data),
  models,
  faqKey: faqKey(data),
  faq,
});
