import MiniSearch from "minisearch";

import { peerBySearch } from "./by-search.js";
import { tokens } from "./tokens.js";

/** MiniSearch over characters and pairs. */
export const peer = peerBySearch("minisearch", (texts) => {
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
});
