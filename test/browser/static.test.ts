// The whole assistant as a folder of files: it answers as the server does, without one and without a network.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { newTracker } from "../../src/dialogue/index.js";
import { launchBrowser } from "../helpers/browser.js";
import { describeWith, needsChromium } from "../helpers/requires.js";
import { serveStaticFolder, type FolderServer } from "../helpers/static-folder.js";

const PREFIX = "/some/where/";
const QUESTION = "余杭租房补贴每月多少钱";
const TODAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

/** Waits until the engine says that it is there. */
const ready = (page: Page): Promise<void> =>
  page.locator("#where").filter({ hasText: "资料截至" }).waitFor({ timeout: 60_000 });

async function ask(page: Page, text: string): Promise<string> {
  const before = await page.locator(".turn").count();
  await page.locator("#field").fill(text);
  await page.locator("#send").click();
  const reply = page.locator(".turn").nth(before).locator(".reply .blocks").first();
  await reply.waitFor({ timeout: 60_000 });
  return reply.innerText();
}

describeWith(needsChromium(), "the static folder", () => {
  let folder: FolderServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const faults: string[] = [];
  const elsewhere: string[] = [];

  beforeAll(async () => {
    [folder, browser] = await Promise.all([serveStaticFolder(TODAY, PREFIX), launchBrowser()]);
    context = await browser.newContext({ reducedMotion: "reduce" });
    context.on("request", (request) => {
      if (!request.url().startsWith(folder.address)) elsewhere.push(request.url());
    });
    page = await context.newPage();
    page.on("pageerror", (fault) => faults.push(fault.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    await page.goto(folder.address);
    await ready(page);
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await folder.close();
  });

  it("answers what the server's engine answers, and nothing is sent", async () => {
    const before = folder.asked.length;
    const text = await ask(page, QUESTION);
    const { reply } = folder.engine.respond({
      utterance: QUESTION,
      tracker: newTracker(new Date().toISOString()),
      today: TODAY,
    });
    const saved = await page.evaluate(() => localStorage.getItem("hangcai-talk"));
    const turn = JSON.parse(saved ?? "{}") as { turns: { reply: { text: string } }[] };
    expect(turn.turns[0]?.reply.text).toBe(reply.text);
    expect(text).not.toBe("");
    expect(folder.asked.slice(before)).toEqual([]);
    expect(folder.asked.every((line) => line.startsWith("GET "))).toBe(true);
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
  });

  it("proposes, and judges a case, by itself", async () => {
    await page.locator("#field").pressSequentially("余省");
    await page.locator("#suggestions li").first().waitFor();
    await page.locator("#field").fill("");
    await page.locator("#panel-opener").click();
    await page.locator("#panel form").waitFor();
    await page.keyboard.press("Escape");
    expect(folder.asked.every((line) => line.startsWith("GET "))).toBe(true);
  });

  it("opens without a network, shows the talk, and goes on with it", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // The engine keeps its files after it has begun.
    await expect
      .poll(() =>
        page.evaluate(async () => (await (await caches.open("hangcai-engine")).keys()).length),
      )
      .toBe(6);
    folder.cut();
    await context.setOffline(true);
    folder.asked.length = 0;
    await page.reload();
    await page.locator(".turn").first().waitFor();
    expect(await page.locator(".turn .said").first().innerText()).toBe(QUESTION);
    await ready(page);
    const onward = await ask(page, "怎么申请");
    expect(onward).toContain("租房补贴");
    expect(await ask(page, "蕭山有人才公寓嗎")).toMatch(/蕭山/u);
    expect(folder.asked).toEqual([]);
  });
});
