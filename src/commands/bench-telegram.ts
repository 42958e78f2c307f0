import { createFakeTelegram } from "../../test/helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../test/helpers/fake-telegram/server.js";
import type { FakeTelegram } from "../../test/helpers/fake-telegram/types.js";
import { dayInHangzhou } from "../assistant/handle-turn.js";
import type { Catalogue } from "../assistant/types.js";
import { readQuestions } from "./bench/questions.js";
import { dataFolder, startProgram, type RunningProgram } from "./running-program.js";
import { short, table } from "./bench/table.js";
import { openEngine, OWN_CORPUS_DIR } from "../run/open-engine.js";

/** One load of waiting updates, drained. */
interface Drained {
  readonly chats: number;
  readonly updates: number;
  /** Different texts among them. */
  readonly texts: number;
  /** From the first request for updates to the last reply; seconds. */
  readonly drainedSeconds: number;
  /** Processor time of the program until the last reply, all threads; tells more on a busy machine. */
  readonly programCpuSeconds: number;
  /** Processor time of the fake Bot API, which runs in another process. */
  readonly fakeCpuSeconds: number;
  /** Replies that are missing, too many, or out of order within their chat; all 0 when all is well. */
  readonly missing: number;
  readonly surplus: number;
  readonly outOfOrder: number;
  readonly residentMegabytes: number | null;
}

/** What was measured; times in milliseconds unless a name says otherwise. */
export interface TelegramBenchResult {
  /** Ten questions about services by name, the same from all chats. */
  readonly named: Drained;
  /** Our own questions of all kinds, talks of ten each, each talk from several chats. */
  readonly mixed: Drained;
  /** Calls that the strict fake refused. */
  readonly refused: number;
  /** From the sending of a question to its reply, of quiet chats, without and with one chat at 200 messages a second. */
  readonly calm: Latencies;
  readonly flooded: Latencies;
}

interface Latencies {
  readonly p50: number;
  readonly p99: number;
}

/** Longest wait for the last reply; milliseconds. */
const PATIENCE = 300_000;
/** Time between two questions of quiet chats; milliseconds. */
const CALM_EVERY = 20;
/** Each question is asked so often, so that 1 % of them are more than two. */
const CALM_PASSES = 5;
const FLOOD_EVERY = 5;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isDone: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!isDone() && Date.now() < deadline) await pause(2);
}

const isReply = ({ method, status }: FakeTelegram["calls"][number]): boolean =>
  method === "sendMessage" && status === 200;

/** Questions about services by name. */
function questions(catalogue: Catalogue): readonly string[] {
  const served = new Map(catalogue.districts.map(({ id, name }) => [id, name]));
  return catalogue
    .find({ limit: 200 })
    .map(({ name, district }) => `${served.get(district) ?? ""}${name}`);
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

/** Chats that ask one question each; the time from sending to reply. */
async function latencies(
  fake: FakeTelegram,
  texts: readonly string[],
  firstChat: number,
): Promise<Latencies> {
  const sentAt = new Map<number, number>();
  const times: number[] = [];
  let read = fake.calls.length;
  const hear = (): void => {
    for (; read < fake.calls.length; read += 1) {
      const call = fake.calls[read];
      const started = sentAt.get(Number(call?.payload["chat_id"]));
      if (call === undefined || started === undefined || !isReply(call)) continue;
      times.push(call.at - started);
    }
  };
  for (const [index, text] of texts.entries()) {
    sentAt.set(firstChat + index, Date.now());
    fake.pushText({ chatId: firstChat + index }, text);
    await pause(CALM_EVERY);
  }
  await until(() => {
    hear();
    return times.length >= texts.length;
  });
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

async function floodedLatencies(
  fake: FakeTelegram,
  texts: readonly string[],
  firstChat: number,
): Promise<Latencies> {
  const flooder = { chatId: firstChat - 1 };
  const [text = "?"] = texts;
  const timer = setInterval(() => {
    fake.pushText(flooder, text);
  }, FLOOD_EVERY);
  try {
    return await latencies(fake, texts, firstChat);
  } finally {
    clearInterval(timer);
  }
}

/** Talks, and which of them each chat leads: chat 1 the second one, and so on round. */
interface Load {
  readonly chats: number;
  /** All of one length. */
  readonly talks: readonly (readonly string[])[];
}

const talkOf = ({ talks }: Load, chat: number): number => chat % talks.length;

/** Replies against what was asked: chats that lead the same talk get the same replies in the same order. */
function compare(
  fake: FakeTelegram,
  load: Load,
): Pick<Drained, "missing" | "surplus" | "outOfOrder"> {
  let missing = 0;
  let surplus = 0;
  let outOfOrder = 0;
  const expected = new Map<string, string>();
  for (let chat = 1; chat <= load.chats; chat += 1) {
    const talk = talkOf(load, chat);
    const each = load.talks[talk]?.length ?? 0;
    const replies = fake.chat(chat).filter((message) => message.fromBot);
    missing += Math.max(0, each - replies.length);
    surplus += Math.max(0, replies.length - each);
    for (const [turn, { text }] of replies.entries()) {
      const name = `${talk} ${turn}`;
      const first = expected.get(name) ?? text;
      expected.set(name, first);
      if (text !== first) outOfOrder += 1;
    }
  }
  return { missing, surplus, outOfOrder };
}

/** A program and the fake Bot API that it talks to. */
interface Scene {
  readonly fake: FakeTelegram;
  readonly program: RunningProgram;
  close(): Promise<void>;
}

/** Lets updates wait, starts the program, and measures until the last of them is answered. */
async function drain(
  file: string,
  load: Load,
): Promise<{ readonly drained: Drained; readonly scene: Scene }> {
  const fake = createFakeTelegram();
  const server = await serveFakeTelegram(fake);
  const data = dataFolder();
  const turns = Math.max(...load.talks.map((talk) => talk.length));
  let updates = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    for (let chat = 1; chat <= load.chats; chat += 1) {
      const text = load.talks[talkOf(load, chat)]?.[turn];
      if (text === undefined) continue;
      fake.pushText({ chatId: chat }, text);
      updates += 1;
    }
  }
  const settings = { TELEGRAM_BOT_TOKEN: fake.token, TELEGRAM_API_ROOT: server.root };
  const program = await startProgram(file, data.path, settings);
  const scene: Scene = {
    fake,
    program,
    close: async () => {
      await program.stop();
      await server.close();
      data.remove();
    },
  };
  try {
    await until(() => fake.calls.some(({ method }) => method === "deleteWebhook"));
    const started = performance.now();
    const before = process.cpuUsage();
    let read = 0;
    let replies = 0;
    await until(() => {
      for (; read < fake.calls.length; read += 1) {
        const call = fake.calls[read];
        if (call !== undefined && isReply(call)) replies += 1;
      }
      return replies >= updates;
    });
    const { user, system } = process.cpuUsage(before);
    const drained: Drained = {
      chats: load.chats,
      updates,
      texts: new Set(load.talks.flat()).size,
      drainedSeconds: (performance.now() - started) / 1000,
      programCpuSeconds: ((program.cpuNowMs() ?? NaN) - (program.cpuMs ?? NaN)) / 1000,
      fakeCpuSeconds: (user + system) / 1_000_000,
      ...compare(fake, load),
      residentMegabytes: program.residentMb(),
    };
    return { drained, scene };
  } catch (fault) {
    await scene.close();
    throw fault;
  }
}

/** Lists of so many, one after another; what is over is left out. */
const chunks = (texts: readonly string[], length: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.floor(texts.length / length) }, (_, index) =>
    texts.slice(index * length, (index + 1) * length),
  );

/**
 * Load on the built program, started as an operator starts it: many waiting updates of many chats, then quiet chats
 * beside a flooding one. The fake Bot API runs in this process, the program in its own.
 *
 * @param file the built program
 */
export async function runTelegramBench(
  file: string,
  { chats = 1000, each = 10 }: { readonly chats?: number; readonly each?: number } = {},
): Promise<TelegramBenchResult> {
  const engine = await openEngine(OWN_CORPUS_DIR);
  const asked = questions(engine.catalogue(() => dayInHangzhou(new Date())));
  const own = chunks(readQuestions(OWN_CORPUS_DIR), each);
  const mixed = await drain(file, { chats, talks: own });
  await mixed.scene.close();
  const named = await drain(file, { chats, talks: chunks(asked, each).slice(0, 1) });
  const { fake } = named.scene;
  try {
    await latencies(fake, asked, 100_001); // each question once, so that both measurements find the same memory
    const often = Array.from({ length: CALM_PASSES }, () => asked).flat();
    const calm = await latencies(fake, often, 200_001);
    const flooded = await floodedLatencies(fake, often, 300_001);
    const refused = fake.refused.length + mixed.scene.fake.refused.length;
    return { named: named.drained, mixed: mixed.drained, refused, calm, flooded };
  } finally {
    await named.scene.close();
  }
}

/** What was measured, as lines. */
export function formatTelegram({
  named,
  mixed,
  refused,
  calm,
  flooded,
}: TelegramBenchResult): string {
  const row = (
    name: string,
    of: (drained: Drained) => number | null,
    asked: string,
  ): readonly string[] => [name, short(of(named) ?? NaN), short(of(mixed) ?? NaN), asked];
  const count = (name: string, of: (drained: Drained) => number): readonly string[] => [
    name,
    String(of(named)),
    String(of(mixed)),
    "0",
  ];
  return [
    `Telegram, ${named.updates} waiting updates of ${named.chats} chats; the fake Bot API in a process of its own`,
    table([
      ["", `${named.texts} questions by name`, `${mixed.texts} own questions`, "asked for"],
      row("drained, s", ({ drainedSeconds }) => drainedSeconds, "≤ 25"),
      row("processor of the program, s", ({ programCpuSeconds }) => programCpuSeconds, ""),
      row("processor of the fake Bot API, s", ({ fakeCpuSeconds }) => fakeCpuSeconds, ""),
      count("replies missing", ({ missing }) => missing),
      count("replies too many", ({ surplus }) => surplus),
      count("replies out of order", ({ outOfOrder }) => outOfOrder),
      row("resident, MB", ({ residentMegabytes }) => residentMegabytes, ""),
    ]),
    "",
    table([
      ["", "measured", "asked for"],
      ["calls refused", String(refused), "0"],
      ["calm, p50 ms", short(calm.p50), ""],
      ["calm, p99 ms", short(calm.p99), ""],
      ["beside a flood, p50 ms", short(flooded.p50), ""],
      ["beside a flood, p99 ms", short(flooded.p99), `≤ ${short(calm.p99 * 1.5)}`],
    ]),
  ].join("\n");
}
