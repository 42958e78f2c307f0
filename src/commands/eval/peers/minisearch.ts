import MiniSearch from "minisearch";

import { tokens } from "./tokens.js";
import type { Peer } from "./types.js";

function build(texts: readonly string[]): (text: string, limit: number) => readonly number[] {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ["text"],
    tokenize: tokens,
  });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return (text, limit) =>
    index
      .search(text, { combineWith: "OR" })
      .slice(0, limit)
      .map(({ id }) => Number(id));
}

/** MiniSearch over characters and pairs: a text takes the label of the training row that it finds first. */
export const peer: Peer = {
  name: "minisearch",
  learn: (rows) => {
    const find = build(rows.map(({ text }) => text));
    return Promise.resolve((text) => rows[find(text, 1)[0] ?? -1]?.label ?? "");
  },
  index: (documents) => {
    const find = build(documents.map(({ text }) => text));
    return (text, limit) => find(text, limit).flatMap((at) => documents[at]?.id ?? []);
  },
};
