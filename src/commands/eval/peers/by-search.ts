import type { Peer } from "./types.js";

/** Indexes texts and gives the numbers of those that it finds, best first. */
export type BuildIndex = (
  texts: readonly string[],
) => (text: string, limit: number) => readonly number[];

/** A package that searches: asked for a label, it gives that of the training row that it finds first. */
export function peerBySearch(name: string, build: BuildIndex): Peer {
  return {
    name,
    learn: (rows) => {
      const find = build(rows.map(({ text }) => text));
      return Promise.resolve((text) => rows[find(text, 1)[0] ?? -1]?.label ?? "");
    },
    index: (documents) => {
      const find = build(documents.map(({ text }) => text));
      return (text, limit) => find(text, limit).flatMap((at) => documents[at]?.id ?? []);
    },
  };
}
