import { foldText } from "../classifier/fold-text.js";
import { splitPinyin, toInitials, toPinyin } from "../../text/pinyin.js";
import type { NluCorpus } from "../types.js";

/** How much more a name of a place counts: each stands in the synonyms once, and people type it all the time. */
const PLACE_WEIGHT = 5;
const HAN = /\p{Script=Han}/u;

/** Groups that hold one thing in many whole phrases (打电话怎么说, 电话里怎么说): their few syllables would outweigh all others. */
const SAID_WHOLE = /^(?:card-|speaks-of-fee$)/u;

/** The texts by which spelled-out pinyin is read: what people type and what services are called. */
export function spellingTexts(
  corpus: NluCorpus,
  phrasings: readonly string[],
): { text: string; weight: number }[] {
  const words = Object.entries(corpus.synonyms)
    .filter(([group]) => !SAID_WHOLE.test(group))
    .flatMap(([, entries]) => entries.flatMap((entry) => entry.words));
  const others = corpus.intents
    .filter((intent) => intent.axis !== "topic")
    .flatMap((intent) => intent.utterances);
  const services = corpus.services.flatMap((service) => [
    service.name,
    ...service.aliases,
    ...service.terms,
    ...service.asked,
    ...service.covers.flatMap((entry) => [entry.name, ...entry.aliases]),
  ]);
  const places = new Set(
    ["district", "place", "elsewhere"].flatMap((group) =>
      (corpus.synonyms[group] ?? []).flatMap((entry) => entry.words),
    ),
  );
  return [...words, ...others, ...phrasings, ...services, ...corpus.lexicon]
    .filter((text) => HAN.test(text))
    .map((text) => ({ text: foldText(text), weight: places.has(text) ? PLACE_WEIGHT : 1 }));
}

/** Letters from which on initials stand for a word that carries a topic, and for a name. */
const SHORTEST_INITIALS = { word: 3, name: 4 };

/** Words by the first letters of their syllables: short forms in use, words that carry a topic, then names, the more asked for first. */
export function initialWords(corpus: NluCorpus): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const add = (text: string, shortest: number): void => {
    const letters = toInitials(text);
    if (
      letters.length >= shortest &&
      letters.length === Array.from(text).length &&
      !words.has(letters)
    )
      words.set(letters, text);
  };
  for (const { value, words: short } of corpus.synonyms["abbreviation"] ?? [])
    for (const letters of short) words.set(letters, value);
  for (const { words: own } of corpus.synonyms["topic-word"] ?? [])
    for (const word of own) add(word, SHORTEST_INITIALS.word);
  const byRelevance = [...corpus.services].sort((a, b) => b.relevance - a.relevance);
  const districts = new Map(
    corpus.districts.map(({ id, name, aliases }) => [
      id,
      [...aliases, name].sort((a, b) => a.length - b.length)[0] ?? name,
    ]),
  );
  for (const service of byRelevance) {
    for (const name of [service.name, ...service.aliases]) {
      add(name, SHORTEST_INITIALS.name);
      add(`${districts.get(service.district) ?? ""}${name}`, SHORTEST_INITIALS.name);
    }
  }
  return words;
}

/**
 * Tells English words by the English texts of the corpus; one that is also pinyin (`women`, `can`) is English then.
 * Names of places are not: `xihu` is pinyin even in an English sentence.
 *
 * @param places groups of synonyms that hold names of places
 */
export function isEnglishWord(
  corpus: NluCorpus,
  places: readonly string[],
): (word: string) => boolean {
  const known = new Set<string>();
  const phrases = (group: string): readonly string[] =>
    (corpus.synonyms[group] ?? []).flatMap((entry) => entry.words);
  const texts = [
    ...corpus.intents.flatMap((intent) =>
      intent.utterances.filter((text) => !HAN.test(text) && text.split(" ").length > 2),
    ),
    ...phrases("english"),
    ...phrases("function-word"),
    ...phrases("act-cue").filter((word) => word.includes(" ")),
    ...corpus.services.flatMap((service) => [service.name, ...service.aliases]),
  ];
  const proper = new Set(
    places.flatMap((group) => phrases(group).map((word) => toPinyin(word).join(""))),
  );
  for (const text of texts) {
    const words = text.toLowerCase().match(/[a-z']+/g) ?? [];
    if (words.every((word) => splitPinyin(word) !== null)) continue;
    for (const word of words) if (!proper.has(word)) known.add(word);
  }
  // Latin words of a name are spelled as they are, even those that could be read as several syllables
  // (Edian, AAA); a single syllable (xiao) is too common to tell.
  const names = corpus.services.flatMap((service) => [service.name, ...service.aliases]);
  for (const word of names.flatMap((name) => name.toLowerCase().match(/[a-z]{3,}/g) ?? [])) {
    if (!proper.has(word) && (splitPinyin(word)?.length ?? 2) > 1) known.add(word);
  }
  return (word) => known.has(word);
}
