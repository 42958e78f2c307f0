import { lookup } from "node:dns/promises";
import { mkdir, stat, unlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import type { Places } from "../config.js";

/** A name server that does not answer keeps nobody waiting for longer; milliseconds. */
const LOOKUP_MS = 2_000;

const DATA_FOLDERS = ["intents", "knowledge", "seeds"];

const codeOf = (fault: unknown): string =>
  fault instanceof Error && "code" in fault ? String(fault.code) : String(fault);

const FOLDER_FAULTS: Readonly<Record<string, string>> = {
  EEXIST: "is a file; name a folder",
  ENOTDIR: "stands below a file; name a folder",
  EACCES: "may not be written by this user",
  EPERM: "may not be written by this user",
  EROFS: "stands on a disk that can only be read",
  ENOSPC: "stands on a full disk",
};

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );

/** Node's own `recursive` never ends on file systems of the kernel, which refuse a folder as if the one above were missing. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (fault) {
    const code = codeOf(fault);
    if (code === "EEXIST" && (await isFolder(path))) return;
    const above = dirname(path);
    if (code !== "ENOENT" || above === path || (await isFolder(above))) throw fault;
    await makeFolder(above);
    await mkdir(path, { mode: 0o700 });
  }
}

/** Made when it is not there, and written to. */
async function dataDirProblem(folder: string): Promise<string | null> {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    await makeFolder(resolve(folder));
    await writeFile(probe, "");
    await unlink(probe);
    return null;
  } catch (fault) {
    const code = codeOf(fault);
    return `DATA_DIR: ${FOLDER_FAULTS[code] ?? "cannot be used"} (${code})`;
  }
}

async function corpusDirProblem(folder: string): Promise<string | null> {
  if (!(await isFolder(folder))) return "CORPUS_DIR: is no folder";
  const found = await Promise.all(DATA_FOLDERS.map((name) => isFolder(join(folder, name))));
  const missing = DATA_FOLDERS.filter((_, index) => found[index] !== true);
  return missing.length === 0
    ? null
    : `CORPUS_DIR: holds no folder ${missing.join(", ")}; name the one that holds ${DATA_FOLDERS.join(", ")}`;
}

/** An address of this machine that can be listened on, or what is wrong with the name. */
async function addressOf(host: string): Promise<{ readonly address: string } | string> {
  let late: NodeJS.Timeout | undefined;
  const timeOut = new Promise<never>((_, reject) => {
    late = setTimeout(() => {
      reject(new Error("no answer"));
    }, LOOKUP_MS);
  });
  try {
    return await Promise.race([lookup(host), timeOut]);
  } catch (fault) {
    return `HOST: cannot be resolved (${codeOf(fault)}); 127.0.0.1 is this machine alone, 0.0.0.0 all its addresses`;
  } finally {
    clearTimeout(late);
  }
}

/** Which setting makes listening fail, and how to mend it; `null` for what no setting mends. */
function listenProblem(code: string, setting: string, port: number): string | null {
  switch (code) {
    case "EADDRINUSE":
      return `${setting}: ${port} is in use by another program (EADDRINUSE); choose another, or 0 for any that is free`;
    case "EACCES":
      return `${setting}: ${port} may not be listened on by this user (EACCES); choose one above 1023`;
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
      return `HOST: is no address of this machine (${code}); 127.0.0.1 is this machine alone, 0.0.0.0 all its addresses`;
    default:
      return `${setting}: cannot be listened on (${code})`;
  }
}

function portProblem(address: string, setting: string, port: number): Promise<string | null> {
  return new Promise((tell) => {
    const server = createServer();
    server.once("error", (fault) => {
      tell(listenProblem(codeOf(fault), setting, port));
    });
    server.listen(port, address, () => {
      server.close(() => {
        tell(null);
      });
    });
  });
}

async function listenProblems(places: Places): Promise<readonly (string | null)[]> {
  if (places.host === undefined) return [];
  const found = await addressOf(places.host);
  if (typeof found === "string") return [found];
  const { address } = found;
  return Promise.all([
    places.port === undefined ? null : portProblem(address, "PORT", places.port),
    places.metricsPort === undefined
      ? null
      : portProblem(address, "METRICS_PORT", places.metricsPort),
  ]);
}

/**
 * What cannot be used of the places that the settings name, each with the name of its setting and never with its value
 * (a port aside). Looked at before anything is read, so that an operator learns all of it at once and soon; whoever takes
 * a port or a folder away afterwards is told by what needs it.
 */
export async function placeProblems(places: Places): Promise<readonly string[]> {
  const { dataDir, corpusDir } = places;
  const problems = await Promise.all([
    listenProblems(places),
    dataDir === undefined ? null : dataDirProblem(dataDir),
    corpusDir === undefined ? null : corpusDirProblem(corpusDir),
  ]);
  const flat = problems.flat().filter((problem) => problem !== null);
  return [...new Set(flat)];
}
