import "./run/small-heap.js";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createAssistant, dayInHangzhou } from "./assistant/handle-turn.js";
import { createWebApp, startWebServer } from "./channels/web/server.js";
import { openLiveData, type Serving } from "./run/live-data.js";
import { OWN_CORPUS_DIR } from "./run/open-engine.js";
import { openStore } from "./run/open-store.js";
import { openTelegramChannel } from "./run/telegram-channel.js";
import { readConfig, type Config } from "./config.js";
import { formatFault, type Fault } from "./corpus/types.js";
import { dropGarbage } from "./run/heap.js";
import { createLog, type Log } from "./run/log.js";
import { createMetrics } from "./run/metrics.js";
import { AssistantError } from "./shared/errors.js";
import { createDesk } from "./assistant/desk.js";
import { maskPersonal } from "./assistant/mask.js";

/** Old conversations are looked for this often. */
const EXPIRY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A stop must end within five seconds (contract); what is not done by then is cut. */
const STOP_MS = 4_500;

/** 192 random bits: the key to a talk. */
const newConversation = (): string => randomBytes(24).toString("base64url");

const codeOf = (fault: unknown): string =>
  fault instanceof AssistantError ? fault.code : "unexpected";

function report(log: Log, faults: readonly Fault[]): void {
  for (const fault of faults) log.warn("data fault", { fault: formatFault(fault) });
}

async function run(config: Config, log: Log): Promise<void> {
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
  const live = await openLiveData({
    dir: config.corpusDir,
    cacheDir: join(config.dataDir, "cache"),
    onChange: (now) => {
      take(now);
      dropGarbage();
      metrics.reload(true);
      log.info("data reloaded", { version: engine.version });
    },
    onFaults: (faults) => {
      metrics.reload(false);
      log.warn("the edit is broken; the old data goes on serving", { faults: faults.length });
      report(log, faults);
    },
  });
  let { engine } = live.first;
  let catalogue = engine.catalogue(today);
  let desk = createDesk(live.first.data, engine.base, today);
  metrics.knowledge(engine.base.services.length);

  function take({ data, engine: built }: Serving): void {
    engine = built;
    catalogue = engine.catalogue(today);
    desk = createDesk(data, engine.base, today);
    metrics.knowledge(engine.base.services.length);
  }

  const assistant = createAssistant({
    engine: () => engine,
    store,
    now: () => new Date(),
    newConversation,
    onFault,
    onTurn: ({ channel, dispositions, milliseconds }) => {
      metrics.turn(channel, dispositions, milliseconds);
    },
  });

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
          webUrl: config.publicUrl,
        });

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
  const app = createWebApp({
    assistant,
    catalogue: () => catalogue,
    desk: {
      assess: (request) => desk.assess(request),
      calendar: (request, stamp) => desk.calendar(request, stamp),
      check: (profile) => desk.check(profile),
      form: (locale) => desk.form(locale),
    },
    store,
    isReady: () => isReady,
    maskPersonal,
    log,
    metrics,
    telegramName: () => telegram?.username ?? null,
    ...(telegram?.webhook && { telegramWebhook: telegram.webhook }),
  });
  const server = await startWebServer(app, { host: config.host, port: config.port });

  const stop = async (): Promise<void> => {
    if (!isReady) return;
    isReady = false;
    const cut = setTimeout(() => process.exit(0), STOP_MS);
    cut.unref();
    clearInterval(expiry);
    await Promise.all([server.close(), telegram?.stop()]);
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
  log.info("listening", { address: server.address });

  try {
    // The page does not wait for Telegram, which may be out of reach.
    await telegram?.start();
  } catch (fault) {
    await stop();
    throw fault;
  }
}

function start(): void {
  let config: Config;
  try {
    config = readConfig(process.env, OWN_CORPUS_DIR);
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : "bad settings"}\n`);
    process.exitCode = 1;
    return;
  }
  run(config, createLog(config.logLevel)).catch((fault: unknown) => {
    process.stderr.write(
      `${fault instanceof AssistantError || fault instanceof Error ? fault.message : "the start failed"}\n`,
    );
    process.exit(1);
  });
}

start();
