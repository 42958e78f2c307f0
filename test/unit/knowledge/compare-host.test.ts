import { describe, expect, it } from "vitest";
import { compareHost } from "../../../src/knowledge/compare-host.js";
import type { KnownHost } from "../../../src/knowledge/known-hosts.js";

const host = (name: string, kind: KnownHost["kind"] = "official"): KnownHost => ({
  host: name,
  name: { zh: name, en: name },
  kind,
  source: null,
});

const KNOWN = [
  host("www.zjzwfw.gov.cn"),
  host("www.hangzhou.gov.cn"),
  host("hrss.hangzhou.gov.cn"),
  host("gjj.hangzhou.gov.cn"),
  host("www.hhtz.gov.cn"),
  host("www.xiaoshan.gov.cn"),
  host("si.12333.gov.cn"),
  host("talent.hzrcm.cn"),
  host("www.96225.com"),
  host("hznews.hangzhou.com.cn", "publisher"),
];
const LISTED = ["xihu.gov.cn", "rsj.hangzhou.gov.cn"];
const PLACES = new Set(["hangzhou", "xiaoshan", "xihu"]);

/** What is found, in words: the kind, the known host, and in what they differ. */
function found(asked: string): string {
  const finding = compareHost(asked, KNOWN, LISTED, PLACES);
  switch (finding.kind) {
    case "known":
      return `known ${finding.known.host}`;
    case "listed":
      return "listed";
    case "unknown":
      return finding.under === null ? "unknown" : `unknown under ${finding.under.host}`;
    case "alike": {
      const { kind, ...rest } = finding.difference;
      const parts = Object.values<string | number>(rest);
      return `alike ${finding.known.host}: ${[kind, ...parts].join(" ")}`;
    }
    default:
      return finding satisfies never;
  }
}

describe("a pasted host beside those that we know", () => {
  it.each([
    // the very name, with and without www, with the dot that ends a name
    ["www.zjzwfw.gov.cn", "known www.zjzwfw.gov.cn"],
    ["zjzwfw.gov.cn", "known www.zjzwfw.gov.cn"],
    ["www.zjzwfw.gov.cn.", "known www.zjzwfw.gov.cn"],
    ["hrss.hangzhou.gov.cn", "known hrss.hangzhou.gov.cn"],
    ["www.hrss.hangzhou.gov.cn", "known hrss.hangzhou.gov.cn"],
    ["hznews.hangzhou.com.cn", "known hznews.hangzhou.com.cn"],
    ["www.96225.com", "known www.96225.com"],
    // on the list of addresses that pass for official ones
    ["xihu.gov.cn", "listed"],
    ["www.xihu.gov.cn", "listed"],
    ["rsj.hangzhou.gov.cn", "listed"],
    // under a registered name that we know: neither right nor wrong
    ["edu.hangzhou.gov.cn", "unknown under www.hangzhou.gov.cn"],
    ["zjj.hangzhou.gov.cn", "unknown under www.hangzhou.gov.cn"],
    ["puser.zjzwfw.gov.cn", "unknown under www.zjzwfw.gov.cn"],
    ["news.hangzhou.com.cn", "unknown under hznews.hangzhou.com.cn"],
    // one letter
    ["www.zjzwfv.gov.cn", "alike www.zjzwfw.gov.cn: changed v w"],
    ["www.zjzwf.gov.cn", "alike www.zjzwfw.gov.cn: missing  w"],
    ["www.zjzwwfw.gov.cn", "alike www.zjzwfw.gov.cn: extra w "],
    ["www.zjzwwf.gov.cn", "alike www.zjzwfw.gov.cn: swapped wf fw"],
    ["hrss.hangzou.gov.cn", "alike hrss.hangzhou.gov.cn: missing  h"],
    ["www.hhtx.gov.cn", "alike www.hhtz.gov.cn: changed x z"],
    ["www.zjzwfv.com", "alike www.zjzwfw.gov.cn: changed v w"],
    ["hangzhuo.gov.cn", "alike www.hangzhou.gov.cn: swapped uo ou"],
    ["www.xioashan.gov.cn", "alike www.xiaoshan.gov.cn: swapped oa ao"],
    ["www.hamgzou.gov.cn", "alike www.hangzhou.gov.cn: several 2"],
    // what only looks alike
    ["www.hangzh0u.gov.cn", "alike www.hangzhou.gov.cn: looks 0 o"],
    ["hrss.hangzh0u.gov.cn", "alike hrss.hangzhou.gov.cn: looks 0 o"],
    ["www.hаngzhou.gov.cn", "alike www.hangzhou.gov.cn: looks а a"],
    ["www.zjzvvfw.gov.cn", "alike www.zjzwfw.gov.cn: looks vv w"],
    ["www.zjzẉfw.gov.cn", "alike www.zjzwfw.gov.cn: looks ẉ w"],
    ["si.l2333.gov.cn", "alike si.12333.gov.cn: looks l 1"],
    // another ending
    ["www.zjzwfw.com", "alike www.zjzwfw.gov.cn: ending com gov.cn"],
    ["zjzwfw.org.cn", "alike www.zjzwfw.gov.cn: ending org.cn gov.cn"],
    ["hangzhou.com", "alike www.hangzhou.gov.cn: ending com gov.cn"],
    ["www.12333.com", "alike si.12333.gov.cn: ending com gov.cn"],
    ["www.96225.cn", "alike www.96225.com: ending cn com"],
    // the known name in front of the real one
    ["www.zjzwfw.gov.cn.top", "alike www.zjzwfw.gov.cn: front cn.top"],
    ["www.zjzwfw.gov.cn.pay-login.com", "alike www.zjzwfw.gov.cn: front pay-login.com"],
    ["hrss.hangzhou.gov.cn.example.xyz", "alike hrss.hangzhou.gov.cn: front example.xyz"],
    // dots and hyphens
    ["hrss-hangzhou.gov.cn", "alike hrss.hangzhou.gov.cn: marks"],
    ["www.zjzwfw-gov.cn", "alike www.zjzwfw.gov.cn: marks"],
    ["hangzhou-gov.cn", "alike www.hangzhou.gov.cn: marks"],
    ["hangzhou-gov.com", "alike www.hangzhou.gov.cn: marks"],
    ["hrsshangzhougov.com", "alike hrss.hangzhou.gov.cn: marks"],
    // a word added
    ["zjzwfw-login.com", "alike www.zjzwfw.gov.cn: word login"],
    ["zjzwfwpay.top", "alike www.zjzwfw.gov.cn: word pay"],
    ["www.my-zjzwfw.gov.cn", "alike www.zjzwfw.gov.cn: word my"],
    ["hrss-hangzhou-apply.com", "alike hrss.hangzhou.gov.cn: word apply"],
    ["hzrcm-vip.com", "alike talent.hzrcm.cn: word vip"],
    // nothing of ours
    ["www.example.com", "unknown"],
    ["hangzhouluohu.com", "unknown"],
    ["www.hangzhou-visa.com", "unknown"],
    ["www.beijing.gov.cn", "unknown"],
    ["mp.weixin.qq.com", "unknown"],
    ["talent.example.com", "unknown"],
    ["10.1.2.3", "unknown"],
    ["xn--hngzhou-8nf.gov.cn", "unknown"],
    ["news.example.cn", "unknown"],
    ["gov.cn", "unknown"],
  ])("%s → %s", (asked, expected) => {
    expect(found(asked)).toBe(expected);
  });

  it("calls nothing known but what the data names, whatever is put around it", () => {
    const around = ["a.", "-", "x", ".com", ".cn"];
    for (const { host: known } of KNOWN) {
      for (const more of around) {
        expect(found(`${more}${known}`.replace(/^[.-]/u, "q"))).not.toMatch(/^known/u);
        expect(found(`${known}${more}q`)).not.toMatch(/^known/u);
      }
    }
  });
});
