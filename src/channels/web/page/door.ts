import { askEngine, isEngineKept } from "./device.js";
import { isFolder } from "./site.js";
import { loadHere, saveHere } from "./storage.js";

// Who answers what the page asks: the server, or the engine of this device. Everything that holds words of a person goes by here.

const TIMEOUT_MS = 20_000;

let chosen = isFolder || loadHere();

/** Whether this device answers, and nothing that is said leaves it. */
export const isHere = (): boolean => chosen;

/** Chooses who answers from now on; kept in this browser. */
export function chooseHere(here: boolean): void {
  chosen = here;
  saveHere(here);
}

/** The same request, answered by this device; `null`: its engine cannot be had. */
export async function askHere(path: string, init: RequestInit = {}): Promise<Response | null> {
  const answer = await askEngine({
    method: init.method ?? "GET",
    path,
    body: typeof init.body === "string" ? init.body : null,
  });
  if (answer === null) return null;
  const { status, type, body } = answer;
  return new Response(status === 204 ? null : body, { status, headers: { "Content-Type": type } });
}

/** The same request, sent to the server; `null`: it cannot be reached. */
export async function askServer(path: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    const signal = init.signal ?? AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(path, { ...init, cache: "no-store", signal });
  } catch {
    return null;
  }
}

/** Whether this device can stand in for a server that cannot be reached. */
export const canStandIn = async (): Promise<boolean> => !isFolder && (await isEngineKept());

/**
 * Asks whoever answers: this device where that was chosen, and nobody else then; otherwise the server, or this device while there is
 * no network. `null`: nobody can be reached.
 */
export async function ask(path: string, init: RequestInit = {}): Promise<Response | null> {
  if (chosen) return askHere(path, init);
  const response = await askServer(path, init);
  if (response !== null || init.signal?.aborted === true) return response;
  return !navigator.onLine && (await canStandIn()) ? askHere(path, init) : null;
}
