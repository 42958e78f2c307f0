import autocannon from "autocannon";
import { z } from "zod";
import { dataFolder, startProgram } from "../running-program.js";
import { short, table } from "./table.js";

const CONNECTIONS = 50;
const WARM_UP_SECONDS = 2;

interface Load {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were no 2xx, faults of the connection, time-outs; 0 when all is well. */
  readonly failed: number;
}

type Request = NonNullable<Parameters<typeof autocannon>[0]["requests"][number]>;

const JSON_BODY = { "content-type": "application/json" };
const messageReply = z.object({ conversation: z.string() });

const post = (path: string, body: unknown): Request => ({
  method: "POST",
  path,
  headers: JSON_BODY,
  body: JSON.stringify(body),
});

async function run(
  name: string,
  url: string,
  seconds: number,
  requests: readonly Request[],
): Promise<Load> {
  const options = { url, connections: CONNECTIONS, pipelining: 1, requests };
  await autocannon({ ...options, duration: WARM_UP_SECONDS });
  const result = await autocannon({ ...options, duration: seconds });
  return {
    name,
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}

/** Every connection goes on with a talk of its own, in turn. */
function goingOn(questions: readonly string[], talks: readonly string[]): readonly Request[] {
  let next = 0;
  return [
    {
      ...post("/api/v1/messages", {}),
      setupRequest: (request) => {
        next += 1;
        const text = questions[next % questions.length];
        const conversation = talks[next % talks.length];
        return { ...request, body: JSON.stringify({ text, conversation }) };
      },
    },
  ];
}

async function openTalks(url: string, count: number): Promise<readonly string[]> {
  const talks: string[] = [];
  while (talks.length < count) {
    const response = await fetch(`${url}/api/v1/messages`, {
      method: "POST",
      headers: JSON_BODY,
      body: JSON.stringify({ text: "?" }),
    });
    talks.push(messageReply.parse(await response.json()).conversation);
  }
  return talks;
}

/**
 * Messages against a bare echo of the same body on the same server, one after the other in one run.
 *
 * @param file the built server of the benchmark
 * @param seconds of each load
 */
export async function measureHttp(
  file: string,
  questions: readonly string[],
  seconds: number,
): Promise<readonly Load[]> {
  const data = dataFolder();
  const program = await startProgram(file, data.path).catch((fault: unknown) => {
    data.remove();
    throw fault;
  });
  const { address } = program;
  const [one = "?"] = questions;
  try {
    const talks = await openTalks(address, CONNECTIONS);
    return [
      await run("echo", address, seconds, [post("/api/v1/echo", { text: one })]),
      await run("messages, one question, new talks", address, seconds, [
        post("/api/v1/messages", { text: one }),
      ]),
      await run(
        "messages, many questions, new talks",
        address,
        seconds,
        questions.map((text) => post("/api/v1/messages", { text })),
      ),
      await run("messages, going on", address, seconds, goingOn(questions, talks)),
    ];
  } finally {
    await program.stop();
    data.remove();
  }
}

/** What was measured, as lines. */
export function formatHttp(loads: readonly Load[], seconds: number): string {
  const echo = loads[0]?.requestsPerSecond ?? 0;
  return [
    `HTTP, ${CONNECTIONS} connections, pipelining 1, ${seconds} s each, every answer durable`,
    table([
      ["", "requests/s", "of echo", "p50 ms", "p99 ms", "failed"],
      ...loads.map(({ name, requestsPerSecond, p50, p99, failed }) => [
        name,
        requestsPerSecond.toFixed(0),
        (requestsPerSecond / echo).toFixed(2),
        short(p50),
        short(p99),
        String(failed),
      ]),
      ["asked for", "", "≥ 0.5", "", "", "0"],
    ]),
  ].join("\n");
}
