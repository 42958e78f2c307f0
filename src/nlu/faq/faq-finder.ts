import { FAQ } from "../thresholds.js";
import type { FaqMatch, HeardTalk, SearchableFaq } from "../types.js";
import { faqFeatures, joinReadings, type FaqReading } from "./faq-features.js";
import { loadFaqModel, trainFaqModel, type FaqExample, type FaqModel } from "./faq-model.js";

/** Finds the known questions that a question may be. */
export interface FaqFinder {
  /**
   * Entries that may be asked, most likely first: the likeliest of all, and of each matter. Those whose needed words the question does
   * not hold are left out.
   *
   * @param before what was asked before it in the talk
   */
  find(question: FaqReading, before?: FaqReading | null): FaqMatch[];
}

/** All that is learnt from the sentences of the known questions, as plain data. */
export interface FaqModels {
  readonly model: FaqModel;
  /** Of each matter how much its sentences were read as a topic, 0–1. */
  readonly topics: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Reads a sentence as the questions that it holds. */
export type ReadSentence = (sentence: string) => readonly FaqReading[];

/** How much the sentences of each matter are read as the topics; the shares of a matter add up to 1 at most. */
function topicsOfMatters(
  read: readonly { readonly matter: string; readonly reading: FaqReading }[],
): FaqModels["topics"] {
  const matters: Record<string, Record<string, number>> = {};
  const counts = new Map<string, number>();
  for (const { matter } of read) counts.set(matter, (counts.get(matter) ?? 0) + 1);
  for (const { matter, reading } of read) {
    const topics = (matters[matter] ??= {});
    for (const { id, confidence } of reading.topics.slice(0, FAQ.topics)) {
      topics[id] = (topics[id] ?? 0) + confidence / (counts.get(matter) ?? 1);
    }
  }
  for (const topics of Object.values(matters)) {
    for (const [id, share] of Object.entries(topics)) topics[id] = Math.round(share * 1000) / 1000;
  }
  return matters;
}

interface Read {
  readonly entry: number;
  readonly isAlone: boolean;
  readonly reading: FaqReading;
}

/**
 * Sentences once more, each after one that was said before it: the short forms after a sentence of their entry and after one of
 * another entry of the matter, so that they are found while it is spoken of; and some that stand alone after one of another matter,
 * so that what was said before counts little where a question has a matter of its own.
 */
function afterOthers(
  readings: readonly Read[],
  entries: readonly SearchableFaq[],
): readonly FaqExample[] {
  const alone = readings.filter(({ isAlone }) => isAlone);
  const byMatter = new Map<string, Read[]>();
  const byEntry = new Map<number, Read[]>();
  for (const read of alone) {
    const matter = entries[read.entry]?.matter ?? "";
    byMatter.set(matter, [...(byMatter.get(matter) ?? []), read]);
    byEntry.set(read.entry, [...(byEntry.get(read.entry) ?? []), read]);
  }
  const pick = (list: readonly Read[] = [], place: number): Read | undefined =>
    list[place % Math.max(1, list.length)];
  return readings.flatMap(({ entry, isAlone, reading }, place): readonly FaqExample[] => {
    const befores = isAlone
      ? place % FAQ.aloneAfter === 0
        ? [pick(alone, place * 7919)]
        : []
      : [
          pick(byEntry.get(entry), place * 13),
          pick(byMatter.get(entries[entry]?.matter ?? ""), place * 31),
        ];
    return befores.flatMap((before) =>
      before === undefined
        ? []
        : [{ bag: faqFeatures(reading, before.reading), entry, weight: FAQ.ofAfter }],
    );
  });
}

/** Short forms, each read after what the same person asked before it, and by itself. */
const saidAfter = (
  entries: readonly SearchableFaq[],
  readOne: (sentence: string) => FaqReading,
): readonly FaqExample[] =>
  entries.flatMap(({ after }, entry) =>
    after.flatMap(({ before, said }): readonly FaqExample[] => {
      const reading = readOne(said);
      return [
        { bag: faqFeatures(reading, readOne(before)), entry, weight: 1 },
        { bag: faqFeatures(reading), entry, weight: FAQ.ofSaidAlone },
      ];
    }),
  );

/** Turns before one that tell what it is about, as where a talk goes on. */
export const LEANS_ON = 3;

/** Turns of talks as they were said, each after those before it; and by itself, so that it is found in other talks, too. */
const heardIn = (
  talks: readonly HeardTalk[],
  entries: readonly SearchableFaq[],
  read: ReadSentence,
): readonly FaqExample[] => {
  const placeOf = new Map(entries.map(({ id }, place) => [id, place]));
  return talks.flatMap((turns) => {
    const readings = turns.map(({ said }) => read(said));
    return turns.flatMap(({ asks }, at): readonly FaqExample[] => {
      const reading = joinReadings(readings[at] ?? []);
      const earlier = readings.slice(Math.max(0, at - LEANS_ON), at).flat();
      const before = earlier.length === 0 ? null : joinReadings(earlier);
      return asks.slice(0, FAQ.ofTurn.length).flatMap((id, rank): readonly FaqExample[] => {
        const entry = placeOf.get(id);
        const weight = FAQ.ofTurn[rank] ?? 0;
        if (entry === undefined) return [];
        const inTalk = { bag: faqFeatures(reading, before), entry, weight };
        return before === null
          ? [inTalk]
          : [inTalk, { bag: faqFeatures(reading), entry, weight: weight * FAQ.ofSaidAlone }];
      });
    });
  });
};

/** Stands among the entries for whatever is none of them: questions that are not ours, and small talk. */
const STRANGE = "";

/**
 * Learns from all sentences of all entries. The same entries, read in the same way, give the same to the bit.
 *
 * @param strange sentences that ask none of the entries: what is like them is less like any entry
 * @param talks talks in which it is told what each turn asks
 */
export function trainFaq(
  entries: readonly SearchableFaq[],
  read: ReadSentence,
  strange: readonly string[] = [],
  talks: readonly HeardTalk[] = [],
): FaqModels {
  const readings = entries
    .flatMap((entry, index) => [
      ...entry.asked.map((text) => ({ entry: index, isAlone: true, text })),
      ...entry.follows.map((text) => ({ entry: index, isAlone: false, text })),
    ])
    .map(({ text, ...sentence }) => ({ ...sentence, reading: joinReadings(read(text)) }));
  const examples = [
    ...readings.map(({ entry, isAlone, reading }): FaqExample => ({
      bag: faqFeatures(reading),
      entry,
      weight: isAlone ? 1 : FAQ.ofFollowing,
    })),
    ...afterOthers(readings, entries),
    ...saidAfter(entries, (sentence) => joinReadings(read(sentence))),
    ...heardIn(talks, entries, read),
    ...strange.map((text): FaqExample => ({
      bag: faqFeatures(joinReadings(read(text))),
      entry: entries.length,
      weight: 1,
    })),
  ];
  return {
    model: trainFaqModel(
      [...entries.map(({ id }) => id), ...(strange.length === 0 ? [] : [STRANGE])],
      examples,
    ),
    topics: topicsOfMatters(
      readings
        .filter(({ isAlone }) => isAlone)
        .map(({ entry, reading }) => ({ matter: entries[entry]?.matter ?? "", reading })),
    ),
  };
}

/** Tells which kinds of persons a text names for whom other rules hold (foreigners). */
export type ReadKinds = (text: string) => readonly string[];

/** From this share of its sentences on an entry is asked of a kind of persons alone. */
const OF_KIND = 0.5;

/** The kinds of persons of whom an entry is asked. */
function kindsOf({ asked }: SearchableFaq, kindsIn: ReadKinds): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const kind of asked.flatMap((sentence) => [...new Set(kindsIn(sentence.toLowerCase()))])) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return new Set(
    [...counts].flatMap(([kind, count]) => (count >= OF_KIND * asked.length ? kind : [])),
  );
}

/** What an entry gains or loses by who is spoken of. */
function ofPerson(kinds: ReadonlySet<string>, told: ReadonlySet<string>): number {
  if (kinds.size === 0) return told.size === 0 ? 0 : FAQ.weights.forAnybody;
  return [...kinds].some((kind) => told.has(kind)) ? FAQ.weights.sameKind : FAQ.weights.otherKind;
}

/**
 * Builds the finder over entries and what was learnt from them.
 *
 * @param kindsIn reads kinds of persons
 */
export function buildFaqFinder(
  entries: readonly SearchableFaq[],
  { model, topics }: FaqModels,
  kindsIn: ReadKinds = () => [],
): FaqFinder {
  const kinds = entries.map((entry) => kindsOf(entry, kindsIn));
  const scorer = loadFaqModel(model);
  // After an edit what was learnt of the entries before it serves until the new ones are learnt: those are not found till then.
  const rowOf = new Map(scorer.entries.map((id, row) => [id, row]));
  const rows = entries.map(({ id }) => rowOf.get(id) ?? -1);
  return {
    find(question, before = null) {
      if (entries.length === 0) return [];
      const shares = scorer.score(faqFeatures(question, before));
      const told = new Set(
        [question, ...(before === null ? [] : [before])].flatMap(({ said, normalized }) =>
          kindsIn(said ?? normalized),
        ),
      );
      const services = new Map<string, number>();
      const near = new Map<string, number>();
      const spoken = [
        { reading: question, weight: 1 },
        ...(before === null ? [] : [{ reading: before, weight: FAQ.weights.before }]),
      ];
      for (const { reading, weight } of spoken) {
        for (const { id, confidence, how } of reading.services.slice(0, FAQ.services)) {
          const counts = weight * confidence * (how === "content" ? FAQ.byContent : 1);
          services.set(id, Math.max(services.get(id) ?? 0, counts));
        }
        for (const [matter, profile] of Object.entries(topics)) {
          const share = reading.topics
            .slice(0, FAQ.topics)
            .reduce((sum, { id, confidence }) => sum + confidence * (profile[id] ?? 0), 0);
          near.set(matter, (near.get(matter) ?? 0) + weight * share);
        }
      }
      const isHeld = ({ needs }: SearchableFaq): boolean =>
        needs.every((words) => words.some((word) => question.normalized.includes(word)));
      const scored = entries.map((entry, index): Scored => ({
        entry,
        score: isHeld(entry)
          ? FAQ.weights.shares * (shares[rows[index] ?? -1] ?? -Infinity) +
            FAQ.weights.service *
              Math.max(0, ...entry.services.map((id) => services.get(id) ?? 0)) +
            FAQ.weights.matter * (near.get(entry.matter) ?? 0) +
            ofPerson(kinds[index] ?? NO_KINDS, told)
          : -Infinity,
        isOfKind: [...(kinds[index] ?? NO_KINDS)].some((kind) => told.has(kind)),
      }));
      foldStead(scored);
      const strange = FAQ.weights.shares * (shares[rowOf.get(STRANGE) ?? -1] ?? -Infinity);
      return likeliest(scored, strange + FAQ.strange);
    },
  };
}

const NO_KINDS: ReadonlySet<string> = new Set();

/** What is asked of services that do not hold for the kind of persons spoken of is asked of the entry that stands for them. */
function foldStead(scored: Scored[]): void {
  for (const stead of scored) {
    const { standsFor = [] } = stead.entry;
    if (standsFor.length === 0 || !stead.isOfKind) continue;
    for (const other of scored) {
      const [service] = other.entry.services;
      if (other.isOfKind || service === undefined || !standsFor.includes(service)) continue;
      stead.score = Math.max(stead.score, other.score);
      other.score = -Infinity;
    }
  }
}

interface Scored {
  readonly entry: SearchableFaq;
  score: number;
  readonly isOfKind: boolean;
}

/**
 * The likeliest entries of all and of each matter; the first one's score is 0.
 *
 * @param strange the score of what is none of them, handed on under its own id
 */
function likeliest(scored: readonly Scored[], strange: number): FaqMatch[] {
  const order = scored
    .filter(({ score }) => score > -Infinity)
    .toSorted((one, other) => other.score - one.score);
  const most = order[0]?.score ?? 0;
  const taken = new Map<string, number>();
  const matches = order.flatMap(({ entry: { id, matter }, score, isOfKind }, place): FaqMatch[] => {
    const count = (taken.get(matter) ?? 0) + 1;
    taken.set(matter, count);
    if (place >= FAQ.most && count > FAQ.ofMatter) return [];
    return [{ id, score: Math.round((score - most) * 1000) / 1000, ...(isOfKind && { isOfKind }) }];
  });
  return strange === -Infinity || matches.length === 0
    ? matches
    : [...matches, { id: STRANGE, score: Math.round((strange - most) * 1000) / 1000 }];
}
