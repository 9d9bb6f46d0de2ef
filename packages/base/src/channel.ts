/**
 * A bounded queue between one producer and one consumer: `push` waits while it is full, `pull` while it is empty.
 *
 * `close` lets the consumer take what is queued and then yields `undefined`; `fail` drops what is queued and makes both
 * ends reject.
 */
export class Channel<Item> implements AsyncIterable<Item> {
  readonly #capacity: number;
  readonly #weigh: (item: Item) => number;
  readonly #items: Item[] = [];
  #head = 0;
  #weight = 0;
  #state: { readonly kind: 'open' } | { readonly kind: 'closed' } | { readonly kind: 'failed'; readonly error: Error } =
    {
      kind: 'open',
    };
  #waiting: { resolve: (item: Item | undefined) => void; reject: (error: Error) => void } | undefined;
  #blocked: { resolve: () => void; reject: (error: Error) => void }[] = [];

  /**
   * @param capacity how much may be queued before `push` waits
   * @param weigh what one item counts for (default 1); a single item heavier than the capacity is taken all the same
   */
  constructor(capacity: number, weigh: (item: Item) => number = () => 1) {
    this.#capacity = capacity;
    this.#weigh = weigh;
  }

  /** Queues an item and resolves when there is room for another. An item pushed after `close` is dropped. */
  push(item: Item): Promise<void> {
    if (this.#state.kind === 'failed') return Promise.reject(this.#state.error);
    if (this.#state.kind === 'closed') return Promise.resolve();
    if (this.#waiting !== undefined) {
      const { resolve } = this.#waiting;
      this.#waiting = undefined;
      resolve(item);
      return Promise.resolve();
    }
    this.#items.push(item);
    this.#weight += this.#weigh(item);
    if (this.#weight < this.#capacity) return Promise.resolve();
    return new Promise((resolve, reject) => this.#blocked.push({ resolve, reject }));
  }

  /** The next item, or `undefined` once the channel is closed and empty. One call at a time. */
  pull(): Promise<Item | undefined> {
    if (this.#head < this.#items.length) {
      const item = this.#items[this.#head]!;
      this.#head++;
      if (this.#head * 2 > this.#items.length) {
        this.#items.splice(0, this.#head);
        this.#head = 0;
      }
      this.#weight -= this.#weigh(item);
      if (this.#weight < this.#capacity) {
        for (const { resolve } of this.#blocked.splice(0)) resolve();
      }
      return Promise.resolve(item);
    }
    if (this.#state.kind === 'closed') return Promise.resolve(undefined);
    if (this.#state.kind === 'failed') return Promise.reject(this.#state.error);
    if (this.#waiting !== undefined) return Promise.reject(new Error('a channel has one consumer'));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  close(): void {
    if (this.#state.kind !== 'open') return;
    this.#state = { kind: 'closed' };
    this.#waiting?.resolve(undefined);
    this.#waiting = undefined;
    for (const { resolve } of this.#blocked.splice(0)) resolve();
  }

  fail(error: Error): void {
    if (this.#state.kind === 'failed') return;
    this.#state = { kind: 'failed', error };
    this.#items.length = 0;
    this.#head = 0;
    this.#weight = 0;
    this.#waiting?.reject(error);
    this.#waiting = undefined;
    for (const { reject } of this.#blocked.splice(0)) reject(error);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Item> {
    for (let item = await this.pull(); item !== undefined; item = await this.pull()) yield item;
  }
}
