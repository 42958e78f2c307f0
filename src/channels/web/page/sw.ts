// The service worker: the page opens without a network. Files come from the network while there is one, so that an edit is seen at once;
// otherwise as they were. Messages are no business of its own: it answers for files of the page only.

const CACHE = "hangcai-page";
/** A network that gives nothing for so long counts as none. */
const PATIENCE_MS = 4_000;

const isFolder = new URL(location.href).searchParams.get("site") === "folder";
const LOCALES = ["zh-CN", "zh-TW", "en"];

const ofLocales = (name: string): readonly string[] => {
  const [stem = "", end = ""] = name.split(".");
  return LOCALES.map((locale) =>
    isFolder ? `${stem}.${locale}.${end}` : `${name}?locale=${locale}`,
  );
};

const RECEIPTS = isFolder
  ? ["receipt.html", "receipt.zh-TW.html", "receipt.en.html"]
  : ["receipt", "receipt?locale=zh-TW", "receipt?locale=en"];

/** What the page needs to open, with the page of receipts. */
const PAGE = [
  "./",
  "main.js",
  "style.css",
  "case.css",
  "print.css",
  "icon.svg",
  "manifest.webmanifest",
  ...ofLocales("page-words.json"),
  "receipt.js",
  "receipt.css",
  "receipt-judge.js",
  ...RECEIPTS,
];

/** Rules for receipts, half a megabyte for each language: kept when they were loaded. */
const RULES = ofLocales("receipt-data.json");

/** Kept by the engine itself when it is loaded; given from there without a network. */
const ENGINE = ["device.js", "traditional-tables.js"];

const home = new URL("./", location.href);
const pathOf = (address: string): string => new URL(address, home).pathname;
const KNOWN = new Set([...PAGE, ...RULES, ...ENGINE, "index.html"].map(pathOf));

/** What the browser hands over; its types are those of another world than the page's. */
interface LongEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface AskedEvent extends LongEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
const isLong = (event: Event): event is LongEvent => "waitUntil" in event;
const isAsked = (event: Event): event is AskedEvent => "respondWith" in event;

async function keepPage(): Promise<void> {
  const cache = await caches.open(CACHE);
  // One that is missing must not keep the others from being there.
  await Promise.all(PAGE.map((name) => cache.add(name).catch(() => undefined)));
}

async function kept(request: Request): Promise<Response | undefined> {
  return (
    (await caches.match(request)) ??
    // The page with something behind the ? is the same page.
    (request.mode === "navigate" ? await caches.match(request, { ignoreSearch: true }) : undefined)
  );
}

/** The file as the network has it; `null`: there is none. What has begun to come may take its time. */
async function ofNetwork(request: Request): Promise<Response | null> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, PATIENCE_MS);
  try {
    return await fetch(request, { cache: "no-cache", signal: controller.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function answer(request: Request): Promise<Response> {
  const fresh = await ofNetwork(request);
  if (fresh?.ok === true) {
    const copy = fresh.clone();
    void caches
      .open(CACHE)
      .then((cache) => cache.put(request, copy))
      .catch(() => undefined);
    return fresh;
  }
  return (await kept(request)) ?? fresh ?? Response.error();
}

addEventListener("install", (event) => {
  if (isLong(event)) event.waitUntil(keepPage());
});

addEventListener("fetch", (event) => {
  if (!isAsked(event) || event.request.method !== "GET") return;
  const url = new URL(event.request.url);
  if (url.origin !== home.origin || !KNOWN.has(url.pathname)) return;
  event.respondWith(answer(event.request));
});
