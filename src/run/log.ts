import { pino } from "pino";
import type { Config } from "../config.js";
import { AssistantError } from "../shared/errors.js";

/** What is logged: events by name with plain facts. Never a text of a talk, a token, or a conversation key. */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean>>): void;
  error(event: string, fault: unknown): void;
}

/**
 * What of a fault may be logged: its kind, its code and where it rose. The message only of our own faults,
 * whose texts we wrote; a library's message may quote what a person typed.
 */
function factsOf(fault: unknown): Readonly<Record<string, string>> {
  if (fault instanceof AssistantError) {
    return { name: fault.name, code: fault.code, message: fault.message };
  }
  if (fault instanceof Error) {
    const frames = fault.stack?.split("\n").filter((line) => line.trimStart().startsWith("at "));
    return { name: fault.name, at: frames?.[0]?.trim() ?? "" };
  }
  return { name: typeof fault };
}

/** JSON lines on standard output. */
export function createLog(level: Config["logLevel"]): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event, facts = {}) => {
      logger.info(facts, event);
    },
    warn: (event, facts = {}) => {
      logger.warn(facts, event);
    },
    error: (event, fault) => {
      logger.error(factsOf(fault), event);
    },
  };
}
