import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import BayesClassifier from "natural/lib/natural/classifiers/bayes_classifier.js";
import { describe, expect, it } from "vitest";

import { trainBayes } from "../../../../src/nlu/classifier/bayes-vote.js";
import { countWithNatural } from "../../../../src/nlu/subject/natural-bayes.js";

const TEXTS = [
  { tokens: ["红", "茶", "怎", "么", "泡"], label: "0" },
  { tokens: ["绿", "茶", "多", "少", "度"], label: "0" },
  { tokens: ["火", "车", "票"], label: "1" },
  { tokens: ["火", "车", "几", "点"], label: "1" },
  { tokens: ["几", "点", "起", "床"], label: "2" },
];
const VOCABULARY = [...new Set(TEXTS.flatMap((text) => text.tokens))];

const root = fileURLToPath(new URL("../../../..", import.meta.url));

const NUMBERED = TEXTS.map(({ tokens, label }) => ({
  tokens: tokens.map((token) => String(VOCABULARY.indexOf(token))),
  label,
}));

/** natural as it is, trained the slow way. */
function plainBayes(): BayesClassifier {
  const plain = new BayesClassifier(undefined, 0.05);
  for (const text of TEXTS) plain.addDocument(text.tokens, text.label);
  plain.train();
  return plain;
}

describe("countWithNatural", () => {
  it("counts what natural itself counts with its own look-up", () => {
    const { classTotals, classFeatures } = plainBayes().classifier;
    const counts = countWithNatural(NUMBERED, VOCABULARY.length, 0.05);
    for (const label of ["0", "1", "2"]) {
      expect(counts.total(label)).toBe(classTotals[label]);
      expect(counts.seen(label)).toEqual(
        Object.entries(classFeatures[label] ?? {}).map(([token, count]) => [Number(token), count]),
      );
    }
  });

  it("leads to the probabilities that natural gives", () => {
    const texts = NUMBERED.map(({ tokens }) => ({
      ids: Int32Array.from(tokens, Number),
      values: new Float64Array(tokens.length).fill(1),
    }));
    const target = Int32Array.from(NUMBERED, ({ label }) => Number(label));
    const { weights, bias } = trainBayes(texts, target, VOCABULARY.length, 3);
    const asked = ["几", "点", "火"];
    for (const { label, value } of plainBayes().getClassifications(asked)) {
      const own = asked.reduce(
        (sum, token) => sum + (weights[VOCABULARY.indexOf(token) * 3 + Number(label)] ?? 0),
        bias[Number(label)] ?? 0,
      );
      expect(Math.exp(own)).toBeCloseTo(value, 10);
    }
  });
});

describe("natural", () => {
  it("is imported by no file but its wrapper, and never by its main entry", () => {
    const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
      .map((file) => ({ file, text: readFileSync(join(root, "src", file), "utf8") }));
    const importing = sources.filter(({ text }) =>
      /(?:from|import\(|require\()\s*["'`]natural(?:\/|["'`])/.test(text),
    );
    expect(importing.map(({ file }) => file)).toEqual([join("nlu", "subject", "natural-bayes.ts")]);
    expect(importing[0]?.text).not.toMatch(/["'`]natural["'`]/);
  });

  it("finds no database driver and no .env reader: empty packages stand in their places", () => {
    const require = createRequire(import.meta.url);
    const natural = createRequire(
      require.resolve("natural/lib/natural/classifiers/bayes_classifier.js"),
    );
    for (const name of ["mongoose", "redis", "memjs", "dotenv"]) {
      const manifest: unknown = natural(`${name}/package.json`);
      expect(manifest).toMatchObject({ name: "empty-npm-package" });
    }
  });

  it("prints nothing when it is loaded and trained", () => {
    const script = `
      import { countWithNatural } from "./src/nlu/subject/natural-bayes.ts";
      countWithNatural([{ tokens: ["0"], label: "x" }], 1, 0.05);
    `;
    const printed = execFileSync(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "-e", script],
      {
        cwd: root,
        encoding: "utf8",
      },
    );
    expect(printed).toBe("");
  });
});
