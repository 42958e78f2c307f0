import { readFileSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { axeSource, launchBrowser } from "../helpers/browser.js";
import { startOwnPageServer, type OwnPageServer } from "../helpers/page-server.js";
import { repositoryRoot } from "../helpers/repository-root.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

declare const axe: {
  run(options: unknown): Promise<{ readonly violations: readonly { readonly id: string }[] }>;
};

const TODAY = "2026-11-21";
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** A master's graduate of 2026, employed in Binjiang, renting. Invented. */
const GRADUATE = {
  degree: "master",
  studyMode: "full-time",
  graduatedOn: "2026-06",
  employment: "employee",
  socialInsuranceMonths: "5",
  workDistrict: "binjiang",
  homeDistrict: "yuhang",
  ownsHomeInHangzhou: "false",
  inPublicRental: "false",
  nationality: "cn",
};

/** Seven months of insurance: with fewer than six the rules are settled and nothing is asked back. */
const OPENING = "我26年3月硕士毕业,在滨江租房,社保交了七个月,能拿多少补贴?";

/** The opening and an answer to each question that follows, to the settled case. */
const TALK = [OPENING, "在单位上班", "没有", "没有房", "没有缴"] as const;

async function say(page: Page, text: string): Promise<void> {
  const before = await page.locator(".turn").count();
  await page.locator("#field").fill(text);
  await page.keyboard.press("Enter");
  await settled(page, before);
}

/** Names of the districts for which services are held: those that no other lies in. */
function servedDistricts(): readonly string[] {
  const file = path.join(repositoryRoot, "knowledge/districts.yaml");
  const { districts } = z
    .object({
      districts: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          parent: z.string().optional(),
          served: z.boolean(),
        }),
      ),
    })
    .parse(parse(readFileSync(file, "utf8")));
  return districts
    .filter(({ id, served }) => served && districts.every(({ parent }) => parent !== id))
    .map(({ name }) => name);
}

const settled = (page: Page, before: number) =>
  page.waitForFunction(
    (count) =>
      document.querySelectorAll(".turn").length > count &&
      document.querySelector(".pending") === null,
    before,
  );

const lastReply = (page: Page) => page.locator(".turn").last().locator(".reply");

async function fillIn(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [slot, value] of Object.entries(values)) {
    const field = page.locator(`#slot-${slot}`);
    await field.evaluate((element) => {
      const fold = element.closest("details");
      if (fold !== null) fold.open = true;
    });
    const isChoice = (await field.evaluate((element) => element.tagName)) === "SELECT";
    if (isChoice) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Opens the panel, fills it in and has it judged. */
async function judge(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  await page.locator("#panel-opener").click();
  await page.locator("#panel form").waitFor();
  await fillIn(page, values);
  await page.locator("#panel .primary").click();
  await page.locator("#panel-results").waitFor();
}

/** Opens folds at once: there are some for every rule that is judged, and a press on each takes longer than all the rest. */
const openFolds = (page: Page, selector: string) =>
  page.evaluate((found) => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>(found)) fold.open = true;
  }, selector);

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const panelOverflow = (page: Page) =>
  page.locator("#panel").evaluate((element) => element.scrollWidth - element.clientWidth);

describeWith(needsChromium(), "a case on the page", () => {
  let server: OwnPageServer;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startOwnPageServer(TODAY), launchBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(server.address);
    await page.locator("#starters .choice").first().waitFor();
    return { context, page, complaints };
  }

  it("puts what can be had in order, with last days, their source and their date", async () => {
    const { page, context, complaints } = await open();
    await judge(page, GRADUATE);
    const steps = page.locator("#panel .steps li");
    expect(await steps.count()).toBeGreaterThan(1);
    const [first] = await steps.allTextContents();
    expect(first).toContain("最晚2028年6月1日");
    expect(await steps.first().locator("time").getAttribute("datetime")).toBe("2028-06-01");
    expect(await steps.first().locator(".reference").count()).toBe(1);
    expect(await steps.first().locator(".as-of").textContent()).toContain("2026年6月30日");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("hands out the last days as a calendar file with reminders a fortnight and three days before", async () => {
    const { page, context } = await open();
    await judge(page, GRADUATE);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: ".ics" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("hangcai.ics");
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream())
      chunks.push(Buffer.from(chunk as Uint8Array));
    const file = Buffer.concat(chunks).toString("utf8");
    expect(file).toContain("DTSTART;VALUE=DATE:20280601");
    expect(file).toContain("TRIGGER:-P2W");
    expect(file).toContain("TRIGGER:-P3D");
    await context.close();
  });

  it("offers no calendar where no source sets a last day", async () => {
    const { page, context } = await open();
    await judge(page, { rider: "true", workDistrict: "yuhang" });
    expect(await page.locator("#panel .verdict[data-outcome=eligible]").count()).toBeGreaterThan(0);
    expect(await page.getByRole("button", { name: ".ics" }).count()).toBe(0);
    await context.close();
  });

  it("lists papers where a source does, and says whom to ask where none does", async () => {
    const { page, context } = await open();
    await judge(page, GRADUATE);
    const papers = page.locator("#panel .claims", { hasText: "学历认证编号" });
    expect(await papers.locator(".as-of").count()).toBe(1);
    expect(await papers.locator(".reference").count()).toBe(1);
    expect(await page.locator("#panel .missing").textContent()).toContain("12345");
    await context.close();
  });

  it("sets the served districts side by side in a table, each cell with its source and date", async () => {
    const { page, context } = await open();
    await judge(page, GRADUATE);
    const table = page.locator("#panel .districts table");
    expect(await table.locator("caption").textContent()).toBe("各区不一样的地方");
    const rows = await table.locator("tbody th[scope=row]").allTextContents();
    const named = servedDistricts().map((name) => expect.stringContaining(name) as string);
    expect(rows).toHaveLength(named.length);
    expect(rows).toEqual(expect.arrayContaining(named));
    // Who has anything of its own stands before those of which no source says anything.
    const held = await table
      .locator("tbody tr")
      .evaluateAll((lines) => lines.map((line) => line.querySelectorAll("td p").length > 0));
    expect(held).toEqual(held.toSorted((one, other) => Number(other) - Number(one)));
    expect(await table.locator("thead th[scope=col]").count()).toBeGreaterThan(1);
    expect(await table.locator("tr.own th").allTextContents()).toEqual([
      "滨江区您工作的区",
      "余杭区您住的区",
    ]);
    for (const item of await table.locator("td p").all()) {
      expect(await item.locator(".as-of").count()).toBe(1);
      expect(await item.locator(".reference").count()).toBeGreaterThan(0);
    }
    await context.close();
  });

  it("judges a partner beside the person, and counts the household's money once", async () => {
    const { page, context, complaints } = await open({ viewport: { width: 390, height: 844 } });
    await page.locator("#panel-opener").click();
    await page.locator("#panel form").waitFor();
    await fillIn(page, GRADUATE);
    await page.locator("#panel .partner-slots > summary").click();
    // What is of the household is asked once.
    expect(await page.locator("#slot-partner-ownsHomeInHangzhou").count()).toBe(0);
    const own = Object.entries(GRADUATE);
    const asked = await Promise.all(
      own.map(([slot]) => page.locator(`#slot-partner-${slot}`).count()),
    );
    await fillIn(
      page,
      Object.fromEntries(
        own
          .filter((_, index) => (asked[index] ?? 0) > 0)
          .map(([slot, value]) => [`partner-${slot}`, value]),
      ),
    );
    await page.locator("#panel .primary").click();
    await page.locator("#panel-results").waitFor();
    const text = (await page.locator("#panel .panel-results").textContent()) ?? "";
    expect(text).toContain("你们两个人一起看");
    expect(text).toContain("应届大学生租房补贴（一户一份）");
    expect(await panelOverflow(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("tells what comes with time, with its day", async () => {
    const { page, context } = await open();
    await judge(page, {
      ...GRADUATE,
      degree: "bachelor",
      employerKind: "city-small",
      wageBelowAverage: "true",
      employerSize: "50",
    });
    const soon = page.locator("#panel h3.part", { hasText: "再等一等会符合" });
    expect(await soon.count()).toBe(1);
    expect(await page.locator("#panel .steps").textContent()).toContain("起才符合");
    await context.close();
  });

  it("goes from a chip of the verdicts to its field, and judges anew", async () => {
    const { page, context } = await open();
    await judge(page, GRADUATE);
    await page.locator("#panel .fact", { hasText: "硕士" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("slot-degree");
    await page.locator("#slot-degree").selectOption("doctor");
    await page.locator("#panel .primary").click();
    await page.locator("#panel .fact", { hasText: "博士" }).waitFor();
    expect(await page.locator("#panel .fact", { hasText: "硕士" }).count()).toBe(0);
    await context.close();
  });

  it("says what was filled in, in the talk, which understands all of it", async () => {
    const { page, context } = await open();
    await judge(page, GRADUATE);
    const filled = await page.locator("#panel .fact").allTextContents();
    await page.getByRole("button", { name: "带进对话" }).click();
    await settled(page, 0);
    expect(await page.locator("#panel").isVisible()).toBe(false);
    expect(await page.locator(".said").last().textContent()).toContain("学历：硕士");
    const understood = await lastReply(page).locator(".fact").allTextContents();
    expect(understood.toSorted()).toEqual(filled.toSorted());
    await context.close();
  });

  it("shows in the talk what was understood as chips, each of which can be corrected", async () => {
    const { page, context } = await open();
    await say(page, OPENING);
    expect(await lastReply(page).locator(".fact").allTextContents()).toContain("硕士");
    const before = await page.locator(".turn").count();
    await lastReply(page).locator(".fact", { hasText: "硕士" }).click();
    await settled(page, before);
    expect(await lastReply(page).locator(".asking").textContent()).toContain("最高学历");
    await say(page, "博士");
    expect(await lastReply(page).locator(".fact").allTextContents()).toContain("博士");
    await context.close();
  });

  it("puts the answers right under the question, and sources behind a fold that a reference opens", async () => {
    const { page, context } = await open();
    await say(page, OPENING);
    const next = lastReply(page).locator(".asking + .choices");
    expect(await next.locator(".choice").count()).toBeGreaterThan(2);
    const line = lastReply(page).locator(".verdict.line").first();
    await line.locator("> summary").click();
    await line.locator(".reference").first().click();
    expect(await lastReply(page).locator(".source[open]").count()).toBe(1);
    expect(await lastReply(page).locator(".source[open] dl").isVisible()).toBe(true);
    await context.close();
  });

  it("leads from the first question to the whole list, filled in from the talk", async () => {
    const { page, context, complaints } = await open();
    for (const text of TALK) await say(page, text);
    await lastReply(page).locator(".whole-case button").click();
    await page.locator("#panel-results").waitFor();
    expect(await page.locator("#slot-degree").inputValue()).toBe("master");
    expect(await page.locator("#slot-graduatedOn").inputValue()).toBe("2026-03");
    expect(await page.locator("#panel .steps").textContent()).toContain("最晚");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("fills the form from what the person agreed to have kept, and keeps what is taken into the talk", async () => {
    const { page, context } = await open();
    for (const text of [...TALK, "记住这些情况"]) await say(page, text);
    await page.reload();
    await page.locator(".turn").first().waitFor();
    await page.locator("#panel-opener").click();
    await page.locator("#panel form").waitFor();
    expect(await page.locator("#slot-degree").inputValue()).toBe("master");
    expect(await page.locator("#panel > .keeps").textContent()).toContain("让我记住的");
    await fillIn(page, { degree: "doctor" });
    await page.locator("#panel .primary").click();
    await page.locator("#panel-results").waitFor();
    const before = await page.locator(".turn").count();
    await page.getByRole("button", { name: "带进对话" }).click();
    await settled(page, before);
    await say(page, "/profile");
    expect(await lastReply(page).textContent()).toContain("博士");
    await context.close();
  });

  it("asks before it forgets, then clears the words on the screen and in the form", async () => {
    const { page, context } = await open();
    await say(page, OPENING);
    await page.locator("#field").fill("/forget");
    await page.keyboard.press("Enter");
    await page.locator("dialog#confirm [value=no]").click();
    expect(await page.locator(".turn").count()).toBe(1);
    await page.locator("#field").fill("/forget");
    await page.keyboard.press("Enter");
    await page.locator("dialog#confirm [value=yes]").click();
    await page.waitForFunction(() => document.querySelectorAll(".turn").length === 0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.locator("#panel-opener").click();
    await page.locator("#panel form").waitFor();
    expect(await page.locator("#slot-degree").inputValue()).toBe("");
    await context.close();
  });

  it("prints the panel alone, open, with links written out and nothing to press", async () => {
    const { page, context } = await open();
    await judge(page, GRADUATE);
    const closed = await page.locator("#panel details:not([open])").count();
    expect(closed).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator("#panel details:not([open])").count()).toBe(0);
    for (const hidden of [".top", "#composer", "#panel form", "#panel .tools-row"]) {
      expect(await page.locator(hidden).isVisible()).toBe(false);
    }
    expect(await page.locator("#panel .steps").isVisible()).toBe(true);
    const address = await page
      .locator("#panel a.outward")
      .first()
      .evaluate((link) => getComputedStyle(link, "::after").content);
    expect(address).toContain("http");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    expect(await page.locator("#panel details:not([open])").count()).toBe(closed);
    await context.close();
  });

  it("is filled in, judged and read by keyboard alone", async () => {
    const { page, context } = await open();
    await page.locator("#panel-opener").focus();
    await page.keyboard.press("Enter");
    await page.locator("#panel form").waitFor();
    await page.locator("#slot-graduatedOn").focus();
    await page.keyboard.type("2026-06");
    await page.keyboard.press("Enter");
    await page.locator("#panel-results").waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("panel-results");
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.className);
    expect(focused).toBe("fact");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("slot-graduatedOn");
    await page.keyboard.press("Escape");
    expect(await page.locator("#panel").isVisible()).toBe(false);
    await context.close();
  });

  it("needs no sideways scrolling on a phone of 360 px", async () => {
    const { page, context } = await open(PHONE);
    for (const text of TALK) await say(page, text);
    for (const fold of await lastReply(page).locator("details.more > summary").all()) {
      await fold.click();
    }
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await judge(page, GRADUATE);
    for (const fold of await page.locator("#panel .group > summary").all()) await fold.click();
    expect(await panelOverflow(page)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each([
    ["light", {}],
    ["dark", { colorScheme: "dark" as const }],
    ["light, on a phone", PHONE],
    ["dark, on a phone", { ...PHONE, colorScheme: "dark" as const }],
  ])(
    "has nothing that axe finds wrong, %s",
    async (_, options) => {
      const { page, context } = await open({ ...options, bypassCSP: true });
      await page.addScriptTag({ content: axeSource() });
      const inspect = () =>
        page.evaluate(async () => {
          const { violations } = await axe.run({ resultTypes: ["violations"] });
          return violations.map((violation) => JSON.stringify(violation).slice(0, 400));
        });
      for (const text of TALK) await say(page, text);
      await openFolds(page, "details");
      expect(await inspect()).toEqual([]);
      await judge(page, GRADUATE);
      await openFolds(page, "#panel .panel-results details");
      expect(await inspect()).toEqual([]);
      await context.close();
    },
    90_000,
  );
});
