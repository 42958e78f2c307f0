import type { PartialDate } from "../../shared/provenance.js";
import type { Vocabulary } from "../vocabulary.js";

/** Where entities are read from. */
export interface EntityText {
  readonly points: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly today: PartialDate;
}
