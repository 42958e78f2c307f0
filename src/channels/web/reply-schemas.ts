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
    name: z.string().optional().openapi({
      description: "What it is, in words for people; absent where the title says so itself.",
    }),
    retrieved: partialDate.optional().openapi({ description: "When it was found." }),
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
  isOpen: z
    .literal(true)
    .optional()
    .openapi({ description: "Only an office can tell; no answer settles it." }),
  either: z
    .array(z.strictObject({ group: z.string(), way: z.number() }))
    .optional()
    .openapi({ description: "Alternatives: of a group the criteria of one way are enough." }),
};

const change = z.strictObject({
  change: z.string(),
  criterion: z.string().optional(),
  isAnswer: z.literal(true).optional().openapi({ description: "It only has to be known." }),
  isPassing: z
    .literal(true)
    .optional()
    .openapi({ description: "What stands against it is a state that nobody means to keep." }),
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
    neededNames: z.array(z.string()).optional(),
    changes: z.array(change),
    policy: z.string().optional(),
    reason: z.enum(["ended", "before-first", "silent", "no-rule"]).optional(),
    today: z.string().optional().openapi({ description: "The day it is judged as on." }),
    amountRangeCny: z.strictObject({ min: z.number(), max: z.number() }).optional(),
    amountOptionsCny: z
      .array(z.number())
      .optional()
      .openapi({ description: "Where it is one of several sums: each of them." }),
    perYearCny: z.number().optional(),
    years: z.number().optional(),
    per: z.enum(["person", "household"]).optional(),
    paid: z.string().optional(),
    cautions: z.array(z.string()).optional(),
    remarks: z.array(z.string()).optional().openapi({
      description: "Those of the cautions that tell how sources stand to each other.",
    }),
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

const folded = z.literal(true).optional().openapi({
  description: "Not in `reply.text`: to be shown where there is room, behind a fold or a button.",
});

const cardLine = z.strictObject({
  zh: z.string(),
  en: z.string(),
  pinyin: z.string().optional().openapi({ description: "How it is spoken; absent: it is shown." }),
  isOwn: z
    .literal(true)
    .optional()
    .openapi({ description: "It tells something of the person, who may leave it out." }),
});

const blockKinds = [
  z
    .strictObject({
      kind: z.literal("heading"),
      folded,
      text: z.string(),
      group: z
        .enum(["eligible", "ineligible", "needs-more", "not-covered", "soon"])
        .optional()
        .openapi({ description: "Verdicts of this outcome follow; `soon`: yes with time alone." }),
    })
    .openapi("HeadingBlock"),
  z
    .strictObject({
      kind: z.literal("paragraph"),
      folded,
      text: z.string(),
      asks: z.string().optional().openapi({ description: "The profile slot that it asks for." }),
    })
    .openapi("ParagraphBlock"),
  z
    .strictObject({
      kind: z.literal("note"),
      folded,
      notice: z.string(),
      text: z.string(),
      label: z.string().optional().openapi({ description: "Stands over `facts`." }),
      facts: z.array(choice).optional().openapi({
        description:
          "What was understood of the person, one by one; sending `send` asks for it again.",
      }),
    })
    .openapi("NoteBlock", { description: "A remark that goes with the answer: stale, conflict …" }),
  z
    .strictObject({
      kind: z.literal("service"),
      folded,
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
      folded,
      facet: z.enum(FACETS),
      title: z.string(),
      items: z.array(claim),
    })
    .openapi("ClaimsBlock", { description: "Dated statements on one side of the service." }),
  z
    .strictObject({ kind: z.literal("missing"), folded, act: z.enum(ACTS), text: z.string() })
    .openapi("MissingBlock", { description: "Asked for, and in no source." }),
  z
    .strictObject({ kind: z.literal("list"), folded, title: z.string(), items: z.array(listItem) })
    .openapi("ListBlock", { description: "Several services." }),
  z
    .strictObject({
      kind: z.literal("comparison"),
      folded,
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
      folded,
      service: z.string(),
      name: z.string(),
      outcome: z.enum(["eligible", "ineligible", "needs-more", "not-covered"]),
      sign: z.string(),
      word: z.string(),
      amount: z.string().openapi({ description: "In words; empty: no sum." }),
      short: z.string().openapi({ description: "What is open or fails, in a few words." }),
      line: z.string().openapi({ description: "The whole verdict in a line." }),
      shows: z.enum(["whole", "line", "nothing"]).openapi({
        description: "How much of it the text tells; nothing: it is as it was the turn before.",
      }),
      whyTitle: z.string(),
      items: z.array(z.strictObject({ ...criterionFields, sign: z.string() })),
      eithersTitle: z.string(),
      eithers: z.array(z.array(z.array(z.number()))).openapi({
        description: "Alternatives: groups of ways, each way the places of its items.",
      }),
      basis: z.string().openapi({ description: "Titles and dates of the sources, in a line." }),
      waysTitle: z.string(),
      ways: z
        .array(z.array(change))
        .openapi({ description: "Sets of changes that lead to a yes, the easiest first." }),
      steps: z
        .array(
          z.strictObject({
            kind: z.enum(["act", "wait", "fixed", "answer"]),
            title: z.string(),
            items: z.array(z.string()),
          }),
        )
        .openapi({ description: "What would change it, by who or what brings it about." }),
      notes: z.array(z.string()),
      remarks: z.array(z.string()).openapi({
        description: "Those of the notes that matter whatever the outcome.",
      }),
      today: z.string(),
    })
    .openapi("VerdictBlock", {
      description: "A judgement with sign, word and the criteria behind it. No office decided it.",
    }),
  z
    .strictObject({
      kind: z.literal("steps"),
      folded,
      title: z.string(),
      items: z.array(
        z.strictObject({
          policy: z.string(),
          service: z.string(),
          name: z.string(),
          when: z.string(),
          line: z.string(),
          from: z.string(),
          lastDay: z.string().nullable(),
          after: z.string(),
          sources: z.array(z.string()),
          asOf: z.string().nullable(),
        }),
      ),
      note: z.string(),
    })
    .openapi("StepsBlock", {
      description: "What to do in which order: windows that close come first.",
    }),
  z
    .strictObject({
      kind: z.literal("districts"),
      folded,
      title: z.string(),
      rowTitle: z.string(),
      columns: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      rows: z.array(
        z.strictObject({
          district: z.string(),
          name: z.string(),
          mark: z.string().openapi({ description: "The person works or lives there; or empty." }),
          cells: z
            .array(z.array(z.strictObject({ title: z.string(), claim })))
            .openapi({ description: "One cell a column; empty: no source says it." }),
          line: z.string(),
        }),
      ),
      empty: z.string(),
      note: z.string(),
    })
    .openapi("DistrictsBlock", {
      description: "The districts side by side for one person: only what differs.",
    }),
  z
    .strictObject({
      kind: z.literal("card"),
      folded,
      card: z.enum(["hotline", "counter"]),
      title: z.string(),
      items: z.array(cardLine),
      isWhole: z.boolean().openapi({
        description: "The text shows both languages, and how it is spoken.",
      }),
    })
    .openapi("CardBlock", {
      description: "What is said on the telephone or shown at a counter, line by line.",
    }),
  z
    .strictObject({
      kind: z.literal("channels"),
      folded,
      title: z.string(),
      items: z.array(channel),
    })
    .openapi("ChannelsBlock", { description: "Places to go, call or click." }),
  z
    .strictObject({ kind: z.literal("sources"), folded, title: z.string(), items: z.array(source) })
    .openapi("SourcesBlock"),
] as const;

const block = z.discriminatedUnion("kind", blockKinds).openapi("Block", {
  description:
    "What channels draw a reply from, in order. Plain text only, never markup. A kind that a client does not know may be skipped: `reply.text` says everything.",
});

const slotValue = z.union([z.string(), z.number(), z.boolean()]);

const receipt = z
  .strictObject({
    id: z.string().openapi({ description: "Follows from facts, versions of the rules and day." }),
    fragment: z.string().openapi({
      description:
        "Behind `receipt#` on this server it opens the receipt; there it is judged again on the device, and no fact is sent.",
    }),
  })
  .openapi("Receipt", {
    description:
      "The judgement to keep: nothing of it is kept here. The format is written down in src/shared/receipt/README.md.",
  });

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
    receipt: receipt.optional(),
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
    facts: z
      .array(z.strictObject({ slot: z.string(), text: z.string(), line: z.string() }))
      .openapi({
        description:
          "What it was judged by: in a few words, and as a line that `POST /api/v1/messages` reads back.",
      }),
    steps: z
      .array(
        z.strictObject({
          policy: z.string(),
          name: z.string(),
          from: z.string().openapi({ description: "From when on it can be done." }),
          lastDay: z.string().nullable().openapi({
            description: "The last day, which still counts; `null`: no source sets one.",
          }),
          after: z.array(z.string()).openapi({ description: "Policies that come first." }),
        }),
      )
      .openapi({ description: "What can be had now or soon, in the order to do it." }),
    receipt: receipt.nullable().openapi({ description: "`null`: no rule was judged." }),
    blocks: z
      .array(block)
      .optional()
      .openapi({ description: "The verdicts in groups, drawn; only when asked for." }),
    pair: z
      .strictObject({
        sumCny: z.number().int().min(0).openapi({
          description: "Certain sums of both; what a household has once is counted once.",
        }),
        household: z.array(
          z.strictObject({
            policy: z.string(),
            name: z.string(),
            applicant: z.enum(["speaker", "partner", "either", "open"]).nullable().openapi({
              description: "Who of the two applies; `null`: neither can have it.",
            }),
            facts: z.array(z.string()),
          }),
        ),
        unclear: z.array(z.string()).openapi({
          description: "Slots of the household of which the two told different things.",
        }),
        lines: z.array(z.string()),
      })
      .optional()
      .openapi({ description: "The person and the partner together; only where one was sent." }),
  })
  .openapi("EligibilityResponse");

/** `GET /api/v1/rules` */
export const rulesResponse = z
  .strictObject({
    rules: z.array(
      z.strictObject({
        id: z.string(),
        name: z.strictObject({ zh: z.string(), en: z.string() }),
        mark: z.string().openapi({ description: "How receipts name it." }),
        version: z.string().openapi({ description: "Another one when the rule has changed." }),
      }),
    ),
  })
  .openapi("RulesResponse");

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

/** `GET /api/v1/suggestions` */
export const suggestionsResponse = z
  .strictObject({
    suggestions: z.array(
      z.strictObject({
        kind: z.enum(["question", "service", "topic", "district"]),
        label: z.string(),
        detail: z.string().openapi({ description: "What stands beside it in small letters." }),
        send: z.string().openapi({ description: "Sent as a message it asks for that." }),
        page: z.string().nullable().openapi({
          description: "Its page on this server, without a slash at the start.",
        }),
      }),
    ),
  })
  .openapi("SuggestionsResponse");
