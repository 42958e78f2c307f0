// Made from the data: every service and every entry merged into one is found by its names.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { newTracker, type Decision } from "../../src/dialogue/index.js";
import type { Service } from "../../src/knowledge/index.js";
import { homophone } from "../../src/text/damage.js";
import { seededRandom } from "../../src/text/random.js";
import { realEngine } from "../helpers/collecting-channel.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const TODAY = "2026-11-21";

/** Share of names with one character of the same sound whose service is still among the first three; measured on the first run. */
const HOMOPHONE_FLOOR = 0.98;

const engine = await realEngine();

interface Outcome {
  /** Services as the reply shows them, the first one first. */
  readonly shown: readonly string[];
  readonly decision: Decision | undefined;
}

function ask(utterance: string): Outcome {
  const tracker = newTracker(`${TODAY}T00:00:00Z`);
  const { decisions, reply } = engine.respond({ utterance, tracker, today: TODAY });
  return { shown: reply.answers[0]?.services.map(({ id }) => id) ?? [], decision: decisions[0] };
}

/** What may be offered when a name does not tell which one is meant. */
function offered({ decision, shown }: Outcome): readonly string[] {
  return decision?.kind === "clarify" || decision?.kind === "list-services"
    ? decision.services
    : shown.slice(0, 1);
}

/** As people say it: 滨江, not 滨江区. */
const districtOf = (service: Service): string =>
  engine.base.district(service.district)?.aliases[0] ?? service.district;

/** The service's own name and those of the entries merged into it. */
const namesOf = (service: Service): readonly string[] => [
  service.name,
  ...service.covers.map(({ name }) => name),
];

const aliasesOf = (service: Service): readonly string[] => [
  ...service.aliases,
  ...service.covers.flatMap(({ aliases }) => aliases),
];

const bearersOf = (name: string): readonly string[] =>
  engine.base.services
    .filter((service) => [...namesOf(service), ...aliasesOf(service)].includes(name))
    .map(({ id }) => id);

/** The same for the same name, whatever else stands in the data. */
const seedOf = (text: string): number =>
  Array.from(text).reduce((seed, point) => Math.imul(seed, 31) + (point.codePointAt(0) ?? 0), 7);

describe.each(engine.base.services.map((service) => ({ id: service.id, service })))(
  "$id",
  ({ id, service }) => {
    it.each(namesOf(service))("stands first when asked for in its district: %s", (name) => {
      expect(ask(`${districtOf(service)}${name}是什么`).shown[0]).toBe(id);
    });

    it.each(namesOf(service))("is found by the bare name: %s", (name) => {
      expect(offered(ask(name))).toContain(id);
    });

    it.each(aliasesOf(service).map((alias) => [alias]))("is found by its alias: %s", (alias) => {
      const outcome = ask(alias);
      // Where several bear it, the one that holds for most may stand first, with this one beside it.
      const isShared = bearersOf(alias).includes(outcome.shown[0] ?? "");
      expect(isShared ? outcome.shown.concat(offered(outcome)) : offered(outcome)).toContain(id);
    });
  },
);

describe("names with one character of the same sound", () => {
  it("still bring the service among the first three", () => {
    const slips = engine.base.services.flatMap((service) =>
      namesOf(service).map((name) => ({
        id: service.id,
        name,
        slip: homophone(name, seededRandom(seedOf(`${service.id} ${name}`))),
      })),
    );
    const missed = slips.filter(({ id, name, slip }) => {
      if (slip === name) return false;
      const outcome = ask(`${slip}是什么`);
      return ![...offered(outcome), ...outcome.shown.slice(0, 3)].includes(id);
    });
    const share = 1 - missed.length / slips.length;
    expect(
      share,
      `missed: ${missed.map(({ name, slip }) => `${name} as ${slip}`).join(", ")}`,
    ).toBeGreaterThanOrEqual(HOMOPHONE_FLOOR);
  });
});

describe("the inventory", () => {
  const ids = readFileSync(join(repositoryRoot, "test/data/inventory-ids.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));

  it("has 377 entries, and each is answered for", () => {
    const catalogue = engine.catalogue(() => TODAY);
    expect(ids).toHaveLength(377);
    expect(ids.filter((id) => catalogue.get(id) === null)).toEqual([]);
  });
});
