import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  laneOf,
  readInbound,
  updateIdOf,
} from "../../../../src/channels/telegram/intake/inbound.js";
import { cleanText, rich, splitRich } from "../../../../src/channels/telegram/cards/rich-text.js";
import { readRecord } from "../../../../src/channels/telegram/talk/chat-record.js";
import { readPayload } from "../../../../src/channels/telegram/cards/keyboard.js";
import { decodeHandOver, encodeHandOver } from "../../../../src/shared/hand-over.js";
import { CARRIED_SLOTS } from "../../../helpers/carried-slots.js";
import { openHarness } from "../../../helpers/fake-telegram/harness.js";

const SELF = { id: 1, username: "bot" };
const UPDATES = 10_000;

const ENTITY_TYPES = [
  "mention",
  "hashtag",
  "cashtag",
  "bot_command",
  "url",
  "email",
  "phone_number",
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "blockquote",
  "expandable_blockquote",
  "code",
  "pre",
  "text_link",
  "text_mention",
  "custom_emoji",
  "date_time",
];
/** Ids of real users and chats reach 52 bits; beyond that they are no safe integers. */
const id = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  { weight: 1, arbitrary: fc.constant(2 ** 63) },
);
const junk = fc.oneof(fc.anything(), fc.constant(null), fc.string());
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 20, arbitrary }, { weight: 1, arbitrary: junk });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(maybe(arbitrary), { nil: undefined });

const rare = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const text = fc.oneof(
  fc.constantFrom(
    "余省心是什么",
    "/start",
    "/start s_yuhang-yushengxin",
    "/forget",
    "/export",
    "/language@bot",
    "还有吗",
    "滨江呢",
    "",
    "/ask",
    "@bot 你好",
    "\u0000\u202e<b>&amp;",
    "😀".repeat(40),
    "𠮷野家",
    "\ud83d",
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ maxLength: 60 }),
);
const entity = fc.record(
  {
    type: maybe(fc.constantFrom(...ENTITY_TYPES)),
    offset: maybe(fc.integer({ min: -5, max: 80 })),
    length: maybe(fc.integer({ min: -5, max: 80 })),
    user: optional(fc.record({ id })),
    url: fc.webUrl(),
  },
  { requiredKeys: [] },
);
const user = fc.record(
  {
    id: maybe(id),
    is_bot: rare(fc.boolean()),
    first_name: text,
    language_code: optional(fc.constantFrom("zh-hans", "zh-hant", "en", "fr", "")),
  },
  { requiredKeys: ["id"] },
);
const chat = fc.record(
  {
    id: maybe(id),
    type: maybe(fc.constantFrom("private", "private", "private", "group", "supergroup", "channel")),
  },
  { requiredKeys: ["id", "type"] },
);
const media = fc.constantFrom(
  "voice",
  "photo",
  "sticker",
  "location",
  "contact",
  "poll",
  "dice",
  "document",
  "video_note",
  "story",
  "new_chat_members",
  "left_chat_member",
  "pinned_message",
  "migrate_to_chat_id",
  "successful_payment",
  "web_app_data",
  "giveaway",
);
const message = fc
  .tuple(
    fc.record(
      {
        message_id: maybe(fc.integer({ min: 1, max: 500 })),
        from: maybe(user),
        chat: maybe(chat),
        date: junk,
        text: optional(text),
        entities: optional(fc.array(entity, { maxLength: 4 })),
        message_thread_id: optional(fc.nat()),
        is_topic_message: optional(fc.boolean()),
        reply_to_message: optional(fc.record({ from: user })),
        via_bot: rare(user),
      },
      { requiredKeys: ["message_id", "from", "chat"] },
    ),
    rare(fc.record({ key: media, value: junk })),
  )
  .map(([fields, extra]) =>
    extra === undefined ? fields : { ...fields, [extra.key]: extra.value },
  );
const press = fc.record(
  {
    id: maybe(fc.string()),
    from: maybe(user),
    message: optional(message),
    inline_message_id: optional(fc.string()),
    data: optional(
      fc.oneof(fc.string(), fc.constantFrom("1:abcdefgh:b0", "1:abcdefgh:p1", "1::b", "2:x")),
    ),
  },
  { requiredKeys: ["id", "from"] },
);
const inline = fc.record(
  { id: maybe(fc.string()), from: maybe(user), query: maybe(text), offset: fc.string() },
  { requiredKeys: ["id", "from", "query"] },
);
const member = fc.record(
  {
    chat: maybe(chat),
    from: maybe(user),
    old_chat_member: optional(fc.record({ status: fc.string() })),
    new_chat_member: optional(
      fc.record({
        status: fc.constantFrom("member", "left", "kicked", "restricted", "administrator"),
      }),
    ),
  },
  { requiredKeys: ["chat", "from"] },
);
const update = fc.oneof(
  fc.record({ message: maybe(message) }),
  { weight: 3, arbitrary: fc.record({ message }) },
  fc.record({ edited_message: maybe(message) }),
  fc.record({ callback_query: maybe(press) }),
  fc.record({ inline_query: maybe(inline) }),
  fc.record({ my_chat_member: maybe(member) }),
  fc.record({ channel_post: message }),
  fc.record({ poll_answer: junk }),
  fc.dictionary(fc.string(), junk, { maxKeys: 3 }),
);

describe("updates of any kind", () => {
  it("are read without a fault, whatever is missing or added", () => {
    fc.assert(
      fc.property(fc.oneof(update, fc.anything()), (raw) => {
        const inbound = readInbound(raw, SELF);
        expect(laneOf(inbound) === null || typeof laneOf(inbound) === "string").toBe(true);
        updateIdOf(raw);
      }),
      { numRuns: 2000 },
    );
  });

  it(`reach no last resort, ${String(UPDATES)} of them through the real bot`, async () => {
    let ticks = 0;
    // Time runs fast, so that few of them are taken for a flood.
    const { bot, fake, heard, settle } = await openHarness({ now: () => (ticks += 200) });
    await bot.start();
    const all = fc.sample(update, { numRuns: UPDATES, seed: 20261121 });
    for (let start = 0; start < all.length; start += 500) {
      // JSON, as on the wire: what it cannot carry is gone, and long integers lose their last digits.
      for (const raw of all.slice(start, start + 500)) {
        const fields = JSON.parse(JSON.stringify(raw)) as Record<string, unknown>;
        delete fields["update_id"];
        fake.push(fields);
      }
      await settle();
    }
    expect(heard.lines.filter((line) => line.includes("telegram-update"))).toEqual([]);
    expect(heard.fates["failed"]).toBeUndefined();
    const wrong = fake.refused.filter(
      ({ description }) =>
        !/chat not found|query is too old|message to edit not found/u.test(description),
    );
    expect(wrong).toEqual([]);
    expect(fake.calls.filter(({ method }) => method === "sendMessage").length).toBeGreaterThan(800);
    expect(heard.fates["taken"] ?? 0).toBeGreaterThan(0.9 * UPDATES);
    expect((heard.fates["taken"] ?? 0) + (heard.fates["flooded"] ?? 0)).toBe(UPDATES);
  }, 120_000);
});

describe("what is kept or sent back by others", () => {
  it("is read without a fault", () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (kept, data) => {
        expect(readRecord(kept).version).toBe(1);
        readPayload(data);
        decodeHandOver(data, CARRIED_SLOTS);
      }),
      { numRuns: 1000 },
    );
  });

  it("brings a hand-over through a start parameter unchanged, or leaves parts of it out", () => {
    const ids = fc.stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,10}){0,2}$/u);
    const slots = fc.record(
      {
        degree: fc.constantFrom("bachelor", "doctor"),
        studying: fc.boolean(),
        talentClass: fc.constantFrom("A", "none"),
        rider: fc.boolean(),
        workDistrict: ids,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.record(
          { service: ids, topic: ids, district: ids, profile: slots },
          { requiredKeys: ["profile"] },
        ),
        (talk) => {
          const code = encodeHandOver(talk, CARRIED_SLOTS);
          expect(`h_${code}`).toMatch(/^[\w-]{1,64}$/u);
          const back = decodeHandOver(code, CARRIED_SLOTS);
          expect(talk).toMatchObject({ ...back, profile: back?.profile });
          expect(back?.service).toBe(talk.service);
        },
      ),
    );
  });
});

describe("long texts", () => {
  it("are split within the limit, without loss, through no surrogate pair, with entities inside", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
      fc.constantFrom("段落。", "\n", "😀"),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 20, max: 90 }),
        (pieces, limit) => {
          const whole = rich(
            ...pieces.map((text, index) => (index % 3 === 0 ? { italic: text } : text)),
          );
          const parts = splitRich(whole, limit);
          expect(
            parts
              .map(({ text }) => text)
              .join("")
              .replace(/\s/gu, ""),
          ).toBe(whole.text.replace(/\s/gu, ""));
          for (const { text, entities } of parts) {
            expect(text.length).toBeLessThanOrEqual(limit);
            expect(text).not.toMatch(/\p{Surrogate}/u);
            for (const { offset, length } of entities) {
              expect(length).toBeGreaterThan(0);
              expect(offset + length).toBeLessThanOrEqual(text.length);
            }
          }
        },
      ),
    );
    expect(cleanText("a\u202eb\u0000c")).toBe("a b c");
  });
});
