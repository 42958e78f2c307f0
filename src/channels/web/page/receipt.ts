import type { ReceiptData, ReceiptJudge } from "../../../assistant/receipt-types.js";
import { find } from "./dom.js";
import { openForPrint } from "./print.js";
import { drawReceipt } from "./receipt-view.js";
import { dayInPlace } from "../said.js";
import { inLocale, isFolder, keepForOffline } from "./site.js";

// The page of a receipt. What was told stands behind the # of its address, which no browser sends; the rules and the judge
// come to this device, and the judging is done here.

interface JudgeModule {
  readonly createReceiptJudge: (data: ReceiptData) => ReceiptJudge;
}

const isJudgeModule = (value: unknown): value is JudgeModule =>
  typeof value === "object" && value !== null && "createReceiptJudge" in value;

const isData = (value: unknown): value is ReceiptData =>
  typeof value === "object" && value !== null && "policies" in value && "replies" in value;

const told = find("told", HTMLElement);
const sheet = find("sheet", HTMLElement);
const locale = document.documentElement.lang;

/** The judge with the rules of now. @throws when they cannot be loaded */
async function loadJudge(): Promise<ReceiptJudge> {
  const address = new URL("receipt-judge.js", import.meta.url).href;
  const [module, response] = await Promise.all([
    import(address) as Promise<unknown>,
    fetch(inLocale("receipt-data.json", locale)),
  ]);
  const data: unknown = await response.json();
  if (!isJudgeModule(module) || !isData(data)) throw new Error("no rules came");
  return module.createReceiptJudge(data);
}

function keepFragment(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-locale]")) {
    link.hash = location.hash;
    if (link.dataset["locale"] === locale) link.setAttribute("aria-current", "true");
  }
}

async function show(): Promise<void> {
  keepFragment();
  sheet.replaceChildren();
  let judge: ReceiptJudge;
  try {
    judge = await loadJudge();
  } catch {
    told.textContent = told.dataset["offline"] ?? "";
    return;
  }
  const opened = judge.open(location.hash.slice(1), dayInPlace(new Date()));
  if ("refused" in opened) {
    told.textContent = opened.refused;
    told.classList.add("refused-receipt");
    return;
  }
  told.textContent = opened.again.summary;
  told.classList.remove("refused-receipt");
  sheet.replaceChildren(...drawReceipt({ locale, say: judge.say }, opened.again));
}

const home = document.querySelector<HTMLAnchorElement>("[data-home]");
if (home !== null && !isFolder && locale !== "zh-CN") home.search = `?locale=${locale}`;
openForPrint(".receipt-verdict details");
keepForOffline();
addEventListener("hashchange", () => void show());
void show();
