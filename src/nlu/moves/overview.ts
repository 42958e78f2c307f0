import { isNamed } from "../names/is-named.js";
import type { Overview, ParsedQuestion, Synonyms } from "../types.js";
import type { WordGroup } from "../../shared/word-groups.js";
import type { Vocabulary } from "../vocabulary.js";

/** Acts that a question for an overview is read as. */
const ACTS: ReadonlySet<string> = new Set(["list", "what", "who", "eligible", "amount"]);

const HAD = "overview-had";
const FOR = "overview-for";

/** From here one place is wanted rather than what places have (哪个区人才政策好). */
const COMPARED = 0.1;

const BEST = "asks-best";

/** What a person tells, and what is asked, beside the money of districts: they name no matter. */
const ASIDE = ["asks-best", "employment", "work-cue", "work-place", "degree", "wish"] as const;

const topicsIn = (synonyms: Synonyms, group: WordGroup): readonly string[] =>
  (synonyms[group] ?? []).map(({ value }) => value);

/** Finds questions for what a place has in general (滨江有什么人才政策): they speak of nothing but 补贴, 政策 and whom these are for. */
export function overviewReader(
  vocabulary: Vocabulary,
  synonyms: Synonyms,
): (
  points: readonly string[],
  read: Pick<ParsedQuestion, "acts" | "focus" | "services">,
  ofDistricts: boolean,
  isTold: boolean,
) => Overview | null {
  const paid = topicsIn(synonyms, "overview-paid");
  const all = [...paid, ...topicsIn(synonyms, "overview-any")];
  /** Whether a word is made of nothing but words of the groups: 人才补贴. */
  const isMadeOf = (word: string): boolean => {
    const points = Array.from(word);
    const spans = ([HAD, FOR] as const).flatMap((group) => vocabulary.findAll(group, points));
    const reached = new Set([0]);
    for (let at = 0; at < points.length; at += 1) {
      if (!reached.has(at)) continue;
      for (const { start, end } of spans) if (start === at) reached.add(end);
    }
    return reached.has(points.length);
  };
  return (points, { acts, focus, services }, asksDistricts, isTold) => {
    const [act] = acts;
    const had = vocabulary.find(HAD, points);
    const isPaid = had.every(({ value }) => value === "paid");
    const ofDistricts = asksDistricts && isPaid;
    // 哪个区对硕士最友好 asks what each of them pays, though it does not say so.
    const isBest = ofDistricts && vocabulary.find(BEST, points).length > 0;
    const isAside = (word: string): boolean =>
      (isBest || isTold) && ASIDE.some((group) => vocabulary.find(group, [...word]).length > 0);
    // 哪个区补贴高 asks for what each of them pays.
    const isAsked = ofDistricts || vocabulary.find("overview-asked", points).length > 0;
    const isAbout =
      act !== undefined &&
      (ACTS.has(act.id) ||
        (ofDistricts && act.id === "compare") ||
        (isTold && act.id === "combine")) &&
      (ofDistricts ||
        !acts.some(({ id, confidence }) => id === "compare" && confidence >= COMPARED)) &&
      (had.length > 0 || isBest) &&
      (isAsked || (!isPaid && focus.length > 1)) &&
      focus.every((word) => isMadeOf(word) || isAside(word)) &&
      !services.some(isNamed);
    if (!isAbout) return null;
    const said = had.map(({ start, end }) => points.slice(start, end).join(""));
    const [own = ""] = synonyms[HAD]?.[0]?.words ?? [];
    const made = focus.filter(isMadeOf);
    const words = made.length > 0 ? made : said.length > 0 ? said : [own];
    return {
      matter: words.join(words.some((word) => /[a-z]/u.test(word)) ? " " : ""),
      paid: isPaid ? [...new Set(said)] : [],
      topics: isPaid ? paid : all,
    };
  };
}
