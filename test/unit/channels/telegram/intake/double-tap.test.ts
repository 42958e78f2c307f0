import { describe, expect, it } from "vitest";
import { buttonOf } from "../../../../helpers/fake-telegram/fake-telegram.js";
import { openHarness, PERSON } from "../../../../helpers/fake-telegram/harness.js";

const PRESSED = "滨江区";

/** A chat with the buttons of /districts, and how many messages the bot has sent. */
async function open() {
  let elapsed = 0;
  const harness = await openHarness({ now: () => Date.now() + elapsed });
  await harness.bot.start();
  const menu = await harness.say("/districts");
  const data = (label: string): string => buttonOf(menu, label).callback_data ?? "";
  return {
    ...harness,
    tap: (label: string) => {
      harness.fake.pushPress({ chatId: PERSON }, menu?.message_id ?? 0, data(label));
    },
    later: (milliseconds: number) => {
      elapsed += milliseconds;
    },
    sent: () => harness.fake.chat(PERSON).filter(({ fromBot }) => fromBot).length,
  };
}

describe("a button tapped twice", () => {
  it("is answered once, and both taps end the waiting sign", async () => {
    const { tap, settle, sent, fake } = await open();
    const before = sent();
    tap(PRESSED);
    tap(PRESSED);
    await settle();
    expect(sent()).toBe(before + 1);
    expect(fake.openPresses).toBe(0);
  });

  it("is answered again when it is wished again later", async () => {
    const { tap, settle, sent, later } = await open();
    const before = sent();
    tap(PRESSED);
    await settle();
    later(5_000);
    tap(PRESSED);
    await settle();
    expect(sent()).toBe(before + 2);
  });

  it("is no double tap when another button was pressed in between", async () => {
    const { tap, settle, sent } = await open();
    const before = sent();
    tap(PRESSED);
    tap("西湖区");
    tap(PRESSED);
    await settle();
    expect(sent()).toBe(before + 3);
  });
});
