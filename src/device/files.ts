import type { DeviceData, DeviceModels } from "../assistant/device-data.js";
import type { DeviceIndex } from "./types.js";

/** Where a browser keeps the files of the engine for times without a network. */
const CACHE = "hangcai-engine";
const INDEX = "device.json";
/** The worker itself, and the tables that it loads for traditional characters. */
const CODE = ["device.js", "traditional-tables.js"];

/** Addresses are relative to the worker's own file, so that the page may stand under any path. */
const addressOf = (name: string): string => new URL(name, self.location.href).href;

/** Pages on plain http have no such place: then there is nothing without a network. */
const openCache = async (): Promise<Cache | null> =>
  "caches" in self ? await caches.open(CACHE).catch(() => null) : null;

const isIndex = (value: unknown): value is DeviceIndex =>
  typeof value === "object" &&
  value !== null &&
  "version" in value &&
  "day" in value &&
  "files" in value;

/** The file of the network; `null` when it cannot be reached or gives none. */
async function fetchFile(name: string): Promise<Response | null> {
  const response = await fetch(addressOf(name), { cache: "no-cache" }).catch(() => null);
  return response?.status === 200 ? response : null;
}

async function keep(name: string, response: Response): Promise<void> {
  const cache = await openCache();
  // A full disk keeps nothing; then there is nothing without a network.
  await cache?.put(addressOf(name), response).catch(() => undefined);
}

const keptFile = async (name: string): Promise<Response | null> =>
  (await (await openCache())?.match(addressOf(name))) ?? null;

/** What is to be loaded: by the network, or as it was when there was one. @throws when neither says */
export async function readIndex(): Promise<DeviceIndex> {
  const fresh = await fetchFile(INDEX);
  if (fresh !== null) await keep(INDEX, fresh.clone());
  const response = fresh ?? (await keptFile(INDEX));
  const index: unknown = await response?.json();
  if (!isIndex(index)) throw new Error("no index of the engine came");
  return index;
}

/** A file whose name changes with what it holds: once it is there, it is asked for no more. @throws when it cannot be had */
async function fileOf(name: string): Promise<Response> {
  const kept = await keptFile(name);
  if (kept !== null) return kept;
  const response = await fetchFile(name);
  if (response === null) throw new Error("a file of the engine did not come");
  await keep(name, response.clone());
  return response;
}

/** Some hosts unpack what they send, others do not: the first bytes tell. */
async function unpack(response: Response): Promise<unknown> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isPacked
    ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
    : new Blob([bytes]).stream();
  return new Response(plain).json();
}

/** Reads a file; one that was damaged on its way or here is fetched once more. */
async function read(name: string): Promise<unknown> {
  try {
    return await unpack(await fileOf(name));
  } catch {
    await (await openCache())?.delete(addressOf(name));
    return unpack(await fileOf(name));
  }
}

/** Keeps a file whose name does not change as the network has it now. */
async function keepNewest(name: string): Promise<void> {
  const fresh = await fetchFile(name);
  if (fresh !== null) await keep(name, fresh);
}

/** Loads the files of an index and keeps them; what an earlier index named is let go. */
export async function keepFiles({ files }: DeviceIndex): Promise<void> {
  const names = Object.values(files);
  const cache = await openCache();
  await Promise.all(names.map((name) => fileOf(name)));
  if (cache !== null) await Promise.all(CODE.map(keepNewest));
  const wanted = new Set([INDEX, ...CODE, ...names].map(addressOf));
  const keys = (await cache?.keys()) ?? [];
  for (const key of keys) if (!wanted.has(key.url)) await cache?.delete(key);
}

/** Data and models of an index. @throws when they cannot be had */
export async function readFiles({ files }: DeviceIndex): Promise<{
  readonly data: DeviceData;
  readonly models: DeviceModels;
}> {
  const [data, models, faq] = await Promise.all([
    read(files.data),
    read(files.models),
    read(files.faq),
  ]);
  // Written by the program that this worker came from, from data that was checked.
  return {
    data: data as DeviceData,
    models: {
      models: models as DeviceModels["models"],
      faq: faq as DeviceModels["faq"],
    },
  };
}
