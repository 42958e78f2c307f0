import { z } from "zod";
import { SLOT_READERS } from "../shared/slot-telling.js";
import { WORD_GROUPS } from "../shared/word-groups.js";
import type { Facet } from "../shared/acts.js";
import {
  date,
  flag,
  httpsUrl,
  id,
  ids,
  listOf,
  oneOf,
  slotId,
  strict,
  text,
  texts,
} from "./schemas.js";

const CITES_NOTHING = "cites no fact: name at least one fact of seeds/";

const cited = z
  .array(id, {
    error: ({ input }) => (input === undefined ? CITES_NOTHING : "must be a list of facts: [a, b]"),
  })
  .min(1, { error: CITES_NOTHING });

export const claim = strict({
  text,
  en: text.exactOptional(),
  facts: cited,
  asOf: date,
  label: text.exactOptional(),
  of: id.exactOptional(),
  until: date.exactOptional(),
  unwritten: z.literal(true).exactOptional(),
});

const claims = listOf(claim).default([]);

const claimsByFacet = strict({
  what: claims,
  who: claims,
  amount: claims,
  how: claims,
  where: claims,
  when: claims,
  materials: claims,
  contact: claims,
  figures: claims,
  duration: claims,
  progress: claims,
  validity: claims,
  interruption: claims,
  combine: claims,
  applicant: claims,
} satisfies Record<Facet, typeof claims>);

const coveredEntry = strict({ id, name: text, aliases: texts });

/** A file of `knowledge/services/<district>/`. */
export const serviceFile = strict({
  id,
  name: text,
  en: strict({ name: text, what: text }).exactOptional(),
  aliases: texts,
  mistakes: texts,
  terms: texts,
  asked: texts,
  audience: text.exactOptional(),
  covers: listOf(coveredEntry).default([]),
  partOf: id.exactOptional(),
  district: id,
  kind: text,
  topics: listOf(id).min(1, { error: "names no topic: write at least one id of intents/topics/" }),
  relevance: z
    .int({ error: "must be a whole number from 1 (a statistic) to 5 (a newcomer asks for it)" })
    .min(1, { error: "is at least 1" })
    .max(5, { error: "is at most 5" }),
  channels: ids,
  status: oneOf(["current", "ended", "planned", "unknown"]).default("current"),
  claims: claimsByFacet,
});

export type ServiceFile = z.output<typeof serviceFile>;

/** A host name without scheme and path. */
const host = text.regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/u, {
  error: "must be a host name in small letters, without https:// and path",
});

/** What a channel of each kind must say, so that a person can go there. */
const NEEDED = {
  web: ["url"],
  app: [],
  "mini-program": [],
  phone: ["phone"],
  counter: ["address"],
} as const;

const channel = strict({
  id,
  kind: oneOf(["web", "app", "mini-program", "phone", "counter"]),
  name: text,
  en: text.exactOptional(),
  url: httpsUrl.exactOptional(),
  phone: text
    .regex(/^\+?[\d][\d -]*\d$/u, { error: "must be a telephone number: digits, spaces and -" })
    .exactOptional(),
  address: text.exactOptional(),
  districts: listOf(id).min(1, {
    error: "serves no district: name at least one (that of the city = all of it)",
  }),
  topics: ids,
  general: flag.default(false),
  facts: ids,
  asOf: date,
}).superRefine((value, context) => {
  for (const key of NEEDED[value.kind]) {
    if (value[key] !== undefined) continue;
    context.addIssue({
      code: "custom",
      message: `a channel of kind ${value.kind} needs ${key}: write it`,
    });
  }
});

/** `knowledge/channels.yaml`. */
export const channelsFile = strict({
  hosts: listOf(host),
  notOfficial: listOf(host).default([]),
  channels: listOf(channel),
});

export type ChannelsFile = z.output<typeof channelsFile>;

const district = strict({
  id,
  name: text,
  en: text,
  aliases: texts,
  parent: id.exactOptional(),
  served: flag.default(true),
});

/** `knowledge/districts.yaml`. */
export const districtsFile = strict({ districts: listOf(district) });

export type DistrictsFile = z.output<typeof districtsFile>;

/** Words for people, in both written languages. */
export const both = strict({ zh: text, en: text });

const number = z.number({ error: "must be a number, without quotes" });

const slotChoice = strict({
  value: z
    .union([z.string(), z.number(), z.boolean(), z.null()], { error: "must be one value or null" })
    .exactOptional(),
  means: oneOf(["unknown", "skip"]).exactOptional(),
  range: strict({ min: number, max: number }).exactOptional(),
  passing: flag.exactOptional(),
  zh: text,
  en: text,
}).superRefine((choice, context) => {
  const refuse = (message: string): void => {
    context.addIssue({ code: "custom", message });
  };
  if ((choice.value === undefined) === (choice.range === undefined)) {
    refuse("a choice has either value or range: write one of them");
  }
  if ((choice.value === null) !== (choice.means !== undefined)) {
    refuse("value: null and means belong together: write both or none");
  }
});

const wordList = listOf(text).min(1, { error: "holds no word" });
const wordsByValue = z.record(z.string(), wordList, {
  error: "must be a map: value: [words]",
});
const group = oneOf(WORD_GROUPS);

/** How a slot is read: words, a length, a number, or a reader in code; see the head of the file. */
const slotRead = strict({
  by: oneOf(SLOT_READERS).exactOptional(),
  group: group.exactOptional(),
  words: wordsByValue.exactOptional(),
  near: strict({
    words: wordsByValue,
    where: wordList,
    unless: wordList.exactOptional(),
  }).exactOptional(),
  beware: group.exactOptional(),
  not: wordList.exactOptional(),
  needs: group.exactOptional(),
  length: oneOf(["months", "years"]).exactOptional(),
  count: wordList.exactOptional(),
  beside: wordList.exactOptional(),
  told: wordList.exactOptional(),
  inArea: flag.exactOptional(),
}).superRefine((read, context) => {
  const isWords = read.group !== undefined || read.words !== undefined || read.near !== undefined;
  const ways = [
    isWords,
    read.by !== undefined,
    read.length !== undefined,
    read.count !== undefined,
  ];
  if (ways.filter((isWay) => isWay).length !== 1) {
    context.addIssue({
      code: "custom",
      message: "a slot is read in one way: words (group, words, near), length, count, or by",
    });
  }
  if ((read.length ?? read.count) !== undefined && read.beside === undefined) {
    context.addIssue({ code: "custom", message: "a length or a count needs the words beside it" });
  }
});

const slot = strict({
  id: slotId,
  type: oneOf(["choice", "boolean", "date", "number"]),
  unit: text.exactOptional(),
  min: number.exactOptional(),
  max: number.exactOptional(),
  name: both,
  question: both,
  choices: listOf(slotChoice).default([]),
  grows: oneOf(["month", "year"]).exactOptional(),
  changeable: oneOf(["act", "wait", "fixed"]),
  personal: flag,
  sensitivity: oneOf(["low", "medium", "high"]),
  concerns: strict({ slot: slotId, values: listOf(text) }).exactOptional(),
  read: slotRead.exactOptional(),
  answers: wordsByValue.exactOptional(),
  between: listOf(strict({ values: listOf(text), words: wordList })).exactOptional(),
  ends: flag.exactOptional(),
  kind: flag.exactOptional(),
  given: flag.exactOptional(),
  shared: flag.exactOptional(),
  family: flag.exactOptional(),
  here: flag.exactOptional(),
  ahead: flag.exactOptional(),
  place: oneOf(["work", "home"]).exactOptional(),
  atPlace: oneOf(["work", "home"]).exactOptional(),
  carried: number.exactOptional(),
});

/** `knowledge/slots.yaml`. */
export const slotsFile = strict({ slots: listOf(slot) });

export type SlotsFile = z.output<typeof slotsFile>;

/** A wording may be a space, and may begin or end with one: wordings are joined. */
const wording = z
  .string({ error: "must be a text: put it in quotes" })
  .min(1, { error: "is empty" });

const variants = z
  .union([wording, listOf(wording).min(1, { error: "holds no wording: write at least one" })], {
    error: "must be a text or a list of texts",
  })
  .transform((value) => (typeof value === "string" ? [value] : value));

/** `knowledge/replies.yaml`: fixed wordings by key. */
export const repliesFile = z.record(
  z.string().regex(/^[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*$/u, {
    error: "a wording's key holds only letters, digits, - and .",
  }),
  strict({ zh: variants, en: variants }),
  { error: "must be a map: key: { zh: …, en: … }" },
);

export type RepliesFile = z.output<typeof repliesFile>;
