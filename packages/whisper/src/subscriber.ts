import { Channel } from '@status/base';
import type { Logger } from '@status/interfaces';
import { SUBSCRIPTION_QUEUE } from './constants.ts';

/** A subscription's handler with the queue before it: one message at a time, in order, and who delivers waits when it is full. */
export class Subscriber<Message> {
  readonly #queue = new Channel<Message>(SUBSCRIPTION_QUEUE);
  readonly #handler: (message: Message) => void | Promise<void>;
  readonly #logger: Logger;
  #cancelled = false;

  constructor(handler: (message: Message) => void | Promise<void>, logger: Logger) {
    this.#handler = handler;
    this.#logger = logger;
    void this.#run();
  }

  /** Resolves when there is room for another message, at once after `cancel`. Never rejects. */
  deliver(message: Message): Promise<void> {
    return this.#queue.push(message);
  }

  /** The handler is not called any more, and nobody waits for it. */
  cancel(): void {
    this.#cancelled = true;
    this.#queue.close();
  }

  async #run(): Promise<void> {
    for await (const message of this.#queue) {
      if (this.#cancelled) return;
      try {
        await this.#handler(message);
      } catch (error) {
        this.#logger.error('a subscription handler failed', { error: String(error) });
      }
    }
  }
}
