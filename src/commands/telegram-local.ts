// npm run telegram:local: a chat window in the browser, served by a fake Bot API, that talks to the real bot code.
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeTelegram } from "../../test/helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../test/helpers/fake-telegram/server.js";
import { createWindow } from "../../test/helpers/fake-telegram/window.js";
import { createAssistant, dayInHangzhou } from "../assistant/handle-turn.js";
import { createTelegramBot } from "../channels/telegram/index.js";
import { createLog } from "../log.js";
import { openChatRecords } from "../store/chat-records.js";
import { createMemoryStore } from "../store/memory-store.js";
import { openUpdateInbox } from "../store/update-inbox.js";
import { createDesk } from "../assistant/desk.js";
import { openData, OWN_CORPUS_DIR } from "./open-engine.js";

const { engine, data } = await openData(OWN_CORPUS_DIR);
const log = createLog("warn");
const fake = createFakeTelegram({ username: "hangcai_local_bot" });
const port = Number(process.env["PORT"] ?? 8788);
const server = await serveFakeTelegram(fake, { port, other: createWindow(fake) });
const folder = mkdtempSync(join(tmpdir(), "hangcai-telegram-local-"));
const secret = randomBytes(32);
const now = (): Date => new Date();
const inbox = openUpdateInbox(folder, { now: Date.now });
const today = (): string => dayInHangzhou(now());
const catalogue = engine.catalogue(today);
const desk = createDesk(data, engine.base, today);

const chats = openChatRecords(join(folder, "chats"));
const bot = createTelegramBot({
  config: { token: fake.token, apiRoot: server.root, mode: "polling" },
  assistant: createAssistant({
    engine: () => engine,
    store: createMemoryStore(),
    now,
    newConversation: randomUUID,
    onFault: (fault) => {
      log.error("turn", fault);
    },
  }),
  catalogue: () => catalogue,
  desk: () => desk,
  log,
  metrics: { update: () => undefined, apiError: () => undefined, waited: () => undefined },
  inbox,
  chats,
  conversationKey: (address) => createHmac("sha256", secret).update(address).digest("base64url"),
  retentionDays: 30,
  webUrl: null,
  now: Date.now,
  random: Math.random,
});

await bot.start();
console.log(`A chat with the bot: ${server.root}/  (Ctrl-C ends it; nothing is kept)`);

async function stop(): Promise<void> {
  await bot.stop();
  await inbox.close();
  await chats.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void stop().then(() => process.exit(0));
  });
}
