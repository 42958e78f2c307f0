import Fuse from "fuse.js";

import { tokens } from "./tokens.js";
import type { Peer } from "./types.js";

function build(texts: readonly string[]): (text: string, limit: number) => readonly number[] {
  const fuse = new Fuse(texts, { useTokenSearch: true, tokenize: tokens, ignoreLocation: true });
  return (text, limit) => fuse.search(text, { limit }).map(({ refIndex }) => refIndex);
}

/** fuse.js over all texts, by characters and pairs: a text takes the label of the training row that it finds first. */
export const peer: Peer = {
  name: "fuse.js",
  learn: (rows) => {
    const find = build(rows.map(({ text }) => text));
    return Promise.resolve((text) => rows[find(text, 1)[0] ?? -1]?.label ?? "");
  },
  index: (documents) => {
    const find = build(documents.map(({ text }) => text));
    return (text, limit) => find(text, limit).flatMap((at) => documents[at]?.id ?? []);
  },
};
