/** An address of the web as it stands in a text. */
export interface PastedAddress {
  /** The name of the machine that a browser would go to, in small letters, without port. */
  readonly host: string;
  /** Another name stands before an `@`, which a browser throws away: `https://www.example.gov.cn@example.top`. */
  readonly isMasked: boolean;
}

/** More addresses than these in one message are no question about an address. */
const MOST = 3;

/** What a reader does not see and a browser leaves out: soft hyphens, joiners, marks of direction. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;

/** A Chinese full stop between letters is read as a dot by browsers. */
const WIDE_DOT = /(?<=[\p{L}\p{N}])[。｡．](?=[a-z\d])/giu;

/** Without one of these there is no address; most texts have none. */
const DOT = /[.。｡．]/u;

/** Chinese characters end an address in running text: 网站www.example.gov.cn是真的吗. */
const LABEL = "[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{M}\\d_-]{1,63}";
const NAME = `${LABEL}(?:\\.${LABEL})+`;

/** With `https://` or `www.` any name is meant for an address. */
const MARKED = new RegExp(
  `(?<![a-z\\d._@-])(?<scheme>[a-z][a-z\\d+-]{0,9}:[\\\\/]{1,3})?(?:(?<mask>[^\\s/\\\\?#@\\p{Script=Han}，。；！？、]{1,80})@)?(?<host>${NAME})(?::\\d{1,5})?`,
  "giu",
);

/** Endings by which a bare name is an address and no abbreviation (node.js). */
const ENDING =
  /\.(?:cn|com|net|org|gov|edu|info|biz|top|xyz|vip|cc|co|io|me|tv|hk|tw|mo|ru|us|uk|jp|kr|sg|in|de|fr|eu|ltd|shop|store|site|online|website|web|club|app|dev|link|icu|work|wang|ren|fun|pro|live|cloud|tech|space|website|mobi|asia|name|art|ink|ai|la|su|pw|tk|ml|ga|cf|gq|cyou|sbs|cfd|buzz|click|win|bid|loan|group|life|today|world|zone|center|support|services?|help|pub|page|news|blog|host|press|xn--[a-z\d-]+)$/u;

/** No name of a machine is longer. */
const LONGEST = 253;

const NUMBERS = /^\d{1,3}(?:\.\d{1,3}){3}$/u;

/**
 * The addresses of a text in order, each host once. Width is folded as browsers fold it; what only looks like a letter stays
 * what it is. Addresses of mail are none.
 */
export function addressesIn(text: string): readonly PastedAddress[] {
  if (!DOT.test(text)) return [];
  const plain = text.normalize("NFKC").replace(UNSEEN, "").replace(WIDE_DOT, ".");
  const found = new Map<string, PastedAddress>();
  for (const { groups } of plain.matchAll(MARKED)) {
    const host = (groups?.["host"] ?? "").toLowerCase();
    const mask = groups?.["mask"];
    const isWeb = groups?.["scheme"] !== undefined || /^www\./iu.test(mask ?? host);
    // someone@example.com is a person's, not a page.
    if (mask !== undefined && !isWeb) continue;
    if (host.length > LONGEST) continue;
    if (!isWeb && !ENDING.test(host) && !NUMBERS.test(host)) continue;
    if (!found.has(host)) found.set(host, { host, isMasked: mask !== undefined });
  }
  return [...found.values()].slice(0, MOST);
}

/** A text without its addresses, paths and all: what is said beside them. */
export const withoutAddresses = (text: string): string => {
  const plain = text.normalize("NFKC").replace(UNSEEN, "").replace(WIDE_DOT, ".");
  return plain
    .replace(
      new RegExp(`${MARKED.source}(?:[/\\\\?#][^\\s\\p{Script=Han}，。；！？、]*)?`, "giu"),
      " ",
    )
    .trim();
};
