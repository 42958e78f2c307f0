// What an operator gets wrong, told by the program itself: every fault by the name of its setting, all in one message.
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildProgram, runProgram } from "../helpers/built-program.js";

const folder = mkdtempSync(join(tmpdir(), "hangcai-faults-"));
const file = join(folder, "file");
const half = join(folder, "half");
const busy = createServer();
let port = "";
/** Promised are three seconds; beside other tests a machine may be several times as slow. */
const SOON_MS = 15_000;

beforeAll(async () => {
  writeFileSync(file, "");
  mkdirSync(join(half, "intents"), { recursive: true });
  await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
  port = String((busy.address() as AddressInfo).port);
  await buildProgram();
}, 120_000);

afterAll(() => {
  busy.close();
  rmSync(folder, { recursive: true, force: true });
});

const TABLE: readonly (readonly [
  name: string,
  settings: () => Readonly<Record<string, string>>,
  told: readonly RegExp[],
])[] = [
  ["a data folder that is a file", () => ({ DATA_DIR: file }), [/^DATA_DIR: is a file/mu]],
  [
    "a data folder below a file",
    () => ({ DATA_DIR: join(file, "a", "b") }),
    [/^DATA_DIR: stands below a file/mu],
  ],
  [
    "a data folder where the system lets nobody make one",
    () => ({ DATA_DIR: "/proc/hangcai/data" }),
    [/^DATA_DIR: cannot be used \(ENOENT\)/mu],
  ],
  [
    "a host without an address",
    () => ({ HOST: "nowhere.invalid" }),
    [/^HOST: cannot be resolved/mu],
  ],
  ["a host of another machine", () => ({ HOST: "192.0.2.1" }), [/^HOST: is no address of this/mu]],
  ["a port in use", () => ({ PORT: port }), [/^PORT: \d+ is in use by another program/mu]],
  [
    "a port for numbers that is in use",
    () => ({ METRICS_PORT: port }),
    [/^METRICS_PORT: \d+ is in use/mu],
  ],
  [
    "one port for both",
    () => ({ PORT: "18080", METRICS_PORT: "18080" }),
    [/^METRICS_PORT: must be another port than PORT/mu],
  ],
  ["a corpus that is a file", () => ({ CORPUS_DIR: file }), [/^CORPUS_DIR: is no folder/mu]],
  [
    "a corpus without its folders",
    () => ({ CORPUS_DIR: half }),
    [/^CORPUS_DIR: holds no folder knowledge, seeds/mu],
  ],
  ["proxies that are no number", () => ({ TRUST_PROXY: "loopback" }), [/^TRUST_PROXY: must be/mu]],
  [
    "work that no long message fits in",
    () => ({ WORK_PER_MINUTE: "10" }),
    [/^WORK_PER_MINUTE: must be 0/mu],
  ],
  [
    "all at once",
    () => ({
      DATA_DIR: join(file, "below"),
      HOST: "nowhere.invalid",
      CORPUS_DIR: file,
      LOG_LEVEL: "loud",
      RETENTION_DAYS: "0",
      TELEGRAM_MODE: "webhook",
      PUBLIC_URL: "http://example.org",
    }),
    [
      /^DATA_DIR: /mu,
      /^HOST: /mu,
      /^CORPUS_DIR: /mu,
      /^LOG_LEVEL: /mu,
      /^RETENTION_DAYS: /mu,
      /^TELEGRAM_WEBHOOK_URL: /mu,
      /^TELEGRAM_WEBHOOK_SECRET: /mu,
      /^PUBLIC_URL: /mu,
    ],
  ],
  [
    "a port in use beside a bad folder",
    () => ({ PORT: port, DATA_DIR: file, CORPUS_DIR: file }),
    [/^PORT: /mu, /^DATA_DIR: /mu, /^CORPUS_DIR: /mu],
  ],
];

describe("a start that cannot work", () => {
  it.each(TABLE)(
    "tells of %s by name, and ends",
    async (_, settings, told) => {
      const given = settings();
      const began = Date.now();
      const { status, output } = await runProgram({ DATA_DIR: join(folder, "data"), ...given });
      expect(Date.now() - began).toBeLessThan(SOON_MS);
      expect(status).toBe(1);
      for (const line of told) expect(output).toMatch(line);
      expect(output.trim().split("\n")).toHaveLength(told.length);
      for (const [name, value] of Object.entries(given)) {
        // A short number may stand in a message by chance, and "webhook" is the name of a mode.
        if (value.length > 3 && !/(?:PORT|MODE)$/u.test(name)) expect(output).not.toContain(value);
      }
    },
    60_000,
  );
});
