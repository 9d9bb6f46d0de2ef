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

  /** Looks after work; what is returned settles with it and never rejects. */
  run(work: Promise<unknown>): Promise<void> {
    const settled: Promise<void> = work
      .then(() => {})
      .catch((error: unknown) => {
        if (!this.signal.aborted) this.#environment.logger.error('background work failed', { error: String(error) });
      })
      .finally(() => this.#running.delete(settled));
    this.#running.add(settled);
    return settled;
  }

  later(delay: number, work: () => Promise<unknown>): void {
    if (this.signal.aborted) return;
    const cancel = this.#environment.clock.schedule(delay, () => {
      this.#timers.delete(cancel);
      this.run(work());
    });
    this.#timers.add(cancel);
  }

  /** Waits, and rejects with the reason of the end if that comes first. */
  pause(delay: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.signal.throwIfAborted();
      const end = (): void => {
        cancel();
        reject(this.signal.reason);
      };
      const cancel = this.#environment.clock.schedule(delay, () => {
        this.signal.removeEventListener('abort', end);
        resolve();
      });
      this.signal.addEventListener('abort', end, { once: true });
    });
  }

  /** Cancels timers, aborts the signal with `reason`, and waits for what is running. */
  async stop(reason: Error): Promise<void> {
    this.#abort.abort(reason);
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }
}
