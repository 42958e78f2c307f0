import "./run/small-heap.js";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Serving } from "./run/live-data.js";
import { readConfig, readPlaces, type Config } from "./config.js";
import { placeProblems } from "./run/start-faults.js";
import type { Fault } from "./corpus/types.js";
import type { Log } from "./run/log.js";
import { AssistantError, ConfigError } from "./shared/errors.js";

/** The program's own data, whether it runs from src/ or from dist/. */
const OWN_CORPUS_DIR = fileURLToPath(new URL("..", import.meta.url));

/** Old conversations are looked for this often. */
const EXPIRY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A stop must end within five seconds (contract); what is not done by then is cut. */
const STOP_MS = 4_500;

/** 192 random bits: the key to a talk. */
const newConversation = (): string => randomBytes(24).toString("base64url");

const codeOf = (fault: unknown): string =>
  fault instanceof AssistantError ? fault.code : "unexpected";

/** With a slash after a path, because the page's own addresses are relative. */
const pageAddress = (publicUrl: string): string =>
  new URL(publicUrl).pathname === "/" ? publicUrl : `${publicUrl}/`;

/** What a browser on this machine can open: no browser goes to "all addresses". */
const browserAddress = (address: string): string =>
  address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");

async function run(config: Config): Promise<void> {
  // Loaded only now, because it takes several times as long as looking at the settings does.
  const [
    { createDesk },
    { createAssistant, dayInHangzhou },
    { maskPersonal },
    { createFairQueue },
    { workLimits },
    { createMetricsApp, createWebApp, startWebServer },
    { formatFault },
    { createDeviceFiles },
    { fairly },
    { dropGarbage },
    { openLiveData },
    { createLog },
    { createMetrics },
    { openTelegramChannel },
    { openStore },
  ] = await Promise.all([
    import("./assistant/desk.js"),
    import("./assistant/handle-turn.js"),
    import("./assistant/mask.js"),
    import("./channels/fair-queue.js"),
    import("./channels/web/options.js"),
    import("./channels/web/server.js"),
    import("./corpus/types.js"),
    import("./run/device-files.js"),
    import("./run/fair-turns.js"),
    import("./run/heap.js"),
    import("./run/live-data.js"),
    import("./run/log.js"),
    import("./run/metrics.js"),
    import("./run/telegram-channel.js"),
    import("./run/open-store.js"),
  ]);
  const log: Log = createLog(config.logLevel);
  const report = (faults: readonly Fault[]): void => {
    for (const fault of faults) log.warn("data fault", { fault: formatFault(fault) });
  };
  const metrics = createMetrics();
  const today = (): string => dayInHangzhou(new Date());
  const onFault = (fault: unknown): void => {
    metrics.fault(codeOf(fault));
    log.error("fault", fault);
  };
  // Before the data, which takes longer: who set it wrongly is told at once.
  const store = await openStore(config, {
    onDamaged: (file) => {
      metrics.fault("store-damaged");
      log.warn("a damaged file was set aside", { file });
    },
    onFault,
  });
  /** Told of every edit that serves; what listens to it is opened later. */
  let onData = (): void => undefined;
  const live = await openLiveData({
    dir: config.corpusDir,
    cacheDir: join(config.dataDir, "cache"),
    onChange: (now) => {
      take(now);
      onData();
      dropGarbage();
      metrics.reload(true);
      log.info("data reloaded", { version: engine.version });
    },
    onFaults: (faults) => {
      metrics.reload(false);
      log.warn("the edit is broken; the old data goes on serving", { faults: faults.length });
      report(faults);
    },
  });
  let serving = live.first;
  let { engine } = live.first;
  let catalogue = engine.catalogue(today);
  let desk = createDesk(live.first.data, engine.base, today);
  metrics.knowledge(engine.base.services.length, engine.version);

  function take(now: Serving): void {
    const { data, engine: built } = now;
    serving = now;
    engine = built;
    catalogue = engine.catalogue(today);
    desk = createDesk(data, engine.base, today);
    metrics.knowledge(engine.base.services.length, engine.version);
  }

  const queue = createFairQueue(setImmediate);
  metrics.waiting(() => queue.waiting);
  const answering = createAssistant({
    engine: () => engine,
    store,
    now: () => new Date(),
    newConversation,
    onFault,
    onTurn: ({ channel, dispositions, milliseconds }) => {
      metrics.turn(channel, dispositions, milliseconds);
    },
  });

  const assistant = fairly(answering, queue);

  const telegram =
    config.telegram === null
      ? null
      : await openTelegramChannel({
          config: config.telegram,
          folder: join(config.dataDir, "telegram"),
          assistant,
          catalogue: () => catalogue,
          desk: () => desk,
          log,
          metrics: metrics.telegram,
          retentionDays: config.retentionDays,
          webUrl: config.publicUrl === null ? null : pageAddress(config.publicUrl),
        });

  onData = () => {
    void telegram?.look();
  };

  const expire = (): void => {
    const before = Date.now() - config.retentionDays * DAY_MS;
    store.expireTrackers(new Date(before).toISOString()).then((count) => {
      if (count > 0) log.info("old conversations removed", { count });
    }, onFault);
    telegram?.expire(before).catch(onFault);
  };
  const expiry = setInterval(expire, EXPIRY_MS);
  expire();

  let isReady = true;
  const shared = { catalogue: () => catalogue, store, isReady: () => isReady, log, metrics };
  const app = createWebApp({
    ...shared,
    assistant,
    desk: {
      assess: (request) => desk.assess(request),
      calendar: (request, stamp) => desk.calendar(request, stamp),
      check: (profile) => desk.check(profile),
      form: (locale) => desk.form(locale),
      receiptData: (locale) => desk.receiptData(locale),
      rules: () => desk.rules(),
    },
    maskPersonal,
    device: createDeviceFiles(() => serving),
    queue,
    limits: workLimits(config.workPerMinute),
    trustedProxies: config.trustedProxies,
    publicUrl: config.publicUrl,
    hasMetricsPort: config.metricsPort !== null,
    keepDays: config.retentionDays,
    telegramName: () => telegram?.username ?? null,
    ...(telegram?.webhook && { telegramWebhook: telegram.webhook }),
  });
  const { host, port, metricsPort } = config;
  const server = await startWebServer(app, { host, port });
  const watched =
    metricsPort === null
      ? null
      : await startWebServer(createMetricsApp(shared), { host, port: metricsPort });

  const stop = async (): Promise<void> => {
    if (!isReady) return;
    isReady = false;
    const cut = setTimeout(() => process.exit(0), STOP_MS);
    cut.unref();
    clearInterval(expiry);
    await Promise.all([server.close(), telegram?.stop()]);
    await watched?.close();
    await live.close();
    await store.close();
    log.info("stopped");
    process.exitCode = 0; // with nothing left to do it ends here; what still hangs is cut
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      stop().catch(onFault);
    });
  }
  // Last, because whoever reads it may send a signal at once.
  log.info("listening", {
    address: server.address,
    ...(watched !== null && { metrics: `${watched.address}/metrics` }),
  });
  if (process.stdout.isTTY) {
    process.stdout.write(`open ${browserAddress(server.address)}\n`);
  }

  try {
    // The page does not wait for Telegram, which may be out of reach.
    await telegram?.start();
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** The settings, with all that is wrong with them or with what they name. @throws ConfigError */
async function readChecked(): Promise<Config> {
  const places = await placeProblems(readPlaces(process.env, OWN_CORPUS_DIR));
  let config: Config;
  try {
    config = readConfig(process.env, OWN_CORPUS_DIR);
  } catch (fault) {
    if (!(fault instanceof ConfigError)) throw fault;
    throw new ConfigError([...fault.problems, ...places]);
  }
  if (places.length > 0) throw new ConfigError(places);
  return config;
}

async function start(): Promise<void> {
  await run(await readChecked());
}

start().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : "the start failed"}\n`);
  process.exit(1);
});
