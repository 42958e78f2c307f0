// The bot in a process of its own, to be killed: durable store and inbox, and an engine that repeats what it hears.
//   node --import tsx bot-process.ts <API root> <token> <data folder>
import { createHmac, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Engine } from "../../../src/assistant/engine.js";
import { createAssistant } from "../../../src/assistant/handle-turn.js";
import type { Catalogue } from "../../../src/assistant/types.js";
import { createTelegramBot } from "../../../src/channels/telegram/index.js";
import { openChatRecords } from "../../../src/store/chat-records.js";
import { createLowdbStore } from "../../../src/store/lowdb-store.js";
import { openUpdateInbox } from "../../../src/store/update-inbox.js";
import { openWatchFile } from "../../../src/store/watch-file.js";

const [apiRoot = "", token = "", folder = ""] = process.argv.slice(2);

const unused = (): never => {
  throw new Error("the echo does without it");
};

const catalogue: Catalogue = {
  version: "echo",
  districts: [],
  topics: [],
  carriedSlots: [],
  find: () => [],
  get: () => null,
  say: (key) => key,
  choices: () => [],
  words: () => [],
  get shelf() {
    return unused();
  },
  suggest: () => [],
  inLocale: () => catalogue,
};

const engine: Engine = {
  version: "echo",
  get base() {
    return unused();
  },
  parse: unused,
  say: (key) => key,
  factsOf: () => ({}),
  catalogue: () => catalogue,
  respond: ({ utterance }) => ({
    decisions: [],
    reply: {
      text: utterance,
      answers: [],
      choices: [],
      blocks: [{ kind: "paragraph", text: utterance }],
    },
    shown: [],
    lastWording: null,
  }),
};

const store = createLowdbStore({ folder });
const inbox = openUpdateInbox(join(folder, "updates"), { now: Date.now });
const chats = openChatRecords(join(folder, "chats"));
const watches = openWatchFile(folder);
const bot = createTelegramBot({
  config: { token, apiRoot, mode: "polling" },
  assistant: createAssistant({
    engine: () => engine,
    store,
    now: () => new Date(),
    newConversation: randomUUID,
  }),
  desk: () => ({
    assess: unused,
    calendar: unused,
    get outlook() {
      return unused();
    },
  }),
  catalogue: () => catalogue,
  log: {
    info: () => undefined,
    warn: () => undefined,
    error: (event, fault) => {
      console.error(event, fault);
    },
  },
  metrics: { update: () => undefined, apiError: () => undefined, waited: () => undefined },
  inbox,
  chats,
  watches,
  conversationKey: (address) => createHmac("sha256", "echo").update(address).digest("base64url"),
  retentionDays: 30,
  webUrl: null,
  now: Date.now,
  random: Math.random,
});

process.once("SIGTERM", () => {
  void (async () => {
    await bot.stop();
    await inbox.close();
    await chats.close();
    await watches.close();
    await store.close();
    process.exit(0);
  })();
});

await bot.start();
console.log("ready");
