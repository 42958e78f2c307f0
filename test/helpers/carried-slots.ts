import type { CarriedSlot } from "../../src/shared/hand-over.js";

/** What a hand-over carries. Links that are under way are read by this order, so the data must say the same. */
export const CARRIED_SLOTS: readonly CarriedSlot[] = [
  { slot: "degree", values: ["high-school", "associate", "bachelor", "master", "doctor"] },
  { slot: "studyMode", values: ["full-time", "part-time"] },
  { slot: "studying", values: [true, false] },
  { slot: "nationality", values: ["cn", "foreign"] },
  { slot: "overseasDegree", values: [true, false] },
  { slot: "hukou", values: ["hangzhou", "elsewhere"] },
  {
    slot: "employment",
    values: ["employee", "founder", "self-employed", "flexible", "unemployed", "student"],
  },
  { slot: "ownsHomeInHangzhou", values: [true, false] },
  { slot: "inPublicRental", values: [true, false] },
  { slot: "talentClass", values: ["A", "B", "C", "D", "E", "none"] },
  { slot: "recommended", values: [true, false] },
  { slot: "rider", values: [true, false] },
];
