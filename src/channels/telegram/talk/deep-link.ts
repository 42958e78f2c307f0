import { decodeHandOver, type CarriedSlot, type HandOver } from "../../../shared/hand-over.js";

/** Payload of a link to us: `s_<service>`, `d_<district>`, `q_<topic>`, or `h_<code>` from the web page. */
export function readStart(payload: string, slots: readonly CarriedSlot[]): HandOver | null {
  const kind = payload.slice(0, 2);
  const id = payload.slice(2);
  if (kind === "h_") return decodeHandOver(id, slots);
  if (!/^[a-z0-9-]{1,62}$/u.test(id)) return null;
  if (kind === "s_") return { service: id, profile: {} };
  if (kind === "d_") return { district: id, profile: {} };
  if (kind === "q_") return { topic: id, profile: {} };
  return null;
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  // An object that is not null has keys; what they hold is checked where it is read.
  typeof value === "object" && value !== null ? (value as Fields) : {};
const first = (value: unknown): string | undefined => {
  const [head] = Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  return head;
};

/** What of an exported talk may be carried to the web page: what it was about, and what was told. */
export function handOverOf(exported: unknown): HandOver {
  const talk = fields(exported);
  // A talk kept by an earlier version has its matter under `focus`.
  const focus = fields(talk["frame"] ?? talk["focus"]);
  const service = first(focus["services"]);
  const topic = first(focus["topics"]);
  const district = first(focus["districts"]);
  const profile = Object.entries(fields(talk["profile"])).flatMap(([slot, value]) =>
    typeof value === "string" || typeof value === "boolean" || typeof value === "number"
      ? [[slot, value] as const]
      : [],
  );
  return {
    ...(service !== undefined && { service }),
    ...(topic !== undefined && service === undefined && { topic }),
    ...(district !== undefined && { district }),
    profile: Object.fromEntries(profile),
  };
}
