import type { Api } from "grammy";
import type { Catalogue } from "../../../assistant/types.js";
import { TelegramCallError } from "../intake/call-error.js";
import { MENU } from "./commands.js";
import { createWords } from "./words.js";

/** Languages in which commands and descriptions are set; without a code they are shown to everybody else. */
const LANGUAGES = [
  { locale: "en", code: undefined },
  { locale: "zh-CN", code: "zh" },
  { locale: "en", code: "en" },
] as const;

/** Sets commands and descriptions. A refusal costs the menu, not the bot. */
export async function presentBot(api: Api, catalogue: Catalogue): Promise<void> {
  for (const { locale, code } of LANGUAGES) {
    const words = createWords(catalogue, locale);
    const language = code === undefined ? {} : { language_code: code };
    try {
      await api.setMyCommands(
        MENU.map((command) => ({ command, description: words.say(`telegram-command-${command}`) })),
        language,
      );
      await api.setMyDescription(words.say("telegram-description"), language);
      await api.setMyShortDescription(words.say("telegram-short-description"), language);
    } catch (fault) {
      if (!(fault instanceof TelegramCallError) || fault.failure === "stopped") throw fault;
    }
  }
}
