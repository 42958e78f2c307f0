import type { Channel, Office, Service, Topic } from "../../knowledge/index.js";
import type { Decision } from "../../dialogue/types.js";
import { cityChannels } from "../points/parts.js";
import type { RenderContext } from "../points/render-context.js";
import { nameOf, plainName } from "../views.js";
import type { Both } from "../types.js";

export type CardDecision = Extract<Decision, { kind: "card" }>;

/** The matter of a card, and whom it concerns. */
export interface CardMatter {
  readonly name: Both<string>;
  /** The service, where one is meant. */
  readonly service: Service | undefined;
  readonly topic: Topic | undefined;
}

/** Who answers the telephone. */
export interface Called {
  readonly phone: string;
  /** The number is the matter's own or its office's, not only the hotline of the city. */
  readonly isOwn: boolean;
  /** No source states the number. */
  readonly isCommon: boolean;
  readonly channel: Channel | null;
  readonly office: Office | null;
}

/** The matter that a card is for; `null` when the talk is about none. */
export function matterOf({ base, both }: RenderContext, decision: CardDecision): CardMatter | null {
  const topic = base.topic(decision.guide ?? "");
  const services = decision.services.flatMap((id) => base.service(id) ?? []);
  const [service] = services;
  if (topic !== undefined) return { name: topic.name, service, topic };
  if (service === undefined) return null;
  const named = (language: "zh" | "en"): string =>
    services
      .map((each) => plainName(nameOf(both[language], each)))
      .join(both[language].say("card-names"));
  return { name: { zh: named("zh"), en: named("en") }, service, topic };
}

const phoneOf = (channel: Channel): string => channel.phone ?? channel.name;

/** The city's hotline, for whatever has no number of its own. */
export const cityHotline = (context: RenderContext): Channel | undefined =>
  cityChannels(context).find(({ kind }) => kind === "phone");

/** Whom to call about a matter: as the words say, else its own number, its office's, the city's. */
export function calledFor(
  context: RenderContext,
  { question }: CardDecision,
  { service, topic }: CardMatter,
): Called | null {
  const { base } = context;
  const city = cityHotline(context);
  const ofCity: Called | null =
    city === undefined
      ? null
      : {
          phone: phoneOf(city),
          isOwn: false,
          isCommon: city.facts.length === 0,
          channel: city,
          office: null,
        };
  if (ofCity !== null && question.text.includes(ofCity.phone)) return { ...ofCity, isOwn: true };
  const own =
    topic !== undefined || service === undefined
      ? undefined
      : base.channelsFor(service).own.find(({ kind }) => kind === "phone");
  if (own !== undefined) {
    const isCommon = own.facts.length === 0;
    return { phone: phoneOf(own), isOwn: true, isCommon, channel: own, office: null };
  }
  const topics = service?.topics ?? [];
  const office = [
    ...(topic?.offices ?? []).flatMap((id) => base.office(id) ?? []),
    ...base.offices.filter((each) => topics.some((one) => each.topics.includes(one))),
  ].find(({ phone }) => phone !== undefined);
  if (office?.phone === undefined) return ofCity;
  const isCity = office.phone === ofCity?.phone;
  return isCity
    ? ofCity
    : {
        phone: office.phone,
        isOwn: true,
        isCommon: office.facts.length === 0,
        channel: null,
        office,
      };
}
