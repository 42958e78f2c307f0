import { z } from "zod";
import type { Bar } from "../knowledge/types.js";
import { both, claim } from "./schemas-knowledge.js";
import { httpsUrl, id, ids, listOf, oneOf, slotId, strict, text, texts } from "./schemas.js";

/** Key facts above the ways; more are read by nobody. */
const MAX_LEAD = 3;

/** The comparisons of a bar; closed. */
const BAR_OPS = ["eq", "in", "lt", "gt"] as const satisfies readonly Bar["op"][];

const scalar = z.union([z.string(), z.number(), z.boolean()], {
  error: "must be one value: a word, a number, true or false",
});

const bar = strict({
  slot: slotId,
  op: oneOf(BAR_OPS),
  value: z.union([scalar, z.array(scalar)], { error: "must be one value or a list of values" }),
}).superRefine(({ op, value }, context) => {
  const isList = Array.isArray(value);
  if (isList === (op === "in") && (!isList || value.length > 0)) return;
  const message =
    op === "in"
      ? "in needs a list: value: [a, b]"
      : `${op} compares with one value; for several write op: in`;
  context.addIssue({ code: "custom", message });
});

/** A way is one line for people: whom it is for, and a statement like a claim. */
const way = claim
  .omit({ of: true, label: true })
  .extend({
    for: both,
    service: id.exactOptional(),
    out: listOf(bar).default([]),
    group: both.exactOptional(),
    en: text,
  })
  .transform(({ for: whom, service, out, group, ...statement }) => ({
    for: whom,
    ...(service !== undefined && { service }),
    claim: statement,
    out,
    ...(group !== undefined && { group }),
  }));

/** A file of `knowledge/topics/`. */
export const topicFile = strict({
  id,
  name: both,
  intents: ids,
  words: texts,
  audience: z.literal("firm").exactOptional(),
  district: id.exactOptional(),
  lead: listOf(claim.omit({ of: true, label: true }).extend({ en: text }))
    .max(MAX_LEAD, { error: `holds more than ${MAX_LEAD} key facts: keep the most useful ones` })
    .default([]),
  ways: listOf(way).min(1, { error: "holds no way: a guide without ways answers nothing" }),
  silent: listOf(both).default([]),
  ask: listOf(slotId).default([]),
  offices: listOf(id).min(1, { error: "names nobody to ask: write at least one office" }),
});

export type TopicFile = z.output<typeof topicFile>;

const office = strict({
  id,
  name: both,
  for: both,
  topics: ids,
  words: texts,
  matters: listOf(strict({ name: both, words: texts })).default([]),
  phone: text
    .regex(/^\+?[\d][\d -]*\d$/u, { error: "must be a telephone number: digits, spaces and -" })
    .exactOptional(),
  url: httpsUrl.exactOptional(),
  facts: ids,
}).superRefine((value, context) => {
  if (value.phone !== undefined || value.url !== undefined) return;
  context.addIssue({ code: "custom", message: "an office needs a phone or a url: write one" });
});

/** `knowledge/offices.yaml`. */
export const officesFile = strict({ offices: listOf(office) });

export type OfficesFile = z.output<typeof officesFile>;
