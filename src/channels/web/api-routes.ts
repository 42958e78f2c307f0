import type { Context } from "hono";
import type {
  EligibilityRequest,
  FieldProblem,
  InboundMessage,
  TurnResult,
} from "../../assistant/types.js";
import { bearerOf, type Guards, type WebEnv } from "./guards.js";
import type { WebOptions } from "./options.js";
import { judgementTime, judgementWork, messageWork } from "../work.js";
import { localeOf } from "./page-words.js";
import {
  problem,
  unauthorized,
  unavailable,
  unknownConversation,
  unprocessable,
} from "./problems.js";
import { parseFields, readFields } from "./read-body.js";
import {
  eligibilityRequest,
  feedbackRequest,
  messageRequest,
  serviceQuery,
} from "./request-schemas.js";
import { json, noContent, SECURITY_HEADERS } from "./respond.js";

export type Handler = (context: Context<WebEnv>) => Response | Promise<Response>;

type Profile = NonNullable<InboundMessage["profile"]>;

/** The server makes shorter keys; a longer one is unknown without asking the store. */
const MAX_CONVERSATION = 256;

/** @param of the field of the request that holds the profile */
const inProfile = (problems: readonly FieldProblem[], of: string): readonly FieldProblem[] =>
  problems.map(({ field, message }) => ({
    field: field.startsWith(of) ? field : `${of}.${field}`,
    message,
  }));

/** Slots hold plain values; whatever else was sent is named. */
function checkProfile(
  options: WebOptions,
  profile: Readonly<Record<string, unknown>> = {},
  of = "profile",
): { readonly profile: Profile } | { readonly problems: readonly FieldProblem[] } {
  const plain: Record<string, string | number | boolean> = {};
  const problems = [...options.desk.check(profile)];
  for (const [slot, value] of Object.entries(profile)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      plain[slot] = value;
    } else if (!problems.some(({ field }) => field.endsWith(slot))) {
      problems.push({ field: slot, message: "must be a text, a number, true or false" });
    }
  }
  return problems.length > 0 ? { problems: inProfile(problems, of) } : { profile: plain };
}

function answerTurn(result: TurnResult): Response {
  switch (result.kind) {
    case "replied":
      return json({ conversation: result.conversation, reply: result.reply });
    case "unknown-conversation":
      return unknownConversation();
    case "message-conflict":
      return problem(409, "this messageId was used with another text in this conversation");
    case "reply-gone":
      return problem(409, "this messageId was answered earlier, and its reply is no longer kept");
    case "unavailable":
      return unavailable("the store cannot be used just now; nothing was changed");
    default:
      return result satisfies never;
  }
}

/** `POST /api/v1/messages` */
export const postMessage =
  (options: WebOptions, guards: Guards): Handler =>
  async (context) => {
    const read = await readFields(context.req.raw, messageRequest);
    if (!read.ok) return read.refusal;
    const { text, conversation, profile, ...rest } = read.value;
    if (text.trim() === "") {
      const errors = [{ field: "text", message: "is empty" }];
      return problem(400, "the message is empty", { errors });
    }
    const checked = checkProfile(options, profile);
    if ("problems" in checked) return unprocessable(checked.problems);
    if (conversation !== undefined) {
      if (conversation.length > MAX_CONVERSATION) return unknownConversation();
      const refusal = await guards.beforeTurn(conversation);
      if (refusal !== null) return refusal;
    }
    const work = messageWork(text, Object.keys(checked.profile).length);
    const tooMuch = await guards.beforeWork(context, work, conversation);
    if (tooMuch !== null) return tooMuch;
    const result = await options.assistant.handleTurn({
      conversation: conversation ?? null,
      text,
      channel: "web",
      ...(rest.messageId !== undefined && { messageId: rest.messageId }),
      ...(rest.locale !== undefined && { locale: rest.locale }),
      ...(profile !== undefined && { profile: checked.profile }),
    });
    if (result.kind === "unknown-conversation" && conversation !== undefined) {
      await guards.forgetTurn(conversation);
    }
    return answerTurn(result);
  };

/** What is to be judged, as it was sent, when its turn has come; or the refusal. */
async function readCase(
  options: WebOptions,
  guards: Guards,
  context: Context<WebEnv>,
): Promise<{ readonly of: EligibilityRequest } | { readonly refusal: Response }> {
  const read = await readFields(context.req.raw, eligibilityRequest);
  if (!read.ok) return { refusal: read.refusal };
  const { profile, partner, today, services, locale, skipped, blocks } = read.value;
  const checked = checkProfile(options, profile);
  if ("problems" in checked) return { refusal: unprocessable(checked.problems) };
  const other = checkProfile(options, partner, "partner");
  if ("problems" in other) return { refusal: unprocessable(other.problems) };
  const facts = [checked.profile, other.profile].flatMap((one) => Object.keys(one)).length;
  // Two persons are judged twice.
  const work = judgementWork(services, facts) * (partner === undefined ? 1 : 2);
  const refusal = await guards.beforeWork(context, work);
  if (refusal !== null) return { refusal };
  await options.queue?.enter(null, judgementTime(services));
  return {
    of: {
      profile: checked.profile,
      ...(today !== undefined && { today }),
      ...(services !== undefined && { services }),
      ...(locale !== undefined && { locale }),
      ...(skipped !== undefined && { skipped }),
      ...(blocks !== undefined && { blocks }),
      ...(partner !== undefined && { partner: other.profile }),
    },
  };
}

/** `POST /api/v1/eligibility` */
export const postEligibility =
  (options: WebOptions, guards: Guards): Handler =>
  async (context) => {
    const read = await readCase(options, guards, context);
    if ("refusal" in read) return read.refusal;
    const result = options.desk.assess(read.of);
    return "problems" in result ? unprocessable(result.problems) : json(result);
  };

/** `POST /api/v1/eligibility/calendar`: the last days as a file; 204 when there is none. */
export const postCalendar =
  (options: WebOptions, guards: Guards): Handler =>
  async (context) => {
    const read = await readCase(options, guards, context);
    if ("refusal" in read) return read.refusal;
    const stamp = `${(options.now?.() ?? new Date()).toISOString().slice(0, 19)}Z`;
    const result = options.desk.calendar(read.of, stamp);
    if ("problems" in result) return unprocessable(result.problems);
    if (result.file === null) return noContent();
    const headers = {
      ...SECURITY_HEADERS,
      "Cache-Control": "no-store",
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": 'attachment; filename="hangcai.ics"',
    };
    return new Response(result.file, { headers });
  };

/** `GET /page-slots.json`: the form of the page, in the language asked for. */
export const getSlots =
  (options: WebOptions): Handler =>
  ({ req }) =>
    json({ slots: options.desk.form(localeOf(req.query("locale"))) });

/** `GET /api/v1/rules` */
export const getRules =
  (options: WebOptions): Handler =>
  () =>
    json({ rules: options.desk.rules() });

/** `POST /api/v1/feedback` */
export const postFeedback =
  (options: WebOptions): Handler =>
  async ({ req }) => {
    const read = await readFields(req.raw, feedbackRequest);
    if (!read.ok) return read.refusal;
    const { helpful, services = [], comment = "" } = read.value;
    const catalogue = options.catalogue();
    const unknown = services.flatMap((id, index) =>
      catalogue.get(id) === null
        ? [{ field: `services[${String(index)}]`, message: "is no service" }]
        : [],
    );
    if (unknown.length > 0) return unprocessable(unknown);
    const at = (options.now?.() ?? new Date()).toISOString();
    const entry = { at, helpful, services, comment: options.maskPersonal(comment) };
    // With the key of a talk it goes when the talk goes.
    const conversation = bearerOf(req.raw.headers);
    await (conversation === null || conversation.length > MAX_CONVERSATION
      ? options.store.logFeedback(entry)
      : options.store.logFeedback(entry, conversation));
    return noContent();
  };

/** One value for each parameter; an empty one counts as none, a repeated one is named. */
function readQuery(url: string): {
  readonly query: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
} {
  const given = new URL(url).searchParams;
  const query: Record<string, string> = {};
  const problems: FieldProblem[] = [];
  for (const field of Object.keys(serviceQuery.shape)) {
    const [value, ...more] = given.getAll(field).map((text) => text.trim());
    if (more.length > 0) problems.push({ field, message: "may be given once" });
    if (value !== undefined && value !== "") query[field] = value;
  }
  return { query, problems };
}

/** `GET /api/v1/services` */
export const getServices =
  (options: WebOptions): Handler =>
  ({ req }) => {
    const { query, problems } = readQuery(req.url);
    if (problems.length > 0) return unprocessable(problems);
    const read = parseFields(query, serviceQuery);
    if (!read.ok) return read.refusal;
    const { q, district, topic, limit } = read.value;
    const catalogue = options.catalogue();
    const isKnown = (items: readonly { readonly id: string }[], id: string | undefined): boolean =>
      id === undefined || items.some((item) => item.id === id);
    const errors = [
      ...(isKnown(catalogue.districts, district)
        ? []
        : [{ field: "district", message: "is no district id" }]),
      ...(isKnown(catalogue.topics, topic) ? [] : [{ field: "topic", message: "is no topic id" }]),
    ];
    if (errors.length > 0) return unprocessable(errors);
    const services = catalogue.find({
      ...(q !== undefined && { q }),
      ...(district !== undefined && { district }),
      ...(topic !== undefined && { topic }),
      limit: limit === undefined ? Number.MAX_SAFE_INTEGER : Number(limit),
    });
    return json({ services });
  };

/** `GET /api/v1/services/{id}` */
export const getService =
  (options: WebOptions): Handler =>
  ({ req }) => {
    const service = options.catalogue().get(req.param("id") ?? "");
    return service === null ? problem(404, "there is no such service") : json(service);
  };

/** `GET /api/v1/conversation` */
export const getConversation =
  ({ assistant }: WebOptions): Handler =>
  async ({ req }) => {
    const conversation = bearerOf(req.raw.headers);
    if (conversation === null) return unauthorized();
    if (conversation.length > MAX_CONVERSATION) return unknownConversation();
    const kept = await assistant.exportConversation(conversation);
    return kept === null ? unknownConversation() : json(kept);
  };

/** `DELETE /api/v1/conversation` */
export const deleteConversation =
  ({ assistant }: WebOptions): Handler =>
  async ({ req }) => {
    const conversation = bearerOf(req.raw.headers);
    if (conversation === null) return unauthorized();
    if (conversation.length > MAX_CONVERSATION) return unknownConversation();
    const wasKnown = await assistant.forgetConversation(conversation);
    return wasKnown ? noContent() : unknownConversation();
  };
