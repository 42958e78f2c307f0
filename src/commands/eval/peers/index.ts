import type { Peer } from "./types.js";

/** The peers by the name that `--with` takes. Each is loaded only when asked for: they are development packages. */
const PEERS: Readonly<Record<string, () => Promise<Peer>>> = {
  "natural-bayes": async () => (await import("./natural-bayes.js")).peer,
  fuse: async () => (await import("./fuse.js")).peer,
  "node-nlp": async () => (await import("./node-nlp.js")).peer,
  minisearch: async () => (await import("./minisearch.js")).peer,
};

export const PEER_NAMES: readonly string[] = Object.keys(PEERS);

/**
 * Loads peers in the order of a comma-separated list.
 *
 * @throws Error naming the first one that is not known, and those that are
 */
export async function loadPeers(list: string): Promise<Peer[]> {
  return Promise.all(
    list.split(",").map(async (name) => {
      const load = PEERS[name.trim()];
      if (load === undefined) {
        throw new Error(`--with ${name.trim()}: not one of ${PEER_NAMES.join(", ")}`);
      }
      return load();
    }),
  );
}
