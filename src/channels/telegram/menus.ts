import type { Catalogue } from "../../assistant/types.js";
import type { Button } from "./chat-record.js";
import type { Words } from "./words.js";

const saying = (label: string, send: string): Button => ({ label, action: { kind: "say", send } });

/** The ways in, as the other channels offer them too. */
export const startButtons = (words: Words): readonly Button[] =>
  words.choices("start-choices").map(({ label, send }) => saying(label, send));

/** The districts, by their names in the language of the words. */
export const districtButtons = (words: Words, catalogue: Catalogue): readonly Button[] =>
  catalogue
    .inLocale(words.locale)
    .districts.map(({ name }) => saying(name, sendDistrict(words, name)));

/** The matters, by their names in the language of the words. */
export const topicButtons = (words: Words, catalogue: Catalogue): readonly Button[] =>
  catalogue.inLocale(words.locale).topics.map(({ name }) => saying(name, sendTopic(words, name)));

/** What is asked about a district, a topic and a service by their names. */
const sendDistrict = (words: Words, name: string): string =>
  words.say("telegram-send-district", { district: name });
const sendTopic = (words: Words, name: string): string => words.say("send-topic", { topic: name });

/** The question that a link or a hand-over stands for; `null` when it names nothing that is known. */
export function questionAbout(
  words: Words,
  anyCatalogue: Catalogue,
  about: { readonly service?: string; readonly topic?: string; readonly district?: string },
): string | null {
  const catalogue = anyCatalogue.inLocale(words.locale);
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
  if (topic !== undefined) return sendTopic(words, topic);
  return district === undefined ? null : sendDistrict(words, district);
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
