// The served page when this device answers: by choice, or because there is no network.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from "vitest";
import { z } from "zod";
import { axeSource, launchBrowser } from "../helpers/browser.js";
import { startOwnPageServer, type OwnPageServer } from "../helpers/page-server.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

declare const axe: {
  run(options: unknown): Promise<{ readonly violations: readonly { readonly id: string }[] }>;
};

const TODAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
const PATIENT = { timeout: 60_000 };

const savedTalk = z.looseObject({
  conversation: z.string().nullable(),
  turns: z.array(z.looseObject({ here: z.string().optional() })),
});

async function ask(page: Page, text: string): Promise<string> {
  const before = await page.locator(".turn").count();
  await page.locator("#field").fill(text);
  await page.locator("#send").click();
  const reply = page.locator(".turn").nth(before).locator(".reply .blocks").first();
  await reply.waitFor(PATIENT);
  return reply.innerText();
}

/** Who answered each turn, as this device keeps it. */
async function kept(page: Page) {
  return savedTalk.parse(
    JSON.parse((await page.evaluate(() => localStorage.getItem("hangcai-talk"))) ?? "null"),
  );
}

const keptFiles = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await caches.open("hangcai-engine")).keys()).length);

describeWith(needsChromium(), "the served page, answered by this device", () => {
  let server: OwnPageServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Requests that carry anything, or ask something of the server. */
  let told: string[] = [];
  let faults: string[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startOwnPageServer(TODAY, true), launchBrowser()]);
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  beforeEach(async () => {
    told = [];
    faults = [];
    context = await browser.newContext({ reducedMotion: "reduce" });
    context.on("request", (request) => {
      const { pathname } = new URL(request.url());
      const asksSomething = request.method() !== "GET" || pathname.startsWith("/api/");
      if (asksSomething || pathname === "/page-question.json") told.push(request.url());
    });
    page = await context.newPage();
    page.on("pageerror", (fault) => faults.push(fault.message));
    await page.goto(server.address);
    await page.locator("#here-choice").waitFor(PATIENT);
  });

  afterEach(async () => {
    expect(faults).toEqual([]);
    await context.close();
  });

  it("by choice: nothing that is typed, said or filled in leaves it, also after a reload", async () => {
    await page.locator("#here").check();
    await page.locator("#where").filter({ hasText: "资料截至" }).waitFor(PATIENT);
    await page.locator("#field").pressSequentially("余省");
    await page.locator("#suggestions li").first().waitFor();
    expect(await ask(page, "余杭租房补贴每月多少钱")).toContain("租房补贴");
    await page.reload();
    expect(await page.locator("#here").isChecked()).toBe(true);
    expect(await ask(page, "怎么申请")).toContain("租房补贴");
    await page.locator("#panel-opener").click();
    await page.locator("#panel form").waitFor(PATIENT);
    await page.locator("#panel form button[type=submit]").click();
    await page.locator("#panel .panel-results .verdict").first().waitFor(PATIENT);
    expect(told).toEqual([]);
    expect((await kept(page)).turns.map(({ here }) => here)).toEqual(["chosen", "chosen"]);
  });

  it("left again: the server answers, and is not told what was said here", async () => {
    await page.locator("#here").check();
    await ask(page, "我是护士");
    await page.locator("#here").uncheck();
    expect(await page.locator("#trouble").innerText()).toContain("没有发出去");
    await ask(page, "融滨一本通是什么");
    const { conversation, turns } = await kept(page);
    expect(turns.map(({ here }) => here)).toEqual(["chosen", undefined]);
    const tracker = await server.store.loadTracker(conversation ?? "");
    expect(JSON.stringify(tracker)).not.toContain("护士");
  });

  it("a talk begun online goes on without a network, and back", async () => {
    await ask(page, "余杭租房补贴每月多少钱");
    // Loaded after the answer was given, without being asked for.
    await expect.poll(() => keptFiles(page), PATIENT).toBe(6);
    await context.setOffline(true);
    const onward = await ask(page, "怎么申请");
    expect(onward).toContain("租房补贴");
    expect(await page.locator("#where").innerText()).toContain("没有网络");
    expect((await kept(page)).turns.map(({ here }) => here)).toEqual([undefined, "offline"]);
    await context.setOffline(false);
    await ask(page, "要什么材料");
    const { conversation, turns } = await kept(page);
    expect(turns.map(({ here }) => here)).toEqual([undefined, "told", undefined]);
    const tracker = await server.store.loadTracker(conversation ?? "");
    const said = JSON.stringify(tracker);
    for (const text of ["余杭租房补贴每月多少钱", "怎么申请", "要什么材料"]) {
      expect(said).toContain(text);
    }
  });

  it("opens without a network with the talk that was saved, and answers", async () => {
    await ask(page, "余杭租房补贴每月多少钱");
    await expect.poll(() => keptFiles(page), PATIENT).toBe(6);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    await page.reload();
    await page.locator(".turn").first().waitFor(PATIENT);
    expect(await ask(page, "怎么申请")).toContain("租房补贴");
  });

  it("without the data and without a network it says so, and sends nothing", async () => {
    await context.setOffline(true);
    await page.locator("#here").check();
    await page.locator("#where").filter({ hasText: "还没有装到" }).waitFor(PATIENT);
    await page.locator("#field").fill("你好");
    await page.locator("#send").click();
    await page.locator("[data-notice=failure]").waitFor(PATIENT);
    expect(await page.locator("[data-notice=failure]").innerText()).toContain("没有发出去");
    expect(told).toEqual([]);
  });

  it("can be read by everybody with the choice on, on a phone in the dark", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.locator("#here").check();
    await page.locator("#where").filter({ hasText: "资料截至" }).waitFor(PATIENT);
    await page.evaluate(axeSource());
    const { violations } = await page.evaluate(() => axe.run(document));
    expect(violations.map(({ id }) => id)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    const shots = process.env["SCREENSHOTS"];
    if (shots !== undefined) {
      await page.screenshot({ path: `${shots}/choice.png`, fullPage: true });
      await ask(page, "余杭租房补贴每月多少钱");
      await page.screenshot({ path: `${shots}/answer.png` });
    }
  });
});
