import { describe, expect, it } from "vitest";
import { createCatalogue } from "../../../src/assistant/catalogue.js";
import { createKnowledgeBase } from "../../../src/knowledge/index.js";
import { CARRIED_SLOTS } from "../../helpers/carried-slots.js";
import { loadOwnPolicies } from "../../helpers/own-policies.js";

const { corpus } = await loadOwnPolicies();
const base = createKnowledgeBase(corpus.data);

describe("the catalogue", () => {
  const clock = { today: "2026-11-21" };
  const catalogue = createCatalogue({
    version: "1",
    base,
    intents: [],
    slots: corpus.data.slots,
    replies: corpus.data.replies,
    search: () => [],
    today: () => clock.today,
  });
  const claimsOf = (day: string) => {
    clock.today = day;
    return catalogue.get("city-living-subsidy")?.claims;
  };

  it("names the slots that a hand-over carries as older links have them", () => {
    expect(catalogue.carriedSlots).toEqual(CARRIED_SLOTS);
  });

  it("says the same of a service all day, and looks again at how old its statements are the next", () => {
    const first = claimsOf("2026-11-21");
    expect(first).toBeDefined();
    expect(claimsOf("2026-11-21")).toBe(first);
    const later = claimsOf("2036-11-21");
    expect(later).not.toEqual(first);
    expect(claimsOf("2026-11-21")).toEqual(first);
  });

  it("keeps what it says in one language apart from the others", () => {
    const here = catalogue.get("city-living-subsidy")?.name;
    const there = catalogue.inLocale("en").get("city-living-subsidy")?.name;
    expect(there).not.toBe(here);
    expect(catalogue.get("city-living-subsidy")?.name).toBe(here);
  });

  it("knows no service that is in no file", () => {
    expect(catalogue.get("nowhere")).toBeNull();
  });
});
