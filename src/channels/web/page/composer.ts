import { find } from "./dom.js";

/** Code points the API takes in one message. */
export const MAX_TEXT = 4000;

export interface ComposerOptions {
  /** Whether a message can be sent now. */
  readonly isFree: () => boolean;
  readonly send: (text: string) => void;
  /** Takes a key that belongs to something else than the field; whether it did. */
  readonly take: (event: KeyboardEvent) => boolean;
  /** Told when a text is too long to be sent, and when it no longer is. */
  readonly tooLong: (isTooLong: boolean) => void;
}

/** The field below the talk. */
export interface Composer {
  focus(): void;
  /** Puts a text into the field, to be changed. */
  put(text: string): void;
  /** Shows whether a message is on its way; the field stays usable. */
  setBusy(isBusy: boolean): void;
}

/** Safari ends a composition before the key that ended it, and marks that key so. */
const COMPOSING_KEY = 229;

/** Enter sends, Shift + Enter breaks the line, and a key that belongs to an input method does neither. */
function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return false;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign that Safari gives
  return event.keyCode !== COMPOSING_KEY;
}

/** Wires the field and its button; the focus stays in the field after sending. */
export function createComposer(options: ComposerOptions): Composer {
  const form = find("composer", HTMLFormElement);
  const field = find("field", HTMLTextAreaElement);
  const button = find("send", HTMLButtonElement);

  /** As high as its text, up to what the style allows. */
  const fit = (): void => {
    field.style.height = "auto";
    field.style.height = `${String(field.scrollHeight + 2)}px`;
  };

  const submit = (): void => {
    const text = field.value.trim();
    const isTooLong = [...text].length > MAX_TEXT;
    options.tooLong(isTooLong);
    if (text === "" || isTooLong || !options.isFree()) {
      field.focus();
      return;
    }
    field.value = "";
    fit();
    field.focus();
    options.send(text);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    if (options.take(event)) {
      event.preventDefault();
      return;
    }
    if (!isSendKey(event)) return;
    event.preventDefault();
    submit();
  });
  field.addEventListener("input", () => {
    fit();
    if ([...field.value].length <= MAX_TEXT) options.tooLong(false);
  });

  return {
    focus: () => {
      field.focus();
    },
    put: (text) => {
      field.value = text;
      fit();
      field.focus();
      field.setSelectionRange(text.length, text.length);
    },
    setBusy: (isBusy) => {
      // Not `disabled`: that would take the focus away from whoever stands on it.
      button.setAttribute("aria-disabled", String(isBusy));
    },
  };
}
