import { foldWidth } from "./quantities.js";
import type { Checked, Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { ServiceFile } from "./schemas-knowledge.js";
import type { DataPath } from "./yaml.js";

/** Names that people cannot tell apart: width, case, spaces and quotes do not count. */
const plain = (name: string): string =>
  foldWidth(name)
    .toLowerCase()
    .replace(/[\s“”"'‘’《》「」]/gu, "");

interface Named {
  readonly name: string;
  readonly file: string;
  readonly path: DataPath;
}

function namesOf({ file, value }: Checked<ServiceFile>): readonly Named[] {
  return [
    { name: value.name, file, path: ["name"] },
    ...value.covers.map((covered, index) => ({
      name: covered.name,
      file,
      path: ["covers", index, "name"],
    })),
  ];
}

function aliasesOf({ file, value }: Checked<ServiceFile>): readonly Named[] {
  return [
    ...value.aliases.map((name, index) => ({ name, file, path: ["aliases", index] })),
    ...value.covers.flatMap((covered, index) =>
      covered.aliases.map((name, place) => ({
        name,
        file,
        path: ["covers", index, "aliases", place],
      })),
    ),
  ];
}

/**
 * Within one district, the name of a service (or of an entry it covers) belongs to it alone: no other service
 * bears it as name or alias. Two services may share an alias; then the user is asked which one is meant.
 */
export function checkNames(draft: Draft): readonly Problem[] {
  const owners = new Map<string, Named>();
  const problems: Problem[] = [];
  const clash = (district: string, named: Named, what: string): void => {
    const owner = owners.get(`${district}/${plain(named.name)}`);
    if (owner === undefined || owner.file === named.file) return;
    problems.push({
      file: named.file,
      path: named.path,
      message: `${what} "${named.name}" is the name of ${owner.file}, in the same district: merge them, or tell them apart`,
    });
  };
  for (const service of draft.services) {
    const { district } = service.value;
    for (const named of namesOf(service)) {
      clash(district, named, "name");
      const key = `${district}/${plain(named.name)}`;
      if (!owners.has(key)) owners.set(key, named);
    }
  }
  for (const service of draft.services) {
    for (const named of aliasesOf(service)) clash(service.value.district, named, "alias");
  }
  for (const { file, value } of draft.services) {
    const folder = file.split("/").at(-2) ?? "";
    if (folder === value.district) continue;
    problems.push({
      file,
      path: ["district"],
      message: `district "${value.district}" is not the folder's name: move the file to knowledge/services/${value.district}/`,
    });
  }
  return problems;
}
