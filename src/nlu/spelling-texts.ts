import { foldText } from "./classifier/fold-text.js";
import { splitPinyin, toPinyin } from "./pinyin.js";
import type { NluCorpus } from "./types.js";

const HAN = /\p{Script=Han}/u;

/** The texts by which spelled-out pinyin is read: what people type and what services are called. */
export function spellingTexts(corpus: NluCorpus, phrasings: readonly string[]): { text: string; weight: number }[] {
  const words = Object.values(corpus.synonyms).flatMap((entries) => entries.flatMap((entry) => entry.words));
  const others = corpus.intents.filter((intent) => intent.axis !== "topic").flatMap((intent) => intent.utterances);
  const services = corpus.services.flatMap((service) => [
    service.name,
    ...service.aliases,
    ...service.terms,
    ...service.asked,
    ...service.covers.flatMap((entry) => [entry.name, ...entry.aliases]),
  ]);
  return [...words, ...others, ...phrasings, ...services, ...corpus.lexicon]
    .filter((text) => HAN.test(text))
    .map((text) => ({ text: foldText(text), weight: 1 }));
}

/**
 * Tells English words by the English texts of the corpus; one that is also pinyin (`women`, `can`) is English then.
 * Names of places are not: `xihu` is pinyin even in an English sentence.
 *
 * @param places groups of synonyms that hold names of places
 */
export function isEnglishWord(corpus: NluCorpus, places: readonly string[]): (word: string) => boolean {
  const known = new Set<string>();
  const phrases = (group: string): readonly string[] => (corpus.synonyms[group] ?? []).flatMap((entry) => entry.words);
  const texts = [
    ...corpus.intents.flatMap((intent) => intent.utterances.filter((text) => !HAN.test(text) && text.split(" ").length > 2)),
    ...phrases("english"),
    ...phrases("function-word"),
    ...phrases("act-cue").filter((word) => word.includes(" ")),
    ...corpus.services.flatMap((service) => [service.name, ...service.aliases]),
  ];
  const proper = new Set(places.flatMap((group) => phrases(group).map((word) => toPinyin(word).join(""))));
  for (const text of texts) {
    const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
    if (words.every((word) => splitPinyin(word) !== null)) continue;
    for (const word of words) if (!proper.has(word)) known.add(word);
  }
  return (word) => known.has(word);
}
