import { copyBytes, drawFraction, Emitter } from '@status/base';
import type {
  Cancel,
  Cancellable,
  Environment,
  Filter,
  InboundMessage,
  MessageHash,
  OutboundMessage,
  PostReceipt,
  PrivacyEvents,
  PrivacyLayer,
  PrivacyTraits,
  RecipientKey,
  Subscription,
} from '@status/interfaces';
import {
  type Content,
  contentOf,
  copyContent,
  copyRecipient,
  Listener,
  MemoryPrivacyError,
  type MessageTraffic,
  requirePostable,
  requireRunning,
  TrafficCount,
} from './memory-privacy.ts';

/** How slow a slow network is. Times in ms. */
export type SlowNetworkOptions = {
  readonly environment: Environment;
  /** The mix collects messages and lets them go in one batch each time that this goes by; default a minute. */
  readonly interval?: number;
  /** What a message takes after that, drawn for each; default from 1 to 9 minutes. */
  readonly delay?: readonly [least: number, most: number];
  /** How long it takes to find somebody who serves a subscription; default 2 minutes. */
  readonly subscribeTime?: number;
  /** How many subscriptions come to nothing at first, at each node; default 0. */
  readonly failures?: number;
  /** For how long messages are on their way unless their poster says otherwise; default 6 hours. */
  readonly lifetime?: number;
  /** Largest payload in bytes; default 16 KiB. */
  readonly maxPayload?: number;
};

/** Nodes on both sides of a mix. */
export interface SlowNetwork {
  /** The node of this name; made when asked for first. */
  node(name: string): PrivacyLayer;
  /** Whether subscriptions that are asked for from now on find nobody who serves them. */
  refuseSubscriptions(refuse: boolean): void;
  /** Stops a node for good: it posts nothing and hears nothing any more. */
  stop(name: string): void;
  /** What was carried so far. */
  readonly traffic: MessageTraffic;
}

/** Who messages leave for, as far as their sender can tell. */
export const SLOW_MIX = 'mix';

const MINUTE = 60_000;
const INTERVAL = MINUTE;
const DELAY = [MINUTE, 9 * MINUTE] as const;
const SUBSCRIBE_TIME = 2 * MINUTE;
const LIFETIME = 360 * MINUTE;
const MAX_PAYLOAD = 16 * 1024;

/** A message on its way. */
type Parcel = {
  readonly to: RecipientKey;
  readonly content: Content;
  readonly sender: SlowNode;
  readonly expiresAt: number;
};

type SlowNode = {
  readonly layer: PrivacyLayer;
  readonly events: Emitter<PrivacyEvents>;
  /** Subscriptions that somebody serves. */
  readonly listeners: Set<Listener>;
  /** Ends the subscriptions that are still asked for. */
  readonly asking: Set<Cancel>;
  /** Ends the waiting for the end of what it posted. */
  readonly posted: Set<Cancel>;
  failures: number;
  stopped: boolean;
};

/**
 * A transport of the shape of a mix network: all that a caller of the seam must be able to live with and does not meet on Whisper.
 *
 * Messages take minutes. They leave in batches, shuffled, each with a delay of its own, and come to everybody, their poster too. Nobody confirms them:
 * `sent` is the last that is heard. Times are told in whole minutes. A subscription has to be asked for first; that takes a while, and may come to
 * nothing. Whoever is not subscribed when a message comes by has missed it.
 */
export function createSlowNetwork(options: SlowNetworkOptions): SlowNetwork {
  return new Network(options);
}

class Network implements SlowNetwork {
  readonly #environment: Environment;
  readonly #options: Required<SlowNetworkOptions>;
  readonly #traits: PrivacyTraits;
  readonly #nodes = new Map<string, SlowNode>();
  readonly #traffic = new TrafficCount();
  #batch: Parcel[] = [];
  #refuse = false;

  constructor(options: SlowNetworkOptions) {
    this.#environment = options.environment;
    this.#options = {
      interval: INTERVAL,
      delay: DELAY,
      subscribeTime: SUBSCRIBE_TIME,
      failures: 0,
      lifetime: LIFETIME,
      maxPayload: MAX_PAYLOAD,
      ...options,
    };
    const { delay, interval, maxPayload, lifetime } = this.#options;
    const typicalLatency = interval + delay[1];
    this.#traits = { name: 'slow/1', maxPayload, confirmations: false, typicalLatency, lifetime };
  }

  get traffic(): MessageTraffic {
    return this.#traffic.total;
  }

  node(name: string): PrivacyLayer {
    return this.#nodeOf(name).layer;
  }

  refuseSubscriptions(refuse: boolean): void {
    this.#refuse = refuse;
  }

  stop(name: string): void {
    const node = this.#nodeOf(name);
    node.stopped = true;
    for (const cancel of [...node.asking, ...node.posted]) cancel();
    node.posted.clear();
    for (const listener of node.listeners) listener.cancel();
    node.listeners.clear();
  }

  #nodeOf(name: string): SlowNode {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const events = new Emitter<PrivacyEvents>(this.#environment.logger);
    const node: SlowNode = {
      events,
      listeners: new Set(),
      asking: new Set(),
      posted: new Set(),
      failures: this.#options.failures,
      stopped: false,
      layer: {
        traits: this.#traits,
        on: (event, listener) => events.on(event, listener),
        post: (message, options) => this.#post(node, message, options),
        subscribe: (filter, handler) => this.#subscribe(node, filter, handler),
      },
    };
    this.#nodes.set(name, node);
    return node;
  }

  async #post(node: SlowNode, message: OutboundMessage, { signal }: Cancellable = {}): Promise<PostReceipt> {
    signal?.throwIfAborted();
    requireRunning(node);
    const lifetime = Math.ceil(requirePostable(message, this.#traits) / MINUTE) * MINUTE;
    const { clock, random } = this.#environment;
    const sentAt = Math.floor(clock.now() / MINUTE) * MINUTE;
    const hash = random.bytes(32) as MessageHash;
    const content = contentOf(message, hash, sentAt);
    const expiresAt = sentAt + lifetime;
    if (this.#batch.length === 0) this.#scheduleBatch();
    this.#batch.push({ to: copyRecipient(message.to), content, sender: node, expiresAt });
    const forget = clock.schedule(lifetime, () => {
      node.posted.delete(forget);
      node.events.emit('expired', { hash: copyBytes(hash) });
    });
    node.posted.add(forget);
    return { hash: copyBytes(hash), sentAt, expiresAt };
  }

  #scheduleBatch(): void {
    const { clock } = this.#environment;
    const { interval } = this.#options;
    clock.schedule(interval - (clock.elapsed() % interval), () => {
      const batch = this.#batch;
      this.#batch = [];
      for (const parcel of this.#shuffled(batch)) this.#letGo(parcel);
    });
  }

  #letGo(parcel: Parcel): void {
    const { clock } = this.#environment;
    const [least, most] = this.#options.delay;
    parcel.sender.events.emit('sent', { hash: copyBytes(parcel.content.hash), peer: SLOW_MIX, confirms: false });
    clock.schedule(least + this.#draw(most - least + 1), () => {
      if (clock.now() > parcel.expiresAt) return;
      for (const node of this.#nodes.values()) this.#hand(parcel, node);
    });
  }

  #hand({ content, to }: Parcel, node: SlowNode): void {
    this.#traffic.add(content.payload);
    const receivedAt = this.#environment.clock.now();
    for (const listener of node.listeners) {
      if (!listener.matches(content.topic, to)) continue;
      void listener.deliver({ ...copyContent(content), receivedAt, historic: false });
    }
  }

  #subscribe(node: SlowNode, filter: Filter, handler: (message: InboundMessage) => void | Promise<void>): Subscription {
    requireRunning(node);
    const { clock, logger } = this.#environment;
    const listener = new Listener(filter, handler, logger);
    const refused = this.#refuse || node.failures > 0;
    node.failures = Math.max(0, node.failures - 1);
    let giveUp = (): void => {};
    const ready = new Promise<void>((resolve, reject) => {
      const cancelTimer = clock.schedule(this.#options.subscribeTime, () => {
        node.asking.delete(giveUp);
        if (refused) return reject(new MemoryPrivacyError('PRIVACY_SUBSCRIBE', 'nobody serves the subscription'));
        node.listeners.add(listener);
        resolve();
      });
      giveUp = () => {
        node.asking.delete(giveUp);
        cancelTimer();
        reject(new MemoryPrivacyError('PRIVACY_CANCELLED', 'cancelled before it was ready'));
      };
    });
    // Nobody has to look at it.
    ready.catch(() => {});
    node.asking.add(giveUp);
    return {
      ready,
      cancel: () => {
        giveUp();
        listener.cancel();
        node.listeners.delete(listener);
      },
    };
  }

  /** The parcels in an order that says nothing about that in which they came (Fisher–Yates). */
  #shuffled(parcels: readonly Parcel[]): Parcel[] {
    const shuffled = [...parcels];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.#draw(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
    }
    return shuffled;
  }

  /** A whole number from 0 to below a bound. */
  #draw(bound: number): number {
    return Math.floor(drawFraction(this.#environment.random) * bound);
  }
}
