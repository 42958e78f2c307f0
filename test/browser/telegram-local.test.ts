// The chat window of `npm run telegram:local`, used as a developer uses it: the real program behind a fake Bot API.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { launchBrowser } from "../helpers/browser.js";
import { buildProgram } from "../helpers/built-program.js";
import { repositoryRoot } from "../helpers/repository-root.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });

/** The first of two ports side by side that nobody uses. */
async function freePair(): Promise<number> {
  for (let port = 18_700; port < 19_700; port += 2) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error("no free ports");
}

function startLocal(port: number): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/commands/telegram-local.ts"], {
    cwd: repositoryRoot,
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("Ctrl-C")) resolve(output);
      });
    }
    child.once("exit", () => {
      reject(new Error(output));
    });
  });
}

describeWith(needsChromium(), "the local chat window", () => {
  let browser: Browser;
  beforeAll(async () => {
    [browser] = await Promise.all([launchBrowser(), buildProgram()]);
  }, 120_000);
  afterAll(() => browser.close());

  async function openWindow(port: number): Promise<Page> {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(`http://127.0.0.1:${String(port)}/`);
    return page;
  }
  /** Waits until the last message says it. */
  const hears = (page: Page, words: string) =>
    page.locator("#log li").last().filter({ hasText: words }).waitFor();
  async function say(page: Page, text: string): Promise<void> {
    await page.fill("input", text);
    await page.press("input", "Enter");
  }

  it(
    "leads a talk: card, button, edit, photo, cards of the inline mode",
    { timeout: 120_000 },
    async () => {
      const port = await freePair();
      await startLocal(port);
      const page = await openWindow(port);
      await say(page, "余杭租房补贴");
      await hears(page, "职场青年租房补贴");
      await page.locator(".keys button", { hasText: "来源" }).last().click();
      await hears(page, "‹ 返回");
      await page.locator(".mine .bubble").last().dblclick();
      await say(page, "余杭生活补贴");
      await hears(page, "应届毕业生生活补贴");
      expect(await page.locator("#log li").count()).toBe(2);
      await page.selectOption("select", "photo");
      await hears(page, "只看得懂文字");
      await page.fill("input", "@hangcai_local_bot 融滨");
      await page.locator("#cards button", { hasText: "融滨一本通" }).first().click();
      await page.locator(".mine .bubble", { hasText: "融滨一本通" }).waitFor();
    },
  );

  it("leads to the page and back", { timeout: 120_000 }, async () => {
    const port = await freePair();
    await startLocal(port);
    const page = await openWindow(port);
    await say(page, "余省心是什么");
    await hears(page, "余省心");
    await say(page, "/web");
    const link = page.locator(`.bubble a[href^="http://127.0.0.1:${String(port + 1)}"]`);
    const address = (await link.last().getAttribute("href")) ?? "";
    const web = await browser.newPage();
    onTestFinished(() => web.close());
    await web.goto(address);
    await web.getByText("余省心").first().click();
    // Once it is answered, the way back carries the subject.
    const back = web.locator('a[href*="start=h_"][href*="yushengxin"]').first();
    await back.waitFor();
    // Pasted into the window it is followed as in the app.
    await say(page, (await back.getAttribute("href")) ?? "");
    await hears(page, "余省心");
  });

  it("says in one line that its port is in use", { timeout: 60_000 }, async () => {
    const port = await freePair();
    const other = createServer().listen(port, "127.0.0.1");
    onTestFinished(() => {
      other.close();
    });
    await expect(startLocal(port)).rejects.toThrow(
      new RegExp(`^cannot listen on port ${String(port)} \\(EADDRINUSE\\).*\\n$`, "u"),
    );
  });
});
