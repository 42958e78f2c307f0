import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createDesk } from "../../../../src/assistant/desk.js";
import { createEngine, loadTraditional } from "../../../../src/assistant/engine.js";
import { createAssistant } from "../../../../src/assistant/handle-turn.js";
import { maskPersonal } from "../../../../src/assistant/mask.js";
import {
  eligibilityResponse,
  messageResponse,
  serviceDetail,
  servicesResponse,
} from "../../../../src/channels/web/reply-schemas.js";
import { createWebApp } from "../../../../src/channels/web/server.js";
import { loadCorpus } from "../../../../src/corpus/load.js";
import { formatFault } from "../../../../src/corpus/types.js";
import { createMetrics } from "../../../../src/run/metrics.js";
import { createMemoryStore } from "../../../../src/store/memory-store.js";
import { readModels } from "../../../../src/run/models.js";
import { HOSTILE_STRINGS } from "../../../helpers/hostile-strings.js";
import { repositoryRoot } from "../../../helpers/repository-root.js";
import { SILENT } from "../../../helpers/web-fixtures.js";

const TODAY = "2026-11-21";

let app: ReturnType<typeof createWebApp>;
let ids: readonly string[];

beforeAll(async () => {
  const loaded = await loadCorpus(repositoryRoot);
  if (!loaded.ok) throw new Error(loaded.faults.map(formatFault).join("\n"));
  await loadTraditional();
  // Training gives the same to the bit; what a build left for this data saves its seconds.
  const engine = createEngine(loaded.corpus.data, (await readModels()) ?? undefined);
  const catalogue = engine.catalogue(() => TODAY);
  const store = createMemoryStore();
  ids = engine.base.services.map(({ id }) => id);
  app = createWebApp({
    assistant: createAssistant({
      engine: () => engine,
      store,
      now: () => new Date(`${TODAY}T04:00:00Z`),
      newConversation: randomUUID,
      onFault: (fault) => {
        throw fault;
      },
    }),
    catalogue: () => catalogue,
    desk: createDesk(loaded.corpus.data, engine.base, () => TODAY),
    store,
    isReady: () => true,
    maskPersonal,
    log: SILENT,
    metrics: createMetrics(),
  });
});

const post = (route: string, body: unknown) =>
  app.request(`/api/v1/${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Labels of the first buttons of the page, and what follows from them: questions that the data itself asks. */
const startSchema = z.object({ starters: z.array(z.object({ send: z.string() })) });

describe("the API over the real engine", () => {
  it("says what its documentation says, from the start buttons on", async () => {
    for (const locale of ["zh-CN", "zh-TW", "en"]) {
      const words = await app.request(`/page-words.json?locale=${locale}`);
      const { starters } = startSchema.parse(await words.json());
      expect(starters.length).toBeGreaterThan(2);
      for (const { send } of starters) {
        const response = await post("messages", { text: send, locale });
        const { conversation, reply } = messageResponse.parse(await response.json());
        for (const choice of reply.choices.slice(0, 3)) {
          const next = await post("messages", { text: choice.send, conversation, locale });
          messageResponse.parse(await next.json());
        }
      }
    }
  });

  it("has every service that the catalogue lists, as documented", async () => {
    const { services } = servicesResponse.parse(
      await (await app.request("/api/v1/services")).json(),
    );
    expect(services.map(({ id }) => id).sort()).toEqual([...ids].sort());
    for (const id of ids) {
      const response = await app.request(`/api/v1/services/${id}`);
      expect(serviceDetail.parse(await response.json()).id).toBe(id);
    }
  });

  it("judges as documented, with nothing known and with a little", async () => {
    for (const profile of [
      {},
      { degree: "master", graduatedOn: "2026-06", studyMode: "full-time" },
    ]) {
      const response = await post("eligibility", { profile, today: TODAY });
      expect(response.status).toBe(200);
      eligibilityResponse.parse(await response.json());
    }
  });

  it("talks about a verdict as documented, from the question to what is kept", async () => {
    let conversation: string | undefined;
    const say = async (text: string) => {
      const response = await post("messages", { text, ...(conversation && { conversation }) });
      const turn = messageResponse.parse(await response.json());
      conversation = turn.conversation;
      return turn.reply;
    };
    const first = await say("我2025年6月硕士毕业，在单位上班，能领生活补贴吗");
    expect(first.answers[0]?.disposition).toBe("ask");
    const answered = await say("8个月");
    expect(answered.answers[0]?.verdicts[0]?.outcome).toBe("eligible");
    expect(answered.blocks.map(({ kind }) => kind)).toContain("verdict");
    await say("记住这些情况");
    expect((await say("/profile")).choices.length).toBeGreaterThan(3);
  });

  it("gives a card to take along as documented, in both languages and with how it is spoken", async () => {
    const say = async (text: string, conversation?: string) => {
      const response = await post("messages", { text, ...(conversation && { conversation }) });
      return messageResponse.parse(await response.json());
    };
    const { conversation } = await say("我是2026年毕业的硕士，在滨江上班，能领生活补贴吗");
    for (const [asked, kind] of [
      ["打电话怎么说", "hotline"],
      ["写张卡片给窗口看", "counter"],
    ] as const) {
      const { reply } = await say(asked, conversation);
      const card = reply.blocks.find((block) => block.kind === "card");
      expect(card).toMatchObject({ kind: "card", card: kind });
      if (card?.kind !== "card") continue;
      for (const { zh, en, pinyin } of card.items) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).toMatch(/[a-z]/iu);
        expect(pinyin !== undefined).toBe(kind === "hotline");
      }
      expect(card.items.some(({ isOwn }) => isOwn === true)).toBe(true);
    }
    const { reply } = await say("hrss.hangzh0u.gov.cn 是真的吗", conversation);
    expect(reply.text).toContain("但不是它");
  });

  it("gives the page's form every slot, and verdicts in groups with their sources", async () => {
    const form = z.object({
      slots: z.array(z.object({ slot: z.string(), question: z.string().min(1) })),
    });
    for (const locale of ["zh-CN", "zh-TW", "en"]) {
      const { slots } = form.parse(
        await (await app.request(`/page-slots.json?locale=${locale}`)).json(),
      );
      expect(slots.map(({ slot }) => slot)).toContain("degree");
      const response = await post("eligibility", {
        profile: { degree: "master" },
        locale,
        blocks: true,
      });
      const { blocks = [] } = eligibilityResponse.parse(await response.json());
      // What to do first, then the verdicts under their headings.
      const kinds = blocks.map(({ kind }) => kind);
      expect(kinds[0]).toBe("steps");
      expect(kinds.indexOf("heading")).toBe(kinds.indexOf("verdict") - 1);
      expect(kinds).toContain("sources");
      expect(blocks.at(-1)).toMatchObject({ kind: "note", notice: "no-decision" });
    }
  });

  it.each([
    ["profile.degree", { profile: { degree: "baker" } }],
    ["profile.age", { profile: { age: "30" } }],
    ["profile.age", { profile: { age: -1 } }],
    ["profile.graduatedOn", { profile: { graduatedOn: "2026-02-30" } }],
    ["profile.shoeSize", { profile: { shoeSize: 44 } }],
    ["services[0]", { profile: {}, services: ["nowhere"] }],
  ])("names %s when it cannot be taken", async (field, body) => {
    const response = await post("eligibility", body);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(`"field":"${field}"`);
  });

  it("answers every odd string, and as documented", async () => {
    for (const text of HOSTILE_STRINGS) {
      const response = await post("messages", { text });
      if (text.trim() === "") {
        expect(response.status).toBe(400);
        continue;
      }
      expect([text, response.status]).toEqual([text, 200]);
      messageResponse.parse(await response.json());
      const profile = await post("messages", { text: "a", profile: { [text]: text } });
      // The reader of records drops this one name before anybody sees it.
      expect(profile.status).toBe(text === "__proto__" ? 200 : 422);
    }
  });

  it("has words for all that the page says, in all languages", async () => {
    const wanted = readFileSync(
      path.join(repositoryRoot, "src/channels/web/page-words.ts"),
      "utf8",
    );
    const keys = [...wanted.matchAll(/^ {2}"([a-zA-Z-]+)",$/gmu)].map(([, key]) => key ?? "");
    for (const locale of ["zh-CN", "zh-TW", "en"]) {
      const response = await app.request(`/page-words.json?locale=${locale}`);
      const { words } = z
        .object({ words: z.record(z.string(), z.string()) })
        .parse(await response.json());
      for (const key of keys) expect([key, words[key]?.trim()]).not.toEqual([key, ""]);
      expect(words["page-delete"]).toBe(
        { "zh-CN": "全部删除", "zh-TW": "全部刪除", en: "Delete all" }[locale],
      );
    }
  });
});
