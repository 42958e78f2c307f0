import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Rooms that also run in a page: no clock, no chance, nothing of Node; "today" is a parameter. */
const PURE_ROOMS = [
  "shared",
  "text",
  "values",
  "nlu",
  "eligibility",
  "knowledge",
  "dialogue",
  "person",
  "reply",
  "assistant",
];

/** The main entry of natural loads database plug-ins and prints to standard output; some folders weigh 100 MB. */
const NATURAL = {
  paths: [{ name: "natural", message: "import one file: natural/lib/natural/<folder>/<file>.js" }],
  patterns: [
    {
      regex: "^natural/(?!lib/natural/(classifiers|tfidf|distance|trie|ngrams)/)",
      message: "only classifiers, tfidf, distance, trie and ngrams of natural are light enough",
    },
  ],
};

const CASTS = {
  selector: "TSAsExpression > TSAsExpression",
  message: "a double cast hides a missing check: narrow the value instead",
};

export default defineConfig(
  // Declarations of outside packages are checked by the compiler alone.
  globalIgnores(["dist/", "data/", "coverage/", "node_modules/", "**/*.d.ts"]),
  {
    files: ["src/**/*.ts", "test/**/*.ts", ".config/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "tsconfig.json",
          ".config/tsconfig.page.json",
          ".config/tsconfig.browser-tests.json",
        ],
        tsconfigRootDir: root,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // A number in a template is plain to read; the strict set asks for String(n).
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Lengths and positions count code points here, and spreading a string is how to get them.
      "@typescript-eslint/no-misused-spread": "off",
      "no-restricted-imports": ["error", NATURAL],
      "no-restricted-syntax": ["error", CASTS],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    // Output is a log line (run/log.ts) or the business of a command.
    ignores: ["src/commands/**", "src/channels/terminal/**"],
    rules: { "no-console": "error" },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/main.ts", "src/commands/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "only main.ts and commands/ read the environment",
        },
      ],
    },
  },
  {
    files: PURE_ROOMS.map((room) => `src/${room}/**/*.ts`),
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "the day is a parameter" },
        { object: "Math", property: "random", message: "chance is a parameter" },
      ],
      "no-restricted-syntax": [
        "error",
        CASTS,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "the day is a parameter",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    ignores: ["test/browser/**", "test/helpers/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          ...NATURAL,
          paths: [
            ...NATURAL.paths,
            {
              name: "playwright-core",
              message: "tests that drive a browser stand in test/browser/",
            },
          ],
        },
      ],
    },
  },
);
