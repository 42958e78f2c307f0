// Cards to take along on the page: held up, read out, and lines taken off by a tap.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../helpers/browser.js";
import { startOwnPageServer, type OwnPageServer } from "../helpers/page-server.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

const TODAY = "2026-11-21";
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator(".turn").count();
  await page.locator("#field").fill(text);
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (count) =>
      document.querySelectorAll(".turn").length > count &&
      document.querySelector(".pending") === null,
    before,
  );
}

const last = (page: Page) => page.locator(".turn").last().locator(".reply");

describeWith(needsChromium(), "cards to take along on the page", () => {
  let server: OwnPageServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startOwnPageServer(TODAY), launchBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it("hold what was told, lose a line by a tap, and fit a telephone", async () => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...PHONE });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(server.address);
    await page.locator("#starters .choice").first().waitFor();
    await say(page, "我是2026年毕业的硕士，在滨江上班，能领生活补贴吗");
    await say(page, "写张卡片给窗口看");
    const card = last(page).locator(".take-along.counter");
    expect(await card.innerText()).toContain("学历：硕士");
    expect(await card.innerText()).toContain("Degree: Master");
    const leave = card.getByRole("button", { name: /学历：硕士/u });
    await leave.click();
    expect(await card.innerText()).not.toContain("硕士");
    expect(await card.innerText()).toContain("毕业时间");

    await say(page, "打电话怎么说");
    const script = last(page).locator(".take-along.hotline");
    expect(await script.innerText()).toContain("您好，我想咨询");
    await script.locator("summary").click();
    expect(await script.innerText()).toContain("nín hǎo");

    await say(page, "www.zjzwfw-pay.com 靠谱吗");
    expect(await last(page).innerText()).toContain("但不是它");
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
