import type { LabelledText } from "../../../nlu/classifier/index.js";
import type { SearchDocument } from "../../../nlu/search/search-index.js";

/** A package that people would pick for the same work, in the setting that suits it best for short Chinese texts. */
export interface Peer {
  /** As printed. */
  readonly name: string;
  /** Learns from the rows and says the label of a text ("" when it finds none); left out by peers that only search. */
  readonly learn?: (
    rows: readonly LabelledText[],
  ) => Promise<(text: string) => string | Promise<string>>;
  /** Indexes the documents and finds ids, best first; left out by peers that cannot search. */
  readonly index?: (
    documents: readonly SearchDocument[],
  ) => (text: string, limit: number) => readonly string[];
}
