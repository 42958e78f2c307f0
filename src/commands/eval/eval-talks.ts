import type { Engine } from "../../assistant/engine.js";
import type { Reply } from "../../reply/index.js";
import { converse, openAssistant } from "../converse.js";
import type { JudgedTalk } from "./read-rows.js";

/** A talk whose last reply is not as it must be. */
export interface TalkMiss {
  readonly id: string | number;
  readonly said: string;
  readonly why: readonly string[];
}

/** Talks that name no day are said as on this one, so that a file gives the same figures on every day. */
const TODAY = "2026-11-30";

/** Words as they are compared: full width folded; without case, white space, quotes and commas. */
const fold = (words: string): string =>
  words
    .normalize("NFKC")
    .replaceAll(/[“”"'\s,，]/gu, "")
    .toLowerCase();

/**
 * Why a reply is not as it must be; empty when it is.
 * @internal tests judge replies with it
 */
export function faultsOf(
  reply: Pick<Reply, "text"> & {
    readonly answers: readonly {
      readonly disposition: string;
      readonly services: readonly { readonly name: string }[];
    }[];
  },
  expected: JudgedTalk["expect"],
): readonly string[] {
  const { any = [], mustSay = [], mustNotSay = [], disposition = [] } = expected;
  const text = fold(reply.text);
  const names = fold(
    reply.answers.flatMap(({ services }) => services.map(({ name }) => name)).join("|"),
  );
  const dispositions = reply.answers.map((answer) => answer.disposition);
  const isAny = any.some((words) => text.includes(fold(words)) || names.includes(fold(words)));
  return [
    ...(any.length > 0 && !isAny ? [`says none of ${any.join(", ")}`] : []),
    ...mustSay
      .filter((words) => !text.includes(fold(words)))
      .map((words) => `does not say ${words}`),
    ...mustNotSay.filter((words) => text.includes(fold(words))).map((words) => `says ${words}`),
    ...(disposition.length > 0 && !dispositions.some((one) => disposition.includes(one))
      ? [`is ${dispositions.join(", ")}, not ${disposition.join(" or ")}`]
      : []),
  ];
}

/** Says every talk, each a conversation of its own, and judges its last reply. */
export async function evalTalks(
  talks: readonly JudgedTalk[],
  engine: Engine,
): Promise<{
  readonly talks: number;
  readonly passed: number;
  readonly misses: readonly TalkMiss[];
}> {
  const assistant = openAssistant(engine);
  const misses: TalkMiss[] = [];
  for (const { id, turns, today, expect } of talks) {
    const reply = (await converse(assistant, { turns, today: today ?? TODAY })).at(-1);
    const why = reply === undefined ? ["there is no reply"] : faultsOf(reply, expect);
    if (why.length > 0) misses.push({ id, said: turns.join(" / "), why });
  }
  return { talks: talks.length, passed: talks.length - misses.length, misses };
}
