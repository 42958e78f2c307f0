import type { Suggestion } from "../../../assistant/types.js";
import { ask } from "./door.js";
import { el, find } from "./dom.js";
import type { Words } from "./words.js";

/** Waits until nobody types, so that one word is one request. */
const WAIT_MS = 120;
/** Longer texts are sentences: nothing is proposed for them, and they go nowhere before they are sent. */
const LONGEST = 24;
/** Numbers of papers and telephones must not go out while they are typed. */
const PRIVATE = /\d{5,}/u;
const MOST = 6;

export interface SuggestionOptions {
  readonly words: () => Words;
  /** Says the question of a suggestion in the talk. */
  readonly choose: (send: string) => void;
  readonly announce: (text: string) => void;
  /** False while an answer is expected: then what is typed is no question. */
  readonly isWanted: () => boolean;
}

/** What is proposed above the field. */
export interface Suggestions {
  /** Takes a key that belongs to the list; whether it did. */
  take(event: KeyboardEvent): boolean;
  close(): void;
}

const isSuggestion = (value: unknown): value is Suggestion =>
  typeof value === "object" &&
  value !== null &&
  "label" in value &&
  typeof value.label === "string" &&
  "send" in value &&
  typeof value.send === "string" &&
  "detail" in value &&
  typeof value.detail === "string";

async function lookFor(
  typed: string,
  locale: string,
  signal: AbortSignal,
): Promise<readonly Suggestion[]> {
  const query = new URLSearchParams({ q: typed, locale });
  const response = await ask(`api/v1/suggestions?${query.toString()}`, { signal });
  const body: unknown = response?.ok === true ? await response.json() : null;
  if (typeof body !== "object" || body === null || !("suggestions" in body)) return [];
  return Array.isArray(body.suggestions)
    ? body.suggestions.filter(isSuggestion).slice(0, MOST)
    : [];
}

/**
 * Names, topics and questions under the field while something is typed. The field stays a field of several lines, which ARIA lets
 * propose a list but not be a combobox; arrow keys go through the list, Enter takes, Escape closes.
 */
export function createSuggestions(options: SuggestionOptions): Suggestions {
  const field = find("field", HTMLTextAreaElement);
  const list = find("suggestions", HTMLUListElement);
  let shown: readonly Suggestion[] = [];
  let active = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;

  function close(): void {
    clearTimeout(timer);
    asking?.abort();
    shown = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  }

  function mark(index: number): void {
    active = index;
    for (const [at, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(at === index));
    }
    const option = list.children[index];
    if (option === undefined) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", option.id);
  }

  function choose(index: number): void {
    const chosen = shown[index];
    close();
    if (chosen === undefined) return;
    field.value = "";
    field.dispatchEvent(new Event("input"));
    options.choose(chosen.send);
  }

  function show(suggestions: readonly Suggestion[]): void {
    if (suggestions.length === 0) {
      close();
      return;
    }
    shown = suggestions;
    list.replaceChildren(
      ...suggestions.map(({ label, detail }, index) => {
        const option = el(
          "li",
          { role: "option", id: `suggestion-${String(index)}`, "aria-selected": "false" },
          el("span", {}, label),
          detail === "" ? null : el("span", { class: "meta" }, ` ${detail}`),
        );
        // Before the field loses the focus, which would close the list.
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
        });
        option.addEventListener("click", () => {
          choose(index);
        });
        return option;
      }),
    );
    list.hidden = false;
    mark(-1);
    options.announce(options.words().say("page-suggested", { count: suggestions.length }));
  }

  async function look(typed: string): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const found = await lookFor(typed, options.words().locale, signal).catch(() => []);
    if (!signal.aborted && field.value.trim() === typed) show(found);
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = field.value.trim();
    const isShort = typed !== "" && [...typed].length <= LONGEST && !typed.includes("\n");
    if (!isShort || PRIVATE.test(typed) || !options.isWanted()) {
      close();
      return;
    }
    timer = setTimeout(() => void look(typed), WAIT_MS);
  });
  field.addEventListener("blur", close);

  return {
    close,
    take: (event) => {
      if (list.hidden || event.isComposing) return false;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place beyond the ends: back in the field.
        const places = shown.length + 1;
        mark(((active + 1 + step + places) % places) - 1);
        return true;
      }
      if (event.key === "Escape") {
        close();
        return true;
      }
      if (event.key === "Enter" && active >= 0) {
        choose(active);
        return true;
      }
      return false;
    },
  };
}
