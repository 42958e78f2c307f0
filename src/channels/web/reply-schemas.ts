import { z } from "@hono/zod-openapi";
import { ACTS, DISPOSITIONS, FACETS, LOCALES } from "../../shared/acts.js";
import { TRUSTS } from "../../shared/provenance.js";

// What replies look like, for the OpenAPI document. Replies are made by our own typed code and not checked
// again on their way out; a test holds real ones against these schemas.

const partialDate = z.string().openapi({
  description: "YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD; less precise is a range.",
  example: "2024-04",
});

const source = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    publisher: z.string(),
    date: partialDate.nullable(),
    url: z.string().nullable(),
    trust: z.enum(TRUSTS),
    cites: z.array(z.string()).openapi({ description: "Official documents the source names." }),
  })
  .openapi("Source");

const channel = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["web", "app", "mini-program", "phone", "counter"]),
    name: z.string(),
    url: z.string().optional(),
    phone: z.string().optional(),
    address: z.string().optional(),
    general: z.boolean().openapi({ description: "Not made for this service alone." }),
  })
  .openapi("Channel");

const serviceFields = {
  id: z.string(),
  name: z.string(),
  district: z.string(),
  covers: z.array(z.string()),
  topics: z.array(z.string()),
  asOf: partialDate.nullable(),
  channels: z.array(channel),
  sources: z.array(source),
};

const service = z.strictObject(serviceFields).openapi("Service");

const claim = z
  .strictObject({
    text: z.string(),
    asOf: partialDate,
    sources: z.array(z.string()).openapi({ description: "Ids of sources." }),
    stale: z.boolean(),
    conflict: z.boolean().openapi({ description: "Another source says otherwise." }),
  })
  .openapi("Claim");

export const serviceDetail = z
  .strictObject({
    ...serviceFields,
    kind: z.string(),
    status: z.enum(["current", "ended", "planned", "unknown"]),
    partOf: z.string().nullable(),
    claims: z.strictObject(Object.fromEntries(FACETS.map((facet) => [facet, z.array(claim)]))),
  })
  .openapi("ServiceDetail");

const criterionFields = {
  criterion: z.string(),
  outcome: z.enum(["met", "unmet", "unknown"]),
  yours: z.string().optional(),
  source: z.string(),
  facts: z.array(z.string()).optional(),
  trust: z.enum(TRUSTS).optional(),
  asOf: z.string().nullable().optional(),
  since: z.string().optional().openapi({ description: "From when on the value holds." }),
};

const change = z.strictObject({
  change: z.string(),
  when: z.string().optional(),
  kind: z.enum(["act", "wait", "fixed"]),
  way: z.number().optional().openapi({ description: "Changes of one way belong together." }),
});

const verdict = z
  .strictObject({
    service: z.string(),
    name: z.string(),
    outcome: z.enum(["eligible", "ineligible", "needs-more", "not-covered"]),
    amountCny: z.number().optional(),
    because: z.array(z.strictObject(criterionFields)),
    needed: z.array(z.string()).openapi({ description: "Slots that are still unknown." }),
    changes: z.array(change),
    policy: z.string().optional(),
    reason: z.enum(["ended", "before-first", "silent", "no-rule"]).optional(),
    today: z.string().optional().openapi({ description: "The day it is judged as on." }),
    amountRangeCny: z.strictObject({ min: z.number(), max: z.number() }).optional(),
    perYearCny: z.number().optional(),
    years: z.number().optional(),
    per: z.enum(["person", "household"]).optional(),
    paid: z.string().optional(),
    cautions: z.array(z.string()).optional(),
    relations: z
      .array(
        z.strictObject({
          kind: z.enum(["exclusive", "either", "after", "household", "replaces"]),
          name: z.string(),
        }),
      )
      .optional(),
    sources: z.array(source).optional(),
    apply: z.array(channel).optional(),
    offices: z.array(channel).optional(),
  })
  .openapi("Verdict");

const choice = z
  .strictObject({
    label: z.string(),
    send: z.string().openapi({ description: "Sending this as text does the same." }),
  })
  .openapi("Choice");

const listItem = z.strictObject({
  id: z.string(),
  name: z.string(),
  districtName: z.string(),
  text: z.string(),
  claim: claim.optional(),
});

const blockKinds = [
  z.strictObject({ kind: z.literal("heading"), text: z.string() }).openapi("HeadingBlock"),
  z
    .strictObject({
      kind: z.literal("paragraph"),
      text: z.string(),
      asks: z.string().optional().openapi({ description: "The profile slot that it asks for." }),
    })
    .openapi("ParagraphBlock"),
  z
    .strictObject({
      kind: z.literal("note"),
      notice: z.string(),
      text: z.string(),
      facts: z.array(choice).optional().openapi({
        description:
          "What was understood of the person, one by one; sending `send` asks for it again.",
      }),
    })
    .openapi("NoteBlock", { description: "A remark that goes with the answer: stale, conflict …" }),
  z
    .strictObject({
      kind: z.literal("service"),
      id: z.string(),
      name: z.string(),
      district: z.string(),
      districtName: z.string(),
      text: z.string(),
      claim: claim.optional(),
    })
    .openapi("ServiceBlock", { description: "What a service is, and whose." }),
  z
    .strictObject({
      kind: z.literal("claims"),
      facet: z.enum(FACETS),
      title: z.string(),
      items: z.array(claim),
    })
    .openapi("ClaimsBlock", { description: "Dated statements on one side of the service." }),
  z
    .strictObject({ kind: z.literal("missing"), act: z.enum(ACTS), text: z.string() })
    .openapi("MissingBlock", { description: "Asked for, and in no source." }),
  z
    .strictObject({ kind: z.literal("list"), title: z.string(), items: z.array(listItem) })
    .openapi("ListBlock", { description: "Several services." }),
  z
    .strictObject({
      kind: z.literal("comparison"),
      title: z.string(),
      columns: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      rows: z.array(
        z.strictObject({
          facet: z.enum(FACETS),
          title: z.string(),
          cells: z
            .array(z.array(claim))
            .openapi({ description: "One cell a column; empty: no source says it." }),
        }),
      ),
    })
    .openapi("ComparisonBlock", { description: "Services side by side, without a winner." }),
  z
    .strictObject({
      kind: z.literal("verdict"),
      service: z.string(),
      name: z.string(),
      outcome: z.enum(["eligible", "ineligible", "needs-more", "not-covered"]),
      sign: z.string(),
      word: z.string(),
      amount: z.string().openapi({ description: "In words; empty: no sum." }),
      whyTitle: z.string(),
      items: z.array(z.strictObject({ ...criterionFields, sign: z.string() })),
      basis: z.string().openapi({ description: "Titles and dates of the sources, in a line." }),
      waysTitle: z.string(),
      ways: z
        .array(z.array(change))
        .openapi({ description: "Sets of changes that lead to a yes, the easiest first." }),
      notes: z.array(z.string()),
      today: z.string(),
    })
    .openapi("VerdictBlock", {
      description: "A judgement with sign, word and the criteria behind it. No office decided it.",
    }),
  z
    .strictObject({ kind: z.literal("channels"), title: z.string(), items: z.array(channel) })
    .openapi("ChannelsBlock", { description: "Places to go, call or click." }),
  z
    .strictObject({ kind: z.literal("sources"), title: z.string(), items: z.array(source) })
    .openapi("SourcesBlock"),
] as const;

const block = z.discriminatedUnion("kind", blockKinds).openapi("Block", {
  description:
    "What channels draw a reply from, in order. Plain text only, never markup. A kind that a client does not know may be skipped: `reply.text` says everything.",
});

const slotValue = z.union([z.string(), z.number(), z.boolean()]);

const answer = z
  .strictObject({
    question: z.string(),
    disposition: z.enum(DISPOSITIONS),
    understanding: z.strictObject({
      topics: z.array(z.string()),
      act: z.enum(ACTS).nullable(),
      districts: z.array(z.string()),
      services: z.array(z.string()),
      profile: z.record(z.string(), slotValue),
      confidence: z.number().min(0).max(1),
      alternatives: z.array(
        z.strictObject({
          topics: z.array(z.string()),
          act: z.enum(ACTS).nullable(),
          confidence: z.number().min(0).max(1),
        }),
      ),
    }),
    services: z.array(service),
    verdicts: z.array(verdict),
    missing: z.array(z.enum(ACTS)),
    notice: z.array(z.string()),
  })
  .openapi("Answer");

export const messageResponse = z
  .strictObject({
    conversation: z.string().openapi({
      description: "The key to the talk: opaque, secret, sent back to go on.",
    }),
    reply: z
      .strictObject({
        text: z.string(),
        answers: z.array(answer),
        choices: z.array(choice),
        blocks: z.array(block),
        locale: z.enum(LOCALES).optional().openapi({ description: "Language of its words." }),
      })
      .openapi("Reply"),
  })
  .openapi("MessageResponse");

export const eligibilityResponse = z
  .strictObject({
    verdicts: z.array(verdict),
    next: z
      .strictObject({ slot: z.string(), question: z.string(), choices: z.array(choice) })
      .nullable()
      .openapi({ description: "The question whose answer decides most; `null`: nothing is open." }),
    blocks: z
      .array(block)
      .optional()
      .openapi({ description: "The verdicts in groups, drawn; only when asked for." }),
  })
  .openapi("EligibilityResponse");

export const servicesResponse = z
  .strictObject({ services: z.array(service) })
  .openapi("ServicesResponse");

export const conversationExport = z.record(z.string(), z.unknown()).openapi("ConversationExport", {
  description: "All that is kept of the conversation.",
});

export const problemDocument = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z
      .array(z.strictObject({ field: z.string(), message: z.string() }))
      .optional()
      .openapi({ description: "Which fields, and why." }),
  })
  .openapi("Problem", { description: "RFC 9457" });
