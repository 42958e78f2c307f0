import { TelegramCallError } from "./call-error.js";
import { laneOf, readInbound, updateIdOf, type Inbound, type Self } from "./inbound.js";
import type { FloodGate } from "./flood.js";
import type { TelegramOptions } from "../types.js";

/** An update that was taken over and is to be answered. */
export interface Taken {
  readonly id: number;
  readonly update: unknown;
  readonly takenAt: number;
}

/** Where updates come in, from both kinds of delivery. */
export interface Intake {
  /**
   * Takes an update over: resolves when it is durable, with what is to be answered, or `null` for one that is
   * known, malformed or part of a flood. @throws when it could not be kept; then it must be delivered again
   */
  take(update: unknown): Promise<Taken | null>;
  /** Answers a taken update; resolves when that is done with, whatever the end. Never throws. */
  answer(taken: Taken): Promise<void>;
  /** What an earlier run took over and did not answer, in order. */
  leftOver(): readonly Taken[];
  /** Resolves when nothing is being answered. */
  idle(): Promise<void>;
  readonly size: number;
}

export interface IntakeOptions {
  readonly options: TelegramOptions;
  readonly gate: FloodGate;
  readonly self: () => Self;
  /** Answers one update, in order within its chat. */
  readonly handle: (taken: Taken) => Promise<void>;
  /** Tells a flooding chat, once a minute. */
  readonly onFlood: (inbound: Inbound) => void;
}

/** When an update was sent, in milliseconds; Telegram dates messages only. */
const sentAt = (inbound: Inbound, now: number): number =>
  inbound.kind === "message" && inbound.date > 0 ? Math.min(now, inbound.date * 1000) : now;

export function createIntake({ options, gate, self, handle, onFlood }: IntakeOptions): Intake {
  const { inbox, metrics, log, now } = options;
  let size = 0;
  let waiting: (() => void)[] = [];

  function isFlood(update: unknown): boolean {
    const inbound = readInbound(update, self());
    const lane = laneOf(inbound);
    if (lane === null) return false;
    const { isOpen, notice } = gate.pass(lane, sentAt(inbound, now()));
    if (notice) onFlood(inbound);
    return !isOpen;
  }

  async function answer({ id, update, takenAt }: Taken): Promise<void> {
    size += 1;
    try {
      await handle({ id, update, takenAt });
      inbox.done(id);
    } catch (fault) {
      // Stopped in the middle: it stays in the inbox, and the next run answers it.
      if (fault instanceof TelegramCallError && fault.failure === "stopped") return;
      inbox.done(id);
      if (fault instanceof TelegramCallError && fault.failure === "gone") return;
      metrics.update("failed");
      log.error("telegram-update", fault);
    } finally {
      size -= 1;
      if (size === 0) {
        for (const wake of waiting) wake();
        waiting = [];
      }
    }
  }

  return {
    get size() {
      return size;
    },
    async take(update) {
      const id = updateIdOf(update);
      if (id === null) {
        metrics.update("malformed");
        return null;
      }
      if (inbox.isKnown(id)) {
        metrics.update("repeated");
        return null;
      }
      if (isFlood(update)) {
        metrics.update("flooded");
        return null;
      }
      await inbox.keep(id, update);
      metrics.update("taken");
      return { id, update, takenAt: now() };
    },
    answer,
    leftOver: () => inbox.pending().map(({ id, update }) => ({ id, update, takenAt: now() })),
    idle: () =>
      size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}
