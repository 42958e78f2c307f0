// One engine in two places: what it says in a page is what it says in Node.
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { z } from "zod";
import { loadTraditional } from "../../src/assistant/engine.js";
import { launchBrowser } from "../helpers/browser.js";
import {
  ASKED_ELSEWHERE,
  buildEngineForBrowsers,
  turnsElsewhere,
} from "../helpers/built-engine.js";
import type { TurnElsewhere } from "../helpers/built-engine.js";
import { describeWith, needsChromium } from "../helpers/requires.js";

/**
 * Confidences to nine digits: the browser is another version of V8 than Node's, and its `Math.exp` may end in another digit.
 */
const rounded = (json: string): unknown =>
  JSON.parse(json, (_key, value: unknown) =>
    typeof value === "number" ? Number(value.toPrecision(9)) : value,
  );

describeWith(needsChromium(), "the engine in a page", () => {
  let browser: Browser;
  let asked: TurnElsewhere;
  let address: string;
  const server = createServer();

  beforeAll(async () => {
    const { engine, tables } = buildEngineForBrowsers();
    await loadTraditional();
    asked = await turnsElsewhere(ASKED_ELSEWHERE);
    const files = new Map([
      ["/", ["text/html; charset=utf-8", "<!doctype html><title>engine</title>"]],
      ["/engine.js", ["text/javascript; charset=utf-8", engine]],
      ["/traditional-tables.js", ["text/javascript; charset=utf-8", tables]],
      ["/data.json", ["application/json", asked.json]],
    ]);
    server.on("request", (request, response) => {
      const [type = "text/plain", body = ""] = files.get(request.url ?? "") ?? [];
      response.writeHead(body === "" ? 404 : 200, { "content-type": type }).end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const bound = server.address();
    if (bound === null || typeof bound === "string") throw new Error("the server has no port");
    address = `http://127.0.0.1:${bound.port}/`;
    browser = await launchBrowser();
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  it("loads as a module, is built from the data as JSON, and answers as in Node", async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("pageerror", (fault) => faults.push(fault.message));
    await page.goto(address);
    const replies = z.array(z.string()).parse(
      await page.evaluate(`(async () => {
      const { createEngine, loadTraditional } = await import("/engine.js");
      await loadTraditional();
      const { data, trained, inputs } = await (await fetch("/data.json")).json();
      const engine = createEngine(data, trained);
      return inputs.map((input) => JSON.stringify(engine.respond(input).reply));
    })()`),
    );
    expect(faults).toEqual([]);
    expect(replies.map(rounded)).toEqual(asked.replies.map(rounded));
  });
});
