import Fuse from "fuse.js";

import { peerBySearch } from "./by-search.js";
import { tokens } from "./tokens.js";

/** fuse.js over all texts, by characters and pairs. */
export const peer = peerBySearch("fuse.js", (texts) => {
  const fuse = new Fuse(texts, { useTokenSearch: true, tokenize: tokens, ignoreLocation: true });
  return (text, limit) => fuse.search(text, { limit }).map(({ refIndex }) => refIndex);
});
