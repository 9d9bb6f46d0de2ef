type Listener = (...values: unknown[]) => void;

/** As much of Node's class of this name as the database under the memory store uses: it never takes a listener away. */
export class EventEmitter {
  readonly #listeners = new Map<string, readonly Listener[]>();

  on(name: string, listener: Listener): this {
    this.emit('newListener', name, listener);
    this.#listeners.set(name, [...this.#of(name), listener]);
    return this;
  }

  emit(name: string, ...values: unknown[]): boolean {
    const listeners = this.#of(name);
    for (const listener of listeners) listener.apply(this, values);
    return listeners.length > 0;
  }

  #of(name: string): readonly Listener[] {
    return this.#listeners.get(name) ?? [];
  }
}
