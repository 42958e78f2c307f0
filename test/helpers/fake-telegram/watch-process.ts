// The bot in a process of its own, to be killed while it tells who asked: durable files, real rules, and a clock that is told the time.
//   node --import tsx watch-process.ts <API root> <token> <data folder> <file of rules> <milliseconds>
// Takes by message { now?, rules?, expire? } and answers "done" when everything due was told.
import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../../src/assistant/engine.js";
import { createDesk } from "../../../src/assistant/desk.js";
import { createAssistant } from "../../../src/assistant/handle-turn.js";
import type { ReceiptData } from "../../../src/assistant/receipt-types.js";
import type { Catalogue } from "../../../src/assistant/types.js";
import { createTelegramBot } from "../../../src/channels/telegram/index.js";
import { createKnowledgeBase } from "../../../src/knowledge/knowledge-base.js";
import { createSpeaker } from "../../../src/reply/wordings.js";
import { openChatRecords } from "../../../src/store/chat-records.js";
import { createLowdbStore } from "../../../src/store/lowdb-store.js";
import { openUpdateInbox } from "../../../src/store/update-inbox.js";
import { openWatchFile } from "../../../src/store/watch-file.js";

const [apiRoot = "", token = "", folder = "", rulesFile = "", begun = "0"] = process.argv.slice(2);
let time = Number(begun);
const now = (): number => time;

const unused = (): never => {
  throw new Error("the bot that watches does without it");
};

function open(file: string) {
  const data = JSON.parse(readFileSync(file, "utf8")) as ReceiptData;
  const base = createKnowledgeBase({ ...data, services: [], districts: [] });
  const catalogue: Catalogue = {
    version: file,
    districts: [],
    topics: [],
    carriedSlots: [],
    find: () => [],
    get: () => null,
    say: (key, locale) => createSpeaker(data.replies, locale).say(key),
    choices: () => [],
    words: () => [],
    get shelf() {
      return unused();
    },
    suggest: () => [],
    inLocale: () => catalogue,
  };
  return { catalogue, desk: createDesk(data, base, unused) };
}

let serving = open(rulesFile);

const engine: Engine = {
  version: "none",
  get base() {
    return unused();
  },
  parse: unused,
  say: (key) => key,
  factsOf: ({ profile }) => profile,
  catalogue: () => serving.catalogue,
  respond: unused,
};

const store = createLowdbStore({ folder });
const inbox = openUpdateInbox(folder, { now });
const chats = openChatRecords(join(folder, "chats"));
const watches = openWatchFile(folder);
const bot = createTelegramBot({
  config: { token, apiRoot, mode: "polling" },
  assistant: createAssistant({
    engine: () => engine,
    store,
    now: () => new Date(now()),
    newConversation: randomUUID,
  }),
  desk: () => serving.desk,
  catalogue: () => serving.catalogue,
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
  conversationKey: (address) => createHmac("sha256", "watch").update(address).digest("base64url"),
  retentionDays: 30,
  webUrl: null,
  now,
  random: Math.random,
});

interface Order {
  readonly now?: number;
  readonly rules?: string;
  /** All talks have run out. */
  readonly expire?: true;
}

process.on("message", (order: Order) => {
  void (async () => {
    time = order.now ?? time;
    if (order.rules !== undefined) serving = open(order.rules);
    if (order.expire === true) await store.expireTrackers("9000-01-01T00:00:00Z");
    await bot.look();
    process.send?.("done");
  })();
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
await bot.look();
process.send?.("ready");
