/** Slots with few values that name nobody; dates, ages and wages are never handed over. Order and values are part of the format. */
const SLOTS = [
  ["degree", ["high-school", "associate", "bachelor", "master", "doctor"]],
  ["studyMode", ["full-time", "part-time"]],
  ["studying", [true, false]],
  ["nationality", ["cn", "foreign"]],
  ["overseasDegree", [true, false]],
  ["hukou", ["hangzhou", "elsewhere"]],
  ["employment", ["employee", "founder", "self-employed", "flexible", "unemployed", "student"]],
  ["ownsHomeInHangzhou", [true, false]],
  ["inPublicRental", [true, false]],
  ["talentClass", ["A", "B", "C", "D", "E", "none"]],
  ["recommended", [true, false]],
  ["rider", [true, false]],
] as const;

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

const VERSION = "1";
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const isId = (value: unknown): value is string => typeof value === "string" && ID.test(value);

/** The slots as digits of a number, each in base "its values + 1"; 0 = not told. Below 2^53. */
const packSlots = (profile: HandOver["profile"]): number =>
  SLOTS.reduce((packed, [slot, values]) => {
    const told = profile[slot];
    return packed * (values.length + 1) + values.findIndex((value) => value === told) + 1;
  }, 0);

function unpackSlots(packed: number): Record<string, string | boolean> | null {
  const profile: Record<string, string | boolean> = {};
  let left = packed;
  for (const [slot, values] of [...SLOTS].reverse()) {
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
export function encodeHandOver(talk: HandOver): string {
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
    `${VERSION}${packSlots(talk.profile).toString(36)}`,
  );
}

/** The hand-over of a code, or `null` when it is none. Ids are checked for their form only. Never throws. */
export function decodeHandOver(code: string): HandOver | null {
  const [head = "", ...pieces] = code.split("_");
  if (code.length > HAND_OVER_LIMIT || !/^1[0-9a-z]{1,10}$/u.test(head)) return null;
  const slots = unpackSlots(Number.parseInt(head.slice(1), 36));
  if (slots === null) return null;
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
    profile: { ...slots, ...Object.fromEntries(districts) },
  };
}
