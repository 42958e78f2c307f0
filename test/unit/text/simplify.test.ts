import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

import { toSimplified } from "../../../src/text/simplify.js";
import { loadTraditional, toTraditional } from "../../../src/text/traditional.js";

describe("toSimplified", () => {
  it.each([
    ["租房補貼怎麼領", "租房补贴怎么领"],
    ["櫃檯在哪裡面談", "柜台在哪里面谈"],
    ["頭髮和發展", "头发和发展"],
    ["這樣可以么", "这样可以么"],
    ["already 简体 OK", "already 简体 OK"],
  ])("%s becomes %s", (traditional, simplified) => {
    expect(toSimplified(traditional)).toBe(simplified);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("麼么著着裡里後后發髮戶户a 乾")) }),
        (text) => {
          const once = toSimplified(text);
          expect(toSimplified(once)).toBe(once);
        },
      ),
    );
  });
});

describe("toTraditional", () => {
  beforeAll(loadTraditional);

  it("writes what a reader in Taiwan expects and keeps the words of names", () => {
    expect(toTraditional("在应用里面申请租房补贴")).toBe("在應用裡面申請租房補貼");
  });

  it("comes back to the same simplified text", () => {
    const sentence = "请带上身份证、毕业证书和劳动合同";
    expect(toSimplified(toTraditional(sentence))).toBe(sentence);
  });
});
