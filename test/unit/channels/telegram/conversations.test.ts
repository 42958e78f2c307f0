// Every talk of test/conversations/ through the bot: the same answers as in the other channels, drawn completely.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { Reply } from "../../../../src/reply/index.js";
import { openCollectingChannel } from "../../../helpers/collecting-channel.js";
import { openHarness } from "../../../helpers/fake-telegram/harness.js";
import type { FakeMessage } from "../../../helpers/fake-telegram/types.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";

const talks = z.array(
  z.object({
    name: z.string(),
    today: z.string().default("2026-11-21"),
    turns: z.array(z.object({ user: z.string() })),
  }),
);

const folder = join(repositoryRoot, "test/conversations");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  // The matrix of follow-ups has its own form and is said to the assistant itself.
  (name) => name.endsWith(".yaml") && !name.startsWith("follow-up-matrix"),
);

/**
 * What must be seen whatever the room: names, what no source says, and remarks. What is folded away stands behind a
 * button, and what is news stands among all that was understood, which a message edited in place shows.
 */
const needed = (reply: Reply): readonly string[] =>
  reply.blocks.flatMap((block) => {
    if (block.folded === true || (block.kind === "note" && block.notice === "news")) return [];
    if (block.kind === "service") return [block.name];
    if (block.kind === "list") return block.items.map(({ name }) => name);
    return block.kind === "missing" || block.kind === "note" ? [block.text.trim()] : [];
  });

const shown = (messages: readonly FakeMessage[]): string =>
  messages.map(({ text }) => text).join("\n");

describe("talks of the other channels, held with the bot", () => {
  it.each(files)("%s", async (file) => {
    let today = "";
    let replies: Reply[] = [];
    const { bot, fake, say } = await openHarness({
      assistant: (real) => ({
        ...real,
        handleTurn: async (message) => {
          const result = await real.handleTurn({ ...message, today });
          if (result.kind === "replied") replies.push(result.reply);
          return result;
        },
      }),
    });
    await bot.start();
    for (const [index, talk] of talks
      .parse(parse(readFileSync(join(folder, file), "utf8")))
      .entries()) {
      today = talk.today;
      const elsewhere = await openCollectingChannel(today);
      const chatId = 100 + index;
      for (const { user } of talk.turns) {
        if (user.trim() === "") continue; // an app does not send what is empty
        replies = [];
        const before = fake.chat(chatId).length;
        await say(user, chatId);
        const wanted = await elsewhere.say(user);
        expect(
          replies.map(({ text }) => text),
          `${talk.name}: ${user}`,
        ).toEqual([wanted.text]);
        const seen = shown(
          fake
            .chat(chatId)
            .slice(before)
            .filter(({ fromBot }) => fromBot),
        );
        for (const text of needed(wanted)) expect(seen, `${talk.name}: ${user}`).toContain(text);
      }
    }
    expect(fake.refused).toEqual([]);
  });
});
