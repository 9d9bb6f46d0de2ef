import { copyBytes, drawFraction, Emitter } from '@status/base';
import { keccak256 } from '@status/crypto';
import type {
  Cancel,
  Cancellable,
  Environment,
  Filter,
  HistoryPage,
  HistoryQuery,
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
import { MemoryArchive } from './memory-archive.ts';
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

/** How well a direct network carries. Shares are between 0 and 1. Perfect unless told otherwise. */
export type DirectNetworkOptions = {
  readonly environment: Environment;
  /** Share of deliveries that never arrive. */
  readonly loss?: number;
  /** Share of deliveries that arrive twice. */
  readonly duplicate?: number;
  /** ms that a delivery takes: always the same, or evenly between two bounds. */
  readonly delay?: number | readonly [least: number, most: number];
  /** Share of deliveries that are held back so long that later ones overtake them: ten times the longest delay. */
  readonly reorder?: number;
  /** Whether nodes can ask for messages of the past; every message is then kept, and served by `DIRECT_SERVER` until told otherwise. */
  readonly history?: boolean;
  /** Largest payload in bytes. */
  readonly maxPayload?: number;
};

/** Nodes that hand each other payloads in memory. */
export interface DirectNetwork {
  /** The node of this name; made, and online, when asked for first. */
  node(name: string): PrivacyLayer;
  /** Cuts a node off, or brings it back. What it misses, and what it posts meanwhile, waits until its lifetime is over. */
  online(name: string, online: boolean): void;
  /** Lets a server of the past appear, or go. */
  serve(server: string, serves: boolean): void;
  /** Stops a node for good: it posts nothing and hears nothing any more, and waits for nothing. */
  stop(name: string): void;
  /** Messages that are still offered to somebody. */
  readonly pending: number;
  /** What was carried so far. */
  readonly traffic: MessageTraffic;
}

/** Bytes that a payload may have unless told otherwise. */
const DIRECT_MAX_PAYLOAD = 1 << 20;

/** The server of the past that is there from the beginning. */
export const DIRECT_SERVER = 'archive';

/** How many times the longest delay (at least 1 ms) a delivery out of order is held back. */
const REORDER_HOLD = 10;

/** The least life of messages whose poster does not say otherwise, ms. */
const LIFETIME = 60_000;

/** A message on its way. */
type Parcel = {
  readonly to: RecipientKey;
  readonly content: Content;
  readonly sender: DirectNode;
  /** Its life is over: what is still under way arrives nowhere. */
  expired: boolean;
  /** Ends the waiting for that. */
  forget: Cancel;
  /** Nodes that were served, or were meant to be and lost it. */
  readonly settled: Set<DirectNode>;
};

type DirectNode = {
  readonly name: string;
  readonly layer: PrivacyLayer;
  readonly events: Emitter<PrivacyEvents>;
  readonly listeners: Set<Listener>;
  online: boolean;
  stopped: boolean;
};

/**
 * A transport without envelopes, proof of work or relays: the same promises as Whisper's, kept by handing objects over.
 *
 * A message goes to every other node (not back to its own) and is matched there against the subscriptions of that moment. It waits for
 * nodes that are offline or do not exist yet until its lifetime is over. `sent` tells of each node it left for, `confirmed` of each that
 * it reached. All times, losses and orders come from the environment: the same seed gives the same run.
 */
export function createDirectNetwork(options: DirectNetworkOptions): DirectNetwork {
  return new Network(options);
}

class Network implements DirectNetwork {
  readonly #options: DirectNetworkOptions;
  readonly #traits: PrivacyTraits;
  readonly #delay: readonly [least: number, most: number];
  readonly #nodes = new Map<string, DirectNode>();
  readonly #parcels = new Set<Parcel>();
  readonly #archive = new MemoryArchive<Parcel>();
  readonly #servers = new Set([DIRECT_SERVER]);
  readonly #traffic = new TrafficCount();

  constructor(options: DirectNetworkOptions) {
    const { delay = 0, maxPayload = DIRECT_MAX_PAYLOAD } = options;
    this.#options = options;
    this.#delay = typeof delay === 'object' ? delay : [delay, delay];
    const typicalLatency = this.#delay[1];
    const lifetime = Math.max(LIFETIME, REORDER_HOLD * typicalLatency);
    this.#traits = { name: 'direct/1', maxPayload, confirmations: true, typicalLatency, lifetime };
  }

  get pending(): number {
    return this.#parcels.size;
  }

  get traffic(): MessageTraffic {
    return this.#traffic.total;
  }

  node(name: string): PrivacyLayer {
    return this.#nodeOf(name).layer;
  }

  online(name: string, online: boolean): void {
    const node = this.#nodeOf(name);
    if (node.online === online) return;
    node.online = online;
    this.#tellServers([node]);
    for (const parcel of this.#parcels) for (const other of this.#nodes.values()) this.#offer(parcel, other);
  }

  serve(server: string, serves: boolean): void {
    if (serves) this.#servers.add(server);
    else this.#servers.delete(server);
    this.#tellServers(this.#nodes.values());
  }

  stop(name: string): void {
    const node = this.#nodeOf(name);
    node.stopped = true;
    node.online = false;
    for (const listener of node.listeners) listener.cancel();
    node.listeners.clear();
    // Nobody is offered them any more, and no timer of theirs keeps a program alive.
    for (const parcel of this.#parcels) if (parcel.sender === node) this.#drop(parcel);
  }

  #nodeOf(name: string): DirectNode {
    return this.#nodes.get(name) ?? this.#join(name);
  }

  #join(name: string): DirectNode {
    const events = new Emitter<PrivacyEvents>(this.#options.environment.logger);
    const network = this;
    const history = {
      get servers() {
        return network.#serversOf(node);
      },
      request: (query: HistoryQuery, options?: Cancellable) => this.#request(node, query, options),
    };
    const node: DirectNode = {
      name,
      events,
      listeners: new Set(),
      online: true,
      stopped: false,
      layer: {
        traits: this.#traits,
        on: (event, listener) => events.on(event, listener),
        post: (message, options) => this.#post(node, message, options),
        subscribe: (filter, handler) => this.#subscribe(node, filter, handler),
        ...(this.#options.history === true && { history }),
      },
    };
    this.#nodes.set(name, node);
    for (const parcel of this.#parcels) this.#offer(parcel, node);
    return node;
  }

  async #post(node: DirectNode, message: OutboundMessage, { signal }: Cancellable = {}): Promise<PostReceipt> {
    signal?.throwIfAborted();
    requireRunning(node);
    const lifetime = requirePostable(message, this.#traits);
    const { clock, random } = this.#options.environment;
    const { payload } = message;
    const sentAt = clock.now();
    const hash = keccak256(random.bytes(32), payload) as MessageHash;
    const content = contentOf(message, hash, sentAt);
    const forget = clock.schedule(lifetime, () => {
      parcel.expired = true;
      this.#drop(parcel);
      node.events.emit('expired', { hash: copyBytes(hash) });
    });
    const to = copyRecipient(message.to);
    const parcel: Parcel = { to, content, sender: node, expired: false, forget, settled: new Set([node]) };
    this.#parcels.add(parcel);
    if (this.#options.history === true) this.#archive.add(parcel);
    for (const other of this.#nodes.values()) this.#offer(parcel, other);
    return { hash: copyBytes(hash), sentAt, expiresAt: sentAt + lifetime, size: payload.length };
  }

  #drop(parcel: Parcel): void {
    this.#parcels.delete(parcel);
    parcel.forget();
  }

  #subscribe(
    node: DirectNode,
    filter: Filter,
    handler: (message: InboundMessage) => void | Promise<void>,
  ): Subscription {
    requireRunning(node);
    const listener = new Listener(filter, handler, this.#options.environment.logger);
    node.listeners.add(listener);
    return {
      ready: Promise.resolve(),
      cancel: () => {
        listener.cancel();
        node.listeners.delete(listener);
      },
    };
  }

  #offer(parcel: Parcel, node: DirectNode): void {
    if (!this.#parcels.has(parcel) || parcel.settled.has(node) || !parcel.sender.online || !node.online) return;
    const { loss = 0, duplicate = 0 } = this.#options;
    parcel.settled.add(node);
    parcel.sender.events.emit('sent', { hash: copyBytes(parcel.content.hash), peer: node.name, confirms: true });
    if (this.#chance() < loss) return;
    this.#carry(parcel, node);
    if (this.#chance() < duplicate) this.#carry(parcel, node);
  }

  #carry(parcel: Parcel, node: DirectNode): void {
    const [least, most] = this.#delay;
    const held = this.#chance() < (this.#options.reorder ?? 0) ? REORDER_HOLD * Math.max(1, most) : 0;
    const delay = least + Math.floor(this.#chance() * (most - least + 1)) + held;
    this.#options.environment.clock.schedule(delay, () => {
      if (parcel.expired) return;
      if (!node.online) {
        parcel.settled.delete(node);
        return;
      }
      this.#traffic.add(parcel.content.payload);
      void this.#hand(parcel, node, false);
      parcel.sender.events.emit('confirmed', { hash: copyBytes(parcel.content.hash), peer: node.name });
    });
  }

  /** Settles when every handler concerned did. */
  async #hand({ content, to }: Parcel, node: DirectNode, historic: boolean): Promise<void> {
    const receivedAt = this.#options.environment.clock.now();
    const concerned = [...node.listeners].filter((listener) => listener.matches(content.topic, to));
    await Promise.all(concerned.map((listener) => listener.deliver({ ...copyContent(content), receivedAt, historic })));
  }

  async #request(node: DirectNode, query: HistoryQuery, { signal }: Cancellable = {}): Promise<HistoryPage> {
    signal?.throwIfAborted();
    requireRunning(node);
    const servers = this.#serversOf(node);
    const server = query.server ?? servers[0];
    if (server === undefined || !servers.includes(server)) {
      throw new MemoryPrivacyError('PRIVACY_NO_SERVER', 'no such server, or none at all');
    }
    const { entries, cursor } = this.#archive.page(server, query, ({ sender }) => sender !== node);
    for (const parcel of entries) await this.#hand(parcel, node, true);
    return { server, count: entries.length, ...(cursor && { cursor }) };
  }

  #serversOf(node: DirectNode): readonly string[] {
    return node.online ? [...this.#servers] : [];
  }

  #tellServers(nodes: Iterable<DirectNode>): void {
    if (this.#options.history !== true) return;
    for (const node of nodes) node.events.emit('servers', { servers: this.#serversOf(node) });
  }

  #chance(): number {
    return drawFraction(this.#options.environment.random);
  }
}
