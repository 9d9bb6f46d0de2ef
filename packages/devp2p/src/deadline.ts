import type { Cancel, Clock } from '@status/interfaces';

/** A timer that is set, moved and taken back as things go on. */
export class Deadline {
  readonly #clock: Clock;
  readonly #expire: () => void;
  #cancel: Cancel | undefined;

  constructor(clock: Clock, expire: () => void) {
    this.#clock = clock;
    this.#expire = expire;
  }

  /** Whether it is running. */
  get pending(): boolean {
    return this.#cancel !== undefined;
  }

  /** Expires `delay` milliseconds from now instead of whenever it would have. */
  set(delay: number): void {
    this.#cancel?.();
    this.#cancel = this.#clock.schedule(delay, () => {
      this.#cancel = undefined;
      this.#expire();
    });
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
