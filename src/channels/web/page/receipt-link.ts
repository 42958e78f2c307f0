import { el } from "./dom.js";
import { receiptAddress } from "./site.js";
import type { Words } from "./words.js";

/** A link to the page on which a receipt is judged again; what was told stands behind its `#`, which no browser sends. */
export function receiptLink(words: Words, fragment: string, look: string): HTMLElement {
  return el(
    "a",
    {
      href: `${receiptAddress(words.locale)}#${fragment}`,
      target: "_blank",
      rel: "noopener noreferrer",
      class: look,
    },
    words.say("receipt-get"),
    el("span", { class: "hidden" }, ` (${words.say("page-new-window")})`),
  );
}
