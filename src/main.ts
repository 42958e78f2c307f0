import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createEngine, type Engine, type EngineModels } from "./assistant/engine.js";
import { createAssistant, dayInHangzhou } from "./assistant/handle-turn.js";
import { createWebApp, startWebServer } from "./channels/web/server.js";
import { BUILT_DATA, BUILT_DIR, readModels } from "./commands/models.js";
import { OWN_CORPUS_DIR } from "./commands/open-engine.js";
import { refreshData, type Refreshed } from "./commands/refresh.js";
import { readConfig, type Config } from "./config.js";
import { readChecked, type CheckedData } from "./corpus/checked-file.js";
import { formatFault, type Corpus, type Fault } from "./corpus/types.js";
import { watchCorpus } from "./corpus/watch.js";
import { keepYoungHeapSmall } from "./heap.js";
import { createLog, type Log } from "./log.js";
import { createMetrics } from "./metrics.js";
import { AssistantError, DataError } from "./shared/errors.js";
import { createLowdbStore } from "./store/lowdb-store.js";
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

/** Reads, checks and trains on another thread, as far as the classifiers in use do not fit. */
function refresh(config: Config, models: EngineModels | undefined): Promise<Refreshed> {
  return refreshData({
    dir: config.corpusDir,
    cacheDir: join(config.dataDir, "cache"),
    builtCacheDir: BUILT_DIR,
    modelsKey: models?.key ?? null,
  });
}

/** The data that the build checked, as long as nothing changed; otherwise it is read and checked now. */
async function readData(
  config: Config,
  models: EngineModels | undefined,
): Promise<CheckedData & { readonly models: EngineModels | undefined }> {
  const built = await readChecked(BUILT_DATA, config.corpusDir);
  if (built !== null) return { ...built, models };
  const { result, fingerprint, models: trained } = await refresh(config, models);
  if (!result.ok) throw new DataError(result.faults.map(formatFault));
  return { data: result.corpus.data, fingerprint, models: trained ?? models };
}

async function run(config: Config, log: Log): Promise<void> {
  keepYoungHeapSmall();
  const metrics = createMetrics();
  const { data, fingerprint, models } = await readData(config, (await readModels()) ?? undefined);
  let trained = models;
  let engine: Engine = createEngine(data, trained);
  const today = (): string => dayInHangzhou(new Date());
  let catalogue = engine.catalogue(today);
  let desk = createDesk(data, engine.base, today);
  metrics.knowledge(engine.base.services.length);

  const onFault = (fault: unknown): void => {
    metrics.fault(codeOf(fault));
    log.error("fault", fault);
  };
  const store = createLowdbStore({
    folder: config.dataDir,
    onDamaged: (file) => {
      metrics.fault("store-damaged");
      log.warn("a damaged file was set aside", { file });
    },
  });
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

  const watch = watchCorpus(
    config.corpusDir,
    (corpus: Corpus) => {
      engine = createEngine(corpus.data, trained);
      catalogue = engine.catalogue(today);
      desk = createDesk(corpus.data, engine.base, today);
      metrics.reload(true);
      metrics.knowledge(engine.base.services.length);
      log.info("data reloaded", { version: engine.version });
    },
    (faults) => {
      metrics.reload(false);
      log.warn("the edit is broken; the old data goes on serving", { faults: faults.length });
      report(log, faults);
    },
    {
      version: data.version,
      seen: fingerprint,
      load: async () => {
        const news = await refresh(config, trained);
        trained = news.models ?? trained;
        return news.result;
      },
    },
  );

  const expire = (): void => {
    const before = new Date(Date.now() - config.retentionDays * DAY_MS).toISOString();
    store.expireTrackers(before).then((count) => {
      if (count > 0) log.info("old conversations removed", { count });
    }, onFault);
  };
  const expiry = setInterval(expire, EXPIRY_MS);
  expire();

  let isReady = true;
  const app = createWebApp({
    assistant,
    catalogue: () => catalogue,
    desk: {
      assess: (request) => desk.assess(request),
      check: (profile) => desk.check(profile),
    },
    store,
    isReady: () => isReady,
    maskPersonal,
    log,
    metrics,
  });
  const server = await startWebServer(app, { host: config.host, port: config.port });
  log.info("listening", { address: server.address });

  const stop = async (): Promise<void> => {
    if (!isReady) return;
    isReady = false;
    const cut = setTimeout(() => process.exit(0), STOP_MS);
    cut.unref();
    clearInterval(expiry);
    await server.close();
    await watch.close();
    await store.close();
    log.info("stopped");
    clearTimeout(cut);
    process.exitCode = 0;
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      stop().catch(onFault);
    });
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
