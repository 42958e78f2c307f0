import { openSync, readFileSync, rmSync, writeSync, closeSync, fsyncSync } from "node:fs";
import { join } from "node:path";
import { StoreError } from "../shared/errors.js";
import { FILE_MODE } from "./durable-file.js";

/** When a process started, in clock ticks since boot; `null` where the system does not tell. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Field 22 of proc(5); the name in field 2 may hold spaces and ends at the last parenthesis.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && "code" in fault && fault.code === "EPERM";
  }
}

/** Whether the process that wrote the mark still runs; a number taken over by another process does not count. */
function isHeld(mark: string): boolean {
  const [pidText, start] = mark.trim().split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  const now = startOf(pid);
  return now === null || start === undefined || start === "-" ? pid !== process.pid : now === start;
}

/**
 * Takes a folder for this process alone, so that two programs never write over each other.
 * A lock left behind by a process that ended is taken over.
 *
 * @returns the function that gives the folder back
 * @throws StoreError `store-locked`, naming the other process
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "lock");
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, "wx", FILE_MODE);
      writeSync(file, `${process.pid} ${startOf(process.pid) ?? "-"}\n`);
      fsyncSync(file);
      closeSync(file);
      return () => {
        rmSync(path, { force: true });
      };
    } catch (fault) {
      if (!(fault instanceof Error && "code" in fault && fault.code === "EEXIST")) throw fault;
      const mark = readFileSync(path, "utf8");
      if (isHeld(mark)) {
        throw new StoreError(
          "store-locked",
          `the data folder is in use by process ${mark.split(" ")[0] ?? "?"}; stop it, or set DATA_DIR to another folder`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new StoreError("store-locked", "the data folder is being taken by another process");
}
