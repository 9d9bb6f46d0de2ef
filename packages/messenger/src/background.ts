import type { Cancel, Environment } from '@status/interfaces';

/** Work that nobody waits for, and timers: none of it outlives `stop`, none of its errors goes unseen. */
export class Background {
  readonly #environment: Environment;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #timers = new Set<Cancel>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Aborted when everything has to come to an end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  run(work: Promise<unknown>): void {
    const settled = work
      .then(() => {})
      .catch((error: unknown) => {
        if (!this.signal.aborted) this.#environment.logger.error('background work failed', { error: String(error) });
      })
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  later(delay: number, work: () => Promise<unknown>): void {
    if (this.signal.aborted) return;
    const cancel = this.#environment.clock.schedule(delay, () => {
      this.#timers.delete(cancel);
      this.run(work());
    });
    this.#timers.add(cancel);
  }

  /** Cancels timers, aborts the signal with `reason`, and waits for what is running. */
  async stop(reason: Error): Promise<void> {
    this.#abort.abort(reason);
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }
}
