import { InputFile } from "grammy";
import { encodeHandOver } from "../../../shared/hand-over.js";
import { ask } from "./ask.js";
import type { Button } from "./chat-record.js";
import { handOverOf, readStart } from "./deep-link.js";
import { send, type Desk, type Visit } from "./desk.js";
import type { Command } from "../intake/inbound.js";
import {
  districtButtons,
  forgetButtons,
  languageButtons,
  questionAbout,
  startButtons,
  topicButtons,
} from "./menus.js";
import { showMine } from "./mine.js";
import { privateButton } from "./private-button.js";
import { showWatch } from "./watch.js";
import { rich } from "../cards/rich-text.js";

/** The commands that are shown in the menu, in its order; descriptions are wordings `telegram-command-<name>`. */
export const MENU = [
  "ask",
  "districts",
  "services",
  "mine",
  "watch",
  "web",
  "language",
  "privacy",
  "forget",
  "export",
  "help",
] as const;

/** Commands about the person: in a group they lead to a private talk. */
const PRIVATE: ReadonlySet<string> = new Set([
  "mine",
  "watch",
  "profile",
  "web",
  "language",
  "privacy",
  "forget",
  "export",
]);

/** What a command works with besides the desk. */
export interface Occasion {
  readonly guest: Visit;
  readonly asked: number;
  /** Id of the turn, should there be one. */
  readonly turnId: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

async function say(
  desk: Desk,
  { guest, asked }: Occasion,
  text: string,
  buttons: readonly Button[] = [],
): Promise<void> {
  await send(desk, guest, { text: rich(text), buttons, asked });
}

async function start(desk: Desk, occasion: Occasion, payload: string): Promise<void> {
  const { guest } = occasion;
  const { words } = guest;
  const linked = payload === "" ? null : readStart(payload, desk.options.catalogue().carriedSlots);
  const question = linked === null ? null : questionAbout(desk.options.catalogue(), linked);
  if (linked === null || question === null) {
    await say(desk, occasion, words.say("telegram-start"), startButtons(words));
    return;
  }
  await ask(
    desk,
    guest,
    {
      text: question,
      messageId: occasion.turnId,
      asked: occasion.asked,
      profile: linked.profile,
      locale: words.locale,
    },
    occasion.sleep,
  );
}

async function question(desk: Desk, occasion: Occasion, text: string): Promise<void> {
  const { guest, asked, turnId, sleep } = occasion;
  await ask(desk, guest, { text, messageId: turnId, asked }, sleep);
}

/** A link to the page with what the talk was about in the fragment, which no server sees. */
async function web(desk: Desk, occasion: Occasion): Promise<void> {
  const { words, key } = occasion.guest;
  const { webUrl } = desk.options;
  if (webUrl === null) {
    await say(desk, occasion, words.say("telegram-web-none"));
    return;
  }
  const talk = handOverOf(await desk.options.assistant.exportConversation(key));
  const code = encodeHandOver(talk, desk.options.catalogue().carriedSlots);
  const url = `${webUrl}#h=${code}`;
  const isPublic = new URL(webUrl).protocol === "https:"; // the Bot API refuses other buttons
  await say(
    desk,
    occasion,
    isPublic ? words.say("telegram-web") : `${words.say("telegram-web")}\n${url}`,
    isPublic ? [{ label: new URL(webUrl).host, action: { kind: "url", url } }] : [],
  );
}

async function exportTalk(desk: Desk, { guest, asked }: Occasion): Promise<void> {
  const talk = await desk.options.assistant.exportConversation(guest.key);
  const watch = desk.options.watches.load(guest.key);
  const content = JSON.stringify({ talk, telegram: guest.record, watch }, null, 2);
  await desk.api.sendDocument(
    guest.place.chatId,
    new InputFile(Buffer.from(content, "utf8"), "hangcai-export.json"),
    {
      caption: guest.words.say("telegram-export"),
      reply_parameters: { message_id: asked, allow_sending_without_reply: true },
    },
  );
}

/** Runs a command; an unknown one is told what there is. */
export async function runCommand(desk: Desk, occasion: Occasion, command: Command): Promise<void> {
  const { guest } = occasion;
  const { words } = guest;
  const catalogue = desk.options.catalogue();
  if (guest.place.isGroup && PRIVATE.has(command.name)) {
    await say(desk, occasion, words.say("telegram-private"), [privateButton(desk, guest)]);
    return;
  }
  switch (command.name) {
    case "start":
      return start(desk, occasion, command.args);
    case "ask":
      return command.args === ""
        ? say(desk, occasion, words.say("telegram-ask"))
        : question(desk, occasion, command.args);
    case "districts":
      return say(
        desk,
        occasion,
        words.say("telegram-districts"),
        districtButtons(words, catalogue),
      );
    case "services":
      return say(desk, occasion, words.say("telegram-services"), topicButtons(words, catalogue));
    case "mine":
      return showMine(desk, guest, occasion);
    case "watch":
      return showWatch(desk, guest);
    case "profile":
      // The talk itself knows it, as in the other channels.
      return question(desk, occasion, "/profile");
    case "web":
      return web(desk, occasion);
    case "language":
      return say(desk, occasion, words.say("telegram-language"), languageButtons(words));
    case "privacy":
      return say(
        desk,
        occasion,
        words.say("telegram-privacy", { days: desk.options.retentionDays }),
      );
    case "forget":
      return say(desk, occasion, words.say("telegram-forget"), forgetButtons(words));
    case "export":
      return exportTalk(desk, occasion);
    default:
      return say(desk, occasion, words.say("telegram-help"), startButtons(words));
  }
}
