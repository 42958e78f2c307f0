import type { LocalDate } from "../../shared/dates.js";
import type { Claim, Service } from "../../knowledge/index.js";
import type { Block } from "../types.js";
import type { VerdictVoice } from "../verdict/view-verdict.js";
import { nameOf, viewClaim } from "../views.js";

/** What a person is to bring: the blocks, and the statements they rest on. */
export interface Papers {
  readonly blocks: readonly Block[];
  readonly claims: readonly Claim[];
}

/**
 * Papers to bring, service by service, as far as sources list them; of the others it is said that none does, and whom to
 * ask. Empty for no services.
 */
export function papersOf(voice: VerdictVoice, ids: readonly string[], today: LocalDate): Papers {
  const { base, speaker } = voice;
  const services = [...new Set(ids)].flatMap((id) => base.service(id) ?? []);
  if (services.length === 0) return { blocks: [], claims: [] };
  const papers = (service: Service): readonly Claim[] => service.claims.materials;
  const listed = services.filter((service) => papers(service).length > 0);
  const silent = services.filter((service) => papers(service).length === 0);
  const offices = [
    ...new Map(
      silent
        .flatMap((service) => {
          const { own, general } = base.channelsFor(service);
          return [...own, ...general].filter(({ kind }) => kind === "phone" || kind === "counter");
        })
        .map((channel) => [channel.id, channel]),
    ).values(),
  ].map(({ name, en, phone, address }) =>
    [speaker.language === "en" ? (en ?? name) : name, phone ?? address ?? ""].join(
      speaker.say("space"),
    ),
  );
  const names = silent.map((service) => nameOf(speaker, service)).join(speaker.say("comma"));
  return {
    blocks: [
      { kind: "heading", text: speaker.say("papers-title") },
      ...listed.map((service): Block => ({
        kind: "claims",
        facet: "materials",
        title: nameOf(speaker, service),
        items: papers(service).map((claim) => viewClaim(base, speaker, claim, today)),
      })),
      ...(silent.length === 0
        ? []
        : [
            {
              kind: "missing" as const,
              act: "materials" as const,
              text: speaker.say("papers-silent", {
                names,
                offices: offices.slice(0, 3).join(speaker.say("comma")),
              }),
            },
          ]),
    ],
    claims: listed.flatMap(papers),
  };
}
