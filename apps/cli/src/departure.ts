import type { Messenger } from '@status/messenger';
import { stopped } from './lifecycle.ts';

/** Longest wait at the end of input for messages that no peer has taken yet, ms. */
const PATIENCE_MS = 2_000;

/**
 * Follows which messages of this run no peer has taken yet. That one left says no more than that it was written to a connection, which may be
 * dead.
 */
export class Departures {
  readonly #waiting = new Set<string>();
  #onEmpty: () => void = () => {};

  constructor(messenger: Pick<Messenger, 'on'>) {
    messenger.on('status', ({ messageId, status }) => {
      if (status === 'sending') this.#waiting.add(messageId);
      else if (status !== 'sent' && this.#waiting.delete(messageId) && this.#waiting.size === 0) this.#onEmpty();
    });
  }

  /** Gives them a moment to be taken; what has not left then is sent at the next start. */
  async wait(): Promise<void> {
    if (this.#waiting.size === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moment = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    await Promise.race([moment, stopped]);
    clearTimeout(timer);
  }
}
