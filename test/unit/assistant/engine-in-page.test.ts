// The engine for browsers, run where nothing of Node is: the language itself and what every page has.
import { createContext, runInContext } from "node:vm";
import { transform } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import {
  ASKED_ELSEWHERE,
  buildEngineForBrowsers,
  turnsElsewhere,
  type TurnElsewhere,
} from "../../helpers/built-engine.js";
import { toSimplified } from "../../../src/text/simplify.js";

/** All that .config/web-globals.d.ts declares. */
const PAGE_GLOBALS = { atob, btoa, structuredClone, TextEncoder, TextDecoder };

describe("the engine without Node", () => {
  let code: string;
  let asked: TurnElsewhere;

  beforeAll(async () => {
    // Node runs modules in a context only behind a flag; the same code as a script needs none.
    const { engine } = buildEngineForBrowsers();
    code = (await transform(engine, { format: "iife", globalName: "engine" })).code;
    // Traditional characters need tables that a page loads by its address: test/browser/engine.test.ts.
    asked = await turnsElsewhere(ASKED_ELSEWHERE.filter((text) => toSimplified(text) === text));
  }, 240_000);

  it("has no way to Node", () => {
    const context = createContext({ ...PAGE_GLOBALS });
    const seen: unknown = runInContext(
      "[typeof process, typeof require, typeof Buffer, typeof setImmediate].join()",
      context,
    );
    expect(seen).toBe("undefined,undefined,undefined,undefined");
  });

  it("answers as the engine in Node does", () => {
    const context = createContext({ ...PAGE_GLOBALS, json: asked.json });
    const replies: unknown = runInContext(
      `${code}
      const { data, trained, inputs } = JSON.parse(json);
      const built = engine.createEngine(data, trained);
      JSON.stringify(inputs.map((input) => JSON.stringify(built.respond(input).reply)));`,
      context,
    );
    expect(replies).toBe(JSON.stringify(asked.replies));
    expect(asked.replies[0]).toContain("yuhang-");
  });
});
