import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64url, toBase32, toBase64url } from "../../../src/shared/receipt/base-n.js";
import { canonicalJson } from "../../../src/shared/receipt/canonical-json.js";
import {
  decodeReceipt,
  encodeReceipt,
  FRAGMENT_LIMIT,
  type Receipt,
} from "../../../src/shared/receipt/receipt-code.js";
import { sha256 } from "../../../src/shared/receipt/sha256.js";
import { readByHand, writeByHand } from "../../helpers/second-receipt-reader.js";

const RECEIPT: Receipt = {
  day: "2026-11-30",
  facts: { degree: "master", age: { min: 24, max: 25 } },
  rules: [
    { mark: "zzzz", version: "v-_1" },
    { mark: "Aaaa", version: "v002" },
  ],
  whole: false,
};

/** A fragment of any text, with the id that would follow from it. */
function fragmentOf(text: string, version = "1"): string {
  const id = toBase32(createHash("sha256").update(`1.${text}`).digest().subarray(0, 10));
  return `${version}.${id}.${Buffer.from(text).toString("base64url")}`;
}

const TEXT = '{"day":"2026-11-30","facts":{"degree":"master"},"rules":"","whole":false}';

describe("the pieces of the format", () => {
  it("hash as the standard does, whatever the length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(Buffer.from(sha256(bytes)).toString("hex")).toBe(
          createHash("sha256").update(bytes).digest("hex"),
        );
      }),
      { seed: 20261130, numRuns: 300 },
    );
  });

  it("write bytes as base64url and read them back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromBase64url(text)).toEqual(bytes);
      }),
      { seed: 20261130 },
    );
    for (const broken of ["a", "a+b/", "====", "ab c", "中文字符"])
      expect(fromBase64url(broken)).toBeNull();
  });

  it("write base32 as the examples of RFC 4648 do", () => {
    expect(toBase32(new TextEncoder().encode("fooba"))).toBe("mzxw6ytb");
  });

  it("write one JSON text for one value, whatever the order it was made in", () => {
    expect(canonicalJson({ b: [1, "é", null], a: { d: true, c: undefined, B: 1.5 } })).toBe(
      '{"a":{"B":1.5,"d":true},"b":[1,"é",null]}',
    );
  });
});

describe("a receipt as a fragment", () => {
  it("is the example of the format's description", () => {
    expect(
      encodeReceipt({ day: "2026-11-30", facts: { degree: "master" }, rules: [], whole: false }),
    ).toEqual({ id: fragmentOf(TEXT).split(".")[1], fragment: fragmentOf(TEXT) });
  });

  it("comes back as it was, the rules in order", () => {
    const { id, fragment } = encodeReceipt(RECEIPT);
    expect(decodeReceipt(fragment)).toEqual({
      id,
      receipt: { ...RECEIPT, rules: RECEIPT.rules.toReversed() },
    });
    expect(fragment).toMatch(/^1\.[a-z2-7]{16}\.[\w-]+$/u);
  });

  it("does not hang on the order in which facts and rules were given", () => {
    const turned = {
      ...RECEIPT,
      facts: { age: { max: 25, min: 24 }, degree: "master" },
      rules: RECEIPT.rules.toReversed(),
    };
    expect(encodeReceipt(turned)).toEqual(encodeReceipt(RECEIPT));
  });

  it("is written and read alike by the second reader", () => {
    const byHand = writeByHand(
      "2026-11-30",
      { degree: "master", age: { min: 24, max: 25 } },
      [
        ["zzzz", "v-_1"],
        ["Aaaa", "v002"],
      ],
      false,
    );
    expect(byHand).toEqual(encodeReceipt(RECEIPT));
    expect(readByHand(byHand.fragment)?.versions.get("zzzz")).toBe("v-_1");
  });
});

describe("a fragment is refused", () => {
  const { fragment } = encodeReceipt(RECEIPT);
  it.each([
    ["when it is empty", "", "broken"],
    ["when it is another link's", "h=1abc_s", "broken"],
    ["when its end is cut off", fragment.slice(0, -5), "broken"],
    [
      "when one sign of the body is another",
      `${fragment.slice(0, -20)}A${fragment.slice(-19)}`,
      "any",
    ],
    ["when the id is another's", fragment.replace(/^1\..{16}/u, "1.aaaaaaaaaaaaaaaa"), "forged"],
    ["when a fact was changed below its id", forgedFact(), "forged"],
    ["when it is of a later version", `2${fragment.slice(1)}`, "version"],
    ["when the version is no number", `x${fragment.slice(1)}`, "broken"],
    ["when it is too long", `${fragment}${"A".repeat(FRAGMENT_LIMIT)}`, "long"],
    ["when a part is added", `${fragment}.more`, "broken"],
    ["when it is no base64url", "1.aaaaaaaaaaaaaaaa.a+b/", "broken"],
    [
      "when it is no UTF-8",
      `1.aaaaaaaaaaaaaaaa.${Buffer.from([255, 254]).toString("base64url")}`,
      "broken",
    ],
    ["when it is no JSON", fragmentOf("{day:1}"), "broken"],
    [
      "when its names stand in another order",
      fragmentOf(TEXT.replace('"rules":"",', "").replace("{", '{"rules":"",')),
      "broken",
    ],
    ["when there is a blank in it", fragmentOf(TEXT.replace(",", ", ")), "broken"],
    ["when a name is added", fragmentOf(TEXT.replace("false}", 'false,"z":1}')), "broken"],
    ["when a name is missing", fragmentOf(TEXT.replace(',"whole":false', "")), "broken"],
    ["when the day does not exist", fragmentOf(TEXT.replace("11-30", "11-31")), "broken"],
    ["when the rules are cut", fragmentOf(TEXT.replace('"rules":""', '"rules":"abc"')), "broken"],
    [
      "when a rule stands twice",
      fragmentOf(TEXT.replace('"rules":""', '"rules":"aaaabbbbaaaacccc"')),
      "broken",
    ],
    ["when a fact is a list", fragmentOf(TEXT.replace('"master"', '["master"]')), "broken"],
    [
      "when a fact goes deep",
      fragmentOf(TEXT.replace('"master"', `${"[".repeat(2000)}${"]".repeat(2000)}`)),
      "broken",
    ],
    ["when the facts are a text", fragmentOf(TEXT.replace('{"degree":"master"}', '"x"')), "broken"],
  ])("%s", (_, broken, fault) => {
    const found = decodeReceipt(broken);
    expect(found.fault).toBeDefined();
    if (fault !== "any") expect(found.fault).toBe(fault);
  });

  function forgedFact(): string {
    const [version = "", id = ""] = fragmentOf(TEXT).split(".");
    const text = TEXT.replace("master", "doctor");
    return `${version}.${id}.${Buffer.from(text).toString("base64url")}`;
  }

  it("whatever one sign of it becomes", () => {
    fc.assert(
      fc.property(fc.nat(fragment.length - 1), fc.constantFrom(..."AZaz09-_."), (place, sign) => {
        const other = fragment.slice(0, place) + sign + fragment.slice(place + 1);
        if (other !== fragment) expect(decodeReceipt(other).fault).toBeDefined();
      }),
      { seed: 20261130, numRuns: 2000 },
    );
  });

  it("and never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(decodeReceipt(text).fault).toBeDefined();
      }),
      { seed: 20261130, numRuns: 1000 },
    );
  });
});
