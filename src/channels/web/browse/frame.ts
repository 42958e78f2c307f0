import type { Catalogue } from "../../../assistant/types.js";
import { LOCALES, type Locale } from "../../../shared/acts.js";
import { fillIn, type Said } from "../said.js";
import { html, jsonScript, type Html } from "./html.js";

/** What every page of one request is drawn with. */
export interface Sheet extends Said {
  readonly locale: Locale;
  /** In words of the locale. */
  readonly catalogue: Catalogue;
  /** Public address of the start page with a slash at the end; `null` when nobody said it. */
  readonly base: string | null;
}

/** A page before it is framed. */
export interface Draft {
  /** Without a slash at the start: `s/example-hall`. */
  readonly path: string;
  readonly title: string;
  /** What the address also holds, beside the language. */
  readonly query?: Readonly<Record<string, string>>;
  /** One or two sentences for lists of search engines. */
  readonly description: string;
  readonly body: (at: Place) => Html;
  /** schema.org; absent where there is nothing to say to machines. */
  readonly data?: (at: Place) => unknown;
  /** A page of results: no machine should list it. */
  readonly isTransient?: boolean;
}

/** Writes addresses as seen from a page: relative, so that the program may stand under any prefix. */
export interface Place {
  /** An address in this site, with the language of the page. */
  to(path: string, query?: Readonly<Record<string, string>>): string;
  /** The talk, which is to begin with the question of a page. */
  ask(about: string): string;
  /** The public address where there is one, else a relative one. */
  canonical(path: string, locale?: Locale): string;
}

export const createSheet = (catalogue: Catalogue, locale: Locale, base: string | null): Sheet => ({
  locale,
  catalogue: catalogue.inLocale(locale),
  base,
  say: (key, parameters = {}) => fillIn(catalogue.say(key, locale), parameters),
});

const DEFAULT_LOCALE: Locale = "zh-CN";

const queryOf = (query: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(query).toString();
  return text === "" ? "" : `?${text}`;
};

const inLanguage = (locale: Locale): Readonly<Record<string, string>> =>
  locale === DEFAULT_LOCALE ? {} : { locale };

function placeOf({ locale, base }: Sheet, path: string): Place {
  const up = "../".repeat(path.split("/").length - 1);
  const root = up === "" ? "./" : up;
  return {
    to: (target, query = {}) =>
      `${target === "" ? root : `${up}${target}`}${queryOf({ ...query, ...inLanguage(locale) })}`,
    ask: (about) => `${root}${queryOf(inLanguage(locale))}#ask=${about}`,
    canonical: (target, spoken = locale) =>
      `${base ?? root}${target}${queryOf(inLanguage(spoken))}`,
  };
}

const LANGUAGE_NAMES = LOCALES.map((locale) => ({ locale, key: `page-locale-${locale}` }));

/** A whole page: readable, printable and to be followed without any script. */
export function framePage(sheet: Sheet, draft: Draft): string {
  const { locale, say } = sheet;
  const at = placeOf(sheet, draft.path);
  const up = "../".repeat(draft.path.split("/").length - 1);
  const languages = LANGUAGE_NAMES.map(({ locale: other, key }) =>
    other === locale
      ? html`<span aria-current="true" lang="${other}">${say(key)}</span>`
      : html`<a
          href="${up}${draft.path}${queryOf({ ...draft.query, ...inLanguage(other) })}"
          lang="${other}"
          hreflang="${other}"
          >${say(key)}</a
        >`,
  );
  const alternates =
    draft.isTransient === true
      ? html`<meta name="robots" content="noindex" />`
      : html`<link rel="canonical" href="${at.canonical(draft.path)}" /> ${LOCALES.map(
            (other) =>
              html`<link
                rel="alternate"
                hreflang="${other}"
                href="${at.canonical(draft.path, other)}"
              />`,
          )}`;
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${say("browse-title", { title: draft.title })}</title>
        <meta name="description" content="${draft.description}" />
        ${alternates}
        <link rel="icon" href="${up}icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${up}style.css" />
        <link rel="stylesheet" href="${up}browse.css" />
        <link rel="stylesheet" href="${up}print.css" media="print" />
        ${draft.data === undefined ? null : jsonScript(draft.data(at))}
      </head>
      <body class="browse">
        <a class="skip" href="#content">${say("browse-skip")}</a>
        <header class="top">
          <div class="top-inner">
            <a class="home" href="${at.to("")}"
              ><img class="mark" src="${up}icon.svg" alt="" width="36" height="36" />
              <strong>${say("page-name")}</strong></a
            >
            <nav class="tools" aria-label="${say("browse-nav")}">
              <a href="${at.to("browse")}">${say("browse-all")}</a>
              <a href="${at.to("")}">${say("browse-talk")}</a>
            </nav>
          </div>
        </header>
        <main id="content">${draft.body(at)}</main>
        <footer class="foot">
          <p class="languages" role="group" aria-label="${say("page-language")}">
            ${languages.flatMap((each, index) => (index === 0 ? [each] : [" · ", each]))}
          </p>
          <p>${say("browse-foot")}</p>
        </footer>
      </body>
    </html> `;
  return page.markup;
}
