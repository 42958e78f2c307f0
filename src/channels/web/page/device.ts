import type {
  DeviceAnswer,
  DeviceIndex,
  DeviceRequest,
  FromWorker,
  ToWorker,
} from "../../../device/types.js";

// The engine in its worker, as the page sees it. The worker begins with the first order.

type Order = ToWorker extends infer T ? (T extends ToWorker ? Omit<T, "id"> : never) : never;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (said: FromWorker | null) => void>();

/** Whether this browser can run the engine. */
export const canAnswer = (): boolean =>
  "Worker" in globalThis && "DecompressionStream" in globalThis;

/** Whether an order has begun it. */
export const isEngineRunning = (): boolean => worker !== null;

/** A worker that cannot be loaded, or fell: whoever waits for it is told, and the next order begins another. */
function drop(): void {
  worker?.terminate();
  worker = null;
  for (const tell of waiting.values()) tell(null);
  waiting.clear();
}

function running(): Worker {
  if (worker !== null) return worker;
  const begun = new Worker(new URL("device.js", import.meta.url), { type: "module" });
  begun.addEventListener("message", ({ data: said }: MessageEvent<FromWorker>) => {
    waiting.get(said.id)?.(said);
    waiting.delete(said.id);
  });
  begun.addEventListener("error", drop);
  worker = begun;
  return begun;
}

function send(order: Order): Promise<FromWorker | null> {
  if (!canAnswer()) return Promise.resolve(null);
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    running().postMessage({ ...order, id });
  });
}

const indexOf = (said: FromWorker | null): DeviceIndex | null =>
  said?.kind === "ready" ? said.index : null;

/** Loads the engine and keeps it for times without a network; `null`: it cannot be had. */
export const keepEngine = async (): Promise<DeviceIndex | null> =>
  indexOf(await send({ kind: "keep" }));

/** Has the engine built; `null`: it cannot be had. */
export const startEngine = async (): Promise<DeviceIndex | null> =>
  indexOf(await send({ kind: "start" }));

/** The answer of this device; `null`: its engine cannot be had. */
export async function askEngine(request: DeviceRequest): Promise<DeviceAnswer | null> {
  const said = await send({ kind: "ask", request });
  return said?.kind === "answer" ? said.answer : null;
}

/** Whether the engine was kept here, so that it answers without a network. */
export async function isEngineKept(): Promise<boolean> {
  if (!canAnswer() || !("caches" in globalThis)) return false;
  const kept = await caches.match(new URL("device.json", import.meta.url).href).catch(() => null);
  return kept !== null && kept !== undefined;
}
