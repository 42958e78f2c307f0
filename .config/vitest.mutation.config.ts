import { defineConfig } from "vitest/config";

import everything from "./vitest.config.js";

/** What `npm run mutation` runs for each mutant: the tests of splitting, numerals and dates (.config/stryker.json). */
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    include: [
      "test/unit/nlu/{dates,entities,numerals,split-questions}.test.ts",
      "test/unit/corpus/{grounding,numerals}.test.ts",
      "test/unit/shared/dates.test.ts",
    ],
    reporters: ["dot"],
  },
});
