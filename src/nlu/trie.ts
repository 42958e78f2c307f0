/** A word found in a text; positions in code points (or whatever units the text was cut into), end exclusive. */
export interface Found<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

interface Node<Value> {
  readonly next: Map<string, Node<Value>>;
  readonly values: Value[];
}

/** Words with values, found in running text in one pass over each starting place. */
export class Trie<Value> {
  readonly #root: Node<Value> = { next: new Map(), values: [] };

  /** A word may carry several values; the same one twice counts once. An empty word is ignored. */
  add(word: Iterable<string>, value: Value): void {
    let node = this.#root;
    for (const unit of word) {
      let next = node.next.get(unit);
      if (next === undefined) {
        next = { next: new Map(), values: [] };
        node.next.set(unit, next);
      }
      node = next;
    }
    if (node !== this.#root && !node.values.includes(value)) node.values.push(value);
  }

  /** All words that begin at `start`, shortest first. */
  at(
    units: readonly string[],
    start: number,
  ): readonly { readonly end: number; readonly values: readonly Value[] }[] {
    const found: { end: number; values: readonly Value[] }[] = [];
    let node: Node<Value> | undefined = this.#root;
    for (let index = start; index < units.length; index++) {
      node = node.next.get(units[index] ?? "");
      if (node === undefined) break;
      if (node.values.length > 0) found.push({ end: index + 1, values: node.values });
    }
    return found;
  }

  /** Every word anywhere, overlapping ones too, in order of their start. */
  all(units: readonly string[]): Found<Value>[] {
    const found: Found<Value>[] = [];
    for (let start = 0; start < units.length; start++) {
      for (const { end, values } of this.at(units, start))
        for (const value of values) found.push({ start, end, value });
    }
    return found;
  }

  /** Left to right, the longest word at each place, none overlapping; latin words only as whole words. */
  longest(units: readonly string[]): Found<Value>[] {
    const found: Found<Value>[] = [];
    let start = 0;
    while (start < units.length) {
      const best = this.at(units, start).findLast(({ end }) => isWhole(units, start, end));
      if (best === undefined) {
        start++;
        continue;
      }
      for (const value of best.values) found.push({ start, end: best.end, value });
      start = best.end;
    }
    return found;
  }
}

const LATIN = /^[a-z]$/;

/** Whether a range cuts no latin word in two; Chinese has no such edges. */
export function isWhole(units: readonly string[], start: number, end: number): boolean {
  const cuts = (left: string | undefined, right: string | undefined): boolean =>
    LATIN.test(left ?? "") && LATIN.test(right ?? "");
  return !cuts(units[start - 1], units[start]) && !cuts(units[end - 1], units[end]);
}
