import { describe, expect, it } from "vitest";
import { CARRIED_SLOTS } from "../../../helpers/carried-slots.js";
import { openHarness, PERSON } from "../../../helpers/fake-telegram/harness.js";
import { encodeHandOver } from "../../../../src/shared/hand-over.js";

const GROUP = { chatId: -1_001_234_567_890, type: "supergroup", userId: 42 } as const;

describe("groups", () => {
  it("hears only commands, mentions and replies to itself", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    const username = `@${fake.me.username}`;
    fake.pushText(GROUP, "余省心是什么");
    fake.pushText(GROUP, "/ask@another_bot 余省心是什么");
    await settle();
    expect(fake.lastOf(GROUP.chatId)).toBeUndefined();
    fake.pushText(GROUP, `${username} 余省心是什么`, {
      entities: [{ type: "mention", offset: 0, length: username.length }],
    });
    await settle();
    const first = fake.lastOf(GROUP.chatId);
    expect(first?.text).toContain("余省心");
    fake.pushText(GROUP, "在哪里用", { reply_to_message: { message_id: 3, from: fake.me } });
    await settle();
    fake.pushText(GROUP, `/ask${username} 融滨一本通是什么`);
    await settle();
    expect(fake.chat(GROUP.chatId).filter((message) => message.fromBot)).toHaveLength(3);
  });

  it("answers in the thread, as a reply", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    const { messageId } = fake.pushText({ ...GROUP, thread: 77 }, "/ask 余省心是什么");
    await settle();
    expect(fake.lastOf(GROUP.chatId)?.extra).toMatchObject({
      message_thread_id: 77,
      reply_parameters: { message_id: messageId },
    });
  });

  it("offers a private talk for what is about a person", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    fake.pushText(GROUP, "/mine");
    await settle();
    const [button] = fake.lastOf(GROUP.chatId)?.keyboard.flat() ?? [];
    expect(button?.url).toBe(`https://t.me/${fake.me.username}?start=hello`);
  });

  it("ignores channels and other bots", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    fake.push({
      channel_post: { message_id: 1, chat: { id: -5, type: "channel" }, date: 1, text: "/start" },
    });
    fake.pushText({ chatId: 9 }, "/start", { from: { id: 9, is_bot: true, first_name: "Bot" } });
    await settle();
    expect(fake.calls.filter(({ method }) => method === "sendMessage")).toEqual([]);
  });

  it("greets a group that it was added to, once", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    fake.pushText(GROUP, "hello");
    const change = {
      chat: { id: GROUP.chatId, type: "supergroup", title: "Group" },
      from: { id: 42, is_bot: false, first_name: "Guest" },
      date: 1,
      old_chat_member: { status: "left", user: fake.me },
      new_chat_member: { status: "member", user: fake.me },
    };
    fake.push({ my_chat_member: change });
    fake.push({
      my_chat_member: { ...change, old_chat_member: { status: "member", user: fake.me } },
    });
    await settle();
    expect(fake.chat(GROUP.chatId).filter((message) => message.fromBot)).toHaveLength(1);
  });
});

describe("links to the bot", () => {
  it.each([
    ["s_yuhang-yushengxin", "余省心"],
    ["d_yuhang", "余杭"],
    ["q_hukou", "落户"],
  ])("opens %s with an answer about it", async (payload, name) => {
    const { bot, say } = await openHarness();
    await bot.start();
    const message = await say(`/start ${payload}`);
    expect(message?.text).toContain(name);
  });

  it.each(["s_no-such-service", "h_%%%", "h_1zzzzzzzzzzzzzzzzzz", "x", "s_../../etc"])(
    "answers a broken link %s with the start",
    async (payload) => {
      const { bot, say } = await openHarness();
      await bot.start();
      expect((await say(`/start ${payload}`))?.text.split("\n")).toHaveLength(3);
    },
  );

  it("carries a talk to the web page in the fragment, and back by a code", async () => {
    const { bot, say } = await openHarness({ webUrl: "https://chat.example.org/" });
    await bot.start();
    await say("余省心是什么");
    const link = (await say("/web"))?.keyboard.flat()[0]?.url ?? "";
    const { hash, search, pathname } = new URL(link);
    expect({ search, pathname }).toEqual({ search: "", pathname: "/" });
    const code = hash.replace("#h=", "");
    expect(`h_${code}`.length).toBeLessThanOrEqual(64);
    // Another person's chat, which knows nothing yet: the code alone carries the topic.
    const there = await say(`/start h_${code}`, PERSON + 1);
    expect(there?.text).toContain("余省心");
  });

  it("passes on what was told on the page", async () => {
    const profiles: unknown[] = [];
    const { bot, say } = await openHarness({
      assistant: (real) => ({
        ...real,
        handleTurn: (message) => {
          profiles.push(message.profile);
          return real.handleTurn(message);
        },
      }),
    });
    await bot.start();
    const profile = { degree: "master", studying: false, workDistrict: "yuhang" };
    await say(`/start h_${encodeHandOver({ topic: "hukou", profile }, CARRIED_SLOTS)}`);
    expect(profiles).toEqual([profile]);
  });
});

describe("the inline mode", () => {
  it("offers up to ten sourced cards, the same for everybody", async () => {
    const { bot, fake, settle } = await openHarness();
    await bot.start();
    fake.push({
      inline_query: {
        id: "q1",
        from: { id: PERSON, is_bot: false, first_name: "G" },
        query: "融滨",
        offset: "",
      },
    });
    await settle();
    const call = fake.calls.find(({ method }) => method === "answerInlineQuery");
    const results = call?.payload["results"];
    expect(call?.status).toBe(200);
    expect(call?.payload).toMatchObject({ is_personal: false, cache_time: 300 });
    expect(Array.isArray(results) && results.length > 0 && results.length <= 10).toBe(true);
    expect(JSON.stringify(results)).toContain("来源");
    expect(fake.refused).toEqual([]);
  });
});
