import { ACTS, type Act } from "../../shared/acts.js";
import {
  loadClassifier,
  OUT_OF_SCOPE_LABEL,
  trainClassifier,
  type ClassifierModel,
  type LabelledText,
  type TextClassifier,
} from "../classifier/index.js";
import type { ActCue } from "../moves/cues.js";
import { actsByCue, findActCues } from "../moves/cues.js";
import { INTENTS } from "../thresholds.js";
import type { Intent, Ranked, Voice, VoicePart } from "../types.js";
import { normalize } from "../../text/normalize.js";
import type { Vocabulary } from "../vocabulary.js";

/** What a text is about, as far as its whole wording tells. */
export interface SubjectReading {
  readonly topics: readonly Ranked[];
  /** Small talk, best first. */
  readonly talk: readonly Ranked[];
  /** Probability that it is neither ours nor small talk, 0–1. */
  readonly outOfScope: number;
  /** Likeness to the nearest example; share of known words. 0–1. */
  readonly nearest: number;
  readonly known: number;
}

export interface IntentClassifiers {
  /** @param content the question without places and courtesy */
  subject(content: string, points: readonly string[]): SubjectReading;
  /**
   * @param bare the question without places, courtesy and service names
   * @param asks whether it has the form of a question
   */
  acts(
    bare: string,
    points: readonly string[],
    cues: readonly ActCue[],
    asks: boolean,
  ): readonly Ranked<Act>[];
}

/**
 * A classifier whose examples are in a list that it shares with others, in the order of that list: how many places each is
 * behind the one before, which packs tightly.
 */
type SharingModel = Omit<ClassifierModel, "examples"> & { readonly examples: readonly number[] };

/** The trained classifiers as plain data. */
export interface IntentModels {
  /** The examples of both, each once: most ask something about something and so teach both. */
  readonly texts: readonly string[];
  readonly subjects: SharingModel;
  readonly acts: SharingModel;
  /** How often a word that asks was right and wrong about the act, in the sentences that were learnt from. */
  readonly cues: CueRecord;
}

/** By word: sentences in which it asked for its own act, and for another. */
type CueRecord = Readonly<Record<string, readonly [right: number, wrong: number]>>;

const TALK = "talk/";

/**
 * Two classifiers: what about (topics, small talk and matters of others together, so that they are told apart), and what is asked.
 *
 * @param vocabulary holds the words that ask
 * @param voices more sentences of the same intents
 * @param strip takes out of an example what is taken out of questions before they are classified
 */
export function trainIntents(
  intents: readonly Intent[],
  voices: readonly Voice[],
  vocabulary: Vocabulary,
  strip: (text: string) => string,
  fillers: readonly string[],
): IntentModels {
  const rows = (axis: Intent["axis"], label: (id: string) => string): LabelledText[] =>
    intents
      .filter((intent) => intent.axis === axis)
      .flatMap((intent) =>
        intent.utterances.map((text) => ({
          text: axis === "talk" ? text : strip(text),
          label: label(intent.id),
        })),
      )
      .filter((row) => row.text !== "");
  const said = (label: (part: VoicePart) => string | undefined): LabelledText[] =>
    voices
      .flatMap(({ says }) => says)
      .flatMap((part) => {
        const found = label(part);
        return found === undefined
          ? []
          : part.utterances.map((text) => ({
              text: part.talk === undefined ? strip(text) : text,
              label: found,
            }));
      })
      .filter((row) => row.text !== "");
  const subjects = trainClassifier(
    [
      ...rows("topic", (id) => id),
      ...rows("talk", (id) => TALK + id),
      ...rows("none", () => OUT_OF_SCOPE_LABEL),
      ...said(({ topic, talk, none }) =>
        talk !== undefined ? TALK + talk : none !== undefined ? OUT_OF_SCOPE_LABEL : topic,
      ),
    ],
    { fillers },
  );
  const asking = [...rows("act", (id) => id), ...said(({ act }) => act)];
  const acts = trainClassifier(asking, { fillers });
  const models = { subjects: subjects.toModel(), acts: acts.toModel() };
  const texts = [...new Set([...models.subjects.examples, ...models.acts.examples])].sort();
  const placeOf = new Map(texts.map((text, place) => [text, place]));
  const sharing = (model: ClassifierModel): SharingModel => {
    const rows = model.examples
      .map((text, at) => ({ place: placeOf.get(text) ?? 0, label: model.exampleLabels[at] ?? 0 }))
      .sort((a, b) => a.place - b.place || a.label - b.label);
    return {
      ...model,
      examples: rows.map(({ place }, at) => place - (rows[at - 1]?.place ?? 0)),
      exampleLabels: rows.map(({ label }) => label),
    };
  };
  return {
    texts,
    subjects: sharing(models.subjects),
    acts: sharing(models.acts),
    cues: recordCues(asking, vocabulary),
  };
}

/** 几天 asks for many things, 补贴标准 for one: what each word was worth in sentences of people. */
function recordCues(rows: readonly LabelledText[], vocabulary: Vocabulary): CueRecord {
  const record = new Map<string, [right: number, wrong: number]>();
  for (const { text, label } of rows) {
    const { points } = normalize(text);
    for (const { value, word } of findActCues(points, vocabulary)) {
      const counts = record.get(word) ?? [0, 0];
      counts[value === label ? 0 : 1]++;
      record.set(word, counts);
    }
  }
  return Object.fromEntries(record);
}

export function loadIntents(models: IntentModels, vocabulary: Vocabulary): IntentClassifiers {
  const load = (model: SharingModel): TextClassifier => {
    let place = 0;
    const examples = model.examples.map((step) => models.texts[(place += step)] ?? "");
    return loadClassifier({ ...model, examples });
  };
  const subjects = load(models.subjects);
  const acts = load(models.acts);
  return {
    subject: (content, points) => readSubject(subjects, content, points, vocabulary),
    acts: (bare, points, cues, asks) => {
      const left = Array.from(bare).length;
      const rest = left * 2 <= points.length ? left : null;
      const words = cues.map(({ value, word }) => ({
        act: value,
        factor: cueFactor(models.cues, word),
      }));
      const byCue = actsByCue(points, cues, vocabulary).map((act) => ({
        act,
        factor: Math.max(
          ...words.filter((word) => word.act === act).map(({ factor }) => factor),
          cues.length === 0 ? INTENTS.formFactor : 0,
        ),
      }));
      return rankActs(acts, bare, byCue, asks, rest);
    },
  };
}

function readSubject(
  classifier: TextClassifier,
  content: string,
  points: readonly string[],
  vocabulary: Vocabulary,
): SubjectReading {
  const { ranking, outOfScope, nearest, known } = classifier.classify(content);
  const talk = ranking
    .filter(({ id }) => id.startsWith(TALK))
    .map(({ id, confidence }) => ({ id: id.slice(TALK.length), confidence }));
  const words = new Set(vocabulary.find("topic-word", points).map((found) => found.value));
  const topics = ranking
    .filter(({ id }) => !id.startsWith(TALK))
    .map(({ id, confidence }) => ({
      id,
      confidence: words.has(id) ? confidence + (1 - confidence) * INTENTS.topicWord : confidence,
    }))
    .sort((a, b) => b.confidence - a.confidence);
  const total =
    topics.reduce((sum, topic) => sum + topic.confidence, 0) +
    talk.reduce((sum, one) => sum + one.confidence, 0);
  const scale = total > 1 ? 1 / total : 1;
  return {
    topics: topics.map(({ id, confidence }) => ({ id, confidence: confidence * scale })),
    talk,
    outOfScope: words.size > 0 ? outOfScope * (1 - INTENTS.topicWordScope) : outOfScope,
    nearest,
    known,
  };
}

const isAct = (id: string): id is Act => (ACTS as readonly string[]).includes(id);

/**
 * Words thrown in without a question ask what there is to know, unless their wording is sure to ask something else. What is left
 * beside a name (平台, 及时) must be surer, and some words.
 *
 * @param rest code points that a name left; `null` where no name takes half of the text
 */
function silentActs(guessed: readonly Ranked<Act>[], rest: number | null): Ranked<Act>[] {
  const least = rest === null ? INTENTS.silentSure : INTENTS.silentRest;
  const isSure =
    (guessed[0]?.confidence ?? 0) > least && (rest === null || rest >= INTENTS.leastRest);
  const others = guessed
    .filter(({ id }) => id !== "what")
    .map(({ id, confidence }) => ({ id, confidence: confidence * (1 - INTENTS.silentAct) }));
  return isSure ? [...guessed] : [{ id: "what", confidence: INTENTS.silentAct }, ...others];
}

/** How many times likelier a word makes its act: the odds that it was right, a word not seen yet counted by {@link INTENTS.unseenCue}. */
function cueFactor(record: CueRecord, word: string): number {
  const [right, wrong] = record[word] ?? [0, 0];
  return INTENTS.actCue * ((right + INTENTS.unseenCue) / (wrong + 1));
}

/** The wording as a whole, weighed up by outright words: 几天 may ask how long it takes, or from when on. */
function rankActs(
  classifier: TextClassifier,
  bare: string,
  byCue: readonly { readonly act: Act; readonly factor: number }[],
  asks: boolean,
  beside: number | null,
): readonly Ranked<Act>[] {
  const guessed =
    bare === ""
      ? []
      : classifier
          .classify(bare)
          .ranking.flatMap(({ id, confidence }) => (isAct(id) ? [{ id, confidence }] : []));
  const [first] = byCue;
  if (first === undefined) return asks ? guessed : silentActs(guessed, beside);
  const factors = new Map<Act, number>(
    byCue.map(({ act, factor }) => [
      act,
      act === first.act ? factor : Math.max(1, factor * INTENTS.furtherCue),
    ]),
  );
  const ranked = new Map<Act, number>(
    [...factors].map(([act, factor]) => [act, INTENTS.anyAct * factor]),
  );
  for (const { id, confidence } of guessed)
    ranked.set(id, (confidence + INTENTS.anyAct) * (factors.get(id) ?? 1));
  const total = [...ranked.values()].reduce((sum, value) => sum + value, 0);
  return [...ranked]
    .map(([id, value]) => ({ id, confidence: value / total }))
    .sort((a, b) => b.confidence - a.confidence);
}
