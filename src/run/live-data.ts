import {
  createEngine,
  engineSteps,
  loadTraditional,
  type Engine,
  type EngineModels,
} from "../assistant/engine.js";
import { faqKey, modelsKey } from "../assistant/models-key.js";
import { rememberTurns } from "../assistant/remember-turns.js";
import { readChecked } from "../corpus/checked-file.js";
import { formatFault, type CorpusData, type Fault, type LoadResult } from "../corpus/types.js";
import { watchCorpus } from "../corpus/watch.js";
import { DataError } from "../shared/errors.js";
import { finishSlowly } from "../shared/steps.js";
import { BUILT_DATA, BUILT_DIR, readModels } from "./models.js";
import { refreshData, type Refresh } from "./refresh.js";

/** The data of this moment and the engine over it. */
export interface Serving {
  readonly data: CorpusData;
  readonly engine: Engine;
  /** What the engine was built with; absent when it was trained for it alone. */
  readonly models: EngineModels | undefined;
}

export interface LiveDataOptions {
  /** The folder that holds intents/, knowledge/ and seeds/. */
  readonly dir: string;
  /** A folder of the program's own for parsed files. */
  readonly cacheDir: string;
  /** Told of every edit that was taken over. */
  readonly onChange: (serving: Serving) => void;
  /** Told what is wrong with an edit; the old data goes on serving. */
  readonly onFaults: (faults: readonly Fault[]) => void;
}

export interface LiveData {
  /** What serves at the start. */
  readonly first: Serving;
  /** Stops watching; nothing is told after that. */
  close(): Promise<void>;
}

interface Start {
  readonly data: CorpusData;
  readonly fingerprint: string;
  readonly models: EngineModels | undefined;
}

/** Equal when classifiers trained from one data know the labels of the other. */
const labelsOf = (data: CorpusData): string =>
  data.intents.map(({ axis, id }) => `${axis}/${id}`).join("\n");

/** About 4 MB; people who ask at the same time ask much the same. */
const MEMORY = { readings: 2000 };

/** Whatever waits has its turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * The data that the build checked, as long as nothing changed since; otherwise it is read, checked and trained on now.
 * Then edits are followed: within two seconds their data serves, with the classifiers in use as long as others are
 * being trained (a few seconds more).
 *
 * @throws DataError when the data has faults at the start
 */
export async function openLiveData(options: LiveDataOptions): Promise<LiveData> {
  const { dir, cacheDir, onChange, onFaults } = options;
  let isClosed = false;
  let latest: Refresh | null = null;

  function refresh(inUse: EngineModels | undefined): Refresh {
    latest?.stop();
    latest = refreshData({
      dir,
      cacheDir,
      builtCacheDir: BUILT_DIR,
      key: inUse?.key ?? null,
      faqKey: inUse?.faqKey ?? null,
    });
    return latest;
  }

  async function readFirst(): Promise<Start> {
    const models = (await readModels()) ?? undefined;
    const built = await readChecked(BUILT_DATA, dir);
    if (built !== null) return { ...built, models };
    const { read, models: trained } = refresh(models);
    const { result, fingerprint } = await read;
    if (!result.ok) throw new DataError(result.faults.map(formatFault));
    return { data: result.corpus.data, fingerprint, models: (await trained) ?? models };
  }

  const [start] = await Promise.all([readFirst(), loadTraditional()]);
  let { models } = start;
  const first: Serving = {
    data: start.data,
    engine: rememberTurns(createEngine(start.data, models, MEMORY)),
    models,
  };
  /** Of the last edit that was taken over; its engine may still be built. */
  let newest = start.data;
  let building: Promise<void> = Promise.resolve();

  /** The classifiers in use, under the key of other data: until those of its own are trained. */
  function borrowed(data: CorpusData): EngineModels | undefined {
    if (models === undefined || labelsOf(data) !== labelsOf(newest)) return undefined;
    return { ...models, key: modelsKey(data), faqKey: faqKey(data) };
  }

  /** Builds beside the turns, one engine after another, and tells when it is there. */
  function serve(data: CorpusData, own: EngineModels | undefined): void {
    newest = data;
    const build = async (): Promise<void> => {
      if (isClosed) return;
      const engine = rememberTurns(await finishSlowly(engineSteps(data, own, MEMORY), breathe));
      // Set by `close`, while this was built.
      if (isClosed as boolean) return;
      onChange({ data, engine, models: own });
    };
    building = building.then(build).catch((fault: unknown) => {
      onFaults([{ file: ".", line: 1, column: 1, message: `cannot be used: ${String(fault)}` }]);
    });
  }

  /** Waits for training only when the edit adds or removes an intent. */
  async function load(): Promise<LoadResult> {
    const { read, models: training } = refresh(models);
    const { result } = await read;
    if (!result.ok || borrowed(result.corpus.data) === undefined) {
      models = (await training) ?? models;
      return result;
    }
    void training.then((trained) => {
      if (trained === null || isClosed) return;
      models = trained;
      serve(newest, models);
    });
    return result;
  }

  const watch = watchCorpus(
    dir,
    ({ data }) => {
      serve(
        data,
        models?.key === modelsKey(data) && models.faqKey === faqKey(data) ? models : borrowed(data),
      );
    },
    onFaults,
    { version: start.data.version, seen: start.fingerprint, load },
  );

  return {
    first,
    close: async () => {
      isClosed = true;
      latest?.stop();
      await watch.close();
      await building;
    },
  };
}
