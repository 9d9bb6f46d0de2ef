import type { Clock } from '@status/interfaces';

/** Signs of life of a peer: when the last one came, and whether another comes soon. */
export class Pulse {
  readonly #clock: Clock;
  /** When the peer was heard last, in elapsed ms. */
  #last: number;
  readonly #waiting = new Set<(alive: boolean) => void>();
  #over = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#last = clock.elapsed();
  }

  /** The peer was heard. */
  beat(): void {
    this.#last = this.#clock.elapsed();
    this.#tell(true);
  }

  /** Nothing will be heard of the peer any more. */
  end(): void {
    this.#over = true;
    this.#tell(false);
  }

  /** Whether the peer was heard at that moment, in elapsed ms, or later. */
  since(moment: number): boolean {
    return this.#last >= moment;
  }

  /** Whether the peer is heard once more within `delay` ms; `false` as soon as it cannot be. */
  next(delay: number): Promise<boolean> {
    if (this.#over) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (alive: boolean): void => {
        cancel();
        this.#waiting.delete(settle);
        resolve(alive);
      };
      const cancel = this.#clock.schedule(delay, () => settle(false));
      this.#waiting.add(settle);
    });
  }

  #tell(alive: boolean): void {
    for (const settle of [...this.#waiting]) settle(alive);
  }
}
