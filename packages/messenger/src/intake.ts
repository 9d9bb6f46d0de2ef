import { bytesToHex } from '@status/base';
import type {
  Environment,
  InboundMessage,
  NegotiatedSecret,
  SealedMessage,
  Store,
  Transaction,
} from '@status/interfaces';
import type { Background } from './background.ts';
import { REPLY_ATTEMPTS, STORE_ATTEMPTS, STORE_RETRY_MS } from './constants.ts';
import { addSecret } from './contact.ts';
import { envelopesFor } from './envelope.ts';
import type { Carrier } from './listening.ts';
import { isRefusal } from './notes.ts';
import type { Postings } from './postings.ts';
import { advanceProgress } from './progress.ts';
import { type Received, type ReceivingParts, receiveInbound } from './receiving.ts';
import { partitionRoute } from './routing.ts';
import type { SyncPump } from './sync-pump.ts';
import type { Telling } from './telling.ts';

/** What takes envelopes in. */
export interface IntakeParts {
  readonly receiving: ReceivingParts;
  readonly environment: Environment;
  readonly store: Store;
  readonly postings: Postings;
  readonly pump: SyncPump;
  readonly background: Background;
  readonly telling: Telling;
  /** How long to wait before a reply that the transport refused is tried again, ms. */
  readonly refusalPause: number;
  isOwn(message: InboundMessage): boolean;
  /** A secret was agreed on, and is stored: the peer may use its route from now on. */
  onSecret(secret: NegotiatedSecret): void;
}

/** Takes envelopes in, each in a transaction of its own, and does what follows from it after the commit. */
export class Intake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Tries again while the disk refuses, so that a full one does not cost messages. */
  async receive(inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const { environment, background, isOwn } = this.#parts;
    if (isOwn(inbound)) return;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#takeIn(inbound, carrier);
      } catch (error) {
        if (!isRefusal(error) || attempt === STORE_ATTEMPTS || background.signal.aborted) throw error;
        environment.logger.error('the store refuses an inbound message, trying again', { attempt });
        await background.pause(STORE_RETRY_MS);
      }
    }
  }

  async #takeIn(inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const { store, receiving, environment, pump, onSecret } = this.#parts;
    const received = await store.transaction(async (tx) => {
      const found = await receiveInbound(tx, receiving, inbound, carrier, environment.clock.now());
      await this.#settle(tx, found, inbound, carrier);
      return found;
    });
    for (const secret of received.secrets) onSecret(secret);
    // One message that everybody gets must not make everybody post.
    if (carrier.kind === 'direct') for (const reply of received.replies) this.#reply(reply);
    if (received.syncDue) pump.trigger();
  }

  /** Writes what follows from an inbound message, and lets its events wait for the commit. */
  async #settle(tx: Transaction, received: Received, inbound: InboundMessage, carrier: Carrier): Promise<void> {
    const { pump, telling } = this.#parts;
    for (const secret of received.secrets) await addSecret(tx, secret);
    const { sender } = inbound;
    if (sender !== undefined) {
      for (const id of await pump.delivered(tx, sender, received.delivered)) {
        telling.step(tx, await advanceProgress(tx, id, sender, 'delivered'));
      }
    }
    telling.received(tx, received, inbound, carrier);
  }

  /** First contact is where whoever lacks our keys listens. */
  #reply(reply: SealedMessage): void {
    const { postings, background, refusalPause } = this.#parts;
    let attempts = 1;
    const work = postings.post({
      key: `reply:${reply.recipients.map(bytesToHex).join()}`,
      envelopes: envelopesFor([reply], (recipient) => partitionRoute(recipient!)),
      refusalPause,
      mayRepeat: async () => attempts++ < REPLY_ATTEMPTS,
    });
    background.run(work);
  }
}
