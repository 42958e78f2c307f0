/** Finals that each initial of standard Mandarin goes with; `v` stands for ü. */
const FINALS_BY_INITIAL: Readonly<Record<string, string>> = {
  "": "a o e ai ei ao ou an en ang eng er",
  b: "a o ai ei ao an en ang eng i ie iao ian in ing u",
  p: "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
  m: "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
  f: "a o ei ou an en ang eng u",
  d: "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
  t: "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
  n: "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un v ve ue",
  l: "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue",
  g: "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
  k: "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
  h: "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
  j: "i ia ie iao iu ian in iang ing iong u ue uan un",
  q: "i ia ie iao iu ian in iang ing iong u ue uan un",
  x: "i ia ie iao iu ian in iang ing iong u ue uan un",
  zh: "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang",
  ch: "a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang",
  sh: "a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang",
  r: "e ao ou an en ang eng ong i u ua uo ui uan un",
  z: "a e ai ei ao ou an en ang eng ong i u uo ui uan un",
  c: "a e ai ao ou an en ang eng ong i u uo ui uan un",
  s: "a e ai ao ou an en ang eng ong i u uo ui uan un",
  y: "a o e ai ao ou an ang ong i in ing u ue uan un",
  w: "a o ai ei an en ang eng u",
};

/** All toneless syllables of standard Mandarin, about 410, with ü written v. */
export const SYLLABLES: ReadonlySet<string> = new Set(
  Object.entries(FINALS_BY_INITIAL).flatMap(([initial, finals]) =>
    finals.split(" ").map((final) => initial + final),
  ),
);

/** Letters of the longest syllable (zhuang, chuang, shuang). */
export const LONGEST_SYLLABLE = 6;
