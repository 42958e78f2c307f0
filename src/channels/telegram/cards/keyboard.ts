import type { InlineKeyboardButton } from "grammy/types";
import type { Button, ButtonSet } from "../talk/chat-record.js";
import { stopData } from "../watch/stop-data.js";

/** Version of the payloads; a payload of another one is answered like a late press. */
const VERSION = "1";

/** What a press asks for: button `index` of a set, or a page of it. */
export interface Press {
  readonly set: string;
  readonly what: "button" | "page";
  readonly index: number;
}

/** `1:<set>:b<index>` or `1:<set>:p<page>`: 15 bytes at most, whatever the language; the limit is 64. */
const payloadOf = ({ set, what, index }: Press): string =>
  `${VERSION}:${set}:${what === "button" ? "b" : "p"}${index}`;

const PAYLOAD = /^1:([0-9a-z]{8}):([bp])(\d{1,2})$/u;

/** The press that a payload stands for, or `null` when it is none of ours. */
export function readPayload(data: string): Press | null {
  const match = PAYLOAD.exec(data);
  const [, set, what, index] = match ?? [];
  if (set === undefined || index === undefined) return null;
  return { set, what: what === "b" ? "button" : "page", index: Number(index) };
}

/** A fresh id of a set of buttons: 8 of 36 signs, 41 bits; it only has to be unguessable inside one chat. */
export function newSetId(random: () => number): string {
  return Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join("");
}

/** Width of a label: a Chinese character takes about two letters. */
const widthOf = (label: string): number =>
  [...label].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);

/** Wider labels are cut by the app; so that three, two or one fit into a row of a phone. */
const ROW_WIDTHS = [10, 18] as const;
const LABEL_LIMIT = 64;

const shorten = (label: string): string => {
  const signs = [...label.replaceAll(/\s+/gu, " ").trim()];
  return signs.length > LABEL_LIMIT
    ? `${signs.slice(0, LABEL_LIMIT - 1).join("")}…`
    : signs.join("");
};

/** Rows of three, two or one, by the widest label in a row; the order stays. */
function rowsOf<T>(items: readonly T[], label: (item: T) => string): readonly (readonly T[])[] {
  const rows: T[][] = [];
  let room = 0;
  for (const item of items) {
    const width = widthOf(label(item));
    const fits = width <= ROW_WIDTHS[0] ? 3 : width <= ROW_WIDTHS[1] ? 2 : 1;
    const row = rows.at(-1);
    if (row !== undefined && row.length < Math.min(room, fits)) {
      row.push(item);
      room = Math.min(room, fits);
    } else {
      rows.push([item]);
      room = fits;
    }
  }
  // Two and two look better than three and one.
  const [before, last] = rows.slice(-2);
  const moved = before?.length === 3 && last?.length === 1 ? before.pop() : undefined;
  if (moved !== undefined) last?.unshift(moved);
  return rows;
}

interface Placed {
  readonly button: Button;
  readonly index: number;
}

/** The buttons in rows; those that belong together stand in rows of their own. */
function inRows(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups: Placed[][] = [[]];
  for (const one of placed) {
    if (one.button.isFirst === true) groups.push([]);
    groups.at(-1)?.push(one);
  }
  return groups.flatMap((group) => rowsOf(group, ({ button }) => button.label));
}

function drawButton(set: ButtonSet, button: Button, index: number): InlineKeyboardButton {
  const text = shorten(button.label);
  const { action } = button;
  if (action.kind === "url") return { text, url: action.url };
  if (action.kind === "watch-stop") return { text, callback_data: stopData(action.policy) };
  if (action.kind === "page") {
    return { text, callback_data: payloadOf({ set: set.id, what: "page", index: action.page }) };
  }
  return { text, callback_data: payloadOf({ set: set.id, what: "button", index }) };
}

/** Labels of the buttons that turn pages. */
export interface PageLabels {
  readonly back: string;
  readonly previous: string;
  readonly next: string;
}

/** What is shown above the buttons just now: a page, or (`null`) a side of a service. */
export function drawKeyboard(
  set: ButtonSet,
  page: number | null,
  labels: PageLabels,
): readonly (readonly InlineKeyboardButton[])[] {
  const turn = (text: string, to: number): InlineKeyboardButton => ({
    text,
    callback_data: payloadOf({ set: set.id, what: "page", index: to }),
  });
  const starts = startsOf(set);
  const start = page === null ? 0 : Math.max(0, ...starts.filter((one) => one <= page));
  const turning = [
    ...(page === 0 || set.pages.length === 0 ? [] : [turn(labels.back, 0)]),
    ...(page !== null && page > start ? [turn(labels.previous, page - 1)] : []),
    ...(page !== null && page > 0 && page + 1 < set.pages.length && !starts.includes(page + 1)
      ? [turn(labels.next, page + 1)]
      : []),
  ];
  const all = set.buttons.map((button, index) => ({ button, index }));
  const own = all.filter(({ button }) => button.on !== undefined && button.on === page);
  const others = all.filter(
    ({ button: { action, on } }) =>
      on === undefined &&
      // What leads away from the card stands under the card itself.
      (page === 0 || (action.kind !== "say" && action.kind !== "url")) &&
      !(action.kind === "answer" && set.isAnswered === true) &&
      (action.kind !== "page" || (set.pages.length > 0 && action.page !== start)),
  );
  const rows = inRows(own.length > 0 ? own : others).map((row) =>
    row.map(({ button, index }) => drawButton(set, button, index)),
  );
  return turning.length === 0 ? rows : [turning, ...rows];
}

/** Where the parts of a message begin that have a button each. */
const startsOf = ({ buttons }: ButtonSet): readonly number[] =>
  buttons.flatMap(({ action }) => (action.kind === "page" ? [action.page] : []));
