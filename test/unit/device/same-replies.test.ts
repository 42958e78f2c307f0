// The engine of a device says what the server says, to the byte: the bundle and the packed files that a browser loads, run in a thread.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createAssistant } from "../../../src/assistant/handle-turn.js";
import type { DeviceTurn } from "../../../src/device/types.js";
import { createMemoryStore } from "../../../src/store/memory-store.js";
import { startDeviceThread, type DeviceThread } from "../../helpers/device-thread.js";
import { readOwnSet } from "../../helpers/own-set.js";
import { repositoryRoot } from "../../helpers/repository-root.js";
import { makeStaticFolder, type StaticFolder } from "../../helpers/static-folder.js";

const TODAY = "2026-11-30";
const SINGLE = 340;
const IN_TALKS = 180;

const talks = z.array(z.looseObject({ turns: z.array(z.looseObject({ user: z.string() })) }));

/** Evenly over a list. */
const some = <T>(list: readonly T[], count: number): readonly T[] =>
  list.filter(
    (_, at) =>
      Math.floor((at * count) / list.length) !== Math.floor(((at - 1) * count) / list.length),
  );

/** What is said in a folder of the conversations, talk by talk. */
function talksOf(folder: string): readonly (readonly string[])[] {
  const where = path.join(repositoryRoot, "test/conversations", folder);
  return readdirSync(where)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => talks.parse(parse(readFileSync(path.join(where, name), "utf8"))))
    .map(({ turns }) => turns.map(({ user }) => user));
}

/** Talks of each kind in turn, until they have so many turns. */
function someTalks(count: number): readonly (readonly string[])[] {
  const kinds = [
    "eligibility",
    "follow-ups",
    "traditional",
    "english",
    "corrections",
    "last-metre",
  ];
  const lists = kinds.map(talksOf);
  const chosen: (readonly string[])[] = [];
  let turns = 0;
  for (let at = 0; turns < count; at++) {
    for (const list of lists) {
      const talk = list[at];
      if (talk !== undefined) {
        chosen.push(talk);
        turns += talk.length;
      }
    }
  }
  return chosen;
}

describe("the engine of a device", () => {
  let made: StaticFolder;
  let device: DeviceThread;

  beforeAll(async () => {
    made = await makeStaticFolder(TODAY);
    device = await startDeviceThread(made.folder);
  }, 120_000);

  afterAll(async () => {
    await device.close();
    await made.remove();
  });

  it("gives the reply of the server to 500 questions, alone and in talks", async () => {
    const alone = some(readOwnSet(), SINGLE).map(({ text }) => [text]);
    const all = [...alone, ...someTalks(IN_TALKS)];
    const server = createAssistant({
      engine: () => made.engine,
      store: createMemoryStore(),
      now: () => new Date(`${TODAY}T04:00:00Z`),
      newConversation: () => crypto.randomUUID(),
      onFault: (fault) => {
        throw fault;
      },
    });
    let asked = 0;
    for (const [talk, texts] of all.entries()) {
      const earlier: DeviceTurn[] = [];
      for (const [at, text] of texts.entries()) {
        const turn = { text, messageId: `${String(talk)}-${String(at)}`, today: TODAY };
        // Asked first, so that both work at the same time.
        const asking = device.ask({
          method: "POST",
          path: "api/v1/messages",
          body: JSON.stringify({ ...turn, earlier }),
        });
        const said = await server.handleTurn({
          conversation: `talk ${String(talk)}`,
          mayCreate: true,
          channel: "web",
          ...turn,
        });
        if (said.kind !== "replied") throw new Error(`the server did not answer ${text}`);
        const here = await asking;
        const reply = here.body.replace(/^\{"conversation":"here","reply":|\}$/gu, "");
        expect(reply, text).toBe(JSON.stringify(said.reply));
        earlier.push(turn);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThanOrEqual(500);
  }, 120_000);

  it("hears a talk anew when it is another one, or was not heard here", async () => {
    const ask = async (text: string, messageId: string, earlier: readonly DeviceTurn[]) => {
      const body = JSON.stringify({ text, messageId, today: TODAY, earlier });
      return (await device.ask({ method: "POST", path: "api/v1/messages", body })).body;
    };
    const before = { text: "余杭租房补贴每月多少钱", messageId: "b1", today: TODAY };
    const whole = await ask("怎么申请", "b2", [before]);
    expect(await ask("怎么申请", "c2", [])).not.toBe(whole);
    expect(await ask("怎么申请", "d2", [{ ...before, messageId: "d1" }])).toBe(whole);
  });

  it("refuses what it cannot work with, and goes on", async () => {
    const post = (path: string, body: string) => device.ask({ method: "POST", path, body });
    expect((await post("api/v1/messages", "{}")).status).toBe(400);
    expect((await post("api/v1/feedback", "{}")).status).toBe(404);
    const unknown = { text: "你好", messageId: "x", earlier: [], profile: { shoeSize: 44 } };
    expect((await post("api/v1/messages", JSON.stringify(unknown))).status).toBe(422);
    const found = await device.ask({
      method: "GET",
      path: "api/v1/suggestions?q=余省",
      body: null,
    });
    expect(JSON.parse(found.body)).toHaveProperty("suggestions.0.label", "余省心");
  });
});
