import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { DeviceAnswer, DeviceRequest, FromWorker } from "../../src/device/types.js";

/** What a page's worker finds around it, as far as the bundle needs it: the rest Node has, too. */
const AROUND = `
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
globalThis.self = globalThis;
globalThis.location = { href: new URL("./device.js", import.meta.url).href };
globalThis.postMessage = (said) => parentPort.postMessage(said);
globalThis.addEventListener = (_, hear) => parentPort.on("message", (data) => hear({ data }));
globalThis.fetch = async (address) => new Response(await readFile(fileURLToPath(address)));
await import("./device.js");
parentPort.postMessage("here");
`;

/** The worker of a static folder, run in a thread of Node. */
export interface DeviceThread {
  ask(request: DeviceRequest): Promise<DeviceAnswer>;
  close(): Promise<void>;
}

/** Starts the bundle that the folder holds, with the files that it holds. */
export async function startDeviceThread(folder: string): Promise<DeviceThread> {
  writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
  const file = path.join(folder, "thread.js");
  writeFileSync(file, AROUND);
  const thread = new Worker(pathToFileURL(file));
  await new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  let last = 0;
  const waiting = new Map<number, (said: FromWorker) => void>();
  thread.on("message", (said: FromWorker) => {
    waiting.get(said.id)?.(said);
    waiting.delete(said.id);
  });
  return {
    ask: async (request) => {
      last += 1;
      const id = last;
      const said = await new Promise<FromWorker>((resolve) => {
        waiting.set(id, resolve);
        thread.postMessage({ id, kind: "ask", request });
      });
      if (said.kind !== "answer") throw new Error("the engine of the device could not be built");
      return said.answer;
    },
    close: async () => {
      await thread.terminate();
    },
  };
}
