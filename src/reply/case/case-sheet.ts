import type { LocalDate } from "../../shared/dates.js";
import type { Conflict, Step } from "../../eligibility/index.js";
import { districtsTable } from "./case-districts.js";
import { papersOf } from "./case-papers.js";
import { stepsBlock } from "./case-steps.js";
import type { CaseSheet, VerdictView, Block } from "../types.js";
import { saySum } from "../verdict/verdict-amount.js";
import type { VerdictVoice } from "../verdict/view-verdict.js";
import { sourcesOf, sourcesOfFacts } from "../views.js";

/** What is known of a person's case beside the verdicts. */
export interface CaseInput {
  /** By district the verdicts on what it has of its own, as if the person worked and lived there. */
  readonly atDistricts: ReadonlyMap<string, readonly VerdictView[]>;
  readonly steps: readonly Step[];
  /** Services that can be had now or soon. */
  readonly services: readonly string[];
  /** Topics of what concerns the person, the nearest first. */
  readonly topics: readonly string[];
  /** What can be had together now, in CNY: certain sums only. */
  readonly sumCny: number;
  readonly conflicts: readonly Conflict[];
  readonly workDistrict?: string;
  readonly homeDistrict?: string;
  readonly today: LocalDate;
}

/** Where the person works and lives, with the words that mark it. */
function ownDistricts({ speaker }: VerdictVoice, input: CaseInput): ReadonlyMap<string, string> {
  const { workDistrict: work, homeDistrict: home } = input;
  return new Map([
    ...(home === undefined ? [] : [[home, speaker.say("districts-home")] as const]),
    ...(work === undefined
      ? []
      : [[work, speaker.say(work === home ? "districts-both" : "districts-work")] as const]),
  ]);
}

/** The sum, and what cannot be had together. */
function sumBlocks({ speaker, policies }: VerdictVoice, input: CaseInput): readonly Block[] {
  const titleOf = (id: string): string => policies.get(id)?.title[speaker.language] ?? id;
  const lines = [
    ...(input.sumCny > 0
      ? [speaker.say("judged-sum", { amount: saySum(speaker, input.sumCny) })]
      : []),
    ...input.conflicts.map(({ policies: [one, other], better }) => {
      const names = { one: titleOf(one), other: titleOf(other) };
      return better === null
        ? speaker.say("judged-conflict", names)
        : speaker.say("judged-conflict-better", { ...names, better: titleOf(better) });
    }),
  ];
  return lines.map((text) => ({ kind: "paragraph", text }));
}

/** The sheet of a case; parts for which there is nothing are empty. */
export function caseSheet(voice: VerdictVoice, input: CaseInput): CaseSheet {
  const { base, speaker } = voice;
  const steps = stepsBlock(voice, input.steps, input.today);
  const papers = papersOf(voice, input.services, input.today);
  const table = districtsTable(voice, {
    topics: input.topics,
    verdicts: input.atDistricts,
    own: ownDistricts(voice, input),
    today: input.today,
  });
  return {
    sums: sumBlocks(voice, input),
    steps: steps === null ? [] : [steps],
    papers: papers.blocks,
    districts: table === null ? [] : [table.block],
    sources: [
      ...sourcesOfFacts(
        base,
        speaker,
        input.steps.flatMap(({ facts }) => facts),
      ),
      ...sourcesOf(base, speaker, [...papers.claims, ...(table?.claims ?? [])]),
    ],
  };
}
