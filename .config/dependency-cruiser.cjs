// The rooms of src/ and what each may import (src/README.md has the same table in words).
// Read by .config/boundaries.mjs, which also refuses a run that saw no module.

/** "types" = type-only imports; a room may always import itself. Lowest room first. */
const ROOMS = {
  "shared/": { code: [], types: [] },
  "eligibility/": { code: ["shared/"], types: [] },
  "text/": { code: ["shared/"], types: [] },
  "values/": { code: ["shared/", "text/"], types: ["eligibility/"] },
  "nlu/": { code: ["shared/", "text/", "values/"], types: [] },
  "knowledge/": { code: ["shared/"], types: [] },
  "dialogue/": { code: ["shared/", "eligibility/"], types: ["nlu/", "knowledge/"] },
  "reply/": { code: ["shared/"], types: ["dialogue/", "eligibility/", "knowledge/"] },
  "person/": {
    code: ["shared/", "text/", "values/", "nlu/", "eligibility/"],
    types: ["knowledge/", "dialogue/", "reply/"],
  },
  "assistant/": {
    code: [
      "shared/",
      "text/",
      "values/",
      "nlu/",
      "dialogue/",
      "eligibility/",
      "knowledge/",
      "person/",
      "reply/",
    ],
    types: ["store/"],
  },
  "device/": { code: ["shared/", "nlu/", "assistant/", "store/"], types: [] },
  "corpus/": {
    code: ["shared/"],
    types: ["nlu/", "eligibility/", "knowledge/", "dialogue/", "reply/"],
  },
  "store/": { code: ["shared/"], types: ["dialogue/"] },
  "channels/": {
    code: ["shared/"],
    types: ["assistant/", "reply/", "device/", "config.ts", "run/log.ts", "run/metrics.ts"],
  },
  "config.ts": { code: ["shared/"], types: [] },
  "run/": {
    code: [
      "shared/",
      "nlu/",
      "eligibility/",
      "knowledge/",
      "assistant/",
      "corpus/",
      "store/",
      "channels/",
    ],
    types: ["config.ts", "device/"],
  },
  "commands/": { code: [".*"], types: [] },
  "main.ts": { code: [".*"], types: [] },
};

/** Where an outside library may be imported; everything else asks the room that wraps it. */
const LIBRARIES = {
  natural: "nlu/",
  "fuse.js": "nlu/",
  "opencc-js": "text/",
  "pinyin-pro": "text/",
  "ical.js": "eligibility/",
  yaml: "corpus/",
  minisearch: "commands/eval/peers/",
  "@nlpjs/(core|nlp)": "commands/eval/peers/",
  zod: "(corpus/|channels/web/|commands/|config\\.ts)",
  lowdb: "store/",
  pg: "store/postgres/",
  grammy: "channels/telegram/",
  "@grammyjs/runner": "channels/telegram/",
  uqr: "commands/qr\\.ts",
  hono: "channels/web/",
  "@hono/node-server": "channels/web/",
  "@hono/zod-openapi": "channels/web/",
  "rate-limiter-flexible": "channels/",
  "tar-stream": "run/backup\\.ts",
  pino: "run/log\\.ts",
  "prom-client": "run/metrics\\.ts",
};

/** Libraries that one file wraps, so that they can be replaced in one place. */
const ONE_FILE = [
  "natural",
  "fuse.js",
  "opencc-js",
  "pinyin-pro",
  "ical.js",
  "yaml",
  "lowdb",
  "rate-limiter-flexible",
  "tar-stream",
  "pino",
  "prom-client",
];

/** Packages that the command "eval" measures beside our own; there they are used as they come. */
const PEERS = "^src/commands/eval/peers/";

const PURE_ROOMS =
  "^src/(shared|text|values|nlu|eligibility|knowledge|dialogue|person|reply|assistant)/";
const PAGE = "^src/channels/web/page/";
const DEVICE = "^src/device/";

const escape = (text) => text.replaceAll(".", "\\.");
const anyOf = (rooms) => rooms.map((room) => (room === ".*" ? room : escape(room))).join("|");

const rooms = Object.entries(ROOMS).flatMap(([room, { code, types }]) => [
  {
    name: `${room} imports only its list`,
    severity: "error",
    from: { path: `^src/${escape(room)}` },
    to: { path: "^src/", pathNot: `^src/(${anyOf([room, ...code, ...types])})` },
  },
  ...(types.length === 0
    ? []
    : [
        {
          name: `${room} imports types only from ${types.join(" ")}`,
          severity: "error",
          from: { path: `^src/${escape(room)}` },
          to: { path: `^src/(${anyOf(types)})`, dependencyTypesNot: ["type-only"] },
        },
      ]),
]);

const libraries = Object.entries(LIBRARIES).map(([library, home]) => ({
  name: `${library} stays in ${home.replaceAll("\\", "")}`,
  severity: "error",
  from: { path: "^src/", pathNot: [`^src/${home}`, PEERS] },
  to: { path: `node_modules/${escape(library)}/` },
}));

const oneFile = ONE_FILE.map((library) => ({
  name: `${library} is wrapped by one file`,
  severity: "error",
  from: { path: "^src/", pathNot: PEERS },
  module: { path: `node_modules/${escape(library)}/`, numberOfDependentsMoreThan: 1 },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms,
    ...libraries,
    ...oneFile,
    {
      name: "every room is in the table",
      severity: "error",
      from: {},
      to: { path: "^src/", pathNot: `^src/(${anyOf(Object.keys(ROOMS))})` },
    },
    {
      name: "channels do not know each other",
      severity: "error",
      from: { path: "^src/channels/(telegram|web|terminal)/" },
      to: { path: "^src/channels/(telegram|web|terminal)/", pathNot: "^src/channels/$1/" },
    },
    {
      name: "the engine and the page need nothing of Node",
      severity: "error",
      from: { path: [PURE_ROOMS, PAGE, DEVICE] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the page is only bundled, never imported",
      severity: "error",
      from: { path: "^src/", pathNot: PAGE },
      to: { path: PAGE },
    },
    {
      name: "the page takes types only from the program, the codes that channels hand over, and how wordings are said",
      severity: "error",
      from: { path: PAGE },
      to: {
        path: "^src/",
        pathNot: [PAGE, "^src/shared/hand-over\\.ts$", "^src/channels/web/said\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no circles",
      severity: "error",
      from: { path: "^src/" },
      to: { circular: true },
    },
    {
      name: "the program needs no development package",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/commands/bench", PEERS] },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "every import is found",
      severity: "error",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node"] },
  },
};
