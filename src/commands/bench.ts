// npm run bench [-- turn|eligibility|start|http|telegram …] [--seconds N]: the project's own benchmark; everything by default.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dayInHangzhou } from "../assistant/handle-turn.js";
import { formatEligibility, measureEligibility } from "./bench/eligibility.js";
import { formatHttp, measureHttp } from "./bench/http.js";
import { readQuestions } from "./bench/questions.js";
import { formatStart, measureStart } from "./bench/start.js";
import { formatTurns, measureTurns } from "./bench/turns.js";
import { openEngine, OWN_CORPUS_DIR } from "../run/open-engine.js";
import { builtFile } from "./running-program.js";

const USAGE = `npm run bench -- [part …] [--seconds N]
  part       turn, eligibility, start, http, telegram; all of them by default
  --seconds  of each HTTP load (10)`;

type Settings = { readonly seconds: number };

const PARTS: Readonly<Record<string, (settings: Settings) => Promise<string>>> = {
  turn: async () =>
    formatTurns(
      await measureTurns(await openEngine(OWN_CORPUS_DIR), readQuestions(OWN_CORPUS_DIR)),
    ),
  eligibility: async () =>
    formatEligibility(await measureEligibility(OWN_CORPUS_DIR, dayInHangzhou(new Date()))),
  start: async () =>
    formatStart(await measureStart(builtFile("main.js"), readQuestions(OWN_CORPUS_DIR))),
  http: async ({ seconds }) =>
    formatHttp(
      await measureHttp(
        builtFile("commands/bench/server.js"),
        readQuestions(OWN_CORPUS_DIR),
        seconds,
      ),
      seconds,
    ),
  telegram: async () => {
    // Its fake server is loaded only when it is asked for.
    const { formatTelegram, runTelegramBench } = await import("./bench-telegram.js");
    return formatTelegram(await runTelegramBench(builtFile("main.js")));
  },
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: "string", default: "10" } },
  });
  const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
  const seconds = Number(values.seconds);
  if (!Number.isInteger(seconds) || seconds < 1 || wanted.some((name) => !(name in PARTS))) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  execFileSync(process.execPath, [join(OWN_CORPUS_DIR, ".config/build.mjs")], { stdio: "ignore" });
  for (const name of wanted) {
    const text = await PARTS[name]?.({ seconds });
    console.log(`${text ?? ""}\n`);
  }
}

await main();
