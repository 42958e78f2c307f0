import type { Claim } from "../knowledge/types.js";
import { FACETS } from "../shared/acts.js";
import { dayRange } from "../shared/dates.js";
import type { PartialDate } from "../shared/provenance.js";
import { evidenceOf, findUngrounded, joinEvidence, numberedNames } from "./grounding.js";
import type { Evidence, Names } from "./grounding.js";
import type { Problem } from "./problems.js";
import type { Draft } from "./read-data.js";
import type { SourceFile } from "./schemas-seeds.js";
import type { DataPath } from "./yaml.js";

type SourceFact = SourceFile["facts"][number];

/** A fact as a claim sees it. */
interface Citable {
  readonly fact: SourceFact;
  /** The last day it can be said to hold for; `null` when nothing dates it. */
  readonly upTo: string | null;
  readonly evidence: Evidence;
}

/** Reading a fact's text is the slow part, and between two reloads almost all facts stay the same. */
const evidenceByFact = new WeakMap<SourceFact, Evidence>();

function evidenceFor(fact: SourceFact, asOf: PartialDate | null): Evidence {
  const known = evidenceByFact.get(fact);
  if (known !== undefined) return known;
  const evidence = evidenceOf({ ...fact, asOf });
  evidenceByFact.set(fact, evidence);
  return evidence;
}

function citableFacts(draft: Draft): ReadonlyMap<string, Citable> {
  return new Map(
    draft.sources.flatMap(({ value: source }) =>
      source.facts.map((fact): [string, Citable] => {
        const stated = fact.asOf ?? source.date;
        const dated = stated ?? source.retrieved ?? null;
        const upTo = dated === null ? null : (dayRange(dated)?.to ?? null);
        return [fact.id, { fact, upTo, evidence: evidenceFor(fact, stated) }];
      }),
    ),
  );
}

/** Names of services, their parts and channels: what stands in a name is no statement. */
function allNames(draft: Draft): Names {
  return numberedNames([
    ...draft.services
      .flatMap(({ value }) => [
        value.name,
        value.en?.name ?? [],
        value.aliases,
        value.covers.flatMap((covered) => [covered.name, ...covered.aliases]),
      ])
      .flat(2),
    ...draft.channels.flatMap(({ value }) => value.channels.map((channel) => channel.name)),
  ]);
}

/** Compares texts with the facts they cite. */
class ClaimChecker {
  readonly problems: Problem[] = [];
  private readonly facts: ReadonlyMap<string, Citable>;
  private readonly names: Names;

  constructor(draft: Draft) {
    this.facts = citableFacts(draft);
    this.names = allNames(draft);
  }

  /** The facts that exist; the others were reported as unknown. */
  cited(ids: readonly string[]): readonly Citable[] {
    return ids.flatMap((id) => this.facts.get(id) ?? []);
  }

  refuseLow(file: string, path: DataPath, ids: readonly string[]): void {
    ids.forEach((id, index) => {
      if (this.facts.get(id)?.fact.confidence !== "low") return;
      this.problems.push({
        file,
        path: [...path, index],
        message: `fact "${id}" has low confidence and is never said: cite a better one, or remove the claim`,
      });
    });
  }

  /** One fault for each number, date or address that the facts do not hold. */
  refuseUngrounded(file: string, path: DataPath, text: string, ids: readonly string[]): void {
    const cited = this.cited(ids);
    // A fact that is unknown or unreadable was reported; what it holds cannot be known.
    if (cited.length < new Set(ids).size) return;
    const evidence = joinEvidence(cited.map((citable) => citable.evidence));
    for (const { raw } of findUngrounded(text, evidence, this.names)) {
      this.problems.push({
        file,
        path,
        find: raw,
        message: `"${raw}" stands in none of the cited facts (${ids.join(", ")}): correct it, or cite the fact that says it`,
      });
    }
  }

  /** All that holds for a statement, wherever it stands. */
  checkStatement(file: string, path: DataPath, claim: Claim): void {
    this.refuseLow(file, [...path, "facts"], claim.facts);
    this.refuseNewer(file, [...path, "asOf"], claim.asOf, claim.facts);
    for (const key of ["text", "en", "label"] as const) {
      const text = claim[key];
      if (text !== undefined) this.refuseUngrounded(file, [...path, key], text, claim.facts);
    }
  }

  /** A claim cannot be newer than what it rests on. */
  refuseNewer(file: string, path: DataPath, asOf: PartialDate, ids: readonly string[]): void {
    const from = dayRange(asOf)?.from;
    const limits = this.cited(ids).map((citable) => citable.upTo);
    if (from === undefined || limits.length === 0 || limits.includes(null)) return;
    if (limits.some((limit) => limit !== null && from <= limit)) return;
    this.problems.push({
      file,
      path,
      message: `asOf: ${asOf} is later than every fact it cites (${ids.join(", ")}): write the date of the fact`,
    });
  }
}

/**
 * Claims against facts: every number, date, telephone and address of a claim is held by a fact that it cites, no
 * fact of low confidence is cited, and no claim is dated later than its facts.
 */
export function checkClaims(draft: Draft): readonly Problem[] {
  const checker = new ClaimChecker(draft);
  for (const { file, value: service } of draft.services) {
    const all = FACETS.flatMap((facet) => service.claims[facet].flatMap((claim) => claim.facts));
    if (service.en !== undefined) {
      checker.refuseUngrounded(file, ["en", "what"], service.en.what, [...new Set(all)]);
    }
    for (const facet of FACETS) {
      service.claims[facet].forEach((claim, index) => {
        const path = ["claims", facet, index];
        checker.checkStatement(file, path, claim);
      });
    }
  }
  for (const { file, value } of draft.topics) {
    value.lead.forEach((claim, index) => {
      checker.checkStatement(file, ["lead", index], claim);
    });
    value.ways.forEach(({ claim, for: whom }, index) => {
      const path = ["ways", index];
      checker.checkStatement(file, path, claim);
      // Whom a way is for is a condition: an age or a year in it is a statement like any other.
      for (const key of ["zh", "en"] as const) {
        checker.refuseUngrounded(file, [...path, "for", key], whom[key], claim.facts);
      }
    });
  }
  for (const { file, value } of draft.faq) {
    value.questions.forEach(({ answer }, index) => {
      answer.forEach((claim, place) => {
        checker.checkStatement(file, ["questions", index, "answer", place], claim);
      });
    });
  }
  for (const { file, value } of draft.offices) {
    value.offices.forEach((office, index) => {
      const path = ["offices", index];
      checker.refuseLow(file, [...path, "facts"], office.facts);
      // An office of common knowledge cites nothing, and the reply says so.
      if (office.facts.length === 0) return;
      for (const key of ["phone", "url"] as const) {
        const value = office[key];
        if (value === undefined) continue;
        const stated = key === "url" ? new URL(value).hostname : value;
        checker.refuseUngrounded(file, [...path, key], stated, office.facts);
      }
    });
  }
  for (const { file, value } of draft.channels) {
    value.channels.forEach((channel, index) => {
      const path = ["channels", index];
      checker.refuseLow(file, [...path, "facts"], channel.facts);
      // A channel of common knowledge cites nothing, and the reply says so.
      if (channel.facts.length === 0) return;
      checker.refuseNewer(file, [...path, "asOf"], channel.asOf, channel.facts);
      for (const key of ["phone", "address", "url"] as const) {
        const value = channel[key];
        if (value === undefined) continue;
        const stated = key === "url" ? new URL(value).hostname : value;
        checker.refuseUngrounded(file, [...path, key], stated, channel.facts);
      }
    });
  }
  return checker.problems;
}
