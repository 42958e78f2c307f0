// npm run chat: the same conversation in the terminal; nothing is kept after it ends.
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { createAssistant, dayInHangzhou } from "../assistant/handle-turn.js";
import { runTerminal } from "../channels/terminal/terminal.js";
import { createMemoryStore } from "../store/memory-store.js";
import { openEngine, OWN_CORPUS_DIR } from "../run/open-engine.js";

async function main(): Promise<void> {
  const engine = await openEngine(process.env["CORPUS_DIR"] ?? OWN_CORPUS_DIR);
  const input = createInterface({ input: process.stdin, output: process.stdout });
  await runTerminal({
    assistant: createAssistant({
      engine: () => engine,
      store: createMemoryStore(),
      now: () => new Date(),
      newConversation: randomUUID,
    }),
    catalogue: engine.catalogue(() => dayInHangzhou(new Date())),
    input,
    write: (text) => {
      process.stdout.write(text);
    },
  });
  input.close();
}

main().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : "the command failed"}\n`);
  process.exitCode = 1;
});
