import {
  toSlotSpec,
  type Policy,
  type SlotForm,
  type SlotSpec,
} from "../../src/eligibility/index.js";
import { loadCorpus } from "../../src/corpus/load.js";
import type { Corpus } from "../../src/corpus/types.js";
import { repositoryRoot } from "./repository-root.js";

/** The project's own rules, read once for a test file. */
export interface OwnPolicies {
  readonly corpus: Corpus;
  readonly policies: readonly Policy[];
  readonly book: ReadonlyMap<string, Policy>;
  readonly forms: ReadonlyMap<string, SlotForm>;
  readonly slots: ReadonlyMap<string, SlotSpec>;
}

let loading: Promise<OwnPolicies> | null = null;

async function read(): Promise<OwnPolicies> {
  const loaded = await loadCorpus(repositoryRoot);
  if (!loaded.ok) throw new Error(loaded.faults.map((fault) => fault.message).join("\n"));
  const { policies, slots } = loaded.corpus.data;
  return {
    corpus: loaded.corpus,
    policies,
    book: new Map(policies.map((policy) => [policy.id, policy])),
    forms: new Map(slots.map((form) => [form.id, form])),
    slots: new Map(slots.map((form) => [form.id, toSlotSpec(form)])),
  };
}

export const loadOwnPolicies = (): Promise<OwnPolicies> => (loading ??= read());
