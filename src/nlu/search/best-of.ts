/** Keeps the highest-scored so many of a stream of numbers; ties go to the lower number. */
export class BestOf {
  private readonly items: number[] = [];
  private readonly scores: number[] = [];
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether a score would be kept. */
  accepts(item: number, score: number): boolean {
    return (
      this.items.length < this.limit ||
      this.isLess(this.items[0] ?? 0, this.scores[0] ?? 0, item, score)
    );
  }

  offer(item: number, score: number): void {
    if (!this.accepts(item, score)) return;
    if (this.items.length < this.limit) {
      this.items.push(item);
      this.scores.push(score);
      this.rise(this.items.length - 1);
    } else {
      this.items[0] = item;
      this.scores[0] = score;
      this.sink();
    }
  }

  /** Best first. */
  take(): { readonly item: number; readonly score: number }[] {
    return this.items
      .map((item, at) => ({ item, score: this.scores[at] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.item - b.item);
  }

  private isLess(itemA: number, scoreA: number, itemB: number, scoreB: number): boolean {
    return scoreA < scoreB || (scoreA === scoreB && itemA > itemB);
  }

  private isLessAt(a: number, b: number): boolean {
    return this.isLess(
      this.items[a] ?? 0,
      this.scores[a] ?? 0,
      this.items[b] ?? 0,
      this.scores[b] ?? 0,
    );
  }

  private swap(a: number, b: number): void {
    const item = this.items[a] ?? 0;
    const score = this.scores[a] ?? 0;
    this.items[a] = this.items[b] ?? 0;
    this.scores[a] = this.scores[b] ?? 0;
    this.items[b] = item;
    this.scores[b] = score;
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.isLessAt(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < this.items.length && this.isLessAt(left, least)) least = left;
      if (right < this.items.length && this.isLessAt(right, least)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }
}
