import type { Catalogue } from "../../../assistant/types.js";
import type { Button } from "./chat-record.js";
import { createWords, type Words } from "./words.js";

const saying = (label: string, send: string): Button => ({ label, action: { kind: "say", send } });

/** The ways in, as the other channels offer them too. */
export const startButtons = (words: Words): readonly Button[] =>
  words.choices("start-choices").map(({ label, send }) => saying(label, send));

/** What buttons say stands in one language, the one that is read best; the answer comes in that of the message. */
const SAID = "zh-CN";

/** Names of districts or matters in the language of the words, and what is asked about each. */
const asking = (
  shown: Catalogue["topics"],
  said: Catalogue["topics"],
  send: (name: string) => string,
): readonly Button[] =>
  shown.map(({ name }, index) => saying(name, send(said[index]?.name ?? name)));

export const districtButtons = (words: Words, catalogue: Catalogue): readonly Button[] =>
  asking(
    catalogue.inLocale(words.locale).districts,
    catalogue.inLocale(SAID).districts,
    sendDistrict(catalogue),
  );

export const topicButtons = (words: Words, catalogue: Catalogue): readonly Button[] =>
  asking(
    catalogue.inLocale(words.locale).topics,
    catalogue.inLocale(SAID).topics,
    sendTopic(catalogue),
  );

const sendDistrict =
  (catalogue: Catalogue) =>
  (district: string): string =>
    createWords(catalogue, SAID).say("telegram-send-district", { district });

const sendTopic =
  (catalogue: Catalogue) =>
  (topic: string): string =>
    createWords(catalogue, SAID).say("send-topic", { topic });

/** The question that a link or a hand-over stands for; `null` when it names nothing that is known. */
export function questionAbout(
  anyCatalogue: Catalogue,
  about: { readonly service?: string; readonly topic?: string; readonly district?: string },
): string | null {
  const catalogue = anyCatalogue.inLocale(SAID);
  const words = createWords(catalogue, SAID);
  const service = about.service === undefined ? null : catalogue.get(about.service);
  const nameOf = (items: Catalogue["topics"], id: string | undefined): string | undefined =>
    items.find((item) => item.id === id)?.name;
  if (service !== null) {
    const district = nameOf(catalogue.districts, service.district) ?? "";
    return words.say("send-what", {
      name: words.say("call-name", { district, name: service.name }),
    });
  }
  const topic = nameOf(catalogue.topics, about.topic);
  const district = nameOf(catalogue.districts, about.district);
  if (topic !== undefined && district !== undefined) {
    return words.say("telegram-send-topic-district", { topic, district });
  }
  if (topic !== undefined) return sendTopic(catalogue)(topic);
  return district === undefined ? null : sendDistrict(catalogue)(district);
}

export const forgetButtons = (words: Words): readonly Button[] => [
  { label: words.say("telegram-forget-yes"), action: { kind: "forget", isSure: true } },
  { label: words.say("telegram-forget-no"), action: { kind: "forget", isSure: false } },
];

export const languageButtons = (words: Words): readonly Button[] =>
  ([null, "zh-CN", "zh-TW", "en"] as const).map((locale) => ({
    label: words.say(`telegram-language-${locale ?? "auto"}`),
    action: { kind: "language", locale },
  }));
