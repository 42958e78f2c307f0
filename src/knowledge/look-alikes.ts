/** Letters of other alphabets, and digits, that pass for Latin letters. */
const LOOKS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "5": "s",
  а: "a",
  в: "b",
  с: "c",
  ԁ: "d",
  е: "e",
  ё: "e",
  ғ: "f",
  һ: "h",
  н: "h",
  і: "i",
  ї: "i",
  ı: "i",
  ј: "j",
  к: "k",
  ӏ: "l",
  м: "m",
  п: "n",
  о: "o",
  р: "p",
  ԛ: "q",
  г: "r",
  ѕ: "s",
  т: "t",
  у: "y",
  ν: "v",
  ѵ: "v",
  ѡ: "w",
  ԝ: "w",
  х: "x",
  ү: "y",
  α: "a",
  ε: "e",
  ι: "i",
  κ: "k",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
  χ: "x",
  ω: "w",
  ɡ: "g",
  ɑ: "a",
  ʐ: "z",
  ł: "l",
  ø: "o",
  đ: "d",
};

/** Marks above and below letters (ẑ, ẉ). */
const ACCENTS = /\p{M}+/gu;

/** One letter as it is seen. */
const seen = (point: string): string => {
  const plain = point.normalize("NFD").replace(ACCENTS, "");
  return LOOKS[plain] ?? LOOKS[point] ?? plain;
};

/** A host as it is seen at a glance; pairs that melt into one letter (rn, vv) too. */
export const glance = (host: string): string =>
  [...host].map(seen).join("").replaceAll("rn", "m").replaceAll("vv", "w");
