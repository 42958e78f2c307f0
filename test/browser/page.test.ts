import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeSource, launchBrowser } from "../helpers/browser.js";
import { HOSTILE_STRINGS } from "../helpers/hostile-strings.js";
import { startPageServer, type PageServer } from "../helpers/page-server.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

declare const axe: {
  run(options: unknown): Promise<{ readonly violations: readonly { readonly id: string }[] }>;
};

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
/** 1280 × 800 at 400 %. */
const ZOOMED = { viewport: { width: 320, height: 200 } };

/** Types a question into the field that has the focus, and waits for what comes of it. */
async function ask(page: Page, text: string): Promise<void> {
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

const lastReply = (page: Page) => page.locator(".turn").last().locator(".reply");

const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id ?? "");

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const announced = (page: Page) => page.locator("#live").textContent();

const kept = (page: Page) => page.evaluate(() => localStorage.getItem("hangcai-talk"));

describeWith(needsChromium(), "the page", () => {
  let server: PageServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startPageServer(), launchBrowser()]);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** A fresh browser profile on the page; whatever it asks of other hosts or says of errors is collected. */
  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.address)) elsewhere.push(request.url());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(server.address);
    await page.locator("#starters .choice").first().waitFor();
    return { context, page, elsewhere, complaints };
  }

  it("says at the start what it is, that it is no office, and what it keeps", async () => {
    const { page, context } = await open();
    const intro = await page.locator(".intro").textContent();
    expect(intro).toContain("程序");
    expect(intro).toContain("不是政府部门");
    expect(intro).toContain("只保存这段对话");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await context.close();
  });

  it("answers a question with a card, claims by side, doubts in words and sources that open", async () => {
    const { page, context, elsewhere, complaints } = await open();
    await ask(page, "示例补贴怎么办");
    const reply = lastReply(page);
    expect(await reply.locator(".card h3").textContent()).toBe("示例补贴");
    expect(await reply.locator(".claims h4").allTextContents()).toEqual(["怎么办", "条件"]);
    expect(await reply.locator(".doubt").allTextContents()).toEqual(["可能已变", "来源说法不一"]);
    expect(await reply.locator(".as-of").first().textContent()).toBe("截至2031年4月");
    expect(await reply.locator(".missing").count()).toBe(1);
    const source = reply.locator(".source").first();
    expect(await source.locator("dl").isVisible()).toBe(false);
    await reply.locator(".reference").first().click();
    expect(await source.locator("dl").isVisible()).toBe(true);
    const details = await source.textContent();
    for (const part of ["示例局", "2031年4月", "官方发布"]) expect(details).toContain(part);
    const link = source.locator("a");
    expect(await link.getAttribute("href")).toBe("https://example.org/rules");
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await reply.locator(".channels a[href^='tel:']").getAttribute("href")).toBe(
      "tel:0571-00000000",
    );
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("is used by keyboard alone", async () => {
    const { page, context } = await open();
    await page.locator("#field").focus();
    await page.keyboard.type("第一行");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("第二行 回声");
    await page.keyboard.press("Enter");
    await page.locator(".reply .paragraph").waitFor();
    expect(await page.locator(".said").textContent()).toBe("第一行\n第二行 回声");
    expect(await focusedId(page)).toBe("field");
    expect(await page.locator("#field").inputValue()).toBe("");
    // From the field backwards: rating, choices of the reply.
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("Shift+Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe("条件");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".turn .card").length === 1);
    expect(await page.locator(".said").last().textContent()).toBe("示例补贴有什么条件");
    await context.close();
  });

  it("does not send while an input method is composing", async () => {
    const { page, context } = await open();
    await page.locator("#field").fill("bu'tie");
    await page.locator("#field").dispatchEvent("keydown", { key: "Enter", isComposing: true });
    await page.locator("#field").dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
    expect(await page.locator(".turn").count()).toBe(0);
    expect(await page.locator("#field").inputValue()).toBe("bu'tie");
    await context.close();
  });

  it("tells a screen reader of an answer once, outside the transcript", async () => {
    const { page, context } = await open();
    await ask(page, "回声你好");
    expect(await announced(page)).toContain("回声你好");
    expect(
      await page.locator("main [aria-live], main [role=status], main [role=log]").count(),
    ).toBe(0);
    expect(await page.locator("[aria-live]").count()).toBe(1);
    for (const group of await page.locator("[role=group]").all()) {
      expect((await group.getAttribute("aria-label")) ?? "").not.toBe("");
    }
    const headings = await page.locator("h1, h2").allTextContents();
    expect(headings.join(" ")).toContain("您问: 回声你好");
    await context.close();
  });

  it("shows a comparison as a table, side by side where there is room and stacked on a phone", async () => {
    const { page, context } = await open(PHONE);
    await ask(page, "比较一下");
    const table = lastReply(page).locator("table");
    expect(await table.locator("thead th[scope=col]").count()).toBe(4);
    expect(await table.locator("tbody th[scope=row]").allTextContents()).toEqual([
      "是什么",
      "金额",
    ]);
    expect(await table.locator("td.empty").textContent()).toBe("来源没有写");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const inner = () =>
      page.locator(".scroll").evaluate((element) => element.scrollWidth - element.clientWidth);
    // Nothing is hidden at the side, and each cell says whose it is.
    expect(await inner()).toBe(0);
    const cells = await table.locator("tbody tr").first().locator("td").all();
    const tops = await Promise.all(cells.map(async (cell) => (await cell.boundingBox())?.y ?? 0));
    expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    expect(new Set(tops).size).toBe(3);
    expect(await cells[1]?.getAttribute("data-name")).toBe("样板补贴（样板区）");
    await page.setViewportSize({ width: 700, height: 740 });
    const wide = await Promise.all(cells.map(async (cell) => (await cell.boundingBox())?.y ?? 0));
    expect(new Set(wide).size).toBe(1);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it("keeps the text after a reload, and the conversation goes on", async () => {
    const { page, context } = await open();
    await ask(page, "示例补贴怎么办");
    await page.reload();
    await page.locator(".card").waitFor();
    expect(await page.locator(".said").allTextContents()).toEqual(["示例补贴怎么办"]);
    await ask(page, "有哪些");
    const talks = [...server.talks.values()];
    expect(talks.at(-1)).toEqual(["示例补贴怎么办", "有哪些"]);
    await context.close();
  });

  it("deletes everything, on the server and here, after asking once", async () => {
    const { page, context } = await open();
    await ask(page, "回声秘密");
    const before = server.talks.size;
    await page.locator("#delete").click();
    await page.locator("dialog [value=no]").click();
    expect(await page.locator(".turn").count()).toBe(1);
    expect(server.talks.size).toBe(before);
    await page.locator("#delete").click();
    await page.locator("dialog [value=yes]").click();
    await page.waitForFunction(() => document.querySelectorAll(".turn").length === 0);
    expect(server.talks.size).toBe(before - 1);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(await page.locator("#trouble").textContent()).toBe("已全部删除。");
    await ask(page, "回声再来");
    expect(await page.locator(".said").allTextContents()).toEqual(["回声再来"]);
    await context.close();
  });

  it("says so when the server could not delete, and loses nothing", async () => {
    const { page, context } = await open();
    await ask(page, "回声留着");
    await context.setOffline(true);
    await page.locator("#delete").click();
    await page.locator("dialog [value=yes]").click();
    await page.waitForFunction(() => document.querySelector("#trouble")?.textContent !== "");
    expect(await page.locator("#trouble").textContent()).toContain("还没有删除");
    expect(await page.locator(".turn").count()).toBe(1);
    expect(await kept(page)).not.toBeNull();
    await context.close();
  });

  it("begins anew, and says so, when the server no longer knows the conversation", async () => {
    const { page, context } = await open();
    await ask(page, "回声一");
    await page.evaluate(() => {
      const talk = JSON.parse(localStorage.getItem("hangcai-talk") ?? "{}") as object;
      localStorage.setItem("hangcai-talk", JSON.stringify({ ...talk, conversation: "gone" }));
    });
    await page.reload();
    await page.locator(".turn").waitFor();
    await ask(page, "回声二");
    expect(await page.locator(".turn").last().textContent()).toContain("这是新的对话");
    expect(await lastReply(page).textContent()).toContain("回声二");
    await context.close();
  });

  it("tries again with the same message id when the network fails", async () => {
    const { page, context } = await open();
    await ask(page, "回声先");
    const ids: unknown[] = [];
    await page.route("**/api/v1/messages", async (route) => {
      const body = route.request().postDataJSON() as { readonly messageId: unknown };
      ids.push(body.messageId);
      // The answer to the first attempt gets lost on its way back.
      if (ids.length === 1) {
        await route.fetch();
        await route.abort("connectionreset");
      } else {
        await route.continue();
      }
    });
    await ask(page, "回声再");
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
    expect([...server.talks.values()].at(-1)).toEqual(["回声先", "回声再"]);
    await context.close();
  });

  it("says in words that the network is gone, keeps the message and sends it on demand", async () => {
    const { page, context } = await open();
    let isCut = true;
    await page.route("**/api/v1/messages", (route) =>
      isCut ? route.abort("internetdisconnected") : route.continue(),
    );
    await ask(page, "回声断网");
    expect(await lastReply(page).textContent()).toContain("没有连上服务器");
    expect(await announced(page)).toContain("没有连上服务器");
    isCut = false;
    await lastReply(page).getByRole("button", { name: "再试一次" }).click();
    await page.locator(".paragraph").waitFor();
    expect(await lastReply(page).textContent()).toContain("回声断网");
    expect(await page.locator(".turn").count()).toBe(1);
    await context.close();
  });

  it("does not send a text that is too long, and keeps it in the field", async () => {
    const { page, context } = await open();
    await page.locator("#field").fill("长".repeat(4001));
    await page.keyboard.press("Enter");
    expect(await page.locator("#trouble").textContent()).toContain("4000");
    expect(await page.locator(".turn").count()).toBe(0);
    expect((await page.locator("#field").inputValue()).length).toBe(4001);
    await context.close();
  });

  it("shows what people write as text, whatever it is", async () => {
    const { page, context, complaints } = await open();
    const strings = HOSTILE_STRINGS.filter((text) => text.length < 200);
    for (const text of strings.slice(0, 45)) {
      const before = await page.locator(".turn").count();
      await page.evaluate((value) => {
        const field = document.querySelector("textarea");
        if (field !== null) field.value = value;
      }, `回声${text}`);
      await page.locator("#send").click();
      await page.waitForFunction(
        (count) =>
          document.querySelectorAll(".turn").length > count &&
          document.querySelector(".pending") === null,
        before,
      );
    }
    expect(await page.locator(".turn").count()).toBe(45);
    expect(await page.locator("main script, main svg, main img, main iframe").count()).toBe(0);
    expect(await page.locator(".said").allTextContents()).toContain(
      "回声<script>alert(1)</script>",
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("does not follow an address that is no web address", async () => {
    const { page, context } = await open();
    await page.route("**/api/v1/messages", async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      await route.fulfill({
        response,
        body: text.replaceAll("https://example.org/", "javascript:alert(1)//"),
      });
    });
    await ask(page, "示例补贴怎么办");
    expect(await page.locator("a[href^='javascript']").count()).toBe(0);
    await context.close();
  });

  it("speaks another language when asked to, and remembers it", async () => {
    const { page, context } = await open();
    await ask(page, "示例补贴怎么办");
    await page.locator("#locale").selectOption("en");
    await page.waitForFunction(() => document.documentElement.lang === "en");
    expect(await page.locator("#send").textContent()).toBe("Send");
    expect(await page.locator(".as-of").first().textContent()).toBe("as of 2031-04");
    await page.reload();
    await page.waitForFunction(() => document.documentElement.lang === "en");
    expect(await page.locator("#locale").inputValue()).toBe("en");
    const [request] = await Promise.all([
      page.waitForRequest("**/api/v1/messages"),
      ask(page, "回声 hello"),
    ]);
    expect(request.postDataJSON()).toMatchObject({ locale: "en" });
    await context.close();
  });

  it("passes on whether an answer helped", async () => {
    const { page, context } = await open();
    await ask(page, "示例补贴怎么办");
    const useful = page.getByRole("button", { name: "有用" });
    await useful.click();
    await page.locator(".rate[aria-pressed=true]").waitFor();
    expect(server.store.feedback.at(-1)).toMatchObject({
      helpful: true,
      services: ["example-allowance"],
    });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("有用");
    await context.close();
  });

  it("shows a long answer from its beginning", async () => {
    const { page, context } = await open(PHONE);
    await ask(page, "示例补贴怎么办");
    await ask(page, "示例补贴怎么办呢");
    const top = await page
      .locator(".question")
      .last()
      .evaluate((element) => element.getBoundingClientRect().top);
    const bar = await page
      .locator(".top")
      .evaluate((element) => element.getBoundingClientRect().bottom);
    expect(top).toBeGreaterThanOrEqual(bar);
    expect(top).toBeLessThan(bar + 80);
    await context.close();
  });

  it.each([
    ["on a phone of 360 px", PHONE],
    ["at 400 % zoom", ZOOMED],
  ])("needs no sideways scrolling %s", async (_, options) => {
    const { page, context } = await open(options);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const text of ["示例补贴怎么办", "比较一下", "有哪些", `回声${"W".repeat(300)}`]) {
      await ask(page, text);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
    // The list stands behind a line that tells number, age and kind.
    await page.locator(".sources > summary").first().click();
    await page.locator(".source summary").first().click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each([
    ["light", {}],
    ["dark", { colorScheme: "dark" as const }],
    ["light, on a phone", PHONE],
    ["dark, at 400 %", { ...ZOOMED, colorScheme: "dark" as const }],
  ])("has nothing that axe finds wrong, %s", async (_, options) => {
    // The policy of the page forbids scripts from outside, also the one that inspects it.
    const { page, context } = await open({ ...options, bypassCSP: true });
    await page.addScriptTag({ content: axeSource() });
    const inspect = () =>
      page.evaluate(async () => {
        const { violations } = await axe.run({ resultTypes: ["violations"] });
        return violations.map((violation) => JSON.stringify(violation).slice(0, 400));
      });
    expect(await inspect()).toEqual([]);
    for (const text of ["示例补贴怎么办", "比较一下", "有哪些"]) await ask(page, text);
    // The list stands behind a line that tells number, age and kind.
    await page.locator(".sources > summary").first().click();
    await page.locator(".source summary").first().click();
    expect(await inspect()).toEqual([]);
    await page.locator("#delete").click();
    expect(await inspect()).toEqual([]);
    await context.close();
  });

  it("is dark where the system is dark", async () => {
    const { page, context } = await open({ colorScheme: "dark" });
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red = 255] = (/\d+/u.exec(ground) ?? []).map(Number);
    expect(red).toBeLessThan(60);
    await context.close();
  });
});
