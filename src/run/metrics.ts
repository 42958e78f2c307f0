import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Numbers about the program; no label ever holds a text, an id or an address. */
export interface Metrics {
  turn(channel: string, dispositions: readonly string[], milliseconds: number): void;
  request(status: number): void;
  fault(code: string): void;
  reload(ok: boolean): void;
  /** The data that serves now. */
  knowledge(services: number, version: string): void;
  /** Where the number of turns that wait for the thread is read. */
  waiting(read: () => number): void;
  /** Numbers about the Telegram bot. */
  readonly telegram: {
    /** An update by what became of it. */
    update(fate: "taken" | "repeated" | "flooded" | "malformed" | "failed"): void;
    /** An answer of the Bot API that was not ok; `code` is its number, 0 for a cut connection. */
    apiError(code: number): void;
    /** How long an update waited for its turn. */
    waited(milliseconds: number): void;
    /** Where the age of the oldest unanswered update is read, in milliseconds, whenever the numbers are asked for. */
    queue(oldestMs: () => number): void;
  };
  /** Prometheus text, and its content type. */
  render(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Codes that the Bot API documents; a label takes no other number. */
const API_CODES: ReadonlySet<number> = new Set([0, 400, 401, 403, 404, 409, 413, 429]);

const apiCode = (code: number): string =>
  code >= 500 && code <= 599 ? "5xx" : API_CODES.has(code) ? String(code) : "other";

/** A registry of its own, so that several programs can run in one process (tests). */
export function createMetrics(): Metrics {
  const registers = [new Registry()];
  const [registry] = registers;
  collectDefaultMetrics({ ...(registry !== undefined && { register: registry }) });
  const turns = new Counter({
    name: "hangcai_answers_total",
    help: "Answers by channel and disposition",
    labelNames: ["channel", "disposition"],
    registers,
  });
  const seconds = new Histogram({
    name: "hangcai_turn_seconds",
    help: "Time of one turn, the store included",
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
    registers,
  });
  const requests = new Counter({
    name: "hangcai_http_responses_total",
    help: "HTTP responses by class of status",
    labelNames: ["class"],
    registers,
  });
  const faults = new Counter({
    name: "hangcai_faults_total",
    help: "Faults by code",
    labelNames: ["code"],
    registers,
  });
  const reloads = new Counter({
    name: "hangcai_knowledge_reloads_total",
    help: "Edits of the data taken over or refused",
    labelNames: ["result"],
    registers,
  });
  const services = new Gauge({
    name: "hangcai_services",
    help: "Services in the knowledge now serving",
    registers,
  });
  const serving = new Gauge({
    name: "hangcai_knowledge_info",
    help: "Always 1; the label is the version of the data now serving",
    labelNames: ["version"],
    registers,
  });
  let waitingNow = (): number => 0;
  const waiting = new Gauge({
    name: "hangcai_turns_waiting",
    help: "Turns and judgements that wait for the thread",
    registers,
    collect: () => {
      waiting.set(waitingNow());
    },
  });
  const updates = new Counter({
    name: "hangcai_telegram_updates_total",
    help: "Updates of Telegram by what became of them",
    labelNames: ["fate"],
    registers,
  });
  const apiErrors = new Counter({
    name: "hangcai_telegram_api_errors_total",
    help: "Calls of the Bot API that were refused, by code; 0: the connection was cut",
    labelNames: ["code"],
    registers,
  });
  const waits = new Histogram({
    name: "hangcai_telegram_queue_seconds",
    help: "Time an update waited from its arrival to its turn",
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers,
  });
  let oldestMs = (): number => 0;
  const age = new Gauge({
    name: "hangcai_telegram_queue_age_seconds",
    help: "Age of the oldest update that is not yet answered",
    registers,
    collect: () => {
      age.set(oldestMs() / 1000);
    },
  });
  return {
    telegram: {
      queue: (read) => {
        oldestMs = read;
      },
      update: (fate) => {
        updates.inc({ fate });
      },
      apiError: (code) => {
        apiErrors.inc({ code: apiCode(code) });
      },
      waited: (milliseconds) => {
        waits.observe(milliseconds / 1000);
      },
    },
    turn: (channel, dispositions, milliseconds) => {
      for (const disposition of dispositions) turns.inc({ channel, disposition });
      seconds.observe(milliseconds / 1000);
    },
    request: (status) => {
      requests.inc({ class: `${String(Math.floor(status / 100))}xx` });
    },
    fault: (code) => {
      faults.inc({ code });
    },
    reload: (ok) => {
      reloads.inc({ result: ok ? "taken" : "refused" });
    },
    knowledge: (count, version) => {
      services.set(count);
      serving.reset();
      serving.set({ version }, 1);
    },
    waiting: (read) => {
      waitingNow = read;
    },
    render: async () => ({
      text: (await registry?.metrics()) ?? "",
      contentType: registry?.contentType ?? "text/plain",
    }),
  };
}
