import { isPartialDate } from "../shared/dates.js";
import type { Bar } from "../knowledge/types.js";
import { nearest } from "./nearest.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { SlotsFile } from "./schemas-knowledge.js";
import type { DataPath } from "./yaml.js";

type Slot = SlotsFile["slots"][number];

/** Whether a bar can ever be decided by what is kept of a person; the reason when it cannot. */
function problemOfBar({ op, value }: Bar, slot: Slot): string | null {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isOrder = op === "lt" || op === "gt";
  switch (slot.type) {
    case "boolean":
      if (isOrder) return `${slot.id} is yes or no: write op: eq`;
      return values.every((one) => typeof one === "boolean")
        ? null
        : `${slot.id} is yes or no: write value: true or false`;
    case "number":
      return values.every((one) => typeof one === "number")
        ? null
        : `${slot.id} is a number: write it without quotes`;
    case "date":
      if (!isOrder) return `${slot.id} is a date: compare it with lt or gt`;
      return values.every((one) => typeof one === "number" || isPartialDate(String(one)))
        ? null
        : `${slot.id} is a date: write a date, or a number of completed months since it`;
    case "choice": {
      if (isOrder) return `${slot.id} is a choice: write op: eq or in`;
      const known = slot.choices.flatMap((choice) => choice.value ?? []).map(String);
      const wrong = values.map(String).find((one) => !known.includes(one));
      return wrong === undefined
        ? null
        : `"${wrong}" is no value of ${slot.id}: it has ${known.join(", ")}`;
    }
  }
}

/** Ids of one kind, and how a wrong one is said. */
interface Known {
  readonly what: string;
  readonly ids: ReadonlySet<string>;
}

class TopicChecker {
  readonly problems: Problem[] = [];
  private readonly mentioned: ReadonlySet<string>;

  constructor(mentioned: ReadonlySet<string>) {
    this.mentioned = mentioned;
  }

  refuse(file: string, path: DataPath, message: string): void {
    this.problems.push({ file, path, message });
  }

  refer(file: string, path: DataPath, id: string, { what, ids }: Known): void {
    if (ids.has(id) || this.mentioned.has(id)) return;
    const near = nearest(id, ids);
    const hint = near === null ? "write one that exists, or add it" : `did you mean "${near}"?`;
    this.refuse(file, path, `"${id}" is no ${what}: ${hint}`);
  }

  referAll(file: string, path: DataPath, ids: readonly string[], among: Known): void {
    ids.forEach((id, index) => {
      this.refer(file, [...path, index], id, among);
    });
  }

  /** Each thing once over all files; `of` says whose it is already. */
  private readonly owners = new Map<string, string>();

  own(file: string, path: DataPath, kind: string, thing: string, owner: string): void {
    const key = `${kind}/${thing}`;
    const before = this.owners.get(key);
    if (before === undefined) this.owners.set(key, owner);
    else if (kind.startsWith("id"))
      this.refuse(file, path, `"${thing}" exists already: choose another id`);
    else this.refuse(file, path, `"${thing}" means ${before} already: a word leads to one only`);
  }
}

/** Guides and offices: ids that exist, bars that a slot can meet, and words that lead to one place only. */
export function checkTopics(draft: Draft, mentioned: ReadonlySet<string>): readonly Problem[] {
  const checker = new TopicChecker(mentioned);
  const known = (what: string, ids: readonly string[]): Known => ({ what, ids: new Set(ids) });
  const inFolder = (folders: readonly string[]): readonly string[] =>
    draft.intents
      .filter(({ file }) => folders.includes(file.split("/").at(1) ?? ""))
      .map(({ value }) => value.id);
  const slots = new Map(
    draft.slots.flatMap(({ value }) => value.slots.map((slot): [string, Slot] => [slot.id, slot])),
  );
  const slotIds = known("slot of knowledge/slots.yaml", [...slots.keys()]);
  const offices = draft.offices.flatMap(({ value }) => value.offices.map(({ id }) => id));
  const channels = draft.channels.flatMap(({ value }) => value.channels.map(({ id }) => id));
  const services = known(
    "service of knowledge/services/",
    draft.services.flatMap(({ value }) => [value.id, ...value.covers.map(({ id }) => id)]),
  );
  const facts = known(
    "fact of seeds/",
    draft.sources.flatMap(({ value }) => value.facts.map(({ id }) => id)),
  );
  const districts = known(
    "district of knowledge/districts.yaml",
    draft.districts.flatMap(({ value }) => value.districts.map(({ id }) => id)),
  );
  const whom = known("office of knowledge/offices.yaml or channel", [...offices, ...channels]);
  const guides = known("topic of intents/topics/", inFolder(["topics"]));
  const matters = known("topic of intents/topics/ or intents/none/", inFolder(["topics", "none"]));

  for (const { file, value } of draft.topics) {
    checker.own(file, ["id"], "id", value.id, value.id);
    checker.referAll(file, ["intents"], value.intents, guides);
    if (value.district !== undefined) checker.refer(file, ["district"], value.district, districts);
    checker.referAll(file, ["offices"], value.offices, whom);
    checker.referAll(file, ["ask"], value.ask, slotIds);
    value.words.forEach((word, index) => {
      checker.own(file, ["words", index], "topic", word.toLowerCase(), value.id);
    });
    value.lead.forEach((claim, index) => {
      checker.referAll(file, ["lead", index, "facts"], claim.facts, facts);
    });
    value.ways.forEach(({ service, claim, out }, index) => {
      const path = ["ways", index];
      if (service !== undefined) checker.refer(file, [...path, "service"], service, services);
      checker.referAll(file, [...path, "facts"], claim.facts, facts);
      out.forEach((bar, place) => {
        const at = [...path, "out", place];
        checker.refer(file, [...at, "slot"], bar.slot, slotIds);
        const slot = slots.get(bar.slot);
        const wrong = slot === undefined ? null : problemOfBar(bar, slot);
        if (wrong !== null) checker.refuse(file, [...at, "value"], wrong);
      });
    });
  }
  for (const { file, value } of draft.offices) {
    value.offices.forEach((office, index) => {
      const path = ["offices", index];
      checker.own(file, [...path, "id"], "id-of-office", office.id, office.id);
      checker.referAll(file, [...path, "topics"], office.topics, matters);
      checker.referAll(file, [...path, "facts"], office.facts, facts);
      const words = [...office.words, ...office.matters.flatMap((matter) => matter.words)];
      words.forEach((word, place) => {
        checker.own(file, [...path, "words", place], "office", word.toLowerCase(), office.id);
      });
      if (channels.includes(office.id)) {
        const message = `"${office.id}" is the id of a channel: choose another id`;
        checker.refuse(file, [...path, "id"], message);
      }
    });
  }
  return checker.problems;
}
