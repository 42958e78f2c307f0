import { ask } from "./ask.js";
import { calendarButton } from "./calendar.js";
import { send, type Desk, type Visit } from "./desk.js";
import { turnedBy } from "../cards/reply-buttons.js";
import { isJudging } from "./open-question.js";
import { receiptButtons } from "./receipt.js";
import { drawScreening } from "./screening.js";
import { watchButton } from "./watch.js";
import { createWords } from "./words.js";

/** Where an answer belongs, and the id of its turn. */
interface Occasion {
  readonly asked: number;
  readonly turnId: string;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** All that the person may have by what they told; when nothing is known yet, the talk asks for it. */
export async function showMine(desk: Desk, guest: Visit, occasion: Occasion): Promise<void> {
  const { asked, turnId, sleep } = occasion;
  const { words } = guest;
  const said = createWords(desk.options.catalogue(), "zh-CN");
  const text = said.say("telegram-send-mine");
  const profile = await desk.options.assistant.factsOf(guest.key);
  const result = desk.options.desk().assess({ profile, locale: words.locale, blocks: true });
  if (Object.keys(profile).length === 0 || "problems" in result) {
    await ask(desk, guest, { text, messageId: turnId, asked, locale: words.locale }, sleep);
    return;
  }
  const more = said.choices("judged-screen-choices")[0]?.send ?? text;
  const { main, sections, hasDays } = drawScreening(words, result);
  const { buttons, pages } = turnedBy(sections);
  await send(desk, guest, {
    text: main,
    buttons: [
      ...buttons,
      ...(hasDays ? [calendarButton(words)] : []),
      watchButton(words),
      ...receiptButtons(desk, guest, words, words.locale, result.receipt),
      ...(result.next === null
        ? []
        : [
            {
              label: words.say("telegram-mine-more"),
              action: { kind: "say" as const, send: (await isJudging(desk, guest)) ? more : text },
              isFirst: true,
            },
          ]),
    ],
    pages,
    asked,
  });
}
