/**
 * Telegram as a channel of the assistant. The composition root wires it like this:
 *
 * ```ts
 * const folder = join(config.dataDir, "telegram");
 * const inbox = await openUpdateInbox(folder, { now: Date.now });      // store/update-inbox.ts
 * const secret = await readOrMakeSecret(folder);                       // store/secret.ts
 * const bot = createTelegramBot({
 *   config: config.telegram,
 *   assistant, catalogue: () => engine().catalogue(today), log, metrics: metrics.telegram,
 *   inbox,
 *   chats,                                                             // openChatRecords(join(folder, "chats")) of store/chat-records.ts
 *   conversationKey: (address) => createHmac("sha256", secret).update(address).digest("base64url"),
 *   retentionDays: config.retentionDays,
 *   webUrl: null,                                                      // the page's public https address
 *   now: Date.now, random: Math.random,
 * });
 * void bot.start().catch(…);  // ConfigError for a refused token: end. Not awaited: the web need not wait for Telegram
 * app.all("/telegram", …)     // in webhook mode: bot.handleWebhook({ method, header, body }) → { status, headers }
 * await bot.stop();           // before the store is closed; at most about five seconds
 * await inbox.close();
 * await chats.close();        // and, once a day, chats.expire(the instant before which talks are forgotten)
 * ```
 */
export { createTelegramBot } from "./bot.js";
export { TelegramCallError } from "./call-error.js";
export type * from "./types.js";
