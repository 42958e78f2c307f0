import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskPersonal } from "../../../src/assistant/mask.js";

describe("masking what could name a person", () => {
  it.each([
    ["身份证330106199001011234能办吗", "身份证[id]能办吗"],
    ["330106 199001011234", "[card]"],
    ["电话13912345678", "电话[mobile]"],
    ["打139 1234 5678给我", "打[mobile]给我"],
    ["+86-13912345678", "[mobile]"],
    ["邮箱 a.b+c@example.com 谢谢", "邮箱 [e-mail] 谢谢"],
    ["卡号6222 0202 0000 1234 567", "卡号[card]"],
    ["我叫张三，想落户", "我叫[name]，想落户"],
    ["My name is Bob Lee and I work here", "My name is [name] and I work here"],
    ["１３９１２３４５６７８", "[mobile]"],
  ])("%s → %s", (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  it.each([
    "5050计划怎么申请",
    "2024-04-01",
    "12345热线",
    "0571-87280474",
    "24届硕士能领30000元吗",
  ])("leaves %s alone", (text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  it("leaves no run of eleven digits that starts like a mobile number", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 13000000000, max: 19999999999 }),
        (text, number) => {
          expect(maskPersonal(`${text} ${number} `)).not.toContain(String(number));
        },
      ),
    );
  });
});
