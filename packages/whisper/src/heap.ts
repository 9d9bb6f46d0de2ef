/**
 * A binary min-heap whose items know where they are, so that any of them can be taken out in O(log n).
 *
 * `isBefore` orders; `place` is told the index of an item whenever it moves, and −1 when it leaves.
 */
export class Heap<Item> {
  readonly #items: Item[] = [];
  readonly #isBefore: (a: Item, b: Item) => boolean;
  readonly #place: (item: Item, index: number) => void;

  constructor(isBefore: (a: Item, b: Item) => boolean, place: (item: Item, index: number) => void) {
    this.#isBefore = isBefore;
    this.#place = place;
  }

  /** The first item, left where it is. */
  peek(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    this.#rise(item, this.#items.length);
  }

  /** Takes out the item at an index. */
  remove(index: number): void {
    const removed = this.#items[index]!;
    const last = this.#items.pop()!;
    if (removed !== last) {
      const parent = (index - 1) >> 1;
      if (index > 0 && this.#isBefore(last, this.#items[parent]!)) this.#rise(last, index);
      else this.#sink(last, index);
    }
    this.#place(removed, -1);
  }

  #rise(item: Item, from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(item, this.#items[parent]!)) break;
      this.#put(this.#items[parent]!, index);
      index = parent;
    }
    this.#put(item, index);
  }

  #sink(item: Item, from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= this.#items.length) break;
      const right = left + 1;
      const rightFirst = right < this.#items.length && this.#isBefore(this.#items[right]!, this.#items[left]!);
      const child = rightFirst ? right : left;
      if (!this.#isBefore(this.#items[child]!, item)) break;
      this.#put(this.#items[child]!, index);
      index = child;
    }
    this.#put(item, index);
  }

  #put(item: Item, index: number): void {
    this.#items[index] = item;
    this.#place(item, index);
  }
}
