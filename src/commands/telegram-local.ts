// npm run telegram:local: a chat window in the browser over a fake Bot API, and beside both the real program as an operator
// starts it, with its page, so that going from the chat to the page and back can be tried, too.
import { createFakeTelegram } from "../../test/helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../../test/helpers/fake-telegram/server.js";
import { createWindow } from "../../test/helpers/fake-telegram/window.js";
import { builtFile, dataFolder, startProgram } from "./running-program.js";

/** Levels of pino from "warn" on. */
const WARN = 40;

/** What a developer wants to see of the program's log. */
function showTrouble(line: string): void {
  const level = /"level":(\d+)/u.exec(line)?.[1];
  if (level === undefined || Number(level) >= WARN) console.error(line);
}

const port = Number(process.env["PORT"] ?? 8788);
const fake = createFakeTelegram({ username: "hangcai_local_bot" });
const server = await serveFakeTelegram(fake, { port, other: createWindow(fake) }).catch(
  (fault: unknown) => {
    const code = fault instanceof Error && "code" in fault ? String(fault.code) : "unknown";
    console.error(`cannot listen on port ${port} (${code}); choose another one: PORT=8888`);
    process.exit(1);
  },
);
const data = dataFolder();
const settings = {
  PORT: String(port + 1),
  PUBLIC_URL: `http://127.0.0.1:${port + 1}`,
  TELEGRAM_BOT_TOKEN: fake.token,
  TELEGRAM_API_ROOT: server.root,
};
const program = await startProgram(builtFile("main.js"), data.path, settings, showTrouble).catch(
  (fault: unknown) => {
    data.remove();
    console.error(fault instanceof Error ? fault.message : "the program did not start");
    process.exit(1);
  },
);
console.log(`A chat with the bot: ${server.root}/
The page beside it:  ${program.address}/
Ctrl-C ends both; nothing is kept.`);

async function stop(): Promise<void> {
  await program.stop();
  await server.close();
  data.remove();
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void stop().then(() => process.exit(0));
  });
}
