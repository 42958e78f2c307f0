import { foldText } from "../classifier/fold-text.js";
import { CONTENT } from "../thresholds.js";
import type { SearchableService } from "../types.js";

/** How much of a question a service's texts hold. */
export interface ContentHit {
  /** Index in the list of services. */
  readonly service: number;
  /** 0–1: share of the question's information (rare pairs of characters count most) that the texts hold; 1 = all of it, in the best fields. */
  readonly share: number;
}

export interface ContentIndex {
  /** @param terms words with their weights: what was asked 1, what means the same less */
  find(terms: readonly { readonly text: string; readonly weight: number }[]): ContentHit[];
  /** Pairs of characters (or words) of a text that no service's texts hold. */
  unknown(text: string): readonly string[];
}

/**
 * BM25 over the fields of services: pairs of neighbouring characters, single ones at low weight, latin words.
 */
export function buildContentIndex(services: readonly SearchableService[]): ContentIndex {
  const postings = new Map<string, { services: number[]; weights: number[] }>();
  services.forEach((service, index) => {
    const own = new Map<string, number>();
    for (const { texts, weight, isBody } of fieldsOf(service)) {
      const seen = new Map<string, number>();
      for (const text of texts)
        for (const gram of gramsOf(text, !isBody))
          seen.set(gram, Math.max(seen.get(gram) ?? 0, weight));
      for (const [gram, value] of seen) own.set(gram, (own.get(gram) ?? 0) + value);
    }
    for (const [gram, value] of own) {
      const posting = postings.get(gram) ?? { services: [], weights: [] };
      posting.services.push(index);
      posting.weights.push(value / (value + CONTENT.saturation));
      postings.set(gram, posting);
    }
  });
  const rarity = (holders: number): number =>
    Math.log(1 + (services.length - holders + 0.5) / (holders + 0.5));
  const unseen = rarity(0);
  return {
    find(terms) {
      const scores = new Float64Array(services.length);
      let most = 0;
      for (const { text, weight } of terms) {
        for (const gram of new Set(gramsOf(text, true))) {
          const posting = postings.get(gram);
          const value =
            weight *
            weightOf(gram) *
            (posting === undefined ? unseen * CONTENT.unseen : rarity(posting.services.length));
          most += weight === 1 ? value : 0;
          posting?.services.forEach((service, at) => {
            scores[service] = (scores[service] ?? 0) + value * (posting.weights[at] ?? 0);
          });
        }
      }
      const hits: ContentHit[] = [];
      scores.forEach((score, service) => {
        if (score > 0)
          hits.push({
            service,
            share: Math.min(1, score / Math.max(most, CONTENT.leastInformation)),
          });
      });
      return hits.sort((a, b) => b.share - a.share).slice(0, CONTENT.hits);
    },
    unknown: (text) => gramsOf(text, false).filter((gram) => !postings.has(gram)),
  };
}

function fieldsOf(
  service: SearchableService,
): readonly { texts: readonly string[]; weight: number; isBody: boolean }[] {
  const { names, terms, asked, audience, body } = CONTENT.fields;
  const covered = service.covers.flatMap((entry) => [entry.name, ...entry.aliases]);
  return [
    {
      texts: [
        service.name,
        ...service.aliases,
        ...service.mistakes,
        service.englishName ?? "",
        ...covered,
      ],
      weight: names,
      isBody: false,
    },
    { texts: service.terms, weight: terms, isBody: false },
    { texts: service.asked, weight: asked, isBody: false },
    { texts: [service.audience ?? ""], weight: audience, isBody: false },
    { texts: [service.body, service.englishBody], weight: body, isBody: true },
  ];
}

const weightOf = (gram: string): number => (/^\p{Script=Han}$/u.test(gram) ? CONTENT.single : 1);

const RUN = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

/** Pairs of characters, latin words and numbers; single characters too when asked for. */
function gramsOf(text: string, singles: boolean): string[] {
  const grams: string[] = [];
  for (const [run] of foldText(text).matchAll(RUN)) {
    if (!/^\p{Script=Han}/u.test(run)) {
      grams.push(stem(run));
      continue;
    }
    const points = Array.from(run);
    points.forEach((point, index) => {
      if (singles) grams.push(point);
      const next = points[index + 1];
      if (next !== undefined) grams.push(point + next);
    });
  }
  return grams;
}

/** Plural and singular of an English word count as one. */
const stem = (word: string): string =>
  word.length > 3 ? word.replace(/(?:ies|es|s)$/u, "") : word;
