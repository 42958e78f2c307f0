import type { DeviceIndex } from "../../../device/types.js";
import { sayDate } from "../said.js";
import { canAnswer, isEngineKept, keepEngine, startEngine } from "./device.js";
import { find } from "./dom.js";
import { chooseHere, isHere } from "./door.js";
import { isFolder } from "./site.js";
import type { SavedTurn } from "./storage.js";
import type { Words } from "./words.js";

export interface HereOptions {
  readonly words: () => Words;
  readonly turns: () => readonly SavedTurn[];
  /** Whether the server keeps something of the talk. */
  readonly isAtServer: () => boolean;
  readonly announce: (text: string) => void;
  /** Somebody else answers from now on. */
  readonly changed: () => void;
}

/** The choice who answers, and the line that says who does. */
export interface Here {
  /** In the words of now. */
  draw(): void;
  /** A turn was answered: says by whom, and has the engine kept for times without a network. */
  answered(turn: SavedTurn): void;
}

type State = "off" | "loading" | "ready" | "failed";

/**
 * Whether some megabytes may be loaded that nobody asked for: not where data is saved or paid by what is loaded. Browsers that do not tell
 * load them for who has been here before.
 */
function mayLoad(hasBeenHere: boolean): boolean {
  const connection: unknown = "connection" in navigator ? navigator.connection : null;
  if (typeof connection !== "object" || connection === null) return hasBeenHere;
  const saves = "saveData" in connection && connection.saveData === true;
  return !saves && !("type" in connection && connection.type === "cellular");
}

/** The day and size that the server names; `null`: it gives no engine, or cannot be reached. */
async function readOffer(): Promise<Pick<DeviceIndex, "bytes"> | null> {
  const response = await fetch("device.json", { cache: "no-cache" }).catch(() => null);
  const index: unknown = response?.ok === true ? await response.json().catch(() => null) : null;
  return typeof index === "object" &&
    index !== null &&
    "bytes" in index &&
    typeof index.bytes === "number"
    ? { bytes: index.bytes }
    : null;
}

/** Draws the choice and follows it. In a folder there is none: this device answers. */
export function createHere(options: HereOptions): Here {
  const choice = find("here-choice", HTMLElement);
  const box = find("here", HTMLInputElement);
  const more = find("here-more", HTMLElement);
  const line = find("where", HTMLElement);
  const keeps = find("keeps", HTMLElement);
  const deletes = find("confirm-text", HTMLElement);
  let state: State = "off";
  let index: DeviceIndex | null = null;
  let bytes = 0;
  let isKeeping = false;
  const hasBeenHere = options.turns().length > 0;
  /** The server could not be reached at the last turn. */
  let isCutOff = false;

  function lineNow(words: Words): string {
    const date = index === null ? "" : sayDate(words, index.day);
    if (!isHere())
      return isCutOff && index !== null ? words.say("page-here-offline", { date }) : "";
    if (state === "ready") return words.say("page-here-on", { date });
    return words.say(state === "failed" ? "page-here-failed" : "page-here-loading");
  }

  function draw(): void {
    const words = options.words();
    const text = lineNow(words);
    line.textContent = text;
    line.hidden = text === "";
    box.checked = isHere();
    const size = (bytes / 1_000_000).toFixed(1);
    more.textContent = words.say("page-here-explained", { size });
    // What was said to the server before stays there.
    const isOnlyHere = isHere() && !options.isAtServer();
    keeps.textContent = words.say(isOnlyHere ? "page-keeps-here" : "page-keeps");
    deletes.textContent = words.say(
      isOnlyHere ? "page-delete-explained-here" : "page-delete-explained",
    );
    document.documentElement.dataset["answers"] = isHere() ? "here" : "server";
  }

  async function start(): Promise<void> {
    state = "loading";
    draw();
    index = await startEngine();
    state = index === null ? "failed" : "ready";
    draw();
  }

  async function offer(): Promise<void> {
    const offered = await readOffer();
    bytes = offered?.bytes ?? 0;
    // Who chose it can always leave it.
    choice.hidden = offered === null && !isHere() && !(await isEngineKept());
    draw();
  }

  /** The engine without being asked for it, when there is time: so that it is there when there is no network. */
  async function keepQuietly(): Promise<void> {
    if (isKeeping || isHere() || !mayLoad(hasBeenHere) || bytes === 0 || !("caches" in globalThis))
      return;
    isKeeping = true;
    index = (await keepEngine()) ?? index;
  }

  async function startOffline(): Promise<void> {
    index = (await startEngine()) ?? index;
    draw();
  }

  box.addEventListener("change", () => {
    chooseHere(box.checked);
    const wasSaid = options.turns().some(({ here }) => here === "chosen");
    options.announce(!box.checked && wasSaid ? options.words().say("page-here-left") : "");
    if (box.checked) void start();
    else {
      state = "off";
      draw();
    }
    options.changed();
  });

  if (isHere()) void start();
  if (!isFolder && canAnswer()) void offer();
  draw();

  return {
    draw,
    answered: ({ here }) => {
      isCutOff = here === "offline";
      if (isCutOff) void startOffline();
      else if (here === undefined) setTimeout(() => void keepQuietly(), KEEP_AFTER_MS);
      draw();
    },
  };
}

/** The answer is read first. */
const KEEP_AFTER_MS = 2_000;
