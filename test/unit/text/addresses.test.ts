import { describe, expect, it } from "vitest";
import { addressesIn, withoutAddresses } from "../../../src/text/addresses.js";

describe("addresses in a text", () => {
  it.each([
    ["这个网站是官方的吗 www.example.gov.cn", ["www.example.gov.cn"]],
    ["网站www.example.gov.cn是官方的吗", ["www.example.gov.cn"]],
    ["https://Example.GOV.cn/a/b?c=d#e 靠谱吗", ["example.gov.cn"]],
    ["http://example.com:8080/x", ["example.com"]],
    ["中介发的链接 example-pay.top 靠谱吗", ["example-pay.top"]],
    ["ｗｗｗ．ｅｘａｍｐｌｅ．ｇｏｖ．ｃｎ", ["www.example.gov.cn"]],
    ["www。example。gov。cn 是真的吗", ["www.example.gov.cn"]],
    ["www.exa\u200bmple.gov.cn", ["www.example.gov.cn"]],
    ["https:\\\\www.example.gov.cn", ["www.example.gov.cn"]],
    ["https://www.еxample.gov.cn", ["www.еxample.gov.cn"]],
    ["http://10.1.2.3/login", ["10.1.2.3"]],
    ["a.com 和 b.cn 哪个是真的", ["a.com", "b.cn"]],
    ["写信到 someone@example.com", []],
    ["我在用node.js写代码", []],
    ["2.5万和3.75万", []],
    ["补贴是官方的吗", []],
    ["", []],
  ])("%s", (text, hosts) => {
    expect(addressesIn(text).map(({ host }) => host)).toEqual(hosts);
  });

  it.each([
    ["https://www.example.gov.cn@evil.top/pay", "evil.top"],
    ["www.example.gov.cn@evil.top", "evil.top"],
    ["https://www.example.gov.cn:443@evil.top", "evil.top"],
  ])("goes where a browser goes, behind the @: %s", (text, host) => {
    expect(addressesIn(text)).toEqual([{ host, isMasked: true }]);
  });

  it("are left out with their paths, so that what is said beside them remains", () => {
    expect(withoutAddresses("帮我看看 https://a.gov.cn/x/y?z=1 这个网站靠谱吗")).toBe(
      "帮我看看   这个网站靠谱吗",
    );
  });
});
