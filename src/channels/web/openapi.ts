import { OpenAPIHono, z, type RouteConfig } from "@hono/zod-openapi";
import { PROBLEM_TITLES, type ProblemStatus } from "./problems.js";
import {
  conversationExport,
  eligibilityResponse,
  messageResponse,
  problemDocument,
  rulesResponse,
  serviceDetail,
  servicesResponse,
  suggestionsResponse,
} from "./reply-schemas.js";
import {
  eligibilityRequest,
  feedbackRequest,
  messageRequest,
  serviceQuery,
  suggestionQuery,
} from "./request-schemas.js";

type Responses = RouteConfig["responses"];

const jsonOf = (schema: z.ZodType) => ({ "application/json": { schema } });

const body = (schema: z.ZodType) => ({ body: { required: true, content: jsonOf(schema) } });

const refusals = (...statuses: readonly ProblemStatus[]): Responses =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: PROBLEM_TITLES[status],
        content: { "application/problem+json": { schema: problemDocument } },
      },
    ]),
  );

const status = z.strictObject({ status: z.string() });

const readiness = z.strictObject({
  status: z.string(),
  version: z.string().openapi({ description: "Of the data that this node serves." }),
});

/** Refusals that any request with a body can meet. */
const BODY_REFUSALS = [400, 403, 413, 415, 422, 429, 503] as const;

const BEARER = "conversation";

const ROUTES: readonly RouteConfig[] = [
  {
    method: "post",
    path: "/api/v1/messages",
    operationId: "sendMessage",
    summary: "One turn: a message in, a reply out",
    description: "A 2xx means that what the turn changed is durable.",
    request: body(messageRequest),
    responses: {
      200: { description: "The reply", content: jsonOf(messageResponse) },
      ...refusals(...BODY_REFUSALS, 404, 409),
    },
  },
  {
    method: "post",
    path: "/api/v1/eligibility",
    operationId: "assessEligibility",
    summary: "Judges a profile without a talk; nothing is kept",
    request: body(eligibilityRequest),
    responses: {
      200: { description: "Verdicts", content: jsonOf(eligibilityResponse) },
      ...refusals(...BODY_REFUSALS),
    },
  },
  {
    method: "post",
    path: "/api/v1/eligibility/calendar",
    operationId: "exportLastDays",
    summary: "Last days of what can be had now or soon, as a calendar file; nothing is kept",
    description:
      "RFC 5545: a whole-day entry for each last day that follows from a source, with a reminder a fortnight before it.",
    request: body(eligibilityRequest),
    responses: {
      200: {
        description: "The file",
        content: { "text/calendar": { schema: z.string() } },
      },
      204: { description: "No source sets a last day" },
      ...refusals(...BODY_REFUSALS),
    },
  },
  {
    method: "get",
    path: "/api/v1/rules",
    operationId: "listRules",
    summary: "All rules that are held, with the versions that receipts name",
    responses: {
      200: { description: "Rules", content: jsonOf(rulesResponse) },
      ...refusals(429),
    },
  },
  {
    method: "get",
    path: "/api/v1/services",
    operationId: "listServices",
    summary: "Services by words, district and topic",
    request: { query: serviceQuery },
    responses: {
      200: { description: "Services, best first", content: jsonOf(servicesResponse) },
      ...refusals(422, 429),
    },
  },
  {
    method: "get",
    path: "/api/v1/services/{id}",
    operationId: "getService",
    summary: "One service with all its claims",
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: { description: "The service", content: jsonOf(serviceDetail) },
      ...refusals(404, 429),
    },
  },
  {
    method: "get",
    path: "/api/v1/suggestions",
    operationId: "suggest",
    summary: "Questions, services, topics and districts that may be meant by what is typed so far",
    request: { query: suggestionQuery },
    responses: {
      200: { description: "Best first", content: jsonOf(suggestionsResponse) },
      ...refusals(422, 429),
    },
  },
  {
    method: "post",
    path: "/api/v1/feedback",
    operationId: "sendFeedback",
    summary:
      "Whether an answer helped, for the editors; with the conversation it is forgotten together with it",
    security: [{}, { [BEARER]: [] }],
    request: body(feedbackRequest),
    responses: { 204: { description: "Kept" }, ...refusals(...BODY_REFUSALS) },
  },
  {
    method: "get",
    path: "/api/v1/conversation",
    operationId: "exportConversation",
    summary: "All that is kept of a conversation",
    security: [{ [BEARER]: [] }],
    responses: {
      200: { description: "The conversation", content: jsonOf(conversationExport) },
      ...refusals(401, 404, 429, 503),
    },
  },
  {
    method: "delete",
    path: "/api/v1/conversation",
    operationId: "forgetConversation",
    summary: "Forgets all of a conversation, at once",
    security: [{ [BEARER]: [] }],
    responses: { 204: { description: "Forgotten" }, ...refusals(401, 403, 404, 429, 503) },
  },
  {
    method: "get",
    path: "/healthz",
    operationId: "isAlive",
    summary: "Whether the process answers",
    responses: { 200: { description: "It does", content: jsonOf(status) }, ...refusals(429) },
  },
  {
    method: "get",
    path: "/readyz",
    operationId: "isReady",
    summary: "Whether store and knowledge are ready",
    responses: {
      200: { description: "They are", content: jsonOf(readiness) },
      ...refusals(429, 503),
    },
  },
  {
    method: "get",
    path: "/metrics",
    operationId: "readMetrics",
    summary: "Prometheus text, to this machine only; no label holds a text or an id",
    responses: {
      200: { description: "Metrics", content: { "text/plain": { schema: z.string() } } },
      ...refusals(403, 429),
    },
  },
];

/**
 * The OpenAPI 3.1 document, made from the schemas that also check the requests. The routes themselves are
 * plain Hono handlers: the wrapper's own validators would read headers and body a second time.
 */
export function openApiDocument(where: {
  /** Where the API is reached. */
  readonly server: string;
  readonly hasMetrics: boolean;
}): unknown {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent("securitySchemes", BEARER, {
    type: "http",
    scheme: "bearer",
    description: "The conversation as `POST /api/v1/messages` gave it.",
  });
  for (const route of ROUTES) {
    if (route.path !== "/metrics" || where.hasMetrics) app.openAPIRegistry.registerPath(route);
  }
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Hangcai",
      version: "1.0.0",
      description:
        "Answers for newcomers to Hangzhou from sourced, dated statements. No office, and no decision of one. Errors are problem documents (RFC 9457): 400 malformed, empty or incomplete; 422 a field that is there but wrong, named in `errors`; nothing is coerced; fields that are not described here are ignored.",
      license: { name: "Apache License 2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    // Only what says so needs a key.
    security: [],
    servers: [{ url: where.server }],
  });
}
