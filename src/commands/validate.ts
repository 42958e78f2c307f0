import { formatFault } from "../corpus/types.js";
import type { CorpusData, LoadResult } from "../corpus/types.js";
import { loadCorpus } from "../corpus/load.js";
import { FACETS } from "../shared/acts.js";

/** Counts that show at a glance whether something was lost. */
function summary(data: CorpusData, warnings: number): string {
  const claims = data.services
    .flatMap((service) => FACETS.map((facet) => service.claims[facet].length))
    .reduce((sum, count) => sum + count, 0);
  const covered = data.services.reduce((sum, service) => sum + service.covers.length, 0);
  const examples = data.intents.reduce((sum, intent) => sum + intent.utterances.length, 0);
  return [
    `${data.services.length} services (and ${covered} entries covered by them)`,
    `${claims} claims`,
    `${data.sources.length} sources`,
    `${data.facts.length} facts`,
    `${data.channels.length} channels`,
    `${data.policyIds.length} rules`,
    `${data.topics.length} topics`,
    `${data.offices.length} offices`,
    `${data.faq.length} questions`,
    `${examples} examples in ${data.intents.length} intents`,
    `${warnings} warnings`,
  ].join(", ");
}

/** What `npm run validate` prints; faults and warnings as `file:line:column: …`. */
function report(result: LoadResult): { readonly text: string; readonly exitCode: 0 | 1 } {
  const warnings = result.warnings.map((warning) => `warning: ${formatFault(warning)}`);
  if (result.ok) {
    const text = [...warnings, summary(result.corpus.data, warnings.length)].join("\n");
    return { text, exitCode: 0 };
  }
  const files = new Set(result.faults.map(({ file }) => file));
  const count = `${result.faults.length} faults in ${files.size} files, ${warnings.length} warnings`;
  return { text: [...warnings, ...result.faults.map(formatFault), count].join("\n"), exitCode: 1 };
}

const [dir = process.env["CORPUS_DIR"] ?? process.cwd()] = process.argv.slice(2);
const { text, exitCode } = report(await loadCorpus(dir));
console.log(text);
process.exitCode = exitCode;
