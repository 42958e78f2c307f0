import type { PartialDate } from "../../shared/provenance.js";
import type { TellableSlot } from "../../shared/slot-telling.js";
import type { Areas } from "../places/places.js";
import type { Vocabulary } from "../vocabulary.js";

/** Where entities are read from. */
export interface EntityText {
  readonly points: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly today: PartialDate;
}

/** What they are read with. */
export interface SlotTools {
  readonly slots: readonly TellableSlot[];
  readonly areas: Areas;
}
