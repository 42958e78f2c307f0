import { OUT_OF_SCOPE_LABEL, type LabelledText } from "../../nlu/classifier/index.js";
import type { SearchDocument } from "../../nlu/search/search-index.js";
import { damageKinds, damageRows } from "./damage-rows.js";
import { macroF1, percentile, share } from "./measures.js";
import type { Peer } from "./peers/types.js";

export interface PeerFigures {
  readonly name: string;
  /** Rows in scope whose label it says; `null` where it cannot do this work. */
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  /** Mean accuracy over the eight kinds of damage; `null` when not asked for. */
  readonly damaged: number | null;
  readonly trainSeconds: number;
  readonly microsecondsPerQuery: { readonly p50: number; readonly p99: number };
}

type Say = (text: string) => string | Promise<string>;

async function sayAll(
  say: Say,
  rows: readonly LabelledText[],
): Promise<{ pairs: { label: string; said: string }[]; times: number[] }> {
  const pairs: { label: string; said: string }[] = [];
  const times: number[] = [];
  for (const { text, label } of rows) {
    const start = performance.now();
    pairs.push({ label, said: await say(text) });
    times.push((performance.now() - start) * 1000);
  }
  return { pairs, times };
}

const isRight = ({ label, said }: { readonly label: string; readonly said: string }): boolean =>
  label === said;

async function judgeDamaged(say: Say, rows: readonly LabelledText[]): Promise<number> {
  let sum = 0;
  const kinds = damageKinds();
  for (const damage of kinds.values()) {
    sum += share((await sayAll(say, damageRows(rows, damage))).pairs, isRight) ?? 0;
  }
  return sum / kinds.size;
}

/** Trains a peer on the rows and asks it every row in scope, as the shipped classifier is asked. */
export async function evalPeerClassifier(
  peer: Peer,
  rows: readonly LabelledText[],
  test: readonly LabelledText[],
  isDamaged: boolean,
): Promise<PeerFigures | null> {
  if (peer.learn === undefined) return null;
  const inScope = ({ label }: LabelledText): boolean => label !== OUT_OF_SCOPE_LABEL;
  const start = performance.now();
  const say = await peer.learn(rows.filter(inScope));
  const trainSeconds = (performance.now() - start) / 1000;
  const asked = test.filter(inScope);
  const { pairs, times } = await sayAll(say, asked);
  return {
    name: peer.name,
    accuracy: share(pairs, isRight),
    macroF1: macroF1(pairs),
    damaged: isDamaged ? await judgeDamaged(say, asked) : null,
    trainSeconds,
    microsecondsPerQuery: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
  };
}

export interface PeerSearchFigures {
  readonly name: string;
  readonly recallAt1: number | null;
  readonly recallAt10: number | null;
  readonly buildSeconds: number;
  readonly microsecondsPerQuery: { readonly p50: number; readonly p99: number };
}

/** Gives a peer the documents to search and asks it every query. */
export function evalPeerSearch(
  peer: Peer,
  documents: readonly SearchDocument[],
  queries: readonly { readonly text: string; readonly relevant: readonly string[] }[],
): PeerSearchFigures | null {
  if (peer.index === undefined) return null;
  const start = performance.now();
  const find = peer.index(documents);
  const buildSeconds = (performance.now() - start) / 1000;
  const times: number[] = [];
  const ranks = queries.map(({ text, relevant }) => {
    const from = performance.now();
    const found = find(text, 10);
    times.push((performance.now() - from) * 1000);
    return found.findIndex((id) => relevant.includes(id));
  });
  return {
    name: peer.name,
    recallAt1: share(ranks, (rank) => rank === 0),
    recallAt10: share(ranks, (rank) => rank >= 0),
    buildSeconds,
    microsecondsPerQuery: { p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
  };
}
