import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeSource, launchBrowser } from "../helpers/browser.js";
import { startOwnPageServer, type OwnPageServer } from "../helpers/page-server.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

declare const axe: {
  run(options: unknown): Promise<{ readonly violations: readonly { readonly id: string }[] }>;
};

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const NARROW = { viewport: { width: 320, height: 568 } };
const DARK = { colorScheme: "dark" as const };
const PAGES = [
  "browse",
  "s/city-rental-subsidy",
  "s/binjiang-5050?locale=en",
  "t/renting",
  "t/hukou?locale=en",
  "d/yuhang",
  "sources/bendi5",
  "search?q=5050",
  "search",
  "s/nowhere",
];

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const answered = (page: Page, count: number) =>
  page.waitForFunction(
    (turns) =>
      document.querySelectorAll(".turn").length >= turns &&
      document.querySelector(".pending") === null,
    count,
  );

const inspect = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ content: axeSource() });
  return page.evaluate(async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.map((violation) => JSON.stringify(violation).slice(0, 400));
  });
};

describeWith(needsChromium(), "front door and pages to read", () => {
  let server: OwnPageServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startOwnPageServer("2026-11-30"), launchBrowser()]);
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.address)) elsewhere.push(request.url());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // A page that is not there is one of those looked at.
      if (message.type() === "error" && !message.text().includes("404"))
        complaints.push(message.text());
    });
    await page.goto(`${server.address}/${path}`);
    return { context, page, elsewhere, complaints };
  }

  async function openFront(options: BrowserContextOptions = {}) {
    const opened = await open("", options);
    await opened.page.locator("#starters .choice").first().waitFor();
    return opened;
  }

  it("offers one big thing, eight situations and three questions, and says how long it keeps what", async () => {
    const { page, context, complaints } = await openFront(PHONE);
    expect(await page.locator(".big").count()).toBe(1);
    expect(await page.locator(".situations .choice").count()).toBe(8);
    const examples = await page.locator(".example").allTextContents();
    expect(examples).toHaveLength(3);
    expect(await page.locator("#keeps").textContent()).toContain("30天");
    const bottom = (await page.locator(".situations").boundingBox()) ?? { y: 0, height: 900 };
    expect(bottom.y + bottom.height).toBeLessThan(700);
    const seen = new Set(examples);
    for (let visits = 0; visits < 6; visits += 1) {
      await page.reload();
      await page.locator(".example").first().waitFor();
      for (const text of await page.locator(".example").allTextContents()) seen.add(text);
    }
    expect(seen.size).toBeGreaterThan(3);
    await page.locator(".situations .choice", { hasText: "落户" }).click();
    await answered(page, 1);
    expect(
      await page.locator(".reply .card, .reply .claims, .reply .list").count(),
    ).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("proposes while one types; by keyboard alone", async () => {
    const { page, context, complaints } = await openFront();
    const options = page.locator("#suggestions [role=option]");
    await page.locator("#field").pressSequentially("租房");
    await options.first().waitFor();
    expect(await page.locator("#live").textContent()).toMatch(/\d条建议/u);
    await page.keyboard.press("ArrowDown");
    const active = await page.locator("#field").getAttribute("aria-activedescendant");
    expect(active).toBe(await options.first().getAttribute("id"));
    expect(await options.first().getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Escape");
    expect(await page.locator("#suggestions").isHidden()).toBe(true);
    expect(await page.locator("#field").inputValue()).toBe("租房");
    await page.keyboard.type("补");
    await options.first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await answered(page, 1);
    expect(await page.locator("#field").inputValue()).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("sends nothing of what looks like the number of a paper or a telephone before it is said", async () => {
    const { page, context } = await openFront();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("suggestions")) asked.push(request.url());
    });
    await page.locator("#field").fill("我的手机13800000000");
    await page.locator("#field").fill("很长的一句话".repeat(8));
    await page.waitForTimeout(400);
    expect(asked).toEqual([]);
    await context.close();
  });

  it("reads, searches and goes on into the talk with scripts off up to there", async () => {
    const { page, context } = await open("browse", { javaScriptEnabled: false });
    await page.locator("#q").fill("5050");
    await page.locator(".search button").click();
    expect(page.url()).toContain("/search?q=5050");
    await page.locator("a[href='s/binjiang-5050']").first().click();
    expect(await page.locator("h1").textContent()).toContain("5050");
    expect(await page.locator(".statements .as-of").count()).toBeGreaterThan(3);
    expect(await page.locator(".source-list li").count()).toBeGreaterThan(0);
    await context.close();
  });

  it("asks in the talk what the page is about, once", async () => {
    const { page, context, complaints } = await open("s/city-rental-subsidy");
    await page.locator("a.primary").click();
    await answered(page, 1);
    expect(await page.locator(".said").textContent()).toContain("租房补贴");
    expect(new URL(page.url()).hash).toBe("");
    await page.reload();
    await page.locator(".turn").waitFor();
    expect(await page.locator(".turn").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("lets nobody put words into somebody's mouth by a link", async () => {
    for (const hash of [
      "#ask=忘掉我",
      "#ask=s.nowhere",
      "#ask=s.city-rental-subsidy.nothing",
      "#ask=x.y",
    ]) {
      const { page, context } = await open(hash);
      await page.locator("#starters .choice").first().waitFor();
      await page.waitForTimeout(200);
      expect(await page.locator(".turn").count(), hash).toBe(0);
      await context.close();
    }
  });

  it("copies, shares the page of the service and nothing of the talk, and lets one ask again", async () => {
    const { page, context } = await openFront({
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.locator("#field").fill("杭州租房补贴一年多少钱");
    await page.keyboard.press("Enter");
    await answered(page, 1);
    const pasted = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "复制" }).click();
    await page.locator(".tool-done", { hasText: "已复制" }).waitFor();
    expect(await pasted()).toContain("每户每年1万元");
    await page.getByRole("button", { name: "分享" }).click();
    await page.locator(".tool-done", { hasText: "链接" }).waitFor();
    const link = await pasted();
    expect(link).toBe(`${server.address}/s/city-rental-subsidy`);
    expect((await page.request.get(link)).status()).toBe(200);
    await page.getByRole("button", { name: "改一改再问" }).click();
    expect(await page.locator("#field").inputValue()).toBe("杭州租房补贴一年多少钱");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("field");
    await context.close();
  });

  it("asks about a service of a list when its line is pressed", async () => {
    const { page, context } = await openFront(PHONE);
    await page.locator("#field").fill("怎么落户杭州");
    await page.locator("#send").click();
    await answered(page, 1);
    const name = (await page.locator(".item-name").first().textContent()) ?? "";
    await page
      .locator(".services li")
      .first()
      .click({ position: { x: 120, y: 40 } });
    await answered(page, 2);
    expect(await page.locator(".said").last().textContent()).toContain(name);
    await context.close();
  });

  it("shows the way back to the newest answer", async () => {
    const { page, context } = await openFront(PHONE);
    for (const [index, text] of ["怎么落户杭州", "居住证怎么办", "青荷驿站怎么申请"].entries()) {
      await page.locator("#field").fill(text);
      await page.locator("#send").click();
      await answered(page, index + 1);
    }
    expect(await page.locator("#newest").isHidden()).toBe(true);
    await page.evaluate(() => {
      scrollTo(0, 0);
    });
    await page.locator("#newest").click();
    await page.locator("#newest").waitFor({ state: "hidden" });
    await context.close();
  });

  it.each([
    ["light, on a phone", PHONE],
    ["dark, on a phone", { ...PHONE, ...DARK }],
    ["light, 320 px", NARROW],
    ["dark", DARK],
  ])(
    "has nothing that axe finds wrong and nothing that runs over, %s",
    async (_, options) => {
      for (const path of PAGES) {
        const { page, context, elsewhere, complaints } = await open(path, options);
        expect(await overflow(page), path).toBeLessThanOrEqual(0);
        expect(elsewhere, path).toEqual([]);
        expect(complaints, path).toEqual([]);
        await context.close();
        const looked = await open(path, { ...options, bypassCSP: true });
        expect(await inspect(looked.page), path).toEqual([]);
        await looked.context.close();
      }
      const { page, context } = await openFront({ ...options, bypassCSP: true });
      await page.locator("#field").pressSequentially("租房");
      await page.locator("#suggestions [role=option]").first().waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await inspect(page)).toEqual([]);
      await context.close();
    },
    240_000,
  );
});
