import { randomBytes } from "node:crypto";
import type {
  Assistant,
  Catalogue,
  EligibilityDesk,
  ServiceLine,
  Shelf,
  TurnResult,
} from "../../src/assistant/types.js";
import type { Log } from "../../src/run/log.js";
import { createMetrics } from "../../src/run/metrics.js";
import type { Block, Reply, ServiceView, SourceView } from "../../src/reply/types.js";
import { createWebApp } from "../../src/channels/web/server.js";
import type { WebOptions } from "../../src/channels/web/options.js";
import { createMemoryStore, type MemoryStore } from "../../src/store/memory-store.js";

// A small invented town: enough to see the web channel work without the engine. No fact here is real.

const SOURCE: SourceView = {
  id: "example-source",
  title: "示例办法（2031年版）",
  publisher: "示例局",
  date: "2031-04",
  url: "https://example.org/rules",
  trust: "official",
  cites: ["示例府 示例〔2031〕1号（2031-03-01）"],
};

const PRESS: SourceView = {
  id: "example-press",
  title: "示例日报：新办法来了",
  publisher: "示例日报",
  date: "2030",
  url: null,
  trust: "media",
  cites: [],
};

const SERVICE: ServiceView = {
  id: "example-allowance",
  name: "示例补贴",
  district: "binjiang",
  covers: ["example-1"],
  topics: ["living-subsidy"],
  asOf: "2031-04",
  channels: [
    { id: "c1", kind: "web", name: "示例网", url: "https://example.org/", general: false },
    { id: "c2", kind: "phone", name: "示例热线", phone: "0571-00000000", general: true },
    { id: "c3", kind: "counter", name: "示例窗口", address: "示例路1号", general: false },
  ],
  sources: [SOURCE, PRESS],
};

const claim = (text: string, flags: { stale?: boolean; conflict?: boolean } = {}) => ({
  text,
  asOf: "2031-04",
  sources: ["example-source"],
  stale: flags.stale ?? false,
  conflict: flags.conflict ?? false,
});

const ANSWER_BLOCKS: readonly Block[] = [
  { kind: "note", notice: "assumed", text: "您问的是示例区的“示例补贴”。" },
  {
    kind: "service",
    id: "example-allowance",
    name: "示例补贴",
    district: "binjiang",
    districtName: "示例区",
    text: "给刚来示例区工作的毕业生的一次性补贴。",
  },
  {
    kind: "claims",
    facet: "how",
    title: "怎么办",
    items: [
      claim("在示例网上填表，五个工作日内有结果。"),
      {
        ...claim("也可以到窗口办理。", { stale: true, conflict: true }),
        sources: ["example-press"],
      },
    ],
  },
  { kind: "claims", facet: "who", title: "条件", items: [claim("毕业一年内，在示例区缴纳社保。")] },
  { kind: "missing", act: "materials", text: "没有来源说到“示例补贴”的所需材料，不能替您猜。" },
  { kind: "channels", title: "下一步去", items: SERVICE.channels },
  { kind: "sources", title: "来源", items: SERVICE.sources },
  { kind: "note", notice: "stale", text: "提醒：以上信息截至2031年4月，可能有变。" },
];

const LONG = "这一格里的说明比较长，为的是看到窄屏上表格在自己的框里滚动而不是把页面撑宽。";

const COMPARISON_BLOCKS: readonly Block[] = [
  {
    kind: "comparison",
    title: "放在一起看：示例补贴（示例区）、样板补贴（样板区）",
    columns: [
      { id: "example-allowance", name: "示例补贴（示例区）" },
      { id: "sample-allowance", name: "样板补贴（样板区）" },
      { id: "third-allowance", name: "第三补贴（第三区）" },
    ],
    rows: [
      { facet: "what", title: "是什么", cells: [[claim(LONG)], [claim(LONG)], [claim(LONG)]] },
      {
        facet: "amount",
        title: "金额",
        cells: [[claim("一次性一百一十一元")], [], [claim("二百元")]],
      },
    ],
  },
  { kind: "note", notice: "no-winner", text: "来源没有说哪个更好。" },
  { kind: "sources", title: "来源", items: [SOURCE] },
];

const LIST_BLOCKS: readonly Block[] = [
  { kind: "heading", text: "【1】有哪些服务" },
  {
    kind: "list",
    title: "来源里提到的有 2 项",
    items: [
      { id: "a", name: "示例补贴", districtName: "示例区", text: "一次性补贴。" },
      { id: "b", name: "样板补贴", districtName: "样板区", text: "按月发放。" },
    ],
  },
  { kind: "paragraph", text: "可以先看全市的。" },
];

/** A reply of the invented town; what is asked chooses the kind. */
export function exampleReply(question: string): Reply {
  const blocks = question.includes("比较")
    ? COMPARISON_BLOCKS
    : question.includes("哪些")
      ? LIST_BLOCKS
      : question.includes("回声")
        ? [{ kind: "paragraph" as const, text: question }]
        : ANSWER_BLOCKS;
  return {
    text: question.includes("回声") ? question : "示例补贴：给毕业生的一次性补贴。",
    answers: [
      {
        question,
        disposition: "answer",
        understanding: {
          topics: ["living-subsidy"],
          act: "how",
          districts: ["binjiang"],
          services: ["example-allowance"],
          profile: {},
          confidence: 0.9,
          alternatives: [],
        },
        services: [SERVICE],
        verdicts: [],
        missing: [],
        notice: [],
      },
    ],
    choices: [
      { label: "条件", send: "示例补贴有什么条件" },
      { label: "比较", send: "比较示例补贴和样板补贴" },
    ],
    blocks,
  };
}

/** An assistant without understanding: keeps talks in memory and answers from the invented town. */
export function createExampleAssistant(): Assistant & { readonly talks: Map<string, string[]> } {
  const talks = new Map<string, string[]>();
  const replies = new Map<string, { readonly text: string; readonly result: TurnResult }>();
  return {
    talks,
    handleTurn: ({ conversation, text, messageId }) => {
      if (conversation !== null && !talks.has(conversation)) {
        return Promise.resolve({ kind: "unknown-conversation" });
      }
      const id = conversation ?? randomBytes(24).toString("base64url");
      const key = `${id} ${messageId ?? ""}`;
      const seen = messageId === undefined ? undefined : replies.get(key);
      if (seen !== undefined) {
        return Promise.resolve(
          seen.text === text ? seen.result : { kind: "message-conflict" as const },
        );
      }
      talks.set(id, [...(talks.get(id) ?? []), text]);
      const result: TurnResult = {
        kind: "replied",
        conversation: id,
        reply: exampleReply(text),
        repeated: false,
      };
      replies.set(key, { text, result });
      return Promise.resolve(result);
    },
    exportConversation: (id) => {
      const turns = talks.get(id);
      return Promise.resolve(turns === undefined ? null : { turns });
    },
    forgetConversation: (id) => Promise.resolve(talks.delete(id)),
  };
}

const EXAMPLE_LINE: ServiceLine = {
  id: SERVICE.id,
  name: SERVICE.name,
  district: SERVICE.district,
  districtName: "示例区",
  topics: SERVICE.topics,
  status: "current",
  claim: claim("一次性补贴。"),
};

const EXAMPLE_SHELF: Shelf = {
  services: () => [EXAMPLE_LINE],
  topics: () => [{ id: "living-subsidy", name: "生活补贴", isGuide: false }],
  districts: () => [{ id: "binjiang", name: "示例区", count: 1 }],
  sourceIds: () => [SOURCE.id],
  service: (id) =>
    id === SERVICE.id || SERVICE.covers.includes(id)
      ? {
          id: SERVICE.id,
          name: SERVICE.name,
          kind: "programme",
          aliases: [],
          covers: ["示例一号"],
          districtName: "示例区",
          sides: [
            {
              facet: "what",
              title: "是什么",
              question: "示例补贴是什么",
              claims: [claim("一次性补贴。")],
            },
          ],
          topics: [{ id: "living-subsidy", name: "生活补贴" }],
          partOf: null,
          parts: [],
        }
      : null,
  topic: (id) =>
    id === "living-subsidy"
      ? {
          id,
          name: "生活补贴",
          guide: null,
          services: [EXAMPLE_LINE],
          sources: [SOURCE],
          guides: [],
        }
      : null,
  district: (id) =>
    id === "binjiang"
      ? {
          id,
          name: "示例区",
          guide: null,
          services: [EXAMPLE_LINE],
          sources: [SOURCE],
          channels: [],
        }
      : null,
  source: (id) =>
    id === SOURCE.id
      ? {
          source: SOURCE,
          isRepost: false,
          told: [{ kind: "s", id: SERVICE.id, name: SERVICE.name, claim: claim("一次性补贴。") }],
        }
      : null,
  question: (about) => (about.startsWith("s.example-allowance") ? "示例补贴是什么" : null),
};

/** One service, two districts, and wordings from where the test says. */
export function createExampleCatalogue(
  say: Catalogue["say"] = (key) => key,
  choices: Catalogue["choices"] = () => [{ label: "补贴", send: "有哪些补贴" }],
): Catalogue {
  const catalogue: Catalogue = {
    version: "1",
    districts: [
      { id: "binjiang", name: "示例区" },
      { id: "xihu", name: "样板区" },
    ],
    topics: [{ id: "living-subsidy", name: "生活补贴" }],
    carriedSlots: [],
    find: ({ q, district, limit }) =>
      [SERVICE]
        .filter((service) => q === undefined || service.name.includes(q))
        .filter((service) => district === undefined || service.district === district)
        .slice(0, limit),
    get: (id) =>
      id === SERVICE.id || SERVICE.covers.includes(id)
        ? {
            ...SERVICE,
            kind: "programme",
            status: "current",
            partOf: null,
            claims: {
              what: [claim("一次性补贴。")],
              who: [],
              amount: [],
              how: [],
              where: [],
              when: [],
              materials: [],
              contact: [],
              figures: [],
              duration: [],
              progress: [],
              validity: [],
              interruption: [],
              combine: [],
              applicant: [],
            },
          }
        : null,
    say,
    choices,
    words: () => ["/forget"],
    shelf: EXAMPLE_SHELF,
    suggest: (typed, limit) =>
      [
        {
          kind: "service" as const,
          label: SERVICE.name,
          detail: "示例区",
          send: "示例补贴是什么",
          page: `s/${SERVICE.id}`,
        },
        {
          kind: "question" as const,
          label: "示例补贴有多少钱",
          detail: "",
          send: "示例补贴有多少钱",
          page: null,
        },
      ]
        .filter(({ label }) => typed !== "" && label.includes(typed))
        .slice(0, limit),
    inLocale: () => catalogue,
  };
  return catalogue;
}

/** Knows the slots `degree` and `age`. */
export function createExampleDesk(): EligibilityDesk {
  const check: EligibilityDesk["check"] = (profile) =>
    Object.entries(profile).flatMap(([field, value]) => {
      if (field === "degree") {
        return value === "master" ? [] : [{ field, message: "must be one of: master" }];
      }
      if (field === "age") {
        return typeof value === "number" ? [] : [{ field, message: "must be a number" }];
      }
      return [{ field, message: "is no slot" }];
    });
  return {
    check,
    form: () => [],
    assess: ({ services }) =>
      services?.includes("nowhere") === true
        ? { problems: [{ field: "services[0]", message: "is no service" }] }
        : { verdicts: [], next: null, facts: [], steps: [], receipt: null },
    calendar: () => ({ file: null }),
    rules: () => [],
    receiptData: (locale) => ({
      locale,
      policies: [],
      slots: [],
      replies: {},
      facts: [],
      sources: [],
      channels: [],
    }),
  };
}

export const SILENT: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A web app over the invented town, with what a test wants to look at. */
export function createExampleApp(changes: Partial<WebOptions> = {}) {
  const assistant = createExampleAssistant();
  const store: MemoryStore = createMemoryStore();
  const metrics = createMetrics();
  const catalogue = createExampleCatalogue();
  const app = createWebApp({
    assistant,
    catalogue: () => catalogue,
    desk: createExampleDesk(),
    store,
    isReady: () => true,
    maskPersonal: (text) => text.replaceAll(/\d{11}/gu, "[mobile]"),
    log: SILENT,
    metrics,
    ...changes,
  });
  return { app, assistant, store, metrics };
}
