/** Fixed wordings in one language, as the server and the page's script both have them. */
export interface Said {
  readonly locale: string;
  /** A wording with its placeholders filled; an unknown key gives an empty text. */
  readonly say: (key: string, parameters?: Readonly<Record<string, string | number>>) => string;
}

/** Puts values into the `{placeholders}` of a wording. */
export const fillIn = (
  wording: string,
  parameters: Readonly<Record<string, string | number>>,
): string =>
  wording.replace(/\{([a-zA-Z]+)\}/gu, (whole, name: string) => String(parameters[name] ?? whole));

const DATE = /^(\d{4})(?:-(?:Q(\d)|(\d{2})(?:-(\d{2}))?))?$/u;

/** A date of a document as people say it, with the precision it has. */
export function sayDate(words: Said, date: string | null): string {
  const match = date === null ? null : DATE.exec(date);
  if (match === null) return words.say("date-unknown");
  const [, year = "", quarter, month, day] = match;
  if (quarter !== undefined) return words.say("date-quarter", { year, quarter });
  if (month === undefined) return words.say("date-year", { year });
  // Chinese writes the month without a zero, the numeric English form (2024-04) with one.
  const number = (digits: string) => (words.locale === "en" ? digits : Number(digits));
  if (day === undefined) return words.say("date-month", { year, month: number(month) });
  return words.say("date-day", { year, month: number(month), day: number(day) });
}

const HAN = /\p{Script=Han}/gu;

/** The language a text is to be read aloud in, when it is not the page's: told by its characters. */
export function languageOf(text: string, locale: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const isChinese = (text.match(HAN)?.length ?? 0) * 4 > letters;
  if (!isChinese) return letters === 0 ? locale : "en";
  return locale.startsWith("zh") ? locale : "zh-CN";
}

/** An address that may be opened; `null` for none and for any other scheme. */
export function webAddress(url: string | null | undefined): URL | null {
  if (url === null || url === undefined || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed : null;
}

/** What a telephone can dial of a number as written; the first one when there are several. */
export const dialled = (phone: string): string =>
  /\+?\d[\d\s-]{1,18}/u.exec(phone)?.[0].replace(/\s/gu, "") ?? "";

/** The day that it is in the place (UTC+8) at an instant. */
export const dayInPlace = (now: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(now);
