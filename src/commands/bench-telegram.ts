import { createFakeTelegram } from "../../test/helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../test/helpers/fake-telegram/server.js";
import type { FakeTelegram } from "../../test/helpers/fake-telegram/types.js";
import { dayInHangzhou } from "../assistant/handle-turn.js";
import type { Catalogue } from "../assistant/types.js";
import { readQuestions } from "./bench/questions.js";
import { dataFolder, startProgram, type RunningProgram } from "./bench/program.js";
import { short, table } from "./bench/table.js";
import { openEngine, OWN_CORPUS_DIR } from "./open-engine.js";

/** What was measured; times in milliseconds unless a name says otherwise. */
export interface TelegramBenchResult {
  readonly chats: number;
  readonly updates: number;
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
  /** Calls that the strict fake refused. */
  readonly refused: number;
  readonly residentMegabytes: number | null;
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

/** Replies against what was asked: the same question, first asked by the first chat, gets the same reply in all of them. */
function compare(
  fake: FakeTelegram,
  chats: number,
  each: number,
  groups: number,
): Pick<TelegramBenchResult, "missing" | "surplus" | "outOfOrder"> {
  let missing = 0;
  let surplus = 0;
  let outOfOrder = 0;
  const expected = new Map<string, string>();
  for (let chat = 1; chat <= chats; chat += 1) {
    const replies = fake.chat(chat).filter((message) => message.fromBot);
    missing += Math.max(0, each - replies.length);
    surplus += Math.max(0, replies.length - each);
    for (const [turn, { text }] of replies.entries()) {
      const key = `${chat % groups} ${turn}`;
      const first = expected.get(key) ?? text;
      expected.set(key, first);
      if (text!==first && outOfOrder<5) console.log(key, text.slice(0,300), "=====", first.slice(0,300));
      if (text !== first) outOfOrder += 1;
    }
  }
  return { missing, surplus, outOfOrder };
}

async function drain(
  fake: FakeTelegram,
  start: () => Promise<RunningProgram>,
  expected: number,
): Promise<{ readonly program: RunningProgram; readonly seconds: number; readonly cpu: number }> {
  const program = await start();
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
    return replies >= expected;
  });
  const { user, system } = process.cpuUsage(before);
  return {
    program,
    seconds: (performance.now() - started) / 1000,
    cpu: (user + system) / 1_000_000,
  };
}

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
  const fake = createFakeTelegram();
  const server = await serveFakeTelegram(fake);
  const data = dataFolder();
  const engine = await openEngine(OWN_CORPUS_DIR);
  const asked = questions(engine.catalogue(() => dayInHangzhou(new Date())));
  const ask = (turn: number): string => asked[turn % asked.length] ?? "?";
  const own = readQuestions(OWN_CORPUS_DIR);
  const groups = Math.floor(own.length / each);
  for (let turn = 0; turn < each; turn += 1) {
    for (let chat = 1; chat <= chats; chat += 1) fake.pushText({ chatId: chat }, own[(chat % groups) * each + turn] ?? "?");
  }
  const settings = { TELEGRAM_BOT_TOKEN: fake.token, TELEGRAM_API_ROOT: server.root };
  const start = (): Promise<RunningProgram> => startProgram(file, data.path, settings);
  const { program, seconds, cpu } = await drain(fake, start, chats * each);
  try {
    const programCpu = (program.cpuNowMs() ?? NaN) - (program.cpuMs ?? NaN);
    const texts = Array.from({ length: 200 }, (_, index) => ask(index));
    const drained = {
      chats,
      updates: chats * each,
      drainedSeconds: seconds,
      programCpuSeconds: programCpu / 1000,
      fakeCpuSeconds: cpu,
      ...compare(fake, chats, each, groups),
      residentMegabytes: program.residentMb(),
    };
    await latencies(fake, texts, 100_001); // each question once, so that both measurements find the same memory
    const calm = await latencies(fake, texts, 200_001);
    const flooded = await floodedLatencies(fake, texts, 300_001);
    return { ...drained, refused: fake.refused.length, calm, flooded };
  } finally {
    await program.stop();
    await server.close();
    data.remove();
  }
}

/** What was measured, as lines. */
export function formatTelegram(result: TelegramBenchResult): string {
  const { calm, flooded } = result;
  return [
    `Telegram, ${result.updates} waiting updates of ${result.chats} chats; the fake Bot API in a process of its own`,
    table([
      ["", "measured", "asked for"],
      ["drained, s", short(result.drainedSeconds), "≤ 25"],
      ["processor of the program, s", short(result.programCpuSeconds), ""],
      ["processor of the fake Bot API, s", short(result.fakeCpuSeconds), ""],
      ["replies missing", String(result.missing), "0"],
      ["replies too many", String(result.surplus), "0"],
      ["replies out of order", String(result.outOfOrder), "0"],
      ["calls refused", String(result.refused), "0"],
      ["resident, MB", short(result.residentMegabytes ?? NaN), ""],
      ["calm, p50 ms", short(calm.p50), ""],
      ["calm, p99 ms", short(calm.p99), ""],
      ["beside a flood, p50 ms", short(flooded.p50), ""],
      ["beside a flood, p99 ms", short(flooded.p99), `≤ ${short(calm.p99 * 1.5)}`],
    ]),
  ].join("\n");
}
