import { orderByFuse } from "./fuse-names.js";
import { compactIndexes, soundsOf, type ServiceName } from "./names.js";
import { NAMES } from "../thresholds.js";

/** A name that the text nearly holds. */
export interface NearName {
  readonly name: ServiceName;
  /** 1 = the same; 1 minus the cost of the changes for each unit of the name. */
  readonly likeness: number;
  /** Code points of the normalized text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whether all differences sound the same. */
  readonly soundsSame: boolean;
}

export interface NearNames {
  find(points: readonly string[]): NearName[];
}

const isHan = (unit: string): boolean => /^\p{Script=Han}$/u.test(unit);

/**
 * Names with a wrong, missing, added or swapped character or a homophone.
 *
 * An inverted index of pairs (characters, and syllables) picks a short list, fuse.js orders it, and the edit distance
 * over characters and syllables decides.
 *
 * @param isPair whether two characters stand side by side somewhere in the corpus: a "wrong" character that makes
 *   another known word is no slip (公园 is not 公寓)
 */
export function buildNearNames(
  names: readonly ServiceName[],
  isPair: (first: string, second: string) => boolean,
): NearNames {
  const eligible = names.filter(
    (name) =>
      name.units.length >= NAMES.shortestNear &&
      name.units.filter(isHan).length * 2 > name.units.length,
  );
  const holders = new Map<string, number[]>();
  const sizes: number[] = [];
  const blurred = new Map(eligible.map((name) => [name, name.sounds.map(blur)]));
  eligible.forEach((name, index) => {
    const own = grams(name.units, blurred.get(name) ?? []);
    sizes.push(own.size);
    for (const gram of own) {
      const list = holders.get(gram);
      if (list === undefined) holders.set(gram, [index]);
      else list.push(index);
    }
  });
  return {
    find(points) {
      const places = compactIndexes(points).slice(0, NAMES.longestText);
      const units = places.map((place) => points[place] ?? "");
      const sounds = soundsOf(units);
      const text: Typed = { units, sounds, blurred: sounds.map(blur), places };
      const hits = new Map<number, number>();
      for (const gram of grams(units, text.blurred))
        for (const index of holders.get(gram) ?? []) hits.set(index, (hits.get(index) ?? 0) + 1);
      const candidates = [...hits]
        .map(([index, count]) => ({
          name: eligible[index],
          share: count / Math.max(1, sizes[index] ?? 1),
        }))
        .filter((candidate) => candidate.share >= NAMES.sharedGrams)
        .sort((a, b) => b.share - a.share)
        .slice(0, NAMES.shortList)
        .flatMap(({ name }) => (name === undefined ? [] : [name]));
      if (candidates.length === 0) return [];
      return orderByFuse(candidates, (name) => name.units.join(""), units.join(""), NAMES.aligned)
        .map((name) => align(name, blurred.get(name) ?? [], text, isPair))
        .filter((near) => near.likeness >= leastLikeness(near))
        .sort((a, b) => b.likeness - a.likeness || b.name.units.length - a.name.units.length);
    },
  };
}

function leastLikeness(near: NearName): number {
  return near.soundsSame ? NAMES.likenessBySound : NAMES.likeness;
}

/** The text as it is compared with names. */
interface Typed {
  readonly units: readonly string[];
  readonly sounds: readonly string[];
  readonly blurred: readonly string[];
  readonly places: readonly number[];
}

/** Two units side by side or one apart, in either order (so that swapped and dropped characters leave some), and pairs of sounds. */
function grams(units: readonly string[], sounds: readonly string[]): Set<string> {
  const all = new Set<string>();
  for (let index = 0; index + 1 < units.length; index++) {
    const unit = units[index] ?? "";
    for (const other of [units[index + 1], units[index + 2]]) {
      if (other !== undefined) all.add(unit < other ? unit + other : other + unit);
    }
    all.add(`${sounds[index] ?? ""}-${sounds[index + 1] ?? ""}`);
  }
  return all;
}

/** Sounds that many speakers do not tell apart: zh/z, ch/c, sh/s, n/l, and in/ing, en/eng, an/ang. */
function blur(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^n/, "l")
    .replace(/([aei]n)g$/, "$1");
}

/** The part of the text that is nearest to the name (edit distance with free ends), and how near. */
function align(
  name: ServiceName,
  blurred: readonly string[],
  text: Typed,
  isPair: (a: string, b: string) => boolean,
): NearName {
  const { units, places } = text;
  const rows = name.units.length;
  const columns = units.length;
  const cost: number[][] = Array.from({ length: rows + 1 }, () =>
    new Array<number>(columns + 1).fill(0),
  );
  const from: number[][] = Array.from({ length: rows + 1 }, () =>
    new Array<number>(columns + 1).fill(0),
  );
  const other: boolean[][] = Array.from({ length: rows + 1 }, () =>
    new Array<boolean>(columns + 1).fill(false),
  );
  for (let column = 0; column <= columns; column++) set(cost, from, 0, column, 0, column);
  for (let row = 1; row <= rows; row++) {
    set(cost, from, row, 0, row * NAMES.missing, 0);
    mark(other, row, 0, true);
    for (let column = 1; column <= columns; column++) {
      const change = changeCost(name, blurred, row - 1, text, column - 1, isPair);
      const options: [number, number, number, boolean][] = [
        [at(cost, row - 1, column - 1) + change, row - 1, column - 1, change > NAMES.nearSound],
        [
          at(cost, row - 1, column) +
            (row === 1 || row === rows
              ? NAMES.missingEdge
              : isPair(units[column - 1] ?? "", units[column] ?? "")
                ? NAMES.missingKnown
                : NAMES.missing),
          row - 1,
          column,
          true,
        ],
        [
          at(cost, row, column - 1) + (row === rows ? NAMES.missingEdge : NAMES.added),
          row,
          column - 1,
          true,
        ],
      ];
      if (
        row > 1 &&
        column > 1 &&
        name.units[row - 1] === units[column - 2] &&
        name.units[row - 2] === units[column - 1] &&
        units[column - 1] !== units[column - 2]
      ) {
        options.push([at(cost, row - 2, column - 2) + NAMES.swapped, row - 2, column - 2, true]);
      }
      const best = options.reduce((least, option) => (option[0] < least[0] ? option : least));
      set(cost, from, row, column, best[0], at(from, best[1], best[2]));
      mark(other, row, column, best[3] || other[best[1]]?.[best[2]] === true);
    }
  }
  let end = 0;
  for (let column = 1; column <= columns; column++)
    if (at(cost, rows, column) < at(cost, rows, end)) end = column;
  const start = at(from, rows, end);
  return {
    name,
    likeness: Math.max(0, 1 - at(cost, rows, end) / rows),
    start: places[start] ?? 0,
    end: (places[end - 1] ?? -1) + 1,
    soundsSame: other[rows]?.[end] !== true,
  };
}

const at = (table: readonly (readonly number[])[], row: number, column: number): number =>
  table[row]?.[column] ?? 0;

function set(
  cost: number[][],
  from: number[][],
  row: number,
  column: number,
  value: number,
  origin: number,
): void {
  const costs = cost[row];
  const origins = from[row];
  if (costs !== undefined) costs[column] = value;
  if (origins !== undefined) origins[column] = origin;
}

function mark(table: boolean[][], row: number, column: number, value: boolean): void {
  const line = table[row];
  if (line !== undefined) line[column] = value;
}

function changeCost(
  name: ServiceName,
  blurred: readonly string[],
  row: number,
  text: Typed,
  column: number,
  isPair: (a: string, b: string) => boolean,
): number {
  const { units } = text;
  const wanted = name.units[row] ?? "";
  const typed = units[column] ?? "";
  if (wanted === typed) return 0;
  if (!isHan(wanted) || !isHan(typed)) return NAMES.otherWord;
  if (name.sounds[row] === text.sounds[column]) return NAMES.sameSound;
  const makesWord =
    isPair(units[column - 1] ?? "", typed) || isPair(typed, units[column + 1] ?? "");
  // 青年 only sounds a little like 青链, and is a word.
  if (blurred[row] === text.blurred[column]) return makesWord ? NAMES.wrong : NAMES.nearSound;
  return makesWord ? NAMES.otherWord : NAMES.wrong;
}
