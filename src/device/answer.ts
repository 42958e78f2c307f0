import { createDesk } from "../assistant/desk.js";
import { modelsOnDevice, type DeviceData, type DeviceModels } from "../assistant/device-data.js";
import { createEngine, loadTraditional } from "../assistant/engine.js";
import { createAssistant, dayInHangzhou } from "../assistant/handle-turn.js";
import type { Catalogue, EligibilityRequest, InboundMessage } from "../assistant/types.js";
import { toSimplified } from "../nlu/index.js";
import { LOCALES, type Locale } from "../shared/acts.js";
import { createMemoryStore } from "../store/memory-store.js";
import type { DeviceAnswer, DeviceMessage, DeviceRequest, DeviceTurn } from "./types.js";

/** The one talk of a page: it is kept by the page, and told anew to a worker that does not know it. */
const TALK = "here";
const MOST_SUGGESTED = 8;

const json = (value: unknown, status = 200): DeviceAnswer => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

const NOTHING: DeviceAnswer = { status: 204, type: "text/plain", body: "" };
const ABSENT = json({ title: "there is nothing at this path" }, 404);

const localeIn = (given: unknown): Locale | undefined => LOCALES.find((locale) => locale === given);

/** What the page sends, which is this program's own: only what could not be worked with is looked at. */
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isMessage = (value: unknown): value is DeviceMessage =>
  isObject(value) && typeof value["text"] === "string" && Array.isArray(value["earlier"]);

const isCase = (value: unknown): value is EligibilityRequest & Readonly<Record<string, unknown>> =>
  isObject(value) && isObject(value["profile"]);

const parse = (body: string | null): unknown => JSON.parse(body ?? "null");

/** Answers what a page asks of its server, on the device. */
export interface DeviceAnswerer {
  /** Changes with every edit of the data. */
  readonly version: string;
  answer(request: DeviceRequest): Promise<DeviceAnswer>;
}

/**
 * The assistant in a page: the same engine over the same data as in the server, so it says the same.
 *
 * @param now the clock of the device
 */
export function createDeviceAnswerer(
  data: DeviceData,
  models: DeviceModels,
  now: () => Date,
): DeviceAnswerer {
  const engine = createEngine(data, modelsOnDevice(data, models));
  const today = (): string => dayInHangzhou(now());
  const catalogue = engine.catalogue(today);
  const desk = createDesk(data, engine.base, today);
  const assistant = createAssistant({
    engine: () => engine,
    store: createMemoryStore(),
    now,
    newConversation: () => TALK,
  });
  /** Ids of the messages of the talk that were heard, in their order. */
  let heard: readonly string[] = [];

  /** Words in traditional characters need their tables, which weigh as much as the engine: only who has some in the talk loads them. */
  async function readyFor(text: string, locale: Locale | undefined): Promise<void> {
    if (locale === "zh-TW" || toSimplified(text) !== text) await loadTraditional();
  }

  async function hear(
    { text, messageId, locale, today: on }: DeviceTurn,
    profile: InboundMessage["profile"],
  ): Promise<unknown> {
    const spoken = localeIn(locale);
    await readyFor(text, spoken);
    const result = await assistant.handleTurn({
      conversation: TALK,
      mayCreate: true,
      channel: "web",
      text,
      messageId,
      ...(spoken !== undefined && { locale: spoken }),
      ...(on !== undefined && { today: on }),
      ...(profile !== undefined && { profile }),
    });
    heard = [...heard, messageId];
    return result.kind === "replied" ? result.reply : null;
  }

  /** Goes on where the page is: what it said that was not heard here is heard first; after another talk all of it. */
  async function catchUp(earlier: DeviceMessage["earlier"], profile: InboundMessage["profile"]) {
    const goesOn = heard.every((id, at) => earlier[at]?.messageId === id);
    if (!goesOn) {
      await assistant.forgetConversation(TALK);
      heard = [];
    }
    for (const turn of earlier.slice(heard.length)) await hear(turn, profile);
  }

  async function takeMessage(body: unknown): Promise<DeviceAnswer> {
    if (!isMessage(body)) return json({ title: "the message cannot be read" }, 400);
    const { profile = {}, earlier, ...turn } = body;
    const problems = desk.check(profile);
    if (problems.length > 0) return json({ errors: problems }, 422);
    await catchUp(earlier, profile);
    const reply = await hear(turn, profile);
    return reply === null ? json({ title: "no answer" }, 503) : json({ conversation: TALK, reply });
  }

  function assess(body: unknown): DeviceAnswer {
    if (!isCase(body)) return json({ title: "the case cannot be read" }, 400);
    const result = desk.assess(body);
    return json(result, "problems" in result ? 422 : 200);
  }

  function calendar(body: unknown): DeviceAnswer {
    if (!isCase(body)) return json({ title: "the case cannot be read" }, 400);
    const result = desk.calendar(body, `${now().toISOString().slice(0, 19)}Z`);
    if ("problems" in result) return json(result, 422);
    return result.file === null
      ? NOTHING
      : { status: 200, type: "text/calendar; charset=utf-8", body: result.file };
  }

  async function spoken(query: URLSearchParams): Promise<Catalogue> {
    const locale = localeIn(query.get("locale")) ?? "zh-CN";
    await readyFor("", locale);
    return catalogue.inLocale(locale);
  }

  async function lookUp(path: string, query: URLSearchParams): Promise<DeviceAnswer> {
    const words = await spoken(query);
    const locale = localeIn(query.get("locale")) ?? "zh-CN";
    if (path === "page-slots.json") return json({ slots: desk.form(locale) });
    if (path === "page-question.json") {
      return json({ question: words.shelf.question(query.get("about") ?? "") });
    }
    if (path === "api/v1/suggestions") {
      return json({ suggestions: words.suggest(query.get("q") ?? "", MOST_SUGGESTED) });
    }
    if (path === "api/v1/conversation") {
      const kept = await assistant.exportConversation(TALK);
      return kept === null ? ABSENT : json(kept);
    }
    const id = /^api\/v1\/services\/([^/]+)$/u.exec(path)?.[1];
    const service = id === undefined ? null : words.get(decodeURIComponent(id));
    return service === null ? ABSENT : json(service);
  }

  async function forget(): Promise<DeviceAnswer> {
    heard = [];
    await assistant.forgetConversation(TALK);
    return NOTHING;
  }

  /** One after another, as in the one thread of the server: a talk must not overtake itself. */
  let last: Promise<unknown> = Promise.resolve();

  async function work({ method, path: whole, body }: DeviceRequest): Promise<DeviceAnswer> {
    const [path = "", query = ""] = whole.split("?");
    if (method === "GET") return lookUp(path, new URLSearchParams(query));
    if (method === "DELETE" && path === "api/v1/conversation") return forget();
    if (method !== "POST") return ABSENT;
    const sent = parse(body);
    if (isCase(sent)) await readyFor("", localeIn(sent.locale));
    switch (path) {
      case "api/v1/messages":
        return takeMessage(sent);
      case "api/v1/eligibility":
        return assess(sent);
      case "api/v1/eligibility/calendar":
        return calendar(sent);
      default:
        return ABSENT;
    }
  }

  return {
    version: engine.version,
    answer: (request) => {
      const next = last.then(() => work(request));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
