import type { Locale } from "../../../shared/acts.js";
import { FACETS, LOCALES, type Facet } from "../../../shared/acts.js";
import type { Rich } from "../cards/rich-text.js";

/** What a button does. */
export type ButtonAction =
  /** Asks the assistant, as if the text had been typed. */
  | { readonly kind: "say"; readonly send: string }
  /** The same as the answer to a question for a slot; nothing while another one is asked. */
  | { readonly kind: "answer"; readonly slot: string; readonly send: string }
  /** Shows a page of the same message; 0 is the one it began with. */
  | { readonly kind: "page"; readonly page: number }
  /** Shows one side of a service in the same message. */
  | { readonly kind: "facet"; readonly service: string; readonly facet: Facet }
  /** Sends a calendar file about some services, or about all. */
  | { readonly kind: "calendar"; readonly services?: readonly string[] }
  /** Begins to watch some services, or all that fits; `isSure`: who presses it agrees to have the facts kept. */
  | { readonly kind: "watch"; readonly isSure: boolean; readonly services?: readonly string[] }
  /** Ends to watch a policy, or (`null`) everything. */
  | { readonly kind: "watch-stop"; readonly policy: string | null }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "forget"; readonly isSure: boolean }
  /** `null`: as the person writes. */
  | { readonly kind: "language"; readonly locale: Locale | null };

export interface Button {
  readonly label: string;
  readonly action: ButtonAction;
  /** The page under which alone it stands; everywhere when absent. */
  readonly on?: number;
  /** It begins a new row. */
  readonly isFirst?: boolean;
}

/** The question that is open, and the message that puts it. */
export interface OpenQuestion {
  readonly message: number;
  readonly set: string;
  readonly text: string;
  /** The message is the question alone: the next one takes its place. */
  readonly isCard: boolean;
}

/** The buttons under one message, with the pages that they turn. */
export interface ButtonSet {
  readonly id: string;
  /** Language of the message and its buttons. */
  readonly locale: Locale;
  readonly buttons: readonly Button[];
  readonly pages: readonly Rich[];
  /** Its question is answered or passed: the answers are no longer shown. */
  readonly isAnswered?: boolean;
}

/** Which message of ours answered which message of the person's; for edits. */
export interface Answered {
  readonly asked: number;
  readonly by: readonly number[];
}

/** What the adapter keeps of one chat; holds neither the chat's id nor a name. */
export interface ChatRecord {
  readonly version: 1;
  /** Absent: as the person writes. */
  readonly locale?: Locale;
  /** Newest last. */
  readonly sets: readonly ButtonSet[];
  /** Newest last. */
  readonly answered: readonly Answered[];
  readonly question?: OpenQuestion;
}

/** Messages whose buttons stay alive; older ones are answered politely. */
const KEPT_SETS = 12;
/** Of these the newest keep their pages too; the others turn to what the catalogue says, and not back. */
const KEPT_PAGES = 4;
const KEPT_ANSWERED = 24;

const NEW_RECORD: ChatRecord = { version: 1, sets: [], answered: [] };

export const withSet = (record: ChatRecord, set: ButtonSet): ChatRecord => ({
  ...record,
  sets: [
    ...record.sets
      .filter(({ id }) => id !== set.id)
      .slice(1 - KEPT_SETS)
      .map((old, index, { length }) =>
        index < length - KEPT_PAGES + 1 && old.pages.length > 0 ? { ...old, pages: [] } : old,
      ),
    set,
  ],
});

export const withAnswered = (record: ChatRecord, answered: Answered): ChatRecord => ({
  ...record,
  answered: [...record.answered.filter(({ asked }) => asked !== answered.asked), answered].slice(
    -KEPT_ANSWERED,
  ),
});

export const withLocale = (
  { version, sets, answered, question }: ChatRecord,
  locale: Locale | null,
): ChatRecord => ({
  version,
  sets,
  answered,
  ...(question !== undefined && { question }),
  ...(locale !== null && { locale }),
});

export const withQuestion = (
  { version, sets, answered, locale }: ChatRecord,
  question: OpenQuestion | null,
): ChatRecord => ({
  version,
  sets,
  answered,
  ...(locale !== undefined && { locale }),
  ...(question !== null && { question }),
});

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const localeOf = (value: unknown): Locale | undefined => LOCALES.find((each) => each === value);

function readAction(value: unknown): ButtonAction | null {
  if (!isFields(value)) return null;
  const { kind, send, page, service, url, isSure } = value;
  const facet = FACETS.find((each) => each === value["facet"]);
  if (kind === "say" && typeof send === "string") return { kind, send };
  if (kind === "answer" && typeof send === "string" && typeof value["slot"] === "string") {
    return { kind, slot: value["slot"], send };
  }
  if (kind === "page" && typeof page === "number") return { kind, page };
  if (kind === "facet" && typeof service === "string" && facet !== undefined) {
    return { kind, service, facet };
  }
  if (kind === "url" && typeof url === "string") return { kind, url };
  const ids = list(value["services"]).filter((id) => typeof id === "string");
  const services = Array.isArray(value["services"]) && { services: ids };
  if (kind === "calendar") return { kind, ...services };
  if (kind === "watch" && typeof isSure === "boolean") return { kind, isSure, ...services };
  if (kind === "watch-stop") {
    const { policy } = value;
    return typeof policy === "string" || policy === null ? { kind, policy } : null;
  }
  if (kind === "forget" && typeof isSure === "boolean") return { kind, isSure };
  if (kind === "language") return { kind, locale: localeOf(value["locale"]) ?? null };
  return null;
}

function readRich(value: unknown): readonly Rich[] {
  if (!isFields(value) || typeof value["text"] !== "string") return [];
  const { text } = value;
  const entities = list(value["entities"]).flatMap((entity) => {
    if (!isFields(entity)) return [];
    const { type, offset, length } = entity;
    if (type !== "bold" && type !== "italic") return [];
    if (typeof offset !== "number" || typeof length !== "number") return [];
    return [{ type: type === "bold" ? ("bold" as const) : ("italic" as const), offset, length }];
  });
  return [{ text, entities }];
}

function readSet(value: unknown): readonly ButtonSet[] {
  if (!isFields(value) || typeof value["id"] !== "string") return [];
  const buttons = list(value["buttons"]).flatMap((button) => {
    const action = isFields(button) ? readAction(button["action"]) : null;
    if (!isFields(button) || action === null || typeof button["label"] !== "string") return [];
    const { on, isFirst } = button;
    return [
      {
        label: button["label"],
        action,
        ...(typeof on === "number" && { on }),
        ...(isFirst === true && { isFirst }),
      },
    ];
  });
  const locale = localeOf(value["locale"]) ?? "zh-CN";
  const isAnswered = value["isAnswered"] === true;
  const pages = list(value["pages"]).flatMap(readRich);
  return [{ id: value["id"], locale, buttons, pages, ...(isAnswered && { isAnswered }) }];
}

function readQuestion(value: unknown): OpenQuestion | null {
  if (!isFields(value)) return null;
  const { message, set, text, isCard } = value;
  if (typeof message !== "number" || typeof set !== "string" || typeof text !== "string")
    return null;
  return { message, set, text, isCard: isCard === true };
}

function readAnswered(value: unknown): readonly Answered[] {
  if (!isFields(value) || typeof value["asked"] !== "number") return [];
  const by = list(value["by"]).filter((id) => typeof id === "number");
  return [{ asked: value["asked"], by }];
}

/** A record as it was kept; one that is missing, damaged or of another version counts as new. */
export function readRecord(kept: unknown): ChatRecord {
  if (!isFields(kept) || kept["version"] !== 1) return NEW_RECORD;
  const locale = localeOf(kept["locale"]);
  const question = readQuestion(kept["question"]);
  return {
    version: 1,
    ...(question !== null && { question }),
    ...(locale !== undefined && { locale }),
    sets: list(kept["sets"]).flatMap(readSet),
    answered: list(kept["answered"]).flatMap(readAnswered),
  };
}
