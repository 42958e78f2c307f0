import { nearest } from "./nearest.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { DataPath } from "./yaml.js";

/** Ids of one kind, and how a wrong one is said. */
interface Known {
  readonly what: string;
  readonly ids: ReadonlySet<string>;
}

/** What tells two sentences apart: case, spaces and punctuation do not. */
const bare = (sentence: string): string =>
  sentence.toLowerCase().replaceAll(/[\p{P}\p{S}\s]+/gu, "");

/** Questions that people ask, and talks in which they are: ids that exist, facts that exist, no sentence that asks two things. */
export function checkFaq(draft: Draft, mentioned: ReadonlySet<string>): readonly Problem[] {
  const problems: Problem[] = [];
  const known = (what: string, ids: readonly string[]): Known => ({ what, ids: new Set(ids) });
  const services = known(
    "service of knowledge/services/",
    draft.services.map(({ value }) => value.id),
  );
  const guides = known(
    "guide of knowledge/topics/",
    draft.topics.map(({ value }) => value.id),
  );
  const districts = known(
    "district of knowledge/districts.yaml",
    draft.districts.flatMap(({ value }) => value.districts.map(({ id }) => id)),
  );
  const whom = known("office of knowledge/offices.yaml or channel", [
    ...draft.offices.flatMap(({ value }) => value.offices.map(({ id }) => id)),
    ...draft.channels.flatMap(({ value }) => value.channels.map(({ id }) => id)),
  ]);
  const facts = known(
    "fact of seeds/",
    draft.sources.flatMap(({ value }) => value.facts.map(({ id }) => id)),
  );
  const refer = (file: string, path: DataPath, id: string, { what, ids }: Known): void => {
    if (ids.has(id) || mentioned.has(id)) return;
    const near = nearest(id, ids);
    const hint = near === null ? "write one that exists, or add it" : `did you mean "${near}"?`;
    problems.push({ file, path, message: `"${id}" is no ${what}: ${hint}` });
  };
  const owners = new Map<string, string>();
  const seen = new Set<string>();
  for (const { file, value } of draft.faq) {
    value.questions.forEach((entry, index) => {
      const path: DataPath = ["questions", index];
      if (seen.has(entry.id)) {
        const message = `"${entry.id}" exists already: choose another id`;
        problems.push({ file, path: [...path, "id"], message });
      }
      seen.add(entry.id);
      entry.services.forEach((id, place) => {
        refer(file, [...path, "services", place], id, services);
      });
      entry.standsFor.forEach((id, place) => {
        refer(file, [...path, "standsFor", place], id, services);
      });
      if (entry.guide !== undefined) refer(file, [...path, "guide"], entry.guide, guides);
      if (entry.district !== undefined)
        refer(file, [...path, "district"], entry.district, districts);
      entry.offices.forEach((id, place) => {
        refer(file, [...path, "offices", place], id, whom);
      });
      entry.answer.forEach(({ facts: cited }, place) => {
        cited.forEach((id, at) => {
          refer(file, [...path, "answer", place, "facts", at], id, facts);
        });
      });
      // A short form means what is spoken of, so several entries of different matters share it.
      entry.asked.forEach((sentence, place) => {
        const key = bare(sentence);
        const owner = owners.get(key);
        if (owner !== undefined) {
          problems.push({
            file,
            path: [...path, "asked", place],
            message: `"${sentence}" asks ${owner} already: a sentence leads to one answer`,
          });
        }
        owners.set(key, entry.id);
      });
    });
  }
  const entries = known("question of knowledge/faq/", [...seen]);
  for (const { file, value } of draft.talks) {
    value.talks.forEach((turns, talk) => {
      turns.forEach(({ asks }, turn) => {
        asks.forEach((id, place) => {
          refer(file, ["talks", talk, turn, "asks", place], id, entries);
        });
      });
    });
  }
  return problems;
}
