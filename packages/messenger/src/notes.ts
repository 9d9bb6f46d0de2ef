import { type Environment, StatusError, type Store, type Transaction } from '@status/interfaces';
import type { Background } from './background.ts';
import { STORE_RETRY_MS } from './constants.ts';

/** Whether the disk refused, which it may do no more in a while. */
export function isRefusal(error: unknown): boolean {
  return error instanceof StatusError && error.code === 'STORE_FAILED';
}

/**
 * What became of messages on their way, written down: nobody tells it twice, so that each note is tried until the disk takes it. One after the other, so that of
 * two about one message the second is never there without the first.
 */
export class Notes {
  readonly #store: Store;
  readonly #background: Background;
  readonly #environment: Environment;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Store, background: Background, environment: Environment) {
    this.#store = store;
    this.#background = background;
    this.#environment = environment;
  }

  /** Resolves with what the work comes to once that is on the disk; rejects with the reason of the end, and with whatever is no refusal of the disk. */
  write<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#insist(work));
    this.#last = result.catch(() => {});
    return result;
  }

  async #insist<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await this.#store.transaction(work);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        this.#environment.logger.error('the store refuses what became of a message, trying again');
        await this.#background.pause(STORE_RETRY_MS);
      }
    }
  }
}
