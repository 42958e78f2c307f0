import { buildSearchIndex, type SearchDocument } from "../../nlu/search/search-index.js";
import { percentile, share } from "./measures.js";

export interface SearchFigures {
  readonly documents: number;
  readonly queries: number;
  /** Share of queries with a relevant document among the first so many, 0–1. */
  readonly recallAt1: number | null;
  readonly recallAt3: number | null;
  readonly recallAt10: number | null;
  readonly meanReciprocalRank: number;
  readonly buildSeconds: number;
  readonly microsecondsPerQuery: { readonly p50: number; readonly p99: number };
  /** Memory that stays in use after building, MB; only with `--expose-gc` a steady figure. */
  readonly megabytes: number;
}

const DEPTH = 100;

function usedMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Builds the bot's search index over the documents and asks every query, once to judge and once to time. */
export function evalSearch(
  documents: readonly SearchDocument[],
  queries: readonly { readonly text: string; readonly relevant: readonly string[] }[],
): SearchFigures {
  const before = usedMegabytes();
  const start = performance.now();
  const index = buildSearchIndex(documents);
  const buildSeconds = (performance.now() - start) / 1000;
  const megabytes = usedMegabytes() - before;
  const ranks = queries.map(({ text, relevant }) => {
    const wanted = new Set(relevant);
    return index.search(text, DEPTH).findIndex((hit) => wanted.has(hit.id));
  });
  const times = queries.map(({ text }) => {
    const from = performance.now();
    index.search(text, 10);
    return (performance.now() - from) * 1000;
  });
  const within = (depth: number): number | null =>
    share(ranks, (rank) => rank >= 0 && rank < depth);
  return {
    documents: documents.length,
    queries: queries.length,
    recallAt1: within(1),
    recallAt3: within(3),
    recallAt10: within(10),
    meanReciprocalRank:
      ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / queries.length,
    buildSeconds,
    microsecondsPerQuery: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    megabytes,
  };
}
