/**
 * A slot of few values that name nobody, which a hand-over carries. Dates, ages and wages are never handed over. Order of slots
 * and values are part of the format; both stand in `knowledge/slots.yaml` (`carried`).
 */
export interface CarriedSlot {
  readonly slot: string;
  readonly values: readonly (string | number | boolean)[];
}

/** Slots whose values are ids of districts. */
const DISTRICT_SLOTS = [
  ["w", "workDistrict"],
  ["p", "homeDistrict"],
] as const;

/** What one channel tells another so that a talk goes on there: what it was about, and facts that name nobody. */
export interface HandOver {
  readonly service?: string;
  readonly topic?: string;
  readonly district?: string;
  readonly profile: Readonly<Record<string, string | number | boolean>>;
}

/** `h_` and the code fit into the 64 signs of a Telegram start parameter. */
const HAND_OVER_LIMIT = 62;

/** Another one with every change of the slots carried or of their values: a code is read by their order. */
const VERSION = "1";
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const isId = (value: unknown): value is string => typeof value === "string" && ID.test(value);

/** The slots as digits of a number, each in base "its values + 1"; 0 = not told. Below 2^53. */
const packSlots = (slots: readonly CarriedSlot[], profile: HandOver["profile"]): number =>
  slots.reduce((packed, { slot, values }) => {
    const told = profile[slot];
    return packed * (values.length + 1) + values.findIndex((value) => value === told) + 1;
  }, 0);

function unpackSlots(
  slots: readonly CarriedSlot[],
  packed: number,
): Record<string, string | number | boolean> | null {
  const profile: Record<string, string | number | boolean> = {};
  let left = packed;
  for (const { slot, values } of slots.toReversed()) {
    const value = values[(left % (values.length + 1)) - 1];
    if (value !== undefined) profile[slot] = value;
    left = Math.floor(left / (values.length + 1));
  }
  return left === 0 ? profile : null;
}

/**
 * A hand-over as a code of letters, digits, `-` and `_`, at most 62 signs, for a start parameter or a URL
 * fragment. What does not fit is left out: home district first, then work district, then district, then topic.
 *
 * Form: `1<slots in base 36>` and then pieces `_<letter><id>`: s service, q topic, d district, w and p districts of the profile.
 */
export function encodeHandOver(talk: HandOver, slots: readonly CarriedSlot[]): string {
  const pieces = [
    ["s", talk.service],
    ["q", talk.topic],
    ["d", talk.district],
    ...DISTRICT_SLOTS.map(([letter, slot]) => [letter, talk.profile[slot]] as const),
  ] as const;
  return pieces.reduce(
    (code, [letter, id]) => {
      const longer = isId(id) ? `${code}_${letter}${id}` : code;
      return longer.length > HAND_OVER_LIMIT ? code : longer;
    },
    `${VERSION}${packSlots(slots, talk.profile).toString(36)}`,
  );
}

/** The hand-over of a code, or `null` when it is none. Ids are checked for their form only. Never throws. */
export function decodeHandOver(code: string, slots: readonly CarriedSlot[]): HandOver | null {
  const [head = "", ...pieces] = code.split("_");
  if (code.length > HAND_OVER_LIMIT || !/^1[0-9a-z]{1,10}$/u.test(head)) return null;
  const told = unpackSlots(slots, Number.parseInt(head.slice(1), 36));
  if (told === null) return null;
  const byLetter = new Map(pieces.map((piece) => [piece.charAt(0), piece.slice(1)]));
  if (![...byLetter.values()].every(isId)) return null;
  const districts = DISTRICT_SLOTS.flatMap(([letter, slot]) => {
    const id = byLetter.get(letter);
    return id === undefined ? [] : [[slot, id] as const];
  });
  const service = byLetter.get("s");
  const topic = byLetter.get("q");
  const district = byLetter.get("d");
  return {
    ...(service !== undefined && { service }),
    ...(topic !== undefined && { topic }),
    ...(district !== undefined && { district }),
    profile: { ...told, ...Object.fromEntries(districts) },
  };
}
