import {
  type Environment,
  type InboundMessage,
  type PrivacyLayer,
  type PrivateKey,
  type PublicKey,
  StatusError,
  type Subscription,
} from '@status/interfaces';
import type { Background } from './background.ts';
import { SUBSCRIBE_RETRY_MS } from './constants.ts';
import type { KeyRing } from './key-ring.ts';
import type { Route } from './routing.ts';

/** What an inbound message came by, which decides what it may be: nothing private comes in public, and the reverse. */
export type Carrier =
  | { readonly kind: 'public'; readonly chatId: string }
  | { readonly kind: 'contact-code'; readonly publicKey: PublicKey }
  | { readonly kind: 'direct' };

/** What listening is made of. */
export interface ListeningParts {
  readonly privacy: PrivacyLayer;
  readonly keys: KeyRing;
  readonly identity: PrivateKey;
  readonly background: Background;
  readonly environment: Environment;
  receive(message: InboundMessage, carrier: Carrier): Promise<void>;
}

type Entry = { ready: Promise<void>; subscription?: Subscription; readonly reasons: Set<string> };

/** The routes on which this account listens, each for as long as somebody has a reason to. */
export class Listening {
  readonly #parts: ListeningParts;
  readonly #entries = new Map<string, Entry>();
  #closed = false;

  constructor(parts: ListeningParts) {
    this.#parts = parts;
  }

  /**
   * Listens on a route; resolves when messages posted from then on will arrive, which on some transports takes long. The same route may be asked for
   * with several reasons; it ends when all of them are gone. A listening that failed can be asked for again.
   */
  listen(route: Route, carrier: Carrier, reason: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    const id = nameOf(route);
    const known = this.#entries.get(id);
    if (known !== undefined) {
      known.reasons.add(reason);
      return known.ready;
    }
    const entry: Entry = { ready: Promise.resolve(), reasons: new Set([reason]) };
    this.#entries.set(id, entry);
    entry.ready = this.#open(route, carrier, entry).catch((error: unknown) => {
      if (this.#entries.get(id) === entry) this.#entries.delete(id);
      throw error;
    });
    return entry.ready;
  }

  /** Takes a reason back. */
  ignore(route: Route, reason: string): void {
    const id = nameOf(route);
    const entry = this.#entries.get(id);
    if (entry === undefined || !entry.reasons.delete(reason) || entry.reasons.size > 0) return;
    this.#entries.delete(id);
    entry.subscription?.cancel();
  }

  /** Ends everything; nothing is listened to from now on. */
  close(): void {
    this.#closed = true;
    for (const { subscription, reasons } of this.#entries.values()) {
      reasons.clear();
      subscription?.cancel();
    }
    this.#entries.clear();
  }

  /** Subscribes, again and again while nobody serves the subscription, until it is ready or the last reason has gone. */
  async #open(route: Route, carrier: Carrier, entry: Entry): Promise<void> {
    const { privacy, keys, identity, background, environment, receive } = this.#parts;
    const key =
      route.encryption === 'symmetric'
        ? ({ kind: 'symmetric', key: await keys.keyOf(route.name) } as const)
        : ({ kind: 'asymmetric', privateKey: identity } as const);
    const isOver = (): boolean => entry.reasons.size === 0;
    while (!isOver()) {
      entry.subscription = privacy.subscribe({ key, topics: [route.topic] }, (message) => receive(message, carrier));
      try {
        return await entry.subscription.ready;
      } catch (error) {
        if (isOver()) return;
        if (!(error instanceof StatusError) || error.code !== 'PRIVACY_SUBSCRIBE') throw error;
        environment.logger.warn('nobody serves a subscription yet, trying again', { error: error.message });
        await background.pause(Math.max(SUBSCRIBE_RETRY_MS, privacy.traits.typicalLatency));
      }
    }
  }
}

const nameOf = ({ encryption, name }: Route): string => `${encryption}:${name}`;
