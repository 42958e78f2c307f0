/** A number read from a text; `min` and `max` differ when it is only known within limits (十几, 三四, 30多). */
export interface Numeral {
  readonly min: number;
  readonly max: number;
  /** Code points, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** While ranges are joined: the unit written at the end (万 10,000, k 1,000), 1 without. */
interface UnitNumeral extends Numeral {
  readonly unit: number;
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  壹: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  仨: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const SMALL_UNITS: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  k: 1000,
};
const BIG_UNITS: Readonly<Record<string, number>> = { 万: 1e4, w: 1e4, 亿: 1e8 };
/** English numbers in words; "one" is mostly no number. */
const ENGLISH: Readonly<Record<string, number>> = Object.fromEntries(
  "two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .map((word, index) => [word, index + 2]),
);
/** Digits behind a unit belong to the number (2万5, 3万4000), unless a unit of their own follows (2万3年). */
const OWN_UNITS = [..."年月日号天岁", ..."个人家次期套间", ..."%％点万"].join("");
const BEHIND_UNIT =
  `(?:\\d+[千百k](?:\\d(?!\\d))?|\\d+|[一二两三四五六七八九](?![十百千万亿]))` +
  `(?![\\d.]*(?:[${OWN_UNITS}]|块钱?每|-))`;
const NUMERAL = new RegExp(
  `(?:\\d+(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:(?:[十百千万亿]+|[kw](?![a-z]))(?:${BEHIND_UNIT})?)?|半|[零〇一幺壹二两俩贰三仨叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿几点廿]+|(?<![a-z])(?:${Object.keys(ENGLISH).join("|")})(?![a-z])`,
  "gu",
);
const LAST_UNIT = /[千仟万亿kw]+$/u;
const MORE = /^[多余]/u;
const SEPARATOR = /^[-~—–到至]$/u;

/**
 * All numerals of a text, left to right: 三万五, 两万, 1.5万, 十几, 二〇二四, 一百二, 30多, 三四, 3-5, 半 (0.5).
 *
 * @param points normalized code points
 */
export function findNumerals(points: readonly string[]): Numeral[] {
  const text = points.join("");
  const toPoint = pointIndexes(text, points.length);
  const found: UnitNumeral[] = [];
  for (const match of text.matchAll(NUMERAL)) {
    const range = readNumeral(match[0]);
    if (range === null) continue;
    const start = toPoint[match.index] ?? 0;
    let end = start + Array.from(match[0]).length;
    const [min] = range;
    let [, max] = range;
    if (min === max && min >= 10 && MORE.test(points[end] ?? "")) {
      max = min + roundness(min) - 1;
      end += 1;
    }
    found.push({ min, max, start, end, unit: lastUnitOf(match[0]) });
  }
  return joinRanges(found, points);
}

/** From offsets in UTF-16 to code points. */
function pointIndexes(text: string, length: number): readonly number[] {
  if (text.length === length) return Array.from({ length }, (_, index) => index);
  const indexes: number[] = [];
  let index = 0;
  for (const point of text) {
    for (let unit = 0; unit < point.length; unit++) indexes.push(index);
    index++;
  }
  return indexes;
}

/** 30多 may be up to 39, 300多 up to 399: one of its last place that is not zero. */
function roundness(value: number): number {
  let unit = 1;
  while (value % (unit * 10) === 0) unit *= 10;
  return unit;
}

/** The unit that a numeral ends with and that one before it may share: 50万 10,000, 10k 1,000; not 百 and 十. */
function lastUnitOf(word: string): number {
  return productOf(LAST_UNIT.exec(word)?.[0] ?? "");
}

/** 3-5, 三到五, 20~30: two numerals with one mark between them; the unit of the second counts for both (20-50万, 8到10k). */
function joinRanges(found: readonly UnitNumeral[], points: readonly string[]): Numeral[] {
  const joined: UnitNumeral[] = [];
  for (const numeral of found) {
    const last = joined.at(-1);
    const between = last === undefined ? "" : points.slice(last.end, numeral.start).join("");
    if (last !== undefined && SEPARATOR.test(between) && last.min <= numeral.max) {
      const shared = last.unit === 1 && last.min * numeral.unit < numeral.max ? numeral.unit : 1;
      joined[joined.length - 1] = {
        min: last.min * shared,
        max: numeral.max,
        start: last.start,
        end: numeral.end,
        unit: numeral.unit,
      };
    } else joined.push(numeral);
  }
  return joined.map(({ min, max, start, end }) => ({ min, max, start, end }));
}

/** One numeral as [least, most]; `null` when the characters make no number (点, 几 alone). */
export function readNumeral(word: string): readonly [number, number] | null {
  if (word === "半") return [0.5, 0.5];
  const english = ENGLISH[word];
  if (english !== undefined) return both(english);
  const arabic = /^([\d,]+(?:\.\d+)?)([十百千万亿kw]*)(.*)$/u.exec(word);
  if (arabic !== null) {
    const unit = productOf(arabic[2] ?? "");
    const rest = belowUnit(arabic[3] ?? "", unit);
    const whole = round(Number((arabic[1] ?? "").replaceAll(",", "")) * unit);
    return rest === null ? null : both(whole + rest);
  }
  const plain = word.replaceAll("廿", "二十");
  if (/^[零〇一幺二三四五六七八九]{2,}$/u.test(plain)) return readDigitString(plain);
  if (plain.includes("点")) return readDecimal(plain);
  if (plain.includes("几")) return readSome(plain);
  return readUnits(plain);
}

/** What stands behind a unit: 5 in 2万5 is 5000, 4000 in 3万4000 is itself; `null` for what cannot be read whole. */
function belowUnit(rest: string, unit: number): number | null {
  if (rest === "") return 0;
  const value = readNumeral(rest)?.[0];
  if (value === undefined || unit < 100 || value >= unit) return null;
  if (value < 10) return (value * unit) / 10;
  const isWhole = /[千百k]/u.test(rest) || rest.length === String(unit).length - 1;
  return isWhole ? value : null;
}

/** 百万 = 1,000,000; 1 for no mark. */
function productOf(marks: string): number {
  return Array.from(marks).reduce(
    (product, mark) => product * (SMALL_UNITS[mark] ?? BIG_UNITS[mark] ?? 1),
    1,
  );
}

const both = (value: number): readonly [number, number] => [value, value];
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** 二〇二四 is read digit by digit; two neighbours in order (三四, 七八) mean "three or four". */
function readDigitString(word: string): readonly [number, number] {
  const digits = Array.from(word, (mark) => DIGITS[mark] ?? 0);
  const [first = 0, second = 0] = digits;
  if (digits.length === 2 && second === first + 1 && first > 0) return [first, second];
  return both(Number(digits.join("")));
}

function readDecimal(word: string): readonly [number, number] | null {
  const match = /^([^点]+)点([零〇一二三四五六七八九]+)([万亿千百]?)$/u.exec(word);
  const whole = match === null ? null : readNumeral(match[1] ?? "");
  if (match === null || whole === null) return null;
  const fraction = Array.from(match[2] ?? "", (mark) => DIGITS[mark] ?? 0).join("");
  const unit = SMALL_UNITS[match[3] ?? ""] ?? BIG_UNITS[match[3] ?? ""] ?? 1;
  return both(round(Number(`${String(whole[0])}.${fraction}`) * unit));
}

/** 十几 11–19, 二十几 21–29, 几十 20–90, 几万 20000–90000. */
function readSome(word: string): readonly [number, number] | null {
  if (word === "几") return null;
  const low = readUnits(word.replace("几", word.startsWith("几") ? "二" : "一"));
  const high = readUnits(word.replace("几", "九"));
  return low === null || high === null ? null : [low[0], high[1]];
}

/** 三万五 = 35000, 一百二 = 120, 十五 = 15, 一千零五 = 1005, 两三万 = 20000–30000, 二十七八 = 27–28. */
function readUnits(word: string): readonly [number, number] | null {
  const pair = /^([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]+)$/u.exec(word);
  if (pair !== null) {
    const low = readUnits(`${pair[1] ?? ""}${pair[3] ?? ""}`);
    const high = readUnits(`${pair[2] ?? ""}${pair[3] ?? ""}`);
    return low === null || high === null || low[0] >= high[0] ? null : [low[0], high[0]];
  }
  const years = /^([二三四五六七八九]?十)([一二三四五六七八])([二三四五六七八九])$/u.exec(word);
  if (years !== null) {
    const low = readUnits(`${years[1] ?? ""}${years[2] ?? ""}`);
    const high = readUnits(`${years[1] ?? ""}${years[3] ?? ""}`);
    return low === null || high === null || high[0] !== low[0] + 1 ? null : [low[0], high[0]];
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastUnit = 1;
  let afterZero = false;
  for (const mark of word) {
    const value = DIGITS[mark];
    const small = SMALL_UNITS[mark];
    const big = BIG_UNITS[mark];
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = value;
      afterZero ||= value === 0;
    } else if (small !== undefined) {
      section += (digit ?? 1) * small;
      digit = null;
      lastUnit = small;
      afterZero = false;
    } else if (big !== undefined) {
      total = (total + section + (digit ?? (section === 0 && total === 0 ? 1 : 0))) * big;
      section = 0;
      digit = null;
      lastUnit = big;
      afterZero = false;
    } else return null;
  }
  // The last digit after a unit counts in the place below it, unless a zero says otherwise (一百二, 一百零二).
  const tail = digit === null ? 0 : !afterZero && lastUnit >= 100 ? digit * (lastUnit / 10) : digit;
  return both(total + section + tail);
}
