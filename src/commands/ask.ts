// npm run --silent ask -- "问题" [--json]      one question, one reply; --why: first how it was decided
// npm run --silent ask -- --jsonl              lines {"id", "turns", "profile"?, "today"?} in, {"id", "replies"} out
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Assistant } from "../assistant/types.js";
import { isLocalDate } from "../shared/dates.js";
import { AssistantError } from "../shared/errors.js";
import { converse, openAssistant, sayTurn } from "./converse.js";
import { openEngine, OWN_CORPUS_DIR } from "../run/open-engine.js";

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  turns: z.array(z.string()).max(1000),
  profile: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  today: z.string().refine(isLocalDate, "must be a day, YYYY-MM-DD").optional(),
});

async function answerLines(assistant: Assistant): Promise<void> {
  let number = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === "") continue;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new Error(`line ${number} is no JSON`);
    }
    const line = lineSchema.safeParse(json);
    if (!line.success) throw new Error(`line ${number}: ${z.prettifyError(line.error)}`);
    const replies = await converse(assistant, line.data);
    process.stdout.write(`${JSON.stringify({ id: line.data.id, replies })}\n`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      jsonl: { type: "boolean", default: false },
      why: { type: "boolean", default: false },
    },
  });
  const question = positionals.join(" ").trim();
  if (!values.jsonl && question === "") {
    throw new Error('usage: npm run --silent ask -- "question" [--json] | --jsonl');
  }
  const engine = await openEngine(process.env["CORPUS_DIR"] ?? OWN_CORPUS_DIR);
  const assistant = openAssistant(engine, (why) => {
    if (values.why) process.stderr.write(`${why.join("\n")}\n`);
  });
  if (values.jsonl) {
    await answerLines(assistant);
    return;
  }
  const { reply } = await sayTurn(assistant, {
    conversation: null,
    text: question,
    channel: "terminal",
  });
  process.stdout.write(`${values.json ? JSON.stringify(reply, null, 2) : reply.text}\n`);
}

main().catch((fault: unknown) => {
  const isOurs = fault instanceof AssistantError || fault instanceof Error;
  process.stderr.write(`${isOurs ? fault.message : "the command failed"}\n`);
  process.exitCode = 1;
});
