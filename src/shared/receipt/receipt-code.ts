import { isLocalDate, type LocalDate } from "../dates.js";
import { fromBase64url, toBase32, toBase64url } from "./base-n.js";
import { canonicalJson } from "./canonical-json.js";
import { sha256 } from "./sha256.js";

// The format is written down in src/shared/receipt/README.md, so that anybody can reproduce an id.

/** A rule as a receipt names it, and which version of it was judged by: four signs each. */
export interface RuleMark {
  readonly mark: string;
  readonly version: string;
}

/** What a receipt holds: enough to judge the same again. */
export interface Receipt {
  /** The day judged as on. */
  readonly day: LocalDate;
  /** By slot; their values are checked by whoever knows the slots. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Each rule once. */
  readonly rules: readonly RuleMark[];
  /** All rules that were held were judged, so that a newer one is news. */
  readonly whole: boolean;
}

/** A receipt as it is handed out. */
export interface ReceiptCode {
  readonly id: string;
  /** What stands behind the `#` of its address. */
  readonly fragment: string;
}

/** Why a fragment is refused. */
export type ReceiptFault = "long" | "version" | "broken" | "forged";

const VERSION = "1";

/**
 * Every slot told at its longest stays below; addresses that are longer get lost on the way.
 *
 * @internal for its test
 */
export const FRAGMENT_LIMIT = 8000;

const ID_BYTES = 10;
const MARK_BYTES = 3;
const MARK_SIGNS = 4;

const hashed = (text: string, bytes: number): Uint8Array =>
  sha256(new TextEncoder().encode(text)).slice(0, bytes);

/** How a receipt names a rule: the beginning of the hash of its id. */
export const ruleMark = (policy: string): string => toBase64url(hashed(policy, MARK_BYTES));

/** Which version of a rule it is: the beginning of the hash of what it judges by. */
export const ruleVersion = (judgesBy: unknown): string =>
  toBase64url(hashed(canonicalJson(judgesBy), MARK_BYTES));

/** The one text of a receipt. */
const textOf = ({ day, facts, rules, whole }: Receipt): string =>
  canonicalJson({
    day,
    facts,
    rules: rules
      .map(({ mark, version }) => mark + version)
      .sort()
      .join(""),
    whole,
  });

/** A receipt as id and fragment; the same for the same facts, rules and day, whoever makes it. */
export function encodeReceipt(receipt: Receipt): ReceiptCode {
  const text = textOf(receipt);
  const id = toBase32(hashed(`${VERSION}.${text}`, ID_BYTES));
  return { id, fragment: `${VERSION}.${id}.${toBase64url(new TextEncoder().encode(text))}` };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPlain = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** A value, or limits of one; nothing goes deeper. */
const isFact = (value: unknown): boolean =>
  isPlain(value) || (isRecord(value) && Object.values(value).every(isPlain));

/** The rules of their text; `null` when it is none, or names one twice. */
function readRules(text: unknown): readonly RuleMark[] | null {
  if (typeof text !== "string" || !/^(?:[\w-]{8})*$/u.test(text)) return null;
  const rules = (text.match(/.{8}/gu) ?? []).map((both) => ({
    mark: both.slice(0, MARK_SIGNS),
    version: both.slice(MARK_SIGNS),
  }));
  return new Set(rules.map(({ mark }) => mark)).size === rules.length ? rules : null;
}

function readText(text: string): Receipt | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { day, facts, rules: written, whole } = value;
  const rules = readRules(written);
  if (typeof day !== "string" || !isLocalDate(day) || !isRecord(facts)) return null;
  if (rules === null || typeof whole !== "boolean") return null;
  if (!Object.values(facts).every(isFact)) return null;
  return { day, facts, rules, whole };
}

/** Bytes as text, or `null` when they are no UTF-8. */
function decoded(bytes: Uint8Array<ArrayBuffer> | null): string | null {
  try {
    return bytes === null
      ? null
      : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The receipt of a fragment (without its `#`), or why it is none. Never throws. Only the one way to write a receipt is
 * taken, and only with the id that follows from it; slots and values are checked by whoever knows them.
 */
export function decodeReceipt(
  fragment: string,
):
  | { readonly id: string; readonly receipt: Receipt; readonly fault?: undefined }
  | { readonly fault: ReceiptFault } {
  if (fragment.length > FRAGMENT_LIMIT) return { fault: "long" };
  const [version = "", id = "", body, ...more] = fragment.split(".");
  if (body === undefined || more.length > 0 || !/^\d{1,3}$/u.test(version)) {
    return { fault: "broken" };
  }
  if (version !== VERSION) return { fault: "version" };
  const text = decoded(fromBase64url(body));
  const receipt = text === null ? null : readText(text);
  if (receipt === null) return { fault: "broken" };
  const again = encodeReceipt(receipt);
  if (again.fragment === fragment) return { id, receipt };
  return { fault: again.fragment.endsWith(`.${body}`) ? "forged" : "broken" };
}
