import { bytesTo0x } from '@status/base';
import type { MessageHash } from '@status/interfaces';
import type { Messenger } from '@status/messenger';

/** Envelopes that are remembered: those of the last hours of a busy client. */
const REMEMBERED = 1_000;

/** Which messages went out in which envelope. */
export class OwnEnvelopes {
  readonly #messages = new Map<string, readonly string[]>();

  constructor(messenger: Messenger) {
    messenger.on('trace', ({ direction, hash, messageIds }) => {
      if (direction !== 'out' || messageIds.length === 0) return;
      this.#messages.set(hash, messageIds);
      if (this.#messages.size > REMEMBERED) this.#messages.delete(this.#messages.keys().next().value!);
    });
  }

  /** Ids of the messages in an own envelope; none if it held keys or acknowledgements, or is forgotten. */
  messagesIn(hash: MessageHash): readonly string[] {
    return this.#messages.get(bytesTo0x(hash)) ?? [];
  }
}
