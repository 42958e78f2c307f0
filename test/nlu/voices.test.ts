// Sentences of seven voices that taught nothing (test/nlu/voices): how people not heard before are understood.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createEngine, trainEngine, type Engine } from "../../src/assistant/engine.js";
import type { CorpusData } from "../../src/corpus/types.js";
import { voiceFile } from "../../src/corpus/schemas-intents.js";
import { realData, realEngine } from "../helpers/collecting-channel.js";
import { repositoryRoot } from "../helpers/repository-root.js";

const folder = join(repositoryRoot, "test/nlu/voices");
const voices = readdirSync(folder)
  .toSorted()
  .map((file) => z.parse(voiceFile, parse(readFileSync(join(folder, file), "utf8"))));

const MEASURES = ["topic", "act", "bare act", "talk", "none"] as const;

type Measure = (typeof MEASURES)[number];

/** Shares that were measured last, less half a point; the act of a sentence without a subject is the hardest to tell. */
const LEAST: Readonly<Record<Measure, number>> = {
  topic: 0.91,
  act: 0.855,
  "bare act": 0.83,
  talk: 0.714,
  none: 0.883,
};

interface Count {
  right: number;
  of: number;
}

const counts = new Map<Measure, Count>(MEASURES.map((measure) => [measure, { right: 0, of: 0 }]));

function count(measure: Measure, isRight: boolean): void {
  const counted = counts.get(measure) ?? { right: 0, of: 0 };
  counted.of += 1;
  if (isRight) counted.right += 1;
}

/** `VOICES=0.25` teaches that part of the sentences of `intents/voices/` only, prints what comes of it, and demands nothing. */
const taught = process.env["VOICES"];

/** Every so-manieth sentence of each part, spread evenly. */
function someOf(share: number, voices: CorpusData["voices"]): CorpusData["voices"] {
  const isKept = (index: number): boolean =>
    Math.floor((index + 1) * share) > Math.floor(index * share);
  let index = 0;
  return voices.map((voice) => ({
    ...voice,
    says: voice.says.map((part) => ({
      ...part,
      utterances: part.utterances.filter(() => isKept(index++)),
    })),
  }));
}

async function engineTaught(): Promise<Engine> {
  if (taught === undefined) return realEngine();
  const data = await realData();
  // The known questions are not measured here, and take a minute to learn.
  const cut = { ...data, voices: someOf(Number(taught), data.voices), faq: [] };
  return createEngine(cut, trainEngine(cut));
}

beforeAll(async () => {
  const engine = await engineTaught();
  for (const part of voices.flatMap(({ says }) => says)) {
    for (const text of part.utterances) {
      const { questions } = engine.parse(text, "2026-11-30");
      const ours = questions.filter(({ kind }) => kind === "question");
      const first = ours[0] ?? questions[0];
      const isAct = ours.some(({ acts }) => acts[0]?.id === part.act);
      if (part.topic !== undefined) {
        count(
          "topic",
          ours.some(({ topics }) => topics[0]?.id === part.topic),
        );
        if (part.act !== undefined) count("act", isAct);
      } else if (part.act !== undefined) count("bare act", first?.acts[0]?.id === part.act);
      else if (part.talk !== undefined)
        count(
          "talk",
          questions.some(({ talk }) => talk === part.talk),
        );
      else count("none", ours.length === 0);
    }
  }
  if (process.env["OWN_SET"] === "print" || taught !== undefined)
    for (const [measure, { right, of }] of counts)
      console.info(`${measure}: ${((100 * right) / of).toFixed(1)} % of ${of}`);
});

it.each(MEASURES)("%s of voices not heard before is read as well as measured last", (measure) => {
  const { right, of } = counts.get(measure) ?? { right: 0, of: 0 };
  expect(of).toBeGreaterThan(150);
  expect(right / of).toBeGreaterThanOrEqual(taught === undefined ? LEAST[measure] : 0);
});
