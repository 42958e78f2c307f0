import { z } from "@hono/zod-openapi";
import { LOCALES } from "../../shared/acts.js";
import { isLocalDate } from "../../shared/dates.js";

/** Code points a message may have; a question that is longer is a document. */
const MAX_TEXT = 4000;
const MAX_ID = 200;
const MAX_COMMENT = 2000;
const MAX_SERVICES = 500;
const MAX_QUERY = 200;

const codePoints = (text: string): number => [...text].length;

const textOf = (max: number) =>
  z.string().refine((text) => text.length <= max || codePoints(text) <= max, {
    message: `may have ${String(max)} characters`,
  });

const localDate = z
  .string()
  .refine(isLocalDate, { message: "must be a day that exists, YYYY-MM-DD" })
  .openapi({ format: "date", example: "2026-11-21" });

/** Slots are checked one by one by the eligibility desk, which knows them; here only the shape. */
const profile = z.record(z.string(), z.unknown()).openapi({
  description:
    "What the person says about themselves, by slot: degree, studyMode, graduatedOn, birthDate, age, studying, nationality, overseasDegree, hukou, workDistrict, homeDistrict, employment, employerSize, socialInsuranceMonths, monthlyWageCny, ownsHomeInHangzhou, inPublicRental, talentClass, sharePercent, companyFoundedOn, recommended, rider; further ones stand in knowledge/slots.yaml. All optional; nothing is coerced; an unknown slot is refused by name.",
  example: { degree: "master", graduatedOn: "2026-06" },
});

export const messageRequest = z
  .object({
    text: textOf(MAX_TEXT).openapi({
      description: `One message, at most ${String(MAX_TEXT)} characters; not empty and not only spaces.`,
      maxLength: MAX_TEXT,
    }),
    conversation: z.string().optional().openapi({
      description: "As the server gave it. Without one a new conversation begins.",
    }),
    messageId: z.string().min(1).max(MAX_ID).optional().openapi({
      description:
        "Made by the client, new for each message. Sent again with the same text, it gets the same reply and changes nothing.",
    }),
    locale: z.enum(LOCALES).optional().openapi({
      description: "Language of fixed wordings; by default that of the message.",
    }),
    profile: profile.optional(),
  })
  .openapi("MessageRequest");

export const eligibilityRequest = z
  .object({
    profile,
    today: localDate.optional().openapi({
      description: "The day to judge by; by default today in Hangzhou.",
    }),
    services: z.array(z.string().min(1).max(MAX_ID)).max(MAX_SERVICES).optional().openapi({
      description: "Only the policies of these services; by default all.",
    }),
    locale: z.enum(LOCALES).optional().openapi({
      description: "Language of the words; by default zh-CN.",
    }),
    skipped: z.array(z.string().min(1).max(MAX_ID)).max(MAX_SERVICES).optional().openapi({
      description: "Slots that the person would rather not say; not asked for.",
    }),
    blocks: z.boolean().optional().openapi({
      description: "Draw the verdicts as blocks, too.",
    }),
    partner: profile.optional().openapi({
      description:
        "What is known of the spouse or partner of the same household; both are judged beside each other, too.",
    }),
  })
  .openapi("EligibilityRequest");

export const feedbackRequest = z
  .object({
    helpful: z.boolean(),
    services: z.array(z.string().min(1).max(MAX_ID)).max(20).optional().openapi({
      description: "Ids of the services that the answer was about.",
    }),
    comment: textOf(MAX_COMMENT)
      .optional()
      .openapi({
        maxLength: MAX_COMMENT,
        description: `At most ${String(MAX_COMMENT)} characters. Identity, telephone and card numbers are masked before it is kept.`,
      }),
  })
  .openapi("FeedbackRequest");

/** An empty parameter counts as none: `?q=&district=binjiang`. */
export const serviceQuery = z.object({
  q: textOf(MAX_QUERY).optional().openapi({ description: "Words; best match first." }),
  district: z.string().optional().openapi({ description: "District id." }),
  topic: z.string().optional().openapi({ description: "Topic id." }),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/u, "must be a whole number from 1 to 9999")
    .optional()
    .openapi({ description: "At most so many; by default all." }),
});

/** What is typed so far; longer texts are messages. */
export const suggestionQuery = z.object({
  q: textOf(MAX_QUERY)
    .optional()
    .openapi({ description: "The beginning of a question or a name." }),
  locale: z.enum(LOCALES).optional().openapi({ description: "By default zh-CN." }),
});
