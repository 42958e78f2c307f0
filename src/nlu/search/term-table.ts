const EMPTY = -1;

/**
 * Ids for single units and for pairs of neighbours, in order of appearance.
 *
 * Pairs are looked up by the ids of their units in an open-addressing table of numbers, because a `Map` of half a
 * million strings would weigh more than the rest of the index.
 */
export class TermTable {
  private readonly units = new Map<string, number>();
  private first = new Int32Array(1024).fill(EMPTY);
  private second = new Int32Array(1024);
  private ids = new Int32Array(1024);
  private pairs = 0;
  private next = 0;

  /** How many ids there are. */
  get size(): number {
    return this.next;
  }

  /** Id of a unit, a new one when it is not known. */
  addUnit(unit: string): number {
    const known = this.units.get(unit);
    if (known !== undefined) return known;
    this.units.set(unit, this.next);
    return this.next++;
  }

  /** Id of a unit, or −1. */
  unit(unit: string): number {
    return this.units.get(unit) ?? EMPTY;
  }

  /** Id of two neighbouring units, a new one when it is not known. */
  addPair(left: number, right: number): number {
    const slot = this.slotOf(left, right);
    if (this.first[slot] !== EMPTY) return this.ids[slot] ?? EMPTY;
    this.first[slot] = left;
    this.second[slot] = right;
    this.ids[slot] = this.next;
    this.pairs++;
    if (this.pairs * 2 > this.first.length) this.grow();
    return this.next++;
  }

  /** Id of two neighbouring units, or −1. */
  pair(left: number, right: number): number {
    if (left < 0 || right < 0) return EMPTY;
    const slot = this.slotOf(left, right);
    return this.first[slot] === EMPTY ? EMPTY : (this.ids[slot] ?? EMPTY);
  }

  /** Where the pair is, or where it would go. */
  private slotOf(left: number, right: number): number {
    const mask = this.first.length - 1;
    let slot = (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (
      this.first[slot] !== EMPTY &&
      (this.first[slot] !== left || this.second[slot] !== right)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private grow(): void {
    const { first, second, ids } = this;
    this.first = new Int32Array(first.length * 2).fill(EMPTY);
    this.second = new Int32Array(first.length * 2);
    this.ids = new Int32Array(first.length * 2);
    for (let old = 0; old < first.length; old++) {
      const left = first[old] ?? EMPTY;
      if (left === EMPTY) continue;
      const right = second[old] ?? 0;
      const slot = this.slotOf(left, right);
      this.first[slot] = left;
      this.second[slot] = right;
      this.ids[slot] = ids[old] ?? 0;
    }
  }
}
