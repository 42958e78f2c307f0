import { createDeviceAnswerer, type DeviceAnswerer } from "./answer.js";
import { keepFiles, readFiles, readIndex } from "./files.js";
import type { DeviceIndex, FromWorker, ToWorker } from "./types.js";

// The engine in a thread of its own beside the page, which stays quick while it is built.

interface Started {
  readonly index: DeviceIndex;
  readonly answerer: DeviceAnswerer;
}

let starting: Promise<Started> | null = null;

async function start(): Promise<Started> {
  const index = await readIndex();
  const { data, models } = await readFiles(index);
  void keepFiles(index).catch(() => undefined);
  return { index, answerer: createDeviceAnswerer(data, models, () => new Date()) };
}

/** Built once; what failed is tried anew at the next question. */
function started(): Promise<Started> {
  starting ??= start();
  starting.catch(() => {
    starting = null;
  });
  return starting;
}

async function take(order: ToWorker): Promise<FromWorker> {
  const { id } = order;
  switch (order.kind) {
    case "keep": {
      const index = await readIndex();
      await keepFiles(index);
      return { id, kind: "ready", index };
    }
    case "start":
      return { id, kind: "ready", index: (await started()).index };
    case "ask": {
      const { answerer } = await started();
      return { id, kind: "answer", answer: await answerer.answer(order.request) };
    }
    default:
      return order satisfies never;
  }
}

addEventListener("message", ({ data: order }: MessageEvent<ToWorker>) => {
  take(order).then(
    (said) => {
      self.postMessage(said);
    },
    () => {
      self.postMessage({ id: order.id, kind: "failed" } satisfies FromWorker);
    },
  );
});
