import type { Locale } from "../../../shared/acts.js";
import type { ReceiptCode } from "../../../shared/receipt/receipt-code.js";
import type { Reply } from "../../../reply/types.js";
import type { Button } from "./chat-record.js";
import type { Desk, Visit } from "./desk.js";
import type { Words } from "./words.js";

/** Longer addresses get lost on the way in some apps. */
const LONGEST_ADDRESS = 2000;

/** The judgement of the last question that was judged; `null` where there is none. */
export const receiptOf = ({ answers }: Reply): ReceiptCode | null =>
  answers.findLast(({ receipt }) => receipt !== undefined)?.receipt ?? null;

/**
 * The button that opens a judgement on the page, where it is judged again; what was told stands behind the `#`, which no
 * server sees. None in groups, where others would read it, and without a public address.
 */
export function receiptButtons(
  desk: Desk,
  { place }: Visit,
  words: Words,
  locale: Locale,
  receipt: ReceiptCode | null,
): readonly Button[] {
  const { webUrl } = desk.options;
  if (receipt === null || webUrl === null || place.isGroup) return [];
  const url = new URL("receipt", webUrl);
  if (locale !== "zh-CN") url.searchParams.set("locale", locale);
  url.hash = receipt.fragment;
  // The Bot API refuses buttons with other addresses.
  if (url.protocol !== "https:" || url.href.length > LONGEST_ADDRESS) return [];
  return [{ label: words.say("receipt-get"), action: { kind: "url", url: url.href } }];
}
