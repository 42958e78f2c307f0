import { createHash } from "node:crypto";

// A second reader of the format in src/shared/receipt/README.md, written from that text alone: it shares no line with the
// program, so that what both say is what the format says.

type Plain = string | number | boolean;

/** A receipt as the second reader sees it. */
export interface SecondReceipt {
  readonly day: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Version of each rule, by the rule's mark. */
  readonly versions: ReadonlyMap<string, string>;
  readonly whole: boolean;
}

const start = (text: string, bytes: number): string =>
  createHash("sha256").update(text, "utf8").digest().subarray(0, bytes).toString("base64url");

/** Base32 by long division, five bits a sign. */
function idOf(text: string): string {
  const signs = "abcdefghijklmnopqrstuvwxyz234567";
  const hex = createHash("sha256").update(`1.${text}`, "utf8").digest("hex").slice(0, 20);
  let number = BigInt(`0x${hex}`);
  let id = "";
  for (let count = 0; count < 16; count += 1) {
    id = signs.charAt(Number(number % 32n)) + id;
    number /= 32n;
  }
  return id;
}

/** The mark of a rule by its id. */
export const markByHand = (policy: string): string => start(policy, 3);

function writeValue(value: Plain | Readonly<Record<string, Plain>>): string {
  if (typeof value !== "object") return JSON.stringify(value);
  const limits = ["max", "min"].filter((name) => name in value);
  return `{${limits.map((name) => `"${name}":${JSON.stringify(value[name])}`).join(",")}}`;
}

/** Id and fragment, written by hand in the order that the format gives. */
export function writeByHand(
  day: string,
  facts: Readonly<Record<string, Plain | Readonly<Record<string, Plain>>>>,
  rules: readonly (readonly [mark: string, version: string])[],
  whole: boolean,
): { readonly id: string; readonly fragment: string } {
  const told = Object.keys(facts)
    .sort()
    .map((slot) => {
      const value = facts[slot];
      return value === undefined ? "" : `${JSON.stringify(slot)}:${writeValue(value)}`;
    })
    .join(",");
  const judged = rules
    .map((pair) => pair.join(""))
    .sort()
    .join("");
  const text = `{"day":"${day}","facts":{${told}},"rules":"${judged}","whole":${String(whole)}}`;
  const id = idOf(text);
  return { id, fragment: `1.${id}.${Buffer.from(text, "utf8").toString("base64url")}` };
}

/** Reads a fragment; `null` when its id does not follow from its content. */
export function readByHand(fragment: string): SecondReceipt | null {
  const match = /^1\.([a-z2-7]{16})\.([\w-]+)$/.exec(fragment);
  if (match === null) return null;
  const text = Buffer.from(match[2] ?? "", "base64url").toString("utf8");
  if (idOf(text) !== match[1]) return null;
  const { day, facts, rules, whole } = JSON.parse(text) as {
    day: string;
    facts: Record<string, unknown>;
    rules: string;
    whole: boolean;
  };
  const versions = new Map<string, string>();
  for (let at = 0; at < rules.length; at += 8) {
    versions.set(rules.slice(at, at + 4), rules.slice(at + 4, at + 8));
  }
  return { day, facts, versions, whole };
}
