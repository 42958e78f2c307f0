/**
 * Telegram as a channel of the assistant; `commands/telegram-channel.ts` wires it with what it keeps.
 */
export { answerWebhook } from "./intake/answer-webhook.js";
export { createTelegramBot } from "./bot.js";
export { TelegramCallError } from "./intake/call-error.js";
export type * from "./types.js";
