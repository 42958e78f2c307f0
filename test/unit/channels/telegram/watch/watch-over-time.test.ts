// 200 chats, a clock that moves over sixty days, and a program that is killed in between: each due message comes once, none comes
// that is not due, and what was stopped is silent.
import { spawn, type ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createDesk } from "../../../../../src/assistant/desk.js";
import { receiptData } from "../../../../../src/assistant/receipt-data.js";
import type { ReceiptData } from "../../../../../src/assistant/receipt-types.js";
import type { WatchingDesk } from "../../../../../src/assistant/types.js";
import { loadCorpus } from "../../../../../src/corpus/load.js";
import { formatFault } from "../../../../../src/corpus/types.js";
import { createKnowledgeBase } from "../../../../../src/knowledge/knowledge-base.js";
import { createLowdbStore } from "../../../../../src/store/lowdb-store.js";
import { createFakeTelegram } from "../../../../helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../../../helpers/fake-telegram/server.js";
import { repositoryRoot } from "../../../../helpers/repository-root.js";
import { save, tracker } from "../../../../helpers/store-talks.js";

const CHATS = 200;
const DAYS = 60;
const FIRST_DAY = "2026-12-01";
const KILLS = 9;
const EDIT_ON = 30;
const EXPIRE_ON = 35;
const HOUR = 3_600_000;
/** Midnight in Hangzhou on the first day. */
const MIDNIGHT = Date.parse(`${FIRST_DAY}T00:00:00+08:00`);

/** mulberry32 (Tommy Ettinger, public domain): the same chance in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const dayAt = (index: number): string =>
  new Date(MIDNIGHT + 8 * HOUR + index * 24 * HOUR).toISOString().slice(0, 10);
const indexOf = (day: string): number =>
  Math.round((Date.parse(day) - Date.parse(FIRST_DAY)) / (24 * HOUR));

/** Rules with last days and rules without. */
const POLICIES = new Set([
  "city-living-subsidy",
  "city-rental-subsidy",
  "city-residence-permit",
  "city-hukou-talent",
]);

async function worlds(): Promise<{ readonly before: ReceiptData; readonly after: ReceiptData }> {
  const loaded = await loadCorpus(repositoryRoot);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  const { data } = loaded.corpus;
  const base = createKnowledgeBase(data);
  const policies = data.policies.filter(({ id }) => POLICIES.has(id));
  expect(policies).toHaveLength(POLICIES.size);
  const before = receiptData({ ...data, policies }, base, "zh-CN");
  // An editor halves what masters get; nothing changes for anybody else.
  const text = JSON.stringify(before);
  const after = JSON.parse(text) as ReceiptData;
  const living = JSON.stringify(after.policies.find(({ id }) => id === "city-living-subsidy"));
  const edited = living.replaceAll('"master":30000', '"master":15000');
  expect(edited).not.toBe(living);
  return {
    before,
    after: {
      ...after,
      policies: after.policies.map((policy) =>
        policy.id === "city-living-subsidy" ? (JSON.parse(edited) as typeof policy) : policy,
      ),
    },
  };
}

const deskOf = (data: ReceiptData): WatchingDesk =>
  createDesk(data, createKnowledgeBase({ ...data, services: [], districts: [] }), () => FIRST_DAY);

/** What a chat does. */
interface Guest {
  readonly chatId: number;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly plan: "watches" | "never-asks" | "stops-all" | "stops-at-first" | "forgets" | "blocks";
  /** The day on which it stops, forgets or blocks. */
  readonly endsOn: number;
}

const PLANS: readonly Guest["plan"][] = [
  ...Array<Guest["plan"]>(11).fill("watches"),
  ...Array<Guest["plan"]>(4).fill("never-asks"),
  "stops-all",
  "stops-all",
  "stops-at-first",
  "forgets",
  "blocks",
];
/** Last days fall together, as after a summer of graduations; one is long past, one far away. */
const GRADUATED = [
  "2024-12-08",
  "2024-12-20",
  "2025-01-04",
  "2025-01-10",
  "2025-01-31",
  "2025-02-08",
  "2025-06-30",
  "2023-06-30",
];

const guests = (random: () => number): readonly Guest[] =>
  Array.from({ length: CHATS }, (_, index) => ({
    chatId: 70_000_001 + index * 7,
    facts: {
      graduatedOn: GRADUATED[index % GRADUATED.length] ?? "",
      degree: random() < 0.5 ? "master" : "bachelor",
      studyMode: "full-time",
      workDistrict: "xihu",
      employment: "employee",
      socialInsuranceMonths: 16,
      // One in two tells enough for the rent, too.
      ...(random() < 0.5 && { ownsHomeInHangzhou: false, inPublicRental: false }),
    },
    plan: PLANS[Math.floor(index / GRADUATED.length) % PLANS.length] ?? "watches",
    endsOn: 5 + Math.floor(random() * 45),
  }));

/** What came, or is to come: to whom, on which day, about what. */
const told = (chatId: number, day: number, head: string): string =>
  `${String(chatId)} ${dayAt(day)} ${head}`;

/** What is due, and on which day. */
interface DueLine {
  readonly day: number;
  readonly head: string;
}

/** What is due for somebody who watches from the first day on, said without the program that tells it. */
function dueFor(
  facts: Guest["facts"],
  before: WatchingDesk,
  after: WatchingDesk,
): readonly DueLine[] {
  const due: DueLine[] = [];
  const seen = new Set<string>();
  let known = new Map<string, { readonly version: string; readonly said: string }>();
  for (let day = 0; day < DAYS; day += 1) {
    const { outlook } = day < EDIT_ON ? before : after;
    const rules = outlook.rules({ facts, on: FIRST_DAY, today: dayAt(day) });
    for (const { policy, lastDay, version, standing } of rules) {
      const name = outlook.nameOf(policy, "zh-CN") ?? "";
      const was = known.get(policy);
      const isNews = was !== undefined && was.version !== version;
      if (isNews && was.said !== outlook.say(standing, "zh-CN")) {
        due.push({ day, head: `✎ 规则改了，结论不一样了：${name}` });
      }
      const left = lastDay === null ? Infinity : indexOf(lastDay) - day;
      for (const [from, to] of [
        [14, 4],
        [3, 0],
      ] as const) {
        const id = `${policy} ${String(lastDay)} ${String(from)}`;
        if (left > from || left < to || seen.has(id)) continue;
        seen.add(id);
        // What was near on the day of asking was said with the answer.
        if (day > 0) {
          due.push({ day, head: `⏰ 还有${String(left)}天：${name}` });
        }
      }
    }
    // What a person reads of a verdict.
    known = new Map(
      rules.map(({ policy, version, standing }) => [
        policy,
        { version, said: outlook.say(standing, "zh-CN") },
      ]),
    );
  }
  return due;
}

/** The same, as far as the person let it come. */
function wantedOf(guest: Guest, due: readonly DueLine[]): readonly string[] {
  const { chatId, plan, endsOn } = guest;
  const nameIn = ({ head }: DueLine): string => head.split("：").at(-1) ?? "";
  const isFirst = (one: DueLine): boolean =>
    due.find((other) => nameIn(other) === nameIn(one)) === one;
  const isWanted = (one: DueLine): boolean => {
    if (plan === "watches") return true;
    if (plan === "stops-at-first") return isFirst(one);
    return plan !== "never-asks" && one.day <= endsOn;
  };
  return due.filter(isWanted).map(({ day, head }) => told(chatId, day, head));
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe("what is watched", () => {
  it(
    "is told once when it is due and never otherwise, over sixty days and kills",
    { timeout: 240_000 },
    async () => {
      const random = chance(20261201);
      const folder = mkdtempSync(join(tmpdir(), "hangcai-watch-"));
      const { before, after } = await worlds();
      const files = { before: join(folder, "before.json"), after: join(folder, "after.json") };
      writeFileSync(files.before, JSON.stringify(before));
      writeFileSync(files.after, JSON.stringify(after));
      const dataDir = join(folder, "data");
      const [deskBefore, deskAfter] = [deskOf(before), deskOf(after)];
      const all = guests(random);
      // Many are in the same case.
      const dueIn = new Map<string, readonly DueLine[]>();
      const wanted = new Map(
        all.map((guest) => {
          const known = JSON.stringify(guest.facts);
          const due = dueIn.get(known) ?? dueFor(guest.facts, deskBefore, deskAfter);
          dueIn.set(known, due);
          return [guest.chatId, wantedOf(guest, due)];
        }),
      );
      const key = (chatId: number): string =>
        createHmac("sha256", "watch").update(String(chatId)).digest("base64url");
      const store = createLowdbStore({ folder: dataDir });
      for (const { chatId, facts } of all) {
        const talk = tracker(new Date(MIDNIGHT).toISOString());
        await save(store, key(chatId), { ...talk, profile: facts, profileOn: FIRST_DAY });
      }
      await store.close();

      const fake = createFakeTelegram({ random });
      const server = await serveFakeTelegram(fake);
      let child: ChildProcess | null = null;
      onTestFinished(async () => {
        child?.kill("SIGKILL");
        await server.close();
        rmSync(folder, { recursive: true, force: true });
      });
      let time = MIDNIGHT + 10 * HOUR;
      let rules = files.before;
      const start = async (): Promise<void> => {
        const started = spawn(
          process.execPath,
          ["--import", "tsx", "test/helpers/fake-telegram/watch-process.ts"].concat([
            server.root,
            fake.token,
            dataDir,
            rules,
            String(time),
          ]),
          { cwd: repositoryRoot, stdio: ["ignore", "inherit", "inherit", "ipc"] },
        );
        child = started;
        await new Promise((resolve, reject) => {
          started.once("message", resolve);
          started.once("exit", () => {
            reject(new Error("the bot did not start"));
          });
        });
      };
      const order = async (what: object): Promise<void> => {
        const asked = child;
        await new Promise<void>((resolve, reject) => {
          const onExit = (): void => {
            reject(new Error("killed"));
          };
          asked?.once("message", () => {
            asked.off("exit", onExit);
            resolve();
          });
          asked?.once("exit", onExit);
          asked?.send(what);
        });
      };
      /** Waits until something is so in each of some chats. */
      const until = async (
        chats: readonly Guest[],
        isSo: (chatId: number) => boolean,
      ): Promise<void> => {
        const limit = Date.now() + 30_000;
        while (!chats.every(({ chatId }) => isSo(chatId))) {
          if (Date.now() > limit) throw new Error("it never came to that");
          await pause(10);
        }
      };
      const says = (words: string) => (chatId: number) =>
        fake.lastOf(chatId)?.text.includes(words) === true;
      const press = (chatId: number, label: string): void => {
        const message = fake
          .chat(chatId)
          .findLast((one) => one.fromBot && one.keyboard.flat().some(({ text }) => text === label));
        const button = message?.keyboard.flat().find(({ text }) => text === label);
        fake.pushPress({ chatId }, message?.message_id ?? 0, button?.callback_data ?? "");
      };

      // Everybody who asks does so as people do: /watch, and the button.
      await start();
      const asking = all.filter(({ plan }) => plan !== "never-asks");
      const command = (chatId: number, name: string): void => {
        const entities = [{ type: "bot_command", offset: 0, length: name.length }];
        fake.pushText({ chatId }, name, { entities });
      };
      for (const { chatId, plan } of all) {
        command(chatId, plan === "never-asks" ? "/help" : "/watch");
      }
      await until(all, (chatId) => fake.lastOf(chatId) !== undefined);
      for (const { chatId } of asking) press(chatId, "🔔 到期或规则变了提醒我");
      await until(asking, says("好，我盯着"));

      // What comes from now on, with the day on which it came.
      const came: string[] = [];
      const read = new Map(all.map(({ chatId }) => [chatId, fake.chat(chatId).length]));
      let today = 0;
      const collect = (): void => {
        for (const { chatId } of all) {
          const chat = fake.chat(chatId);
          for (const { text, fromBot } of chat.slice(read.get(chatId))) {
            if (fromBot && /^[⏰✎]/u.test(text)) {
              came.push(told(chatId, today, text.split("\n")[0] ?? ""));
              expect(text).toContain("为什么收到");
            }
          }
          read.set(chatId, chat.length);
        }
      };

      let kills = 0;
      let inDoubt = 0;
      /** Kills the program while it tells: at the moment when a message has arrived and nobody has noted it, or just any. */
      const killWhileTelling = async (what: object, isAtArrival: boolean): Promise<void> => {
        const victim = child;
        const ended = new Promise((resolve) => victim?.once("exit", resolve));
        let left = 1 + Math.floor(random() * 6);
        fake.onChange = () => {
          left -= 1;
          if (left !== 0 || !isAtArrival) return;
          inDoubt += 1;
          victim?.kill("SIGKILL");
        };
        const looked = order(what).catch(() => undefined);
        await (isAtArrival ? looked : pause(random() * 40));
        fake.onChange = null;
        victim?.kill("SIGKILL");
        kills += 1;
        await ended;
        await start();
      };

      for (today = 0; today < DAYS; today += 1) {
        const edit = today === EDIT_ON ? { rules: (rules = files.after) } : {};
        const expire = today === EXPIRE_ON ? { expire: true } : {};
        // At night everything waits.
        time = MIDNIGHT + (today * 24 + 3) * HOUR;
        const calls = fake.calls.filter(({ method }) => method === "sendMessage").length;
        await order({ now: time, ...edit, ...expire });
        expect(fake.calls.filter(({ method }) => method === "sendMessage")).toHaveLength(calls);
        time = MIDNIGHT + (today * 24 + 10) * HOUR;
        const isDue = all.some((guest) =>
          wanted.get(guest.chatId)?.some((line) => line.includes(` ${dayAt(today)} `)),
        );
        if (isDue && kills < KILLS) await killWhileTelling({ now: time }, kills % 3 !== 2);
        for (const hour of [10, 15]) {
          time = MIDNIGHT + (today * 24 + hour) * HOUR;
          await order({ now: time });
        }
        collect();
        const acting = all.filter(({ endsOn }) => endsOn === today);
        for (const guest of acting) {
          if (guest.plan === "stops-all") press(guest.chatId, "全部停止");
          if (guest.plan === "blocks") fake.block(guest.chatId);
          if (guest.plan === "forgets") {
            command(guest.chatId, "/forget");
          }
        }
        const stopping = all.filter(
          ({ chatId, plan: how }) =>
            how === "stops-at-first" &&
            fake
              .lastOf(chatId)
              ?.keyboard.flat()
              .some(({ text }) => text === "这一项不再提醒") === true,
        );
        for (const { chatId } of stopping) press(chatId, "这一项不再提醒");
        const stopped = [...stopping, ...acting.filter(({ plan }) => plan === "stops-all")];
        await until(stopped, says("已停止"));
        const forgetting = acting.filter(({ plan }) => plan === "forgets");
        await until(forgetting, says("清空这段对话"));
        for (const { chatId } of forgetting) press(chatId, "清空");
        await until(forgetting, says("已全部清空"));
        // Emptied when nothing is being answered any more.
        while (statSync(join(dataDir, "inbox.jsonl")).size > 0) await pause(10);
        for (const { chatId } of forgetting) {
          const left = readdirSync(dataDir, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .filter((entry) => {
              const bytes = readFileSync(join(entry.parentPath, entry.name));
              return bytes.includes(String(chatId)) || bytes.includes(key(chatId));
            });
          expect(left.map(({ name }) => name)).toEqual([]);
        }
      }

      expect(came.toSorted()).toEqual([...wanted.values()].flat().toSorted());
      const [one] = all.filter(
        ({ plan, facts }) => plan === "watches" && facts["graduatedOn"] === "2024-12-20",
      );
      // Two years after the graduation, a fortnight and three days before.
      expect(came.filter((line) => line.startsWith(String(one?.chatId)))).toEqual(
        expect.arrayContaining([
          `${String(one?.chatId)} 2026-12-06 ⏰ 还有14天：应届大学生生活补贴`,
          `${String(one?.chatId)} 2026-12-17 ⏰ 还有3天：应届大学生生活补贴`,
        ]),
      );
      expect(came.length).toBeGreaterThan(250);
      expect(kills).toBe(KILLS);
      expect(inDoubt).toBeGreaterThan(4);
    },
  );
});
