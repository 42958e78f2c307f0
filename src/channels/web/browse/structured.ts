import type { ServiceDetail, ShelfService } from "../../../assistant/types.js";
import type { ClaimView, SourceView } from "../../../reply/types.js";
import { sayDate, webAddress } from "../said.js";
import type { Place, Sheet } from "./frame.js";

const CONTEXT = "https://schema.org";

/** What schema.org calls a service of this kind; what is neither offered nor applied for is only a place or a thing. */
const typeOf = (kind: string): string =>
  kind === "venue" ? "Place" : kind === "event" ? "Thing" : "GovernmentService";

/** A service for machines: only what the page itself says. */
export function serviceData(at: Place, detail: ServiceDetail, service: ShelfService): unknown {
  const lead = service.sides[0]?.claims[0]?.text;
  const type = typeOf(service.kind);
  const channels = detail.channels.filter(({ general }) => !general);
  const common = {
    "@context": CONTEXT,
    "@type": type,
    name: service.name,
    url: at.canonical(`s/${service.id}`),
    ...(lead !== undefined && { description: lead }),
    ...(service.aliases.length > 0 && { alternateName: service.aliases }),
  };
  if (type !== "GovernmentService") return common;
  return {
    ...common,
    areaServed: { "@type": "AdministrativeArea", name: service.districtName },
    serviceType: service.topics.map(({ name }) => name),
    ...(channels.length > 0 && {
      availableChannel: channels.map(({ name, url, phone, address }) => ({
        "@type": "ServiceChannel",
        name,
        ...(webAddress(url) !== null && { serviceUrl: url }),
        ...(phone !== undefined && {
          servicePhone: { "@type": "ContactPoint", telephone: phone },
        }),
        ...(address !== undefined && { serviceLocation: { "@type": "Place", address } }),
      })),
    }),
  };
}

/** Questions with what sources say to them; every statement bears its date and its publishers, as on the page. */
export function questionsData(
  sheet: Sheet,
  at: Place,
  path: string,
  sides: readonly { readonly question: string; readonly claims: readonly ClaimView[] }[],
  sources: readonly SourceView[],
): unknown {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const told = ({ text, asOf, sources: ids }: ClaimView): string => {
    const publishers = [...new Set(ids.flatMap((id) => byId.get(id)?.publisher ?? []))];
    const date = sheet.say("page-as-of", { date: sayDate(sheet, asOf) });
    return sheet.say("browse-told-line", {
      text,
      date,
      publishers: publishers.join(sheet.say("comma")),
    });
  };
  return {
    "@context": CONTEXT,
    "@type": "FAQPage",
    url: at.canonical(path),
    inLanguage: sheet.locale,
    mainEntity: sides.map(({ question, claims }) => ({
      "@type": "Question",
      name: question,
      acceptedAnswer: { "@type": "Answer", text: claims.map(told).join("\n") },
    })),
  };
}

/** The way from the index to a page. */
export const breadcrumbData = (
  at: Place,
  items: readonly { readonly path: string; readonly name: string }[],
): unknown => ({
  "@context": CONTEXT,
  "@type": "BreadcrumbList",
  itemListElement: items.map(({ path, name }, index) => ({
    "@type": "ListItem",
    position: index + 1,
    name,
    item: at.canonical(path),
  })),
});
