/** A word found in a text; positions in code points (or whatever units the text was cut into), end exclusive. */
export interface Found<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

/** Most nodes have one child or none, and no value: those need neither a `Map` nor a list of their own. */
interface Node<Value> {
  /** The first child, and the unit that leads to it. */
  unit: string | null;
  child: Node<Value> | null;
  /** The other children. */
  next: Map<string, Node<Value>> | null;
  values: readonly Value[];
}

const NONE: readonly never[] = [];

const newNode = <Value>(): Node<Value> => ({ unit: null, child: null, next: null, values: NONE });

function childOf<Value>(node: Node<Value>, unit: string): Node<Value> | null {
  if (node.unit === unit) return node.child;
  return node.next?.get(unit) ?? null;
}

function addChild<Value>(node: Node<Value>, unit: string): Node<Value> {
  const added = newNode<Value>();
  if (node.unit === null) {
    node.unit = unit;
    node.child = added;
  } else {
    node.next ??= new Map();
    node.next.set(unit, added);
  }
  return added;
}

/** Words with values, found in running text in one pass over each starting place. */
export class Trie<Value> {
  readonly #root = newNode<Value>();

  /** A word may carry several values; the same one twice counts once. An empty word is ignored. */
  add(word: Iterable<string>, value: Value): void {
    let node = this.#root;
    for (const unit of word) node = childOf(node, unit) ?? addChild(node, unit);
    if (node !== this.#root && !node.values.includes(value)) node.values = [...node.values, value];
  }

  /** All words that begin at `start`, shortest first. */
  at(
    units: readonly string[],
    start: number,
  ): readonly { readonly end: number; readonly values: readonly Value[] }[] {
    let found: { end: number; values: readonly Value[] }[] | null = null;
    let node: Node<Value> | null = this.#root;
    for (let index = start; index < units.length; index++) {
      node = childOf(node, units[index] ?? "");
      if (node === null) break;
      if (node.values.length > 0) (found ??= []).push({ end: index + 1, values: node.values });
    }
    return found ?? NONE;
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
}

/** A small Latin letter. */
const isLatin = (unit: string | undefined): boolean =>
  unit !== undefined && unit.length === 1 && unit >= "a" && unit <= "z";

/** Whether a range cuts no latin word in two; Chinese has no such edges. */
export function isWhole(units: readonly string[], start: number, end: number): boolean {
  const cuts = (left: string | undefined, right: string | undefined): boolean =>
    isLatin(left) && isLatin(right);
  return !cuts(units[start - 1], units[start]) && !cuts(units[end - 1], units[end]);
}
