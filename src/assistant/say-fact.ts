import type { SlotValue } from "../eligibility/index.js";
import { saySlotValue, type VerdictVoice } from "../reply/index.js";

/** A fact with its name, as a line of the form: 学历：硕士. */
export const lineOf = ({ speaker, forms }: VerdictVoice, slot: string, value: SlotValue): string =>
  speaker.say("profile-line", {
    name: forms.get(slot)?.name[speaker.language] ?? slot,
    value: saySlotValue(speaker, forms.get(slot), value),
  });

/** A fact in a few words: 硕士, 2024年毕业. */
export function chipOf(voice: VerdictVoice, slot: string, value: SlotValue): string {
  const { speaker, forms } = voice;
  const key = `chip-${slot}`;
  return speaker.has(key)
    ? speaker.say(key, { value: saySlotValue(speaker, forms.get(slot), value) })
    : lineOf(voice, slot, value);
}
