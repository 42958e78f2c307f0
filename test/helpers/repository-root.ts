import { fileURLToPath } from "node:url";

/** Folder that holds src/, intents/, knowledge/, seeds/ and test/. */
export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url));
