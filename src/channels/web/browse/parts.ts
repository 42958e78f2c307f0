import type { GuideView, NamedItem, ServiceLine } from "../../../assistant/types.js";
import type { ChannelView, ClaimView, SourceView } from "../../../reply/types.js";
import { dialled, languageOf, sayDate, webAddress } from "../said.js";
import type { Place, Sheet } from "./frame.js";
import { html, type Html } from "./html.js";

/** The sources of a page by id, numbered as they come. */
type Numbers = ReadonlyMap<string, { readonly number: number; readonly source: SourceView }>;

export const numberSources = (sources: readonly SourceView[]): Numbers =>
  new Map(sources.map((source, index) => [source.id, { number: index + 1, source }]));

const titleOf = ({ name, title }: SourceView): string => name ?? title;

/** `null` where the text is in the language of the page. */
function langOf({ locale }: Sheet, text: string): Html | null {
  const language = languageOf(text, locale);
  return language === locale ? null : html` lang="${language}"`;
}

/** A text that may be in another language than the page. */
export const inItsLanguage = (sheet: Sheet, text: string): Html => {
  const lang = langOf(sheet, text);
  return lang === null ? html`${text}` : html`<span${lang}>${text}</span>`;
};

/** Date, doubts and sources of a statement, in the words of the talk. */
function drawMark(sheet: Sheet, numbers: Numbers, claim: ClaimView): Html {
  const { say } = sheet;
  const doubts = [
    ...(claim.stale ? [say("page-stale")] : []),
    ...(claim.conflict ? [say("page-conflict")] : []),
  ];
  const references = claim.sources.flatMap((id) => {
    const entry = numbers.get(id);
    if (entry === undefined) return [];
    const { number, source } = entry;
    const label = `${say("page-source", { number })}: ${titleOf(source)}`;
    return [
      html` <a class="reference" href="#source-${number}" aria-label="${label}">${number}</a>`,
    ];
  });
  return html`<span class="meta">
    <span class="as-of">${say("page-as-of", { date: sayDate(sheet, claim.asOf) })}</span
    >${doubts.map((doubt) => html` <span class="doubt">${doubt}</span>`)}${references}</span
  >`;
}

/** One statement with its date, its doubts and the numbers of its sources. */
export const drawClaim = (sheet: Sheet, numbers: Numbers, claim: ClaimView): Html =>
  html`<span class="claim" ${langOf(sheet, claim.text)}>${claim.text}</span
    >${drawMark(sheet, numbers, claim)}`;

export const drawClaims = (sheet: Sheet, numbers: Numbers, claims: readonly ClaimView[]): Html =>
  html`<ul class="statements">
    ${claims.map((claim) => html`<li>${drawClaim(sheet, numbers, claim)}</li>`)}
  </ul>`;

/** All documents that a page rests on: publisher, date, kind and link; the whole of each on a page of its own. */
export function drawSources(sheet: Sheet, at: Place, numbers: Numbers): Html | null {
  if (numbers.size === 0) return null;
  const { say } = sheet;
  const items = [...numbers.values()].map(({ number, source }) => {
    const url = webAddress(source.url);
    const original =
      url === null
        ? say("page-no-link")
        : html`<a href="${url.href}" rel="noopener noreferrer external"
            >${say("page-source-open")}</a
          >`;
    return html`<li id="source-${number}">
      <span class="number">${number}</span>
      <a href="${at.to(`sources/${source.id}`)}" ${langOf(sheet, titleOf(source))}
        >${titleOf(source)}</a
      >
      <span class="meta">${sayPublished(sheet, source)} · ${original}</span>
    </li>`;
  });
  return html`<section class="source-list" aria-labelledby="sources">
    <h2 id="sources">${say("sources-title")}</h2>
    <ol>
      ${items}
    </ol>
  </section>`;
}

/** Publisher, date and kind in a line. */
const sayPublished = (sheet: Sheet, source: SourceView): Html =>
  html`<span${langOf(sheet, source.publisher)}>${source.publisher}</span> · ${sayPublishedOn(sheet, source)} · ${sheet.say(`trust-${source.trust}`)}`;

/** When it was published, or when it was found where it bears no date. */
export const sayPublishedOn = (sheet: Sheet, source: SourceView): string =>
  source.date === null && source.retrieved !== undefined
    ? sheet.say("date-found", { date: sayDate(sheet, source.retrieved) })
    : sayDate(sheet, source.date);

export function drawChannels(sheet: Sheet, channels: readonly ChannelView[]): Html | null {
  if (channels.length === 0) return null;
  const { say } = sheet;
  const items = channels.map(({ kind, name, url, phone, address, general }) => {
    const web = webAddress(url);
    const number = phone === undefined ? "" : dialled(phone);
    const reach = [
      web === null
        ? null
        : html`<a href="${web.href}" rel="noopener noreferrer external">${web.host}</a>`,
      phone === undefined
        ? null
        : number === ""
          ? html`<span>${phone}</span>`
          : html`<a href="tel:${number}">${phone}</a>`,
      address === undefined ? null : html`<span>${address}</span>`,
    ];
    return html`<li>
      <span class="channel-kind">${say(`kind-${kind}`)}</span
      ><span class="channel-name"
        >${inItsLanguage(sheet, name)}${general ? html` <span class="general">${say("page-general")}</span>` : null}</span
      ><span class="channel-reach">${reach}</span>
    </li>`;
  });
  return html`<section class="channels" aria-labelledby="channels">
    <h2 id="channels">${say("next-step")}</h2>
    <ul>
      ${items}
    </ul>
  </section>`;
}

const STATUS_KEYS: Readonly<Record<ServiceLine["status"], string | null>> = {
  current: null,
  unknown: null,
  ended: "browse-ended",
  planned: "browse-planned",
};

/** Services in a list, each with the statement that says what it is. */
export const drawServices = (
  sheet: Sheet,
  at: Place,
  numbers: Numbers,
  services: readonly ServiceLine[],
  { withDistrict }: { readonly withDistrict: boolean },
): Html =>
  html`<ul class="service-lines">
    ${services.map(({ id, name, district, districtName, status, claim }) => {
      const key = STATUS_KEYS[status];
      return html`<li>
        <a class="name" href="${at.to(`s/${id}`)}" ${langOf(sheet, name)}>${name}</a
        >${withDistrict ? html` <a class="district" href="${at.to(`d/${district}`)}">${districtName}</a>` : null}${key === null ? null : html` <span class="doubt">${sheet.say(key)}</span>`}${claim === null ? null : html`<p>${drawClaim(sheet, numbers, claim)}</p>`}
      </li>`;
    })}
  </ul>`;

/** Key facts, ways by group, and what no source says. */
export function drawGuide(sheet: Sheet, at: Place, numbers: Numbers, guide: GuideView): Html {
  const groups = [...new Set(guide.ways.map(({ group }) => group))];
  const ways = groups.map((group) => {
    const items = guide.ways
      .filter((way) => way.group === group)
      .map(({ for: who, service, claim }) => {
        const name =
          service === null
            ? null
            : html` <a href="${at.to(`s/${service.id}`)}" ${langOf(sheet, service.name)}
                >${service.name}</a
              >`;
        // Where nothing is said of whom it is for, the name stands there: once is enough.
        const whom =
          who === service?.name ? null : html`<strong>${inItsLanguage(sheet, who)}</strong>`;
        return html`<li>
          ${whom}${name}
          <p>${drawClaim(sheet, numbers, claim)}</p>
        </li>`;
      });
    return html`${group === null ? null : html`<h3>${group}</h3>`}
      <ul class="way-lines">
        ${items}
      </ul>`;
  });
  const silent =
    guide.silent.length === 0
      ? null
      : html`<section class="silent" aria-labelledby="silent">
          <h2 id="silent">${sheet.say("browse-silent")}</h2>
          <ul class="statements">
            ${guide.silent.map((matter) => html`<li>${inItsLanguage(sheet, matter)}</li>`)}
          </ul>
        </section>`;
  return html`${guide.lead.length === 0 ? null : html`<section class="lead card">${drawClaims(sheet, numbers, guide.lead)}</section>`}
    <section aria-labelledby="ways">
      <h2 id="ways">${sheet.say("guide-ways", { count: guide.ways.length })}</h2>
      ${ways}
    </section>
    ${silent}`;
}

export const drawCrumbs = (
  sheet: Sheet,
  at: Place,
  items: readonly { readonly path: string; readonly name: string }[],
): Html =>
  html`<nav class="crumbs" aria-label="${sheet.say("browse-crumbs")}">
    <a href="${at.to("browse")}">${sheet.say("browse-all")}</a
    >${items.map(({ path, name }) => html` › <a href="${at.to(path)}">${name}</a>`)}
  </nav>`;

/** The way from a page into the talk. */
export const drawAsk = (sheet: Sheet, at: Place, about: string): Html | null => {
  const question = sheet.catalogue.shelf.question(about);
  return question === null
    ? null
    : html`<p class="ask">
        <a class="primary" href="${at.ask(about)}">${sheet.say("browse-ask")}</a>
        <span class="meta">“${question}”</span>
      </p>`;
};

export const drawLinks = (at: Place, kind: "s" | "t" | "d", items: readonly NamedItem[]): Html =>
  html`<ul class="links">
    ${items.map(({ id, name }) => html`<li><a href="${at.to(`${kind}/${id}`)}">${name}</a></li>`)}
  </ul>`;
