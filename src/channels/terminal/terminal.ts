import type { Interface } from "node:readline/promises";
import type { Assistant, Catalogue } from "../../assistant/types.js";
import type { Choice, Reply } from "../../reply/types.js";

/** What the terminal conversation needs. */
export interface TerminalOptions {
  readonly assistant: Assistant;
  readonly catalogue: Catalogue;
  readonly input: Interface;
  readonly write: (text: string) => void;
}

const FORGET = "/forget";
const QUIT: ReadonlySet<string> = new Set(["/quit", "/exit"]);

/** Choices as numbered lines; their numbers may be typed instead of the text. */
function showReply(write: TerminalOptions["write"], reply: Reply): void {
  write(`\n${reply.text}\n`);
  const choices = reply.choices.map((choice, index) => `[${index + 1}] ${choice.label}`);
  if (choices.length > 0) write(`${choices.join("  ")}\n`);
  write("\n");
}

/** What was meant by a line: a number picks a choice. */
function meaningOf(line: string, choices: readonly Choice[]): string {
  const picked = /^\d{1,2}$/u.test(line.trim()) ? choices[Number(line.trim()) - 1] : undefined;
  return picked?.send ?? line;
}

/**
 * The conversation in a terminal, until /quit or the end of input. `/forget` deletes what was kept.
 */
export async function runTerminal(options: TerminalOptions): Promise<void> {
  const { assistant, catalogue, input, write } = options;
  let conversation: string | null = null;
  let choices: readonly Choice[] = [];
  write(`${catalogue.say("terminal-start", "zh-CN")}\n`);
  input.setPrompt("> ");
  input.prompt();
  for await (const line of input) {
    if (QUIT.has(line.trim())) break;
    if (line.trim() === FORGET) {
      if (conversation !== null) await assistant.forgetConversation(conversation);
      conversation = null;
      choices = [];
      write(`${catalogue.say("forgotten", "zh-CN")}\n`);
    } else if (line.trim() !== "") {
      const result = await assistant.handleTurn({
        conversation,
        text: meaningOf(line, choices),
        channel: "terminal",
      });
      if (result.kind === "replied") {
        conversation = result.conversation;
        choices = result.reply.choices;
        showReply(write, result.reply);
      } else {
        write(`${catalogue.say("unavailable", "zh-CN")}\n`);
      }
    }
    input.prompt();
  }
}
