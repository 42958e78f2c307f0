import type { Policy, SlotForm, SlotSpec } from "../eligibility/index.js";
// Not from the room's index, which also brings the calendar file: a page that judges receipts loads this and no calendar.
import { toSlotSpec } from "../eligibility/slot-form.js";
import type { KnowledgeBase } from "../knowledge/index.js";
import type { Wordings } from "../reply/index.js";

/** What judging goes by: checked data. */
export interface DeskData {
  readonly policies: readonly Policy[];
  readonly slots: readonly SlotForm[];
  readonly replies: Wordings;
}

/** A policy to judge, and the service under whose id it answers. */
export interface Judged {
  readonly policy: Policy;
  readonly service: string;
}

/** Policies and slots with their indexes. Immutable; a new one for each edit of the data. */
export interface PolicyShelf {
  readonly policies: readonly Policy[];
  readonly book: ReadonlyMap<string, Policy>;
  readonly forms: ReadonlyMap<string, SlotForm>;
  readonly slots: ReadonlyMap<string, SlotSpec>;
  /** Policies of a service, by its own id or that of the service that covers it; the one named like it first. */
  readonly policiesOf: (service: string) => readonly Judged[];
}

/** Puts policies and slots on the shelf. */
export function createPolicyShelf(
  data: Pick<DeskData, "policies" | "slots">,
  base: KnowledgeBase,
): PolicyShelf {
  const { policies } = data;
  return {
    policies,
    book: new Map(policies.map((policy) => [policy.id, policy])),
    forms: new Map(data.slots.map((form) => [form.id, form])),
    slots: new Map(data.slots.map((form) => [form.id, toSlotSpec(form)])),
    policiesOf: (service) => {
      const host = base.service(service)?.id;
      return policies
        .filter(({ services }) => services.includes(service) || services.some((id) => id === host))
        .map((policy) => ({ policy, service }))
        .toSorted(
          (a, b) =>
            Number([service, host].includes(b.policy.id)) -
            Number([service, host].includes(a.policy.id)),
        );
    },
  };
}
