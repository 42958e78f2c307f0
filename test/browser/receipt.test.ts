import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodeReceipt } from "../../src/shared/receipt/receipt-code.js";
import { axeSource, launchBrowser } from "../helpers/browser.js";
import { startOwnPageServer, type OwnPageServer } from "../helpers/page-server.js";
import { describeWith, needsChromium } from "../helpers/requires.js";
import { readByHand } from "../helpers/second-receipt-reader.js";

declare const axe: {
  run(options: unknown): Promise<{ readonly violations: readonly { readonly id: string }[] }>;
};

const TODAY = "2026-11-21";
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** A master's graduate of 2026, employed in Binjiang. Invented. */
const GRADUATE = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2026-03",
  employment: "employee",
  socialInsuranceMonths: 7,
  workDistrict: "binjiang",
  ownsHomeInHangzhou: false,
  inPublicRental: false,
};

/** A talk that comes to a verdict. */
const TALK = [
  "我26年3月硕士毕业,在滨江租房,社保交了七个月,能拿多少补贴?",
  "在单位上班",
  "没有",
  "没有房",
  "没有缴",
] as const;

describeWith(needsChromium(), "a receipt on the page", () => {
  let server: OwnPageServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startOwnPageServer(TODAY), launchBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);

  async function newPage(options: Parameters<Browser["newContext"]>[0] = {}, day = TODAY) {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    await context.clock.setFixedTime(noon(day));
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    return { context, page, complaints };
  }

  /** The receipt that the API gives for a profile. */
  async function receiptFor(profile: object, services?: readonly string[]) {
    const response = await fetch(`${server.address}/api/v1/eligibility`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ profile, today: TODAY, ...(services !== undefined && { services }) }),
    });
    const { receipt } = (await response.json()) as {
      receipt: { id: string; fragment: string };
    };
    return receipt;
  }

  /** Opens a receipt and waits until it was judged or refused. */
  async function open(page: Page, fragment: string, query = ""): Promise<void> {
    await page.goto(`${server.address}/receipt${query}#${fragment}`);
    await page.waitForFunction(
      () =>
        document.querySelector("#sheet .receipt-head") !== null ||
        document.querySelector(".refused-receipt") !== null,
    );
  }

  /** All that a page asks for from now on. */
  function watch(context: BrowserContext): Request[] {
    const requests: Request[] = [];
    context.on("request", (request) => requests.push(request));
    return requests;
  }

  it("is judged on the device: no fact leaves it", async () => {
    const { id, fragment } = await receiptFor(GRADUATE);
    const { context, page, complaints } = await newPage();
    const requests = watch(context);
    await open(page, fragment);
    expect(await page.locator(".receipt-head").textContent()).toContain(id);
    expect(await page.locator(".receipt-facts").textContent()).toContain("学历：硕士");
    expect(await page.locator(".verdict[data-outcome=eligible]").count()).toBeGreaterThan(0);
    expect(requests.length).toBeGreaterThan(3);
    const [, , body = ""] = fragment.split(".");
    for (const request of requests) {
      expect(request.method()).toBe("GET");
      expect(request.postData()).toBeNull();
      const { pathname, search } = new URL(request.url());
      expect(search).toMatch(/^(?:\?locale=[\w-]+)?$/u);
      const sent = `${pathname}${search} ${JSON.stringify(await request.allHeaders())}`;
      for (const told of [id, body, body.slice(0, 20), "master", "2026-03", "binjiang"]) {
        expect(sent).not.toContain(told);
      }
    }
    expect(new Set(requests.map((request) => new URL(request.url()).origin))).toEqual(
      new Set([new URL(server.address).origin]),
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("keeps nothing on the device either", async () => {
    const { fragment } = await receiptFor(GRADUATE);
    const { context, page } = await newPage();
    await open(page, fragment);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  it("says on the same day that nothing changed, and later what the day has changed", async () => {
    const { fragment } = await receiptFor(GRADUATE);
    const same = await newPage();
    await open(same.page, fragment);
    expect(await same.page.locator("#told").textContent()).toBe(
      "和2026年11月21日比，规则没有改过，结果也都一样。",
    );
    expect(await same.page.locator("[data-change=day]").count()).toBe(0);
    await same.context.close();
    const later = await newPage({}, "2029-11-21");
    await open(later.page, fragment);
    const changed = later.page.locator("[data-change=day]");
    expect(await changed.count()).toBeGreaterThan(0);
    expect(await changed.first().locator(".since").textContent()).toContain("日子变了：当时是");
    expect(await later.page.locator(".fact-now").first().textContent()).toContain("到今天算作");
    await later.context.close();
  });

  it("marks a rule that was changed after the receipt", async () => {
    const { fragment } = await receiptFor(GRADUATE, ["city-living-subsidy"]);
    const read = readByHand(fragment);
    const rules = [...(read?.versions ?? [])].map(([mark]) => ({ mark, version: "----" }));
    const older = encodeReceipt({ day: TODAY, facts: GRADUATE, rules, whole: false });
    const { context, page } = await newPage();
    await open(page, older.fragment);
    expect(await page.locator("[data-change=rule]").count()).toBe(rules.length);
    expect(await page.locator(".since").first().textContent()).toContain("规则改过");
    await context.close();
  });

  it("comes from the panel, for all rules", async () => {
    const { context, page } = await newPage();
    await page.goto(server.address);
    await page.locator("#panel-opener").click();
    await page.locator("#slot-degree").selectOption("master");
    await page.locator("#slot-graduatedOn").fill("2026-03");
    await page.locator("#panel .primary").click();
    const link = page.locator("#panel a[href^='receipt']");
    await link.waitFor();
    const [opened] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await opened.locator(".receipt-head").waitFor();
    expect(await opened.locator(".receipt-facts li").allTextContents()).toEqual([
      "学历：硕士",
      "毕业时间：2026年3月",
    ]);
    expect(readByHand(new URL(opened.url()).hash.slice(1))?.whole).toBe(true);
    await context.close();
  });

  it("comes with a talk's verdict, for the rules that were judged, and still does after a reload", async () => {
    const { context, page } = await newPage();
    await page.goto(server.address);
    for (const [index, text] of TALK.entries()) {
      await page.locator("#field").fill(text);
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        (count) =>
          document.querySelectorAll(".turn").length === count &&
          document.querySelector(".pending") === null,
        index + 1,
      );
      // While something is asked there is no verdict to keep.
      const links = await page.locator(".turn").last().locator("a[href^='receipt']").count();
      if (index === 0) expect(links).toBe(0);
    }
    await page.reload();
    const link = page.locator(".turn").last().locator("a[href^='receipt']");
    await link.waitFor();
    const [opened] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await opened.locator(".receipt-head").waitFor();
    expect(await opened.locator(".receipt-facts").textContent()).toContain("学历：硕士");
    expect(readByHand(new URL(opened.url()).hash.slice(1))).toMatchObject({
      day: TODAY,
      whole: false,
      facts: { degree: "master", employment: "employee" },
    });
    expect(await opened.locator(".verdict").count()).toBeGreaterThan(0);
    await context.close();
  });

  it.each([
    ["cut off", (fragment: string) => fragment.slice(0, -7), "不完整"],
    [
      "forged",
      (fragment: string) => fragment.replace(/^1\..{16}/u, "1.aaaaaaaaaaaaaaaa"),
      "对不上",
    ],
    ["of another version", (fragment: string) => `9${fragment.slice(1)}`, "另一个版本"],
    ["too long", (fragment: string) => fragment + "A".repeat(9000), "太长"],
    ["not there", () => "", "不完整"],
  ])(
    "that is %s is refused in one sentence, and nothing else is shown",
    async (_, change, word) => {
      const { fragment } = await receiptFor(GRADUATE);
      const { context, page, complaints } = await newPage();
      await open(page, change(fragment));
      const sentence = (await page.locator("#told").textContent()) ?? "";
      expect(sentence).toContain(word);
      expect(sentence.match(/。/gu)).toHaveLength(1);
      expect(await page.locator("#sheet > *").count()).toBe(0);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it("never reads what a forger wrote as markup", async () => {
    const { fragment } = encodeReceipt({
      day: TODAY,
      facts: { "<img src=x onerror=alert(1)>": "<b>" },
      rules: [],
      whole: false,
    });
    const { context, page } = await newPage();
    await open(page, fragment);
    expect(await page.locator("#told").textContent()).toContain("不认识");
    expect(await page.locator("main img").count()).toBe(0);
    await context.close();
  });

  it("is another one as soon as the address holds another one", async () => {
    const one = await receiptFor(GRADUATE);
    const other = await receiptFor({ ...GRADUATE, degree: "doctor" });
    const { context, page } = await newPage();
    await open(page, one.fragment);
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, other.fragment);
    await page.locator(".receipt-facts", { hasText: "博士" }).waitFor();
    expect(await page.locator(".receipt-head").textContent()).toContain(other.id);
    await context.close();
  });

  it.each([
    ["zh-TW", "規則沒有改過", "學歷：碩士"],
    ["en", "no rule has changed", "Master"],
  ])("speaks %s, and takes what was told along to another language", async (locale, said, fact) => {
    const { fragment } = await receiptFor(GRADUATE);
    const { context, page } = await newPage();
    await open(page, fragment);
    await page.locator(`[data-locale=${locale}]`).click();
    await page.waitForFunction((to) => document.documentElement.lang === to, locale);
    await page.locator(".receipt-head").waitFor();
    expect(await page.locator("#told").textContent()).toContain(said);
    expect(await page.locator(".receipt-facts").textContent()).toContain(fact);
    await context.close();
  });

  it("says so when the rules cannot be loaded", async () => {
    const { fragment } = await receiptFor(GRADUATE);
    const { context, page } = await newPage();
    await page.route("**/receipt-data.json*", (route) => route.abort());
    await page.goto(`${server.address}/receipt#${fragment}`);
    await page.locator("#told", { hasText: "取不到规则" }).waitFor();
    await context.close();
  });

  it(
    "is read by everybody, on a phone, in the dark, and by those who listen",
    { timeout: 120_000 },
    async () => {
      const { fragment } = await receiptFor(GRADUATE);
      for (const colorScheme of ["light", "dark"] as const) {
        const { context, page } = await newPage({ ...PHONE, colorScheme });
        await open(page, fragment);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
        await page.evaluate(axeSource());
        const { violations } = await page.evaluate(() =>
          axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }),
        );
        expect(violations.map(({ id }) => id)).toEqual([]);
        await context.close();
      }
    },
  );

  it("is printed as one sheet: product, day, address, facts, reasons, sources in full, and that it is no decision", async () => {
    const { id, fragment } = await receiptFor(GRADUATE, ["city-living-subsidy"]);
    const { context, page } = await newPage();
    await open(page, fragment);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const seen = await page.evaluate(() => document.body.innerText);
    for (const part of [
      "杭才",
      "资格核对单",
      id,
      "2026年11月21日",
      server.address,
      "学历：硕士",
      "生活补贴",
      "来源",
      "不是主管部门的决定",
    ]) {
      expect(seen).toContain(part);
    }
    expect(await page.locator(".criteria li").first().isVisible()).toBe(true);
    const links = page.locator(".receipt-sources a.outward");
    expect(await links.count()).toBeGreaterThan(0);
    const address = await links
      .first()
      .evaluate((link) => getComputedStyle(link, "::after").content);
    expect(address).toContain("http");
    for (const source of await page.locator(".receipt-sources li").all()) {
      expect((await source.locator("strong").innerText()).length).toBeGreaterThan(3);
      expect(await source.locator(".source-about").first().isVisible()).toBe(true);
    }
    for (const hidden of [".receipt-tools", ".top", ".receipt-back"])
      expect(await page.locator(hidden).isVisible()).toBe(false);
    await context.close();
  });
});
