import type { RenderContext } from "../points/render-context.js";
import type { Both, CardLine } from "../types.js";
import type { Parameters, Speaker } from "../wordings.js";

const NONE: Both<Parameters> = { zh: {}, en: {} };

/** A wording as a line in both languages. */
export const lineIn = (
  both: Both<Speaker>,
  key: string,
  parameters: Both<Parameters> = NONE,
): CardLine => ({
  zh: both.zh.say(key, parameters.zh),
  en: both.en.say(key, parameters.en),
});

/** Lines with how they are spoken. */
export const spoken = ({ spell }: RenderContext, lines: readonly CardLine[]): readonly CardLine[] =>
  lines.map((line) => ({ ...line, pinyin: spell(line.zh) }));
