import type { ServiceLine } from "../../../assistant/types.js";
import type { Draft, Place, Sheet } from "./frame.js";
import { html, type Html } from "./html.js";
import {
  drawAsk,
  drawChannels,
  drawClaim,
  drawClaims,
  drawCrumbs,
  drawGuide,
  drawLinks,
  drawServices,
  drawSources,
  inItsLanguage,
  numberSources,
  sayPublishedOn,
} from "./parts.js";
import { breadcrumbData, questionsData, serviceData } from "./structured.js";

/** The page of a service: every side that sources speak of, where to go, and the documents. */
export function servicePage(sheet: Sheet, id: string): Draft | null {
  const { say, catalogue } = sheet;
  const detail = catalogue.get(id);
  const service = catalogue.shelf.service(id);
  if (detail === null || service === null) return null;
  const path = `s/${service.id}`;
  const numbers = numberSources(detail.sources);
  const [lead, ...sides] = service.sides;
  const description =
    lead?.claims[0]?.text ?? say("browse-service-only-named", { name: service.name });
  const notice =
    detail.status === "ended"
      ? say("notice-ended")
      : detail.status === "planned"
        ? say("notice-planned")
        : null;
  const body = (at: Place): Html =>
    html` ${drawCrumbs(sheet, at, [{ path: `d/${detail.district}`, name: service.districtName }])}
      <article>
        <h1>${inItsLanguage(sheet, service.name)}</h1>
        <p class="chips">
          <a class="district" href="${at.to(`d/${detail.district}`)}">${service.districtName}</a
          >${service.topics.map(({ id: topic, name }) => html` <a class="district" href="${at.to(`t/${topic}`)}">${name}</a>`)}
        </p>
        ${notice === null ? null : html`<p class="note">${notice}</p>`}
        ${
          lead === undefined
            ? html`<p>${description}</p>`
            : html`<section class="lead card">
                <h2 class="hidden">${lead.title}</h2>
                ${drawClaims(sheet, numbers, lead.claims)}
              </section>`
        }
        ${drawAsk(sheet, at, `s.${service.id}`)}
        ${sides.map(
          ({ facet, title, question, claims }) =>
            html`<section class="side" aria-labelledby="${facet}">
              <h2 id="${facet}">
                ${title}
                <a
                  class="ask-side"
                  href="${at.ask(`s.${service.id}.${facet}`)}"
                  aria-label="${say("browse-ask-this", { question })}"
                  >${say("browse-ask-short")}</a
                >
              </h2>
              ${drawClaims(sheet, numbers, claims)}
            </section>`,
        )}
        ${drawChannels(sheet, detail.channels)} ${drawSources(sheet, at, numbers)}
        ${
          service.partOf === null && service.parts.length === 0
            ? null
            : html`<section aria-labelledby="related">
                <h2 id="related">${say("browse-related")}</h2>
                ${drawLinks(at, "s", [...(service.partOf === null ? [] : [service.partOf]), ...service.parts])}
              </section>`
        }
        ${service.aliases.length + service.covers.length === 0 ? null : html`<p class="meta aliases">${say("browse-aliases", { names: [...new Set([...service.aliases, ...service.covers])].join(say("comma")) })}</p>`}
      </article>`;
  return {
    path,
    title: service.name,
    description,
    body,
    data: (at) => [
      serviceData(at, detail, service),
      questionsData(sheet, at, path, service.sides, detail.sources),
      breadcrumbData(at, [
        { path: "browse", name: say("browse-all") },
        { path: `d/${detail.district}`, name: service.districtName },
        { path, name: service.name },
      ]),
    ],
  };
}

/** The page of a topic: its guide, and the services that belong to it by district. */
export function topicPage(sheet: Sheet, id: string): Draft | null {
  const { say, catalogue } = sheet;
  const topic = catalogue.shelf.topic(id);
  if (topic === null) return null;
  const path = `t/${id}`;
  const numbers = numberSources(topic.sources);
  const question = catalogue.shelf.question(`t.${id}`) ?? topic.name;
  const body = (at: Place): Html =>
    html` ${drawCrumbs(sheet, at, [])}
      <h1>${topic.name}</h1>
      ${drawAsk(sheet, at, `t.${id}`)}
      ${topic.guide === null ? null : drawGuide(sheet, at, numbers, topic.guide)}
      ${
        topic.guides.length === 0
          ? null
          : html`<section aria-labelledby="guides">
              <h2 id="guides">${say("browse-guides")}</h2>
              ${drawLinks(at, "t", topic.guides)}
            </section>`
      }
      ${
        topic.services.length === 0
          ? null
          : html`<section aria-labelledby="services">
              <h2 id="services">${say("browse-services", { count: topic.services.length })}</h2>
              ${drawServices(sheet, at, numbers, topic.services, { withDistrict: true })}
            </section>`
      }
      ${topic.guide === null ? null : drawChannels(sheet, topic.guide.channels)}
      ${drawSources(sheet, at, numbers)}`;
  const lead = topic.guide?.lead ?? [];
  return {
    path,
    title: topic.name,
    description:
      lead.map(({ text }) => text).join(" ") ||
      say("browse-topic-description", { topic: topic.name, count: topic.services.length }),
    body,
    data: (at) => [
      ...(topic.guide === null
        ? []
        : [
            questionsData(
              sheet,
              at,
              path,
              [{ question, claims: [...lead, ...topic.guide.ways.map(({ claim }) => claim)] }],
              topic.sources,
            ),
          ]),
      breadcrumbData(at, [
        { path: "browse", name: say("browse-all") },
        { path, name: topic.name },
      ]),
    ],
  };
}

/** Services by the first of their topics; each stands once. */
function byTopic(
  services: readonly ServiceLine[],
  names: ReadonlyMap<string, string>,
): readonly {
  readonly id: string;
  readonly name: string;
  readonly services: readonly ServiceLine[];
}[] {
  const groups = new Map<string, ServiceLine[]>();
  for (const service of services) {
    const [topic = ""] = service.topics;
    groups.set(topic, [...(groups.get(topic) ?? []), service]);
  }
  return [...groups].map(([id, list]) => ({ id, name: names.get(id) ?? id, services: list }));
}

/** The page of a district: its guide, its own entrances, and its services by topic. */
export function districtPage(sheet: Sheet, id: string): Draft | null {
  const { say, catalogue } = sheet;
  const district = catalogue.shelf.district(id);
  if (district === null) return null;
  const path = `d/${id}`;
  const numbers = numberSources(district.sources);
  const names = new Map(catalogue.topics.map((topic) => [topic.id, topic.name]));
  const title = say("browse-district-title", { district: district.name });
  const body = (at: Place): Html =>
    html` ${drawCrumbs(sheet, at, [])}
      <h1>${title}</h1>
      ${drawAsk(sheet, at, `d.${id}`)}
      ${district.guide === null ? null : drawGuide(sheet, at, numbers, district.guide)}
      <section aria-labelledby="services">
        <h2 id="services">${say("browse-services", { count: district.services.length })}</h2>
        ${byTopic(district.services, names).map(
          ({ name, services }) =>
            html`<h3>${name}</h3>
              ${drawServices(sheet, at, numbers, services, { withDistrict: false })}`,
        )}
      </section>
      ${drawChannels(sheet, district.guide === null ? district.channels : [...new Map([...district.guide.channels, ...district.channels].map((channel) => [channel.id, channel])).values()])}
      ${drawSources(sheet, at, numbers)}`;
  return {
    path,
    title,
    description: say("browse-district-description", {
      district: district.name,
      count: district.services.length,
    }),
    body,
    data: (at) => [
      breadcrumbData(at, [
        { path: "browse", name: say("browse-all") },
        { path, name: title },
      ]),
    ],
  };
}

/** The page of a document: who published it, when, of what kind, and everything that is told from it. */
export function sourcePage(sheet: Sheet, id: string): Draft | null {
  const { say, catalogue } = sheet;
  const found = catalogue.shelf.source(id);
  if (found === null) return null;
  const { source, isRepost, told } = found;
  const path = `sources/${id}`;
  const title = source.name ?? source.title;
  const numbers = numberSources([]);
  const row = (name: string, value: Html | string): Html =>
    html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  const url = isRepost || source.url === null ? null : source.url;
  const pages = new Map<
    string,
    {
      readonly kind: string;
      readonly id: string;
      readonly name: string;
      readonly claims: (typeof told)[number]["claim"][];
    }
  >();
  for (const { kind, id: on, name, claim } of told) {
    const page = pages.get(`${kind}/${on}`) ?? { kind, id: on, name, claims: [] };
    page.claims.push(claim);
    pages.set(`${kind}/${on}`, page);
  }
  const body = (at: Place): Html =>
    html` ${drawCrumbs(sheet, at, [])}
      <h1>${inItsLanguage(sheet, title)}</h1>
      <dl class="facts">
        ${source.name === undefined ? null : row(say("page-original"), inItsLanguage(sheet, source.title))}
        ${row(say("page-publisher"), inItsLanguage(sheet, source.publisher))}
        ${row(say("page-date"), sayPublishedOn(sheet, source))}
        ${row(say("page-trust"), say(`trust-${source.trust}`))}
        ${source.cites.map((cited) => row(say("page-cites"), inItsLanguage(sheet, cited)))}
        ${row(say("browse-address"), isRepost ? say("browse-repost") : url === null ? say("page-no-link") : html`<a href="${url}" rel="noopener noreferrer external">${say("page-source-open")}</a>`)}
      </dl>
      <section aria-labelledby="told">
        <h2 id="told">${say("browse-told", { count: told.length })}</h2>
        ${[...pages].map(
          ([page, { name, claims }]) =>
            html`<h3><a href="${at.to(page)}">${inItsLanguage(sheet, name)}</a></h3>
              <ul class="statements">
                ${claims.map((claim) => html`<li>${drawClaim(sheet, numbers, claim)}</li>`)}
              </ul>`,
        )}
      </section>`;
  return {
    path,
    title,
    description: say("browse-source-description", {
      title,
      publisher: source.publisher,
      date: sayPublishedOn(sheet, source),
    }),
    body,
  };
}

const drawSearch = (sheet: Sheet, at: Place, asked: string): Html =>
  html`<form
    class="search"
    role="search"
    method="get"
    action="${at.to("search").replace(/\?.*$/u, "")}"
  >
    <label for="q">${sheet.say("browse-search")}</label
    ><span class="composer-row"
      ><input
        id="q"
        name="q"
        type="search"
        value="${asked}"
        maxlength="100"
        autocomplete="off"
        enterkeyhint="search"
      />${sheet.locale === "zh-CN" ? null : html`<input type="hidden" name="locale" value="${sheet.locale}" />`}<button
        class="primary"
        type="submit"
      >
        ${sheet.say("browse-search-button")}
      </button></span
    >
  </form>`;

/** Services named in the table where a district has no guide. */
const MOST_NAMED = 3;

/** Everything by topic and by district, with the search. */
export function indexPage(sheet: Sheet): Draft {
  const { say, catalogue } = sheet;
  const { shelf } = catalogue;
  const topics = shelf.topics();
  const services = shelf.services();
  const districts = shelf.districts();
  const leads = new Map(districts.map(({ id }) => [id, shelf.district(id)]));
  const sources = [...leads.values()].flatMap((district) => district?.sources ?? []);
  const cited = new Set(
    [...leads.values()].flatMap((district) => district?.guide?.lead[0]?.sources ?? []),
  );
  const numbers = numberSources([
    ...new Map(
      sources.filter(({ id }) => cited.has(id)).map((source) => [source.id, source]),
    ).values(),
  ]);
  const body = (at: Place): Html =>
    html` <h1>${say("browse-all")}</h1>
      <p>${say("browse-intro", { count: services.length })}</p>
      ${drawSearch(sheet, at, "")}
      <section aria-labelledby="guides">
        <h2 id="guides">${say("browse-guides")}</h2>
        ${drawLinks(
          at,
          "t",
          topics.filter(({ isGuide }) => isGuide),
        )}
      </section>
      <section aria-labelledby="subjects">
        <h2 id="subjects">${say("browse-subjects")}</h2>
        ${drawLinks(
          at,
          "t",
          topics.filter(({ isGuide }) => !isGuide),
        )}
      </section>
      <section aria-labelledby="districts">
        <h2 id="districts">${say("browse-districts")}</h2>
        <table class="districts-table">
          <thead>
            <tr>
              <th scope="col">${say("browse-district")}</th>
              <th scope="col">${say("browse-key-fact")}</th>
            </tr>
          </thead>
          <tbody>
            ${districts.map(({ id, name, count }) => {
              const lead = leads.get(id)?.guide?.lead[0];
              const first = (leads.get(id)?.services ?? []).slice(0, MOST_NAMED);
              return html`<tr>
                <th scope="row">
                  <a href="${at.to(`d/${id}`)}">${name}</a>
                  <span class="meta">${say("browse-count", { count })}</span>
                </th>
                <td>
                  ${lead === undefined ? drawLinks(at, "s", first) : drawClaim(sheet, numbers, lead)}
                </td>
              </tr>`;
            })}
          </tbody>
        </table>
      </section>
      ${drawSources(sheet, at, numbers)}`;
  return {
    path: "browse",
    title: say("browse-all"),
    description: say("browse-intro", { count: services.length }),
    body,
    data: (at) => [
      {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        name: say("browse-all"),
        url: at.canonical("browse"),
        inLanguage: sheet.locale,
      },
    ],
  };
}

/** Most results on one page: who wants more has better words. */
const MOST_RESULTS = 30;

/** What the program's own search finds, guides that are named before services. */
export function searchPage(sheet: Sheet, asked: string): Draft {
  const { say, catalogue } = sheet;
  const found = asked === "" ? [] : catalogue.find({ q: asked, limit: MOST_RESULTS });
  const named = asked === "" ? [] : catalogue.suggest(asked, 12);
  const lines = new Map(catalogue.shelf.services().map((line) => [line.id, line]));
  const ids = [
    ...found.map(({ id }) => id),
    ...named.flatMap(({ page }) => (page?.startsWith("s/") === true ? [page.slice(2)] : [])),
  ];
  const services = [...new Set(ids)].slice(0, MOST_RESULTS).flatMap((id) => lines.get(id) ?? []);
  const sources = new Map(
    found.flatMap((each) => each.sources.map((source) => [source.id, source])),
  );
  const cited = new Set(services.flatMap(({ claim }) => claim?.sources ?? []));
  for (const id of cited) {
    const source = sources.get(id) ?? catalogue.shelf.source(id)?.source;
    if (source !== undefined) sources.set(id, source);
  }
  const numbers = numberSources([...sources.values()].filter(({ id }) => cited.has(id)));
  const pages = named.filter(({ kind }) => kind === "topic" || kind === "district");
  const title = asked === "" ? say("browse-search") : say("browse-search-title", { asked });
  const body = (at: Place): Html =>
    html` ${drawCrumbs(sheet, at, [])}
      <h1>${title}</h1>
      ${drawSearch(sheet, at, asked)}
      ${asked === "" ? null : html`<p role="status">${services.length + pages.length === 0 ? say("browse-nothing") : say("browse-services", { count: services.length })}</p>`}
      ${
        pages.length === 0
          ? null
          : html`<ul class="links">
              ${pages.map(({ label, page }) => html`<li><a href="${at.to(page ?? "")}">${label}</a></li>`)}
            </ul>`
      }
      ${services.length === 0 ? null : drawServices(sheet, at, numbers, services, { withDistrict: true })}
      ${drawSources(sheet, at, numbers)}`;
  return {
    path: "search",
    title,
    query: { q: asked },
    description: title,
    isTransient: true,
    body,
  };
}

/** What stands at an address under which nothing is known. */
export function absentPage(sheet: Sheet, path: string): Draft {
  const { say } = sheet;
  return {
    path,
    title: say("browse-absent"),
    description: say("browse-absent"),
    isTransient: true,
    body: (at) =>
      html`<h1>${say("browse-absent")}</h1>
        <p>${say("browse-absent-way")} <a href="${at.to("browse")}">${say("browse-all")}</a></p>
        ${drawSearch(sheet, at, "")}`,
  };
}
