import { foldText } from "../classifier/fold-text.js";
import { surfaceUnits } from "../classifier/units.js";
import type { TermTable } from "./term-table.js";

/** The documents' terms: units (characters or words), then pairs of neighbours, each once. */
export interface Forward {
  /** Document d's terms are at `starts[d]` … `starts[d + 1] − 1`; its pairs begin at `pairs[d]`. */
  readonly starts: Int32Array;
  readonly pairs: Int32Array;
  readonly terms: Int32Array;
}

/**
 * Reads the texts into the table.
 *
 * @param texts folded here (width, case, traditional characters)
 */
export function readDocuments(texts: readonly string[], table: TermTable): Forward {
  const starts = new Int32Array(texts.length + 1);
  const pairs = new Int32Array(texts.length);
  let terms = new Int32Array(1024);
  let used = 0;
  const append = (own: ReadonlySet<number>): void => {
    while (used + own.size > terms.length) {
      const larger = new Int32Array(terms.length * 2);
      larger.set(terms);
      terms = larger;
    }
    for (const term of own) terms[used++] = term;
  };
  texts.forEach((text, at) => {
    const units = surfaceUnits(foldText(text)).map((unit) => table.addUnit(unit));
    append(new Set(units));
    pairs[at] = used;
    append(new Set(units.slice(1).map((unit, before) => table.addPair(units[before] ?? 0, unit))));
    starts[at + 1] = used;
  });
  return { starts, pairs, terms: terms.slice(0, used) };
}

/** For each term its documents, in order: term t's are at `starts[t]` … `starts[t + 1] − 1`. */
export interface Postings {
  readonly starts: Int32Array;
  readonly documents: Int32Array;
}

/** Turns documents → terms round into terms → documents. */
export function invert(forward: Forward, documents: number, terms: number): Postings {
  const starts = new Int32Array(terms + 1);
  for (const term of forward.terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  for (let term = 0; term < terms; term++) {
    starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  }
  const next = starts.slice();
  const list = new Int32Array(forward.terms.length);
  for (let document = 0; document < documents; document++) {
    for (let at = forward.starts[document] ?? 0; at < (forward.starts[document + 1] ?? 0); at++) {
      const term = forward.terms[at] ?? 0;
      const place = next[term] ?? 0;
      list[place] = document;
      next[term] = place + 1;
    }
  }
  return { starts, documents: list };
}
