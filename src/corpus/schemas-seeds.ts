import { z } from "zod";
import { TRUSTS } from "../shared/provenance.js";
import { date, flag, id, ids, listOf, oneOf, strict, text, texts, webUrl } from "./schemas.js";

/** A key that may be left out, or stand there empty (`url: null`) to say that nothing is known. */
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().exactOptional();

/** An official document that a publication names, or a further publication that says the same. */
const citation = strict({
  docNo: orNull(text),
  publisher: orNull(text),
  title: orNull(text),
  url: orNull(webUrl),
  date: orNull(date),
  /** Same as `date`, as it is called of a web page. */
  published: orNull(date),
  ref: orNull(text),
}).transform(({ published, ...rest }) => {
  const all = { ...rest, date: rest.date ?? published };
  const known = Object.entries(all).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known);
});

const fact = strict({
  id,
  about: text.exactOptional(),
  says: text,
  figures: texts,
  values: z.record(z.string(), z.unknown(), { error: "must be a map of values" }).default({}),
  asOf: date.exactOptional(),
  confidence: oneOf(["high", "medium", "low"]).default("high"),
  level: text.exactOptional(),
  conflicts: ids,
  /** Older facts whose place it took. */
  replaces: ids,
  /** Older facts that it supports: what both say is as sure as the surer of the two. */
  confirms: ids,
  cites: listOf(citation).default([]),
  corroboratedBy: listOf(citation).exactOptional(),
  note: text.exactOptional(),
});

/** A file of `seeds/`: one publication and what it says. */
export const sourceFile = strict({
  id,
  title: text,
  /** What it is, in words for people, where the title does not say it. */
  name: strict({ zh: text, en: text }).exactOptional(),
  publisher: text,
  publisherEn: text.exactOptional(),
  date: date.nullable(),
  dateInferred: text.exactOptional(),
  retrieved: date.exactOptional(),
  docNo: text.exactOptional(),
  url: webUrl.nullable(),
  trust: oneOf(TRUSTS),
  /** The page reposts or retells somebody else's text: its address says where it was read and is shown to nobody. */
  reposts: flag.exactOptional(),
  ref: text.exactOptional(),
  facts: listOf(fact),
});

export type SourceFile = z.output<typeof sourceFile>;
