import { foldText } from "../classifier/fold-text.js";
import { logistic } from "../classifier/softmax.js";
import { surfaceUnits } from "../classifier/units.js";
import { BestOf } from "./best-of.js";
import { invert, readDocuments, type Forward, type Postings } from "./inverted-lists.js";
import { TermTable } from "./term-table.js";
import { SEARCH } from "../thresholds.js";

export interface SearchDocument {
  readonly id: string;
  readonly text: string;
}

export interface SearchHit {
  readonly id: string;
  /** 0–1, 1 = says the same; comparable between searches of one index. */
  readonly confidence: number;
}

export interface SearchIndex {
  readonly size: number;
  /**
   * The documents nearest to a text, best first; ties in the order of the documents.
   *
   * @param limit hits at most
   * @param filter only documents for which it holds; called for promising ones only
   */
  search(text: string, limit: number, filter?: (id: string) => boolean): SearchHit[];
}

interface Query {
  readonly units: readonly number[];
  readonly pairs: readonly number[];
  /** Units and pairs that no document holds. */
  readonly unknownUnits: number;
  readonly unknownPairs: number;
}

/**
 * An inverted index over characters, words and pairs of neighbours: BM25 finds candidates by the rarer terms,
 * a finer comparison puts them in order.
 *
 * Everything is in typed arrays: about 0.5 KB a short document. Texts are folded (width, case, traditional characters).
 */
export function buildSearchIndex(documents: readonly SearchDocument[]): SearchIndex {
  const table = new TermTable();
  const forward = readDocuments(
    documents.map((document) => document.text),
    table,
  );
  const postings = invert(forward, documents.length, table.size);
  return new InvertedIndex(
    documents.map((document) => document.id),
    table,
    forward,
    postings,
  );
}

class InvertedIndex implements SearchIndex {
  private readonly ids: readonly string[];
  private readonly table: TermTable;
  private readonly forward: Forward;
  private readonly postings: Postings;
  /** Rarity of each term, and its softened form. */
  private readonly rarity: Float32Array;
  private readonly soft: Float32Array;
  /** Of each document: rarity of its units, softened, and rarity of its pairs, summed. */
  private readonly unitSum: Float32Array;
  private readonly softSum: Float32Array;
  private readonly pairSum: Float32Array;
  private readonly averageLength: number;
  /** Working space, all zero between searches. */
  private readonly scores: Float32Array;
  private readonly asked: Uint8Array;

  constructor(ids: readonly string[], table: TermTable, forward: Forward, postings: Postings) {
    this.ids = ids;
    this.table = table;
    this.forward = forward;
    this.postings = postings;
    this.rarity = new Float32Array(table.size);
    this.soft = new Float32Array(table.size);
    for (let term = 0; term < table.size; term++) {
      this.rarity[term] = this.rarityOf(
        (postings.starts[term + 1] ?? 0) - (postings.starts[term] ?? 0),
      );
      this.soft[term] = (this.rarity[term] ?? 0) ** SEARCH.softness;
    }
    this.unitSum = new Float32Array(ids.length);
    this.softSum = new Float32Array(ids.length);
    this.pairSum = new Float32Array(ids.length);
    for (let document = 0; document < ids.length; document++) {
      this.unitSum[document] = this.sum(
        this.rarity,
        forward.starts[document] ?? 0,
        forward.pairs[document] ?? 0,
      );
      this.softSum[document] = this.sum(
        this.soft,
        forward.starts[document] ?? 0,
        forward.pairs[document] ?? 0,
      );
      this.pairSum[document] = this.sum(
        this.rarity,
        forward.pairs[document] ?? 0,
        forward.starts[document + 1] ?? 0,
      );
    }
    this.averageLength = forward.terms.length / Math.max(1, ids.length);
    this.scores = new Float32Array(ids.length);
    this.asked = new Uint8Array(table.size);
  }

  get size(): number {
    return this.ids.length;
  }

  search(text: string, limit: number, filter?: (id: string) => boolean): SearchHit[] {
    const query = this.readQuery(text);
    const candidates = this.candidates(query, Math.max(limit, SEARCH.candidates), filter);
    return this.rerank(query, candidates)
      .slice(0, limit)
      .map(({ document, confidence }) => ({ id: this.ids[document] ?? "", confidence }));
  }

  /** Logarithm of how surprising it is that a document holds the term (BM25, never below 0). */
  private rarityOf(documents: number): number {
    return Math.log(1 + (this.ids.length - documents + 0.5) / (documents + 0.5));
  }

  private sum(values: Float32Array, from: number, to: number): number {
    let total = 0;
    for (let at = from; at < to; at++) total += values[this.forward.terms[at] ?? 0] ?? 0;
    return total;
  }

  private readQuery(text: string): Query {
    const units = surfaceUnits(foldText(text).slice(0, SEARCH.queryLength));
    const distinct = new Set(units);
    const known = [...distinct].map((unit) => this.table.unit(unit)).filter((id) => id >= 0);
    const ids = units.map((unit) => this.table.unit(unit));
    const pairs = new Set(ids.slice(1).map((id, before) => this.table.pair(ids[before] ?? -1, id)));
    const unknownPairs = ids
      .slice(1)
      .filter((id, before) => this.table.pair(ids[before] ?? -1, id) < 0).length;
    pairs.delete(-1);
    return {
      units: known,
      pairs: [...pairs],
      unknownUnits: distinct.size - known.length,
      unknownPairs,
    };
  }

  /** The documents with the highest BM25 over the query's rarer terms; frequent ones count in the re-ranking only. */
  private candidates(
    query: Query,
    limit: number,
    filter: ((id: string) => boolean) | undefined,
  ): { readonly item: number; readonly score: number }[] {
    const pairs = new Set(query.pairs);
    const frequency = (term: number): number =>
      (this.postings.starts[term + 1] ?? 0) - (this.postings.starts[term] ?? 0);
    const terms = [...query.units, ...query.pairs].sort(
      (a, b) => frequency(a) - frequency(b) || a - b,
    );
    const touched: number[] = [];
    let visited = 0;
    for (const term of terms) {
      if (visited > 0 && visited + frequency(term) > SEARCH.postings) break;
      visited += frequency(term);
      const weight = (this.rarity[term] ?? 0) * (pairs.has(term) ? SEARCH.pair : 1);
      for (
        let at = this.postings.starts[term] ?? 0;
        at < (this.postings.starts[term + 1] ?? 0);
        at++
      ) {
        const document = this.postings.documents[at] ?? 0;
        const length =
          (this.forward.starts[document + 1] ?? 0) - (this.forward.starts[document] ?? 0);
        const damped =
          (SEARCH.k1 + 1) /
          (1 + SEARCH.k1 * (1 - SEARCH.b + (SEARCH.b * length) / this.averageLength));
        if (this.scores[document] === 0) touched.push(document);
        this.scores[document] = (this.scores[document] ?? 0) + weight * damped;
      }
    }
    const best = new BestOf(limit);
    for (const document of touched) {
      const score = this.scores[document] ?? 0;
      this.scores[document] = 0;
      if (
        best.accepts(document, score) &&
        (filter === undefined || filter(this.ids[document] ?? ""))
      ) {
        best.offer(document, score);
      }
    }
    return best.take();
  }

  /** Compares each candidate with the query both ways. */
  private rerank(
    query: Query,
    candidates: readonly { readonly item: number; readonly score: number }[],
  ): { readonly document: number; readonly confidence: number }[] {
    const highest = candidates[0]?.score ?? 1;
    const unknown = this.rarityOf(0);
    const sumOf = (terms: readonly number[], values: Float32Array): number =>
      terms.reduce((sum, term) => sum + (values[term] ?? 0), 0);
    const units = sumOf(query.units, this.rarity) + query.unknownUnits * unknown;
    const soft = sumOf(query.units, this.soft) + query.unknownUnits * unknown ** SEARCH.softness;
    const pairs = sumOf(query.pairs, this.rarity) + query.unknownPairs * unknown;
    const length = query.units.length + query.unknownUnits;
    for (const term of query.units) this.asked[term] = 1;
    for (const term of query.pairs) this.asked[term] = 1;
    const ranked = candidates.map(({ item, score }) => {
      const from = this.forward.starts[item] ?? 0;
      const middle = this.forward.pairs[item] ?? 0;
      const to = this.forward.starts[item + 1] ?? 0;
      let sharedUnits = 0;
      let sharedSoft = 0;
      let sharedPairs = 0;
      for (let at = from; at < to; at++) {
        const term = this.forward.terms[at] ?? 0;
        if (this.asked[term] === 0) continue;
        if (at < middle) {
          sharedUnits += this.rarity[term] ?? 0;
          sharedSoft += this.soft[term] ?? 0;
        } else sharedPairs += this.rarity[term] ?? 0;
      }
      const value =
        SEARCH.weights.bm25 * (score / highest) +
        SEARCH.weights.ofQuery * ratio(sharedUnits, units) +
        SEARCH.weights.ofDocument * ratio(sharedUnits, this.unitSum[item] ?? 0) +
        SEARCH.weights.units * ratio(2 * sharedUnits, units + (this.unitSum[item] ?? 0)) +
        SEARCH.weights.softUnits * ratio(2 * sharedSoft, soft + (this.softSum[item] ?? 0)) +
        SEARCH.weights.pairs * ratio(2 * sharedPairs, pairs + (this.pairSum[item] ?? 0)) +
        SEARCH.weights.length *
          Math.abs(Math.log(Math.max(1, length) / Math.max(1, middle - from)));
      return { document: item, confidence: logistic(SEARCH.slope * (value - SEARCH.middle)) };
    });
    for (const term of query.units) this.asked[term] = 0;
    for (const term of query.pairs) this.asked[term] = 0;
    return ranked.sort((a, b) => b.confidence - a.confidence || a.document - b.document);
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
