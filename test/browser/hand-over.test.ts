import { createServer } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { decodeHandOver, encodeHandOver } from "../../src/shared/hand-over.js";
import { launchBrowser } from "../helpers/browser.js";
import { startProgram, temporaryFolder } from "../helpers/built-program.js";
import { CARRIED_SLOTS } from "../helpers/carried-slots.js";
import { createFakeTelegram } from "../helpers/fake-telegram/fake-telegram.js";
import { serveFakeTelegram } from "../helpers/fake-telegram/server.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

const PERSON = 7_000_000_001;

/** A port of this machine that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function until<T>(look: () => T | undefined, what: string): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Page and bot of one program, with a fake Bot API. */
async function openBoth() {
  const fake = createFakeTelegram();
  const server = await serveFakeTelegram(fake);
  onTestFinished(() => server.close());
  const port = await freePort();
  const address = `http://127.0.0.1:${String(port)}`;
  const program = await startProgram({
    PORT: String(port),
    PUBLIC_URL: address,
    DATA_DIR: temporaryFolder(),
    TELEGRAM_BOT_TOKEN: fake.token,
    TELEGRAM_API_ROOT: server.root,
  });
  /** Says something to the bot and waits for its reply. */
  const say = async (text: string): Promise<string> => {
    const before = fake.lastOf(PERSON)?.message_id ?? 0;
    fake.pushText({ chatId: PERSON }, text, {
      ...(text.startsWith("/") && {
        entities: [{ type: "bot_command", offset: 0, length: text.split(" ")[0]?.length ?? 0 }],
      }),
    });
    return until(() => {
      const last = fake.lastOf(PERSON);
      return last !== undefined && last.message_id > before ? last.text : undefined;
    }, `a reply to ${text}`);
  };
  return { fake, program, address, say };
}

async function ask(page: Page, text: string): Promise<void> {
  await page.locator("#field").fill(text);
  await page.keyboard.press("Enter");
  await page.locator(".turn .card, .turn .paragraph").first().waitFor();
}

const offered = (page: Page) => page.locator("#handed .choice");

const botLink = (page: Page) => page.locator("#telegram").getAttribute("href");

describeWith(needsChromium(), "a talk handed over", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser.close();
  });

  /** A page at an address, and every address and body that it asked for. */
  async function open(url: string) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
    await page.goto(url);
    await page.locator("#starters .choice").first().waitFor();
    return { context, page, asked };
  }

  it("goes on in the page with the last subject, from a link that no server sees and no history keeps", async () => {
    const { say, address, program } = await openBoth();
    expect(await say("余省心是什么")).toContain("余省心");
    const link = /http\S+#h=\S+/u.exec(await say("/web"))?.[0] ?? "";
    expect(link.startsWith(`${address}#h=`)).toBe(true);
    const code = link.split("#h=")[1] ?? "";
    const { page, context, asked } = await open(link);
    expect(await offered(page).textContent()).toContain("余省心");
    expect(page.url()).toBe(`${address}/`);
    expect(asked.join("\n")).not.toContain(code);
    expect(program.output()).not.toContain(code);
    await offered(page).click();
    await page.locator(".turn .card").first().waitFor();
    expect(await page.locator(".turn .card h3").first().textContent()).toContain("余省心");
    expect(await offered(page).count()).toBe(0);
    await page.reload();
    await page.locator(".turn").first().waitFor();
    expect(await offered(page).count()).toBe(0);
    await context.close();
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("goes on in Telegram with the last subject of the page", async () => {
    const { say, address, fake, program } = await openBoth();
    await until(() => fake.calls.find(({ method }) => method === "deleteWebhook"), "listening");
    const { page, context } = await open(address);
    expect(await page.locator("#telegram").isVisible()).toBe(true);
    await ask(page, "余省心是什么");
    const link = new URL((await botLink(page)) ?? "");
    expect(`${link.origin}${link.pathname}`).toBe(`https://t.me/${fake.me.username}`);
    const payload = link.searchParams.get("start") ?? "";
    expect(payload).toMatch(/^h_[\w-]{1,62}$/u);
    expect(await say(`/start ${payload}`)).toContain("余省心");
    await context.close();
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("carries facts that name nobody in both directions, and keeps them nowhere", async () => {
    const { address, program } = await openBoth();
    const about = { topic: "housing-subsidy", profile: { degree: "master", studying: false } };
    const { page, context, asked } = await open(
      `${address}#h=${encodeHandOver(about, CARRIED_SLOTS)}`,
    );
    await offered(page).click();
    await page.locator(".turn .card, .turn .paragraph, .turn li").first().waitFor();
    const message = asked.find((line) => line.includes("/api/v1/messages")) ?? "";
    expect(JSON.parse(message.slice(message.indexOf("{")))).toMatchObject({
      profile: about.profile,
    });
    const back = new URL((await botLink(page)) ?? "").searchParams.get("start") ?? "";
    expect(decodeHandOver(back.slice(2), CARRIED_SLOTS)?.profile).toEqual(about.profile);
    const kept = await page.evaluate(() => JSON.stringify(localStorage));
    expect(kept).not.toContain('"degree"');
    await context.close();
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("leaves a broken or forged code alone, and messages still go through", async () => {
    const { address, program } = await openBoth();
    for (const code of ["1zzzzzzzzzzz", "2", "10_sno-such-service", "10_wno-such-district", "-"]) {
      const { page, context } = await open(`${address}#h=${code}`);
      expect(page.url()).toBe(`${address}/`);
      await ask(page, "余省心是什么");
      expect(await page.locator(".turn .card h3").first().textContent()).toContain("余省心");
      await context.close();
    }
    expect((await program.stop()).status).toBe(0);
  }, 120_000);

  it("shows no way to Telegram where there is no bot", async () => {
    const program = await startProgram({ DATA_DIR: temporaryFolder() });
    const { page, context } = await open(program.address);
    expect(await page.locator("#telegram").isVisible()).toBe(false);
    await context.close();
    expect((await program.stop()).status).toBe(0);
  }, 120_000);
});
