import type { EligibilityResult, SlotField } from "../../../assistant/types.js";
import { button, el } from "./dom.js";
import { ask } from "./door.js";
import { drawForm, readForm, readPartner, type Values } from "./panel-form.js";
import { download, drawResults } from "./panel-results.js";
import type { Words } from "./words.js";

const isForm = (value: unknown): value is { readonly slots: readonly SlotField[] } =>
  typeof value === "object" && value !== null && "slots" in value && Array.isArray(value.slots);

const isResult = (value: unknown): value is EligibilityResult =>
  typeof value === "object" && value !== null && "verdicts" in value && "facts" in value;

const isRefusal = (
  value: unknown,
): value is { readonly errors: readonly { readonly field: string }[] } =>
  typeof value === "object" && value !== null && "errors" in value && Array.isArray(value.errors);

/** What the panel needs of the talk beside it. */
export interface PanelTalk {
  /** What the person agreed to have kept; `null` when nothing is, or the server cannot be reached. */
  kept(): Promise<Values | null>;
  /** What was said of the person in the talk that this device shows. */
  told(): Values;
  /** Says something in the talk. */
  say(text: string): void;
}

/** The panel as others see it. */
export interface Panel {
  /** Opens it with what the talk knows of the person, judged. */
  openJudged(): void;
  /** Forgets what was filled in. */
  clear(): void;
}

const post = (path: string, body: unknown): Promise<Response | null> =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

const readJson = async (response: Response | null): Promise<unknown> => {
  const body: unknown = await response?.json().catch(() => null);
  return body;
};

/**
 * The panel where a person fills in their case and has it judged, without a talk: what is filled in stays in the page and
 * goes to the server for judging only. It is filled from what the talk keeps, and can be said in the talk. It draws itself
 * anew at each opening, in the language of that moment.
 */
export function createPanel(wordsNow: () => Words, talk: PanelTalk): Panel {
  const dialog = el("dialog", { id: "panel", "aria-labelledby": "panel-title" });
  document.body.append(dialog);
  let values: Values = {};
  /** Of the partner; empty where one person is judged. */
  let partner: Values = {};

  const caseOf = (words: Words) => ({
    profile: values,
    locale: words.locale,
    ...(Object.keys(partner).length > 0 && { partner }),
  });

  async function saveCalendar(words: Words): Promise<void> {
    const response = await post("api/v1/eligibility/calendar", caseOf(words));
    if (response?.status === 200) download("hangcai.ics", await response.blob());
  }

  /** What was said in the talk and has a field. */
  function toldOf(fields: readonly SlotField[]): Values {
    const slots = new Set(fields.map(({ slot }) => slot));
    return Object.fromEntries(Object.entries(talk.told()).filter(([slot]) => slots.has(slot)));
  }

  /** Names the field that cannot be taken, or says that the server could not be reached. */
  function sayTrouble(words: Words, body: unknown, fields: readonly SlotField[]): string {
    const field = isRefusal(body)
      ? body.errors[0]?.field.replace(/^(?:profile|partner)\./, "")
      : undefined;
    const name = fields.find(({ slot }) => slot === field)?.name;
    return name === undefined
      ? words.say("page-error-network")
      : words.say("panel-wrong", { field: name });
  }

  async function judge(
    words: Words,
    form: HTMLFormElement,
    fields: readonly SlotField[],
    results: HTMLElement,
  ): Promise<void> {
    values = readForm(form, fields);
    partner = readPartner(form, fields);
    const body = await readJson(
      await post("api/v1/eligibility", { ...caseOf(words), blocks: true }),
    );
    if (!isResult(body)) {
      const text = sayTrouble(words, body, fields);
      results.replaceChildren(el("p", { class: "trouble", role: "alert" }, text));
      return;
    }
    const drawn = drawResults(words, body, {
      send: (text) => {
        dialog.close();
        talk.say(text);
      },
      calendar: () => void saveCalendar(words),
      print: () => {
        print();
      },
    });
    results.replaceChildren(...drawn.filter((part) => part !== null));
    const title = document.getElementById("panel-results");
    title?.focus({ preventScroll: true });
    title?.scrollIntoView({ block: "start" });
  }

  /** @param isFolded the form stands behind a fold, so that the verdicts are seen first */
  function draw(
    words: Words,
    fields: readonly SlotField[],
    isKept: boolean,
    isFolded = false,
  ): void {
    const results = el("div", {
      class: "panel-results blocks",
      role: "region",
      "aria-label": words.say("panel-results"),
    });
    const told = Object.entries(toldOf(fields)).filter(([slot, value]) => values[slot] !== value);
    const form = drawForm(words, fields, values, partner, {
      judge: (filled) => void judge(words, filled, fields, results),
      clear: () => {
        values = {};
        partner = {};
        draw(words, fields, false);
      },
      ...(told.length > 0 && {
        take: () => {
          values = { ...values, ...Object.fromEntries(told) };
          draw(words, fields, isKept);
        },
      }),
    });
    const head = el(
      "div",
      { class: "panel-head" },
      el("h2", { id: "panel-title" }, words.say("panel-title")),
      button(
        words.say("panel-close"),
        () => {
          dialog.close();
        },
        { class: "quiet" },
      ),
    );
    dialog.replaceChildren(
      head,
      el("p", { class: "keeps" }, words.say(isKept ? "panel-kept" : "panel-keeps")),
      el(
        "details",
        { class: "panel-form", open: isFolded ? null : "" },
        el("summary", {}, words.say("panel-open")),
        form,
      ),
      results,
    );
  }

  /** @param isFromTalk what was said in the talk is filled in over what is there, and judged */
  async function open(isFromTalk: boolean): Promise<void> {
    const words = wordsNow();
    const path = `page-slots.json?locale=${encodeURIComponent(words.locale)}`;
    const [body, kept] = await Promise.all([
      ask(path).then(readJson),
      Object.keys(values).length === 0 ? talk.kept() : null,
    ]);
    if (!isForm(body)) return;
    const isKept = kept !== null && Object.keys(kept).length > 0;
    if (isKept) values = kept;
    if (isFromTalk) values = { ...values, ...toldOf(body.slots) };
    draw(words, body.slots, isKept, isFromTalk);
    dialog.showModal();
    if (isFromTalk) dialog.querySelector("form")?.requestSubmit();
  }

  const opener = button(wordsNow().say("panel-open"), () => void open(false), {
    id: "panel-opener",
    class: "quiet",
    "data-word": "panel-open",
  });
  document.getElementById("delete")?.before(opener);

  return {
    openJudged: () => void open(true),
    clear: () => {
      values = {};
      partner = {};
      dialog.replaceChildren();
    },
  };
}
