import type { KnowledgeData } from "../knowledge/index.js";
import type { HeardTalk, Intent, Synonyms, Voice } from "../nlu/index.js";
import type { DeskData } from "../person/policy-book.js";
import type { Wordings } from "../reply/index.js";

/** All that the engine is built from: checked data as plain JSON, so that it also runs in a page. */
export interface EngineData extends KnowledgeData, Pick<DeskData, "policies" | "slots"> {
  /** Equal versions hold equal data. */
  readonly version: string;
  readonly intents: readonly Intent[];
  readonly voices: readonly Voice[];
  /** Talks from which it is learnt which known question a turn asks; without them it is learnt from the questions alone. */
  readonly talks?: readonly HeardTalk[];
  readonly synonyms: Synonyms;
  readonly lexicon: readonly string[];
  readonly fillers: readonly string[];
  readonly replies: Wordings;
}
