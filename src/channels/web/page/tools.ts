import { button, el } from "./dom.js";
import { receiptLink } from "./receipt-link.js";
import { isFolder } from "./site.js";
import type { SavedReply, SavedTurn } from "./storage.js";
import type { Words } from "./words.js";

/** What one can do with an answer that stands there. */
export interface ToolActions {
  announce(text: string): void;
  /** Puts the question back into the field. */
  edit(text: string): void;
}

/** The page of what an answer is about, as an absolute address; nothing of the talk is in it. `null`: it has none. */
function addressOf(reply: SavedReply, locale: string): string | null {
  const [service] = reply.services;
  // A folder has no pages to read.
  if (service === undefined || isFolder) return null;
  const url = new URL(`s/${encodeURIComponent(service)}`, document.baseURI);
  if (locale !== "zh-CN") url.searchParams.set("locale", locale);
  return url.href;
}

/** Copies a text; whether the browser let it. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

async function share(title: string, url: string): Promise<"shared" | "copied" | "failed"> {
  // Browsers without a way to share, and those on plain http, get the link to paste.
  if ("share" in navigator && matchMedia("(pointer: coarse)").matches) {
    try {
      await navigator.share({ title, url });
      return "shared";
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === "AbortError") return "shared";
    }
  }
  return (await copy(url)) ? "copied" : "failed";
}

/** Prints one turn: the style of paper hides the others while it is marked. */
function printTurn(id: string): void {
  const turn = document.getElementById(`turn-${id}`);
  document.body.classList.add("printing-one");
  turn?.classList.add("printed");
  addEventListener(
    "afterprint",
    () => {
      document.body.classList.remove("printing-one");
      turn?.classList.remove("printed");
    },
    { once: true },
  );
  print();
}

/** Copy, share, print, edit: one quiet row under an answer. */
export function drawTools(
  words: Words,
  turn: SavedTurn,
  reply: SavedReply,
  actions: ToolActions,
): HTMLElement {
  const done = el("span", { class: "tool-done" });
  const tell = (text: string): void => {
    done.textContent = text;
    actions.announce(text);
  };
  const address = addressOf(reply, words.locale);
  const tool = (key: string, press: () => void): HTMLElement =>
    button(words.say(key), press, { class: "tool" });
  return el(
    "div",
    { class: "answer-tools", role: "group", "aria-label": words.say("page-tools") },
    tool("page-copy", () => {
      void copy(`${turn.text}\n\n${reply.text}`).then((isDone) => {
        tell(words.say(isDone ? "page-copied" : "page-error-refused"));
      });
    }),
    address === null
      ? null
      : tool("page-share", () => {
          void share(words.say("page-title"), address).then((outcome) => {
            if (outcome !== "shared")
              tell(outcome === "copied" ? words.say("page-shared") : address);
          });
        }),
    tool("page-print", () => {
      printTurn(turn.id);
    }),
    reply.receipt === undefined ? null : receiptLink(words, reply.receipt, "tool"),
    tool("page-edit", () => {
      actions.edit(turn.text);
    }),
    done,
  );
}
