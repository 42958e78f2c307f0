import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { dataForDevice, type DeviceData, type DeviceModels } from "../assistant/device-data.js";
import type { DeviceFiles } from "../device/types.js";

/** Beyond 6 packing takes three times as long for a hundredth. */
const LEVEL = 6;

const zip = promisify(gzip);

/** Packs beside the turns; the name changes with what it holds. */
async function pack(
  kind: string,
  value: unknown,
): Promise<readonly [name: string, bytes: Uint8Array<ArrayBuffer>]> {
  const text = JSON.stringify(value);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return [`device/${kind}.${hash}.bin`, new Uint8Array(await zip(text, { level: LEVEL }))];
}

/** The engine as files for devices. */
export async function packForDevices(
  data: DeviceData,
  { models, faq }: DeviceModels,
): Promise<DeviceFiles> {
  const [ofData, ofModels, ofFaq] = await Promise.all([
    pack("data", dataForDevice(data)),
    pack("models", models),
    pack("faq", faq),
  ]);
  const files = new Map([ofData, ofModels, ofFaq]);
  return {
    index: {
      version: data.version,
      files: { data: ofData[0], models: ofModels[0], faq: ofFaq[0] },
      bytes: [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    },
    files,
  };
}

/**
 * The same for a server: packed when the first device asks, and anew after an edit of the data.
 *
 * @param serving data and what was learnt, of this moment; `null` models: there are none to give away
 */
export function createDeviceFiles(
  serving: () => { readonly data: DeviceData; readonly models: DeviceModels | undefined },
): () => Promise<DeviceFiles | null> {
  let packed: Promise<DeviceFiles | null> = Promise.resolve(null);
  let of: { readonly data: DeviceData; readonly models: DeviceModels | undefined } | null = null;
  return () => {
    const { data, models } = serving();
    if (of === null || of.data !== data || of.models !== models) {
      of = { data, models };
      packed = models === undefined ? Promise.resolve(null) : packForDevices(data, models);
    }
    return packed;
  };
}
