import { Hono, type Context } from "hono";
import { getPath } from "hono/utils/url";
import { StoreError } from "../../shared/errors.js";
import {
  deleteConversation,
  getConversation,
  getRules,
  getService,
  getServices,
  getSlots,
  postCalendar,
  postEligibility,
  postFeedback,
  postMessage,
  type Handler,
} from "./api-routes.js";
import { browseRoutes } from "./browse/routes.js";
import { createGuards, type Guards, type WebEnv } from "./guards.js";
import { openApiDocument } from "./openapi.js";
import type { WebOptions } from "./options.js";
import { problem, unavailable } from "./problems.js";
import { readJson } from "./read-body.js";
import { json, SECURITY_HEADERS } from "./respond.js";
import { dayInPlace } from "./said.js";
import { createStaticPage } from "./static-page.js";

/** As the setting has it by default. */
const DEFAULT_KEEP_DAYS = 30;

type Method = "GET" | "POST" | "DELETE";

interface Route {
  readonly method: Method;
  /** As Hono writes it: `/api/v1/services/:id`. */
  readonly path: string;
  readonly handler: Handler;
}

const ready =
  ({ isReady, store, catalogue }: Pick<WebOptions, "isReady" | "store" | "catalogue">): Handler =>
  async () => {
    if (!isReady()) return unavailable("starting or stopping");
    await store.check();
    return json({ status: "ready", version: catalogue().version });
  };

const metricsText =
  ({ metrics }: Pick<WebOptions, "metrics">): Handler =>
  async () => {
    const { text, contentType } = await metrics.render();
    const headers = { ...SECURITY_HEADERS, "Cache-Control": "no-store" };
    return new Response(text, { headers: { ...headers, "Content-Type": contentType } });
  };

/** Numbers for whoever asks on this machine; the others would learn how much is going on. */
const metricsHere = (options: WebOptions, guards: Guards): Handler => {
  const tell = metricsText(options);
  return (context) =>
    guards.isFromHere(context)
      ? tell(context)
      : problem(
          403,
          "answered to this machine only; METRICS_PORT gives the numbers a port of their own",
        );
};

const echo: Handler = async ({ req }) => {
  const read = await readJson(req.raw);
  return read.ok ? json(read.value) : read.refusal;
};

function routesOf(options: WebOptions, guards: Guards): readonly Route[] {
  const document = openApiDocument({
    server: options.publicUrl ?? "/",
    hasMetrics: options.hasMetricsPort !== true,
  });
  const page = createStaticPage(
    options.catalogue,
    options.telegramName ?? (() => null),
    options.keepDays ?? DEFAULT_KEEP_DAYS,
    (locale) => options.desk.receiptData(locale),
    {
      files: options.device ?? (() => Promise.resolve(null)),
      today: () => dayInPlace(options.now?.() ?? new Date()),
    },
    options.pageFolder,
  );
  const get = (path: string, handler: Handler): Route => ({ method: "GET", path, handler });
  const post = (path: string, handler: Handler): Route => ({ method: "POST", path, handler });
  return [
    post("/api/v1/messages", postMessage(options, guards)),
    post("/api/v1/eligibility", postEligibility(options, guards)),
    post("/api/v1/eligibility/calendar", postCalendar(options, guards)),
    post("/api/v1/feedback", postFeedback(options)),
    get("/api/v1/rules", getRules(options)),
    get("/api/v1/services", getServices(options)),
    get("/api/v1/services/:id", getService(options)),
    get("/api/v1/conversation", getConversation(options)),
    { method: "DELETE", path: "/api/v1/conversation", handler: deleteConversation(options) },
    get("/page-slots.json", getSlots(options)),
    get("/openapi.json", () => json(document)),
    get("/healthz", () => json({ status: "ok" })),
    get("/readyz", ready(options)),
    ...(options.hasMetricsPort === true ? [] : [get("/metrics", metricsHere(options, guards))]),
    ...Object.entries(browseRoutes(options, guards)).map(([path, handler]) => get(path, handler)),
    ...Object.entries(page.routes).map(([path, handler]) => get(path, handler)),
    ...(options.echo === true ? [post("/api/v1/echo", echo)] : []),
  ];
}

/** The path of the public address, without a slash at the end; empty when it has none. */
const prefixOf = (publicUrl: string | null): string =>
  publicUrl === null ? "" : new URL(publicUrl).pathname.replace(/\/+$/u, "");

/** Proxies hand a path over as it was asked for, or without the prefix; both are served. */
const withoutPrefix = (path: string, prefix: string): string =>
  prefix !== "" && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;

/** Numbers and health on a port of their own, for those who watch and not for those who ask. */
export function createMetricsApp(
  options: Pick<WebOptions, "metrics" | "isReady" | "store" | "catalogue" | "log">,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get("/metrics", metricsText(options));
  app.get("/healthz", () => json({ status: "ok" }));
  app.get("/readyz", ready(options));
  app.notFound(() => problem(404, "there is nothing at this path"));
  app.onError((fault) => {
    options.log.error("a request failed", fault);
    return unavailable("this cannot be answered just now");
  });
  return app;
}

/** The methods of the route that has this path; empty when none has. */
function allowedAt(routes: readonly Route[], path: string): readonly string[] {
  const parts = path.split("/");
  return routes
    .filter((route) => {
      const wanted = route.path.split("/");
      return (
        wanted.length === parts.length &&
        wanted.every((part, index) => part.startsWith(":") || part === parts[index])
      );
    })
    .flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}

/**
 * The web channel: HTTP API, page, health. `app.request()` calls it without a port.
 *
 * Every route is one Hono handler without middleware, and headers are given to the Response when it is made:
 * on this path the adapter for Node needs neither a chain of promises nor Headers objects, and a route costs
 * what a bare one does (src/README.md has the figures).
 */
export function createWebApp(options: WebOptions): Hono<WebEnv> {
  const guards = createGuards(options);
  const routes = routesOf(options, guards);
  const prefix = prefixOf(options.publicUrl ?? null);
  const app = new Hono<WebEnv>({ getPath: (request) => withoutPrefix(getPath(request), prefix) });

  /** What a fault becomes: the client may try again, and only the log learns what it was. */
  function refuseFault(fault: unknown): Response {
    options.log.error("a request failed", fault);
    options.metrics.fault(fault instanceof StoreError ? fault.code : "web");
    return unavailable("this cannot be answered just now; nothing was changed");
  }

  const counted = (response: Response): Response => {
    options.metrics.request(response.status);
    return response;
  };

  async function run(context: Context<WebEnv>, handler: Handler): Promise<Response> {
    try {
      const refusal = guards.beforeRequest(context);
      const refused = refusal instanceof Promise ? await refusal : refusal;
      return counted(refused ?? (await handler(context)));
    } catch (fault) {
      return counted(refuseFault(fault));
    }
  }

  for (const { method, path, handler } of routes) {
    app.on(method, path, (context) => run(context, handler));
  }
  // The page's own addresses are relative: it must be asked for with the slash at the end.
  if (prefix !== "") {
    app.get(prefix, ({ req }) => {
      const { search } = new URL(req.url);
      const headers = { ...SECURITY_HEADERS, Location: `${prefix}/${search}` };
      return counted(new Response(null, { status: 308, headers }));
    });
  }
  if (options.telegramWebhook !== undefined) {
    const path = withoutPrefix(options.telegramWebhook.path, prefix);
    const { handler } = options.telegramWebhook;
    // Every method comes there: the channel refuses in its own way.
    app.all(path, async ({ req }) => counted(await handler(req.raw)));
  }
  app.notFound((context) => {
    const allowed = allowedAt(routes, context.req.path);
    if (allowed.length === 0) return counted(problem(404, "there is nothing at this path"));
    const methods = [...new Set(allowed)].join(", ");
    return counted(problem(405, `this path takes ${methods}`, { headers: { Allow: methods } }));
  });
  app.onError((fault) => counted(refuseFault(fault)));
  return app;
}
