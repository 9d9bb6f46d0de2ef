import { bytesTo0x, type Emitter } from '@status/base';
import type { InboundMessage, Metrics, Transaction } from '@status/interfaces';
import type { MessengerEvents } from './events.ts';
import type { Carrier } from './listening.ts';
import type { Message } from './message.ts';
import type { Step } from './progress.ts';
import type { Received } from './receiving.ts';
import { inboundTrace, type LayerTrace } from './trace.ts';

/** Tells listeners what happened, once it is on disk. */
export class Telling {
  readonly #emitter: Emitter<MessengerEvents>;
  readonly #metrics: Metrics;

  constructor(emitter: Emitter<MessengerEvents>, metrics: Metrics) {
    this.#emitter = emitter;
    this.#metrics = metrics;
  }

  /** A message of somebody else. */
  message(tx: Transaction, message: Message): void {
    tx.afterCommit(() => this.#emitter.emit('message', message));
  }

  /** An own message is in the history. */
  written(tx: Transaction, { id: messageId, status, protection }: Message): void {
    tx.afterCommit(() => this.#emitter.emit('status', { messageId, status, protection }));
  }

  /** An own message came further, unless it did not. */
  step(tx: Transaction, step: Step | undefined): void {
    if (step === undefined) return;
    const { message, changed, recipient } = step;
    const { id: messageId, status, protection } = message;
    tx.afterCommit(() => {
      if (recipient !== undefined) {
        this.#emitter.emit('progress', { messageId, recipient: recipient.publicKey, status: recipient.status });
      }
      if (changed) this.#emitter.emit('status', { messageId, status, protection });
    });
  }

  /** What an envelope brought, besides messages. */
  received(tx: Transaction, received: Received, inbound: InboundMessage, carrier: Carrier): void {
    tx.afterCommit(() => {
      const trace = inboundTrace(received, inbound, carrier);
      if (trace !== undefined) this.trace(trace);
      for (const { kind, identity, device } of received.deviceEvents) {
        this.#emitter.emit('device', { kind, publicKey: bytesTo0x(identity), installationId: device });
      }
      for (const reason of received.dropped) {
        this.#metrics.count('messenger_dropped_total', 1, { reason });
        this.#emitter.emit('dropped', { reason });
      }
    });
  }

  trace(trace: LayerTrace): void {
    this.#emitter.emit('trace', trace);
  }
}
