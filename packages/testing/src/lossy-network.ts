import { copyBytes, Emitter, equalBytes, uint32ToBytesBE } from '@status/base';
import { isPrivateKey, isPublicKey, keccak256, publicKeyOf } from '@status/crypto';
import {
  type Cancel,
  type Environment,
  type Filter,
  type History,
  type InboundMessage,
  type ListenKey,
  type OutboundMessage,
  type PrivacyEvents,
  type PrivacyLayer,
  type RecipientKey,
  StatusError,
  type Topic,
} from '@status/interfaces';

/** What a direct network refuses. Codes: `PRIVACY_KEY`, `PRIVACY_TOPIC`, `PRIVACY_TOO_LARGE`, `PRIVACY_TTL`, `PRIVACY_OFFLINE`, `PRIVACY_CURSOR`. */
export class DirectNetworkError extends StatusError {}

/** How well a direct network carries. Shares are between 0 and 1. Perfect unless told otherwise. */
export type DirectNetworkOptions = {
  readonly environment: Environment;
  /** Share of deliveries that never arrive. */
  readonly loss?: number;
  /** Share of deliveries that arrive twice. */
  readonly duplicate?: number;
  /** ms that a delivery takes: always the same, or evenly between two bounds. */
  readonly delay?: number | readonly [least: number, most: number];
  /** Share of deliveries that are held back so long that later ones overtake them: `REORDER_HOLD` times the longest delay. */
  readonly reorder?: number;
  /** Whether nodes can ask for messages of the past; every message is then kept. */
  readonly history?: boolean;
  /** Largest payload in bytes. */
  readonly maxPayload?: number;
};

/** Nodes that hand each other payloads in memory. */
export interface DirectNetwork {
  /** The node of this name; made, and online, when asked for first. */
  node(name: string): PrivacyLayer;
  /** Cuts a node off, or brings it back. What it misses, and what it posts meanwhile, waits until its time to live is over. */
  online(name: string, online: boolean): void;
  /** Messages that are still offered to somebody. */
  readonly pending: number;
}

/** Bytes that a payload may have unless told otherwise. */
export const DIRECT_MAX_PAYLOAD: number = 1 << 20;

/** How many times the longest delay (at least 1 ms) a delivery out of order is held back. */
export const REORDER_HOLD = 10;

/** Messages on a page of history unless told otherwise. */
const PAGE_SIZE = 100;
const TOPIC_LENGTH = 4;
const SYMMETRIC_KEY_LENGTH = 32;

/** A message on its way. */
type Parcel = {
  readonly to: RecipientKey;
  readonly content: Omit<InboundMessage, 'receivedAt' | 'historic'>;
  readonly sender: DirectNode;
  readonly expiresAt: number;
  /** Nodes that were served, or were meant to be and lost it. */
  readonly settled: Set<DirectNode>;
};

type Listener = {
  readonly filter: Filter;
  readonly opens: (to: RecipientKey) => boolean;
  deliver(message: InboundMessage): Promise<void>;
};

type DirectNode = {
  readonly name: string;
  readonly layer: PrivacyLayer;
  readonly events: Emitter<PrivacyEvents>;
  readonly listeners: Set<Listener>;
  online: boolean;
};

/**
 * A transport without envelopes, proof of work or relays: the same promises as Whisper's, kept by handing objects over.
 *
 * A message goes to every other node (not back to its own) and is matched there against the subscriptions of that moment. It waits for
 * nodes that are offline or do not exist yet until its time to live is over. `sent` tells of each node it left for, `confirmed` of each that
 * it reached. All times, losses and orders come from the environment: the same seed gives the same run.
 */
export function createDirectNetwork(options: DirectNetworkOptions): DirectNetwork {
  const { environment, loss = 0, duplicate = 0, reorder = 0, maxPayload = DIRECT_MAX_PAYLOAD } = options;
  const { clock, logger, random } = environment;
  const [leastDelay, mostDelay] =
    typeof options.delay === 'object' ? options.delay : [options.delay ?? 0, options.delay ?? 0];
  const nodes = new Map<string, DirectNode>();
  const parcels = new Set<Parcel>();
  const archive: Parcel[] = [];

  /** Evenly between 0 and 1. */
  const chance = (): number => new DataView(random.bytes(4).buffer).getUint32(0) / 2 ** 32;

  const offer = (parcel: Parcel, node: DirectNode): void => {
    if (!parcels.has(parcel) || parcel.settled.has(node) || !parcel.sender.online || !node.online) return;
    parcel.settled.add(node);
    parcel.sender.events.emit('sent', { hash: copyBytes(parcel.content.hash), peer: node.name });
    if (chance() < loss) return;
    carry(parcel, node);
    if (chance() < duplicate) carry(parcel, node);
  };

  const carry = (parcel: Parcel, node: DirectNode): void => {
    const held = chance() < reorder ? REORDER_HOLD * Math.max(1, mostDelay) : 0;
    const delay = leastDelay + Math.floor(chance() * (mostDelay - leastDelay + 1)) + held;
    clock.schedule(delay, () => {
      if (!parcels.has(parcel)) return;
      if (!node.online) {
        parcel.settled.delete(node);
        return;
      }
      void hand(parcel, node, false);
      parcel.sender.events.emit('confirmed', { hash: copyBytes(parcel.content.hash), peer: node.name });
    });
  };

  /** Settles when every handler concerned did. */
  const hand = async (parcel: Parcel, node: DirectNode, historic: boolean): Promise<void> => {
    const { content, to } = parcel;
    const receivedAt = clock.now();
    const concerned = [...node.listeners].filter(
      ({ filter, opens }) => (filter.topics.length === 0 || includes(filter.topics, content.topic)) && opens(to),
    );
    await Promise.all(concerned.map((listener) => listener.deliver({ ...copyContent(content), receivedAt, historic })));
  };

  const expire = (parcel: Parcel): void => {
    parcels.delete(parcel);
    parcel.sender.events.emit('expired', { hash: copyBytes(parcel.content.hash) });
  };

  const post = async (
    node: DirectNode,
    message: OutboundMessage,
    signal?: AbortSignal,
  ): ReturnType<PrivacyLayer['post']> => {
    signal?.throwIfAborted();
    const { payload, topic, from, ttl } = checkedMessage(message, maxPayload);
    const sentAt = clock.now();
    const parcel: Parcel = {
      to: copyRecipient(message.to),
      content: {
        payload: copyBytes(payload),
        topic: copyBytes(topic),
        hash: keccak256(random.bytes(32), payload),
        sentAt,
        ...(from === undefined ? {} : { sender: publicKeyOf(from) }),
      },
      sender: node,
      expiresAt: sentAt + ttl * 1000,
      settled: new Set([node]),
    };
    parcels.add(parcel);
    if (options.history === true) archive.push(parcel);
    clock.schedule(ttl * 1000, () => expire(parcel));
    for (const other of nodes.values()) offer(parcel, other);
    return { hash: copyBytes(parcel.content.hash), sentAt, expiresAt: parcel.expiresAt };
  };

  const subscribe = (
    node: DirectNode,
    filter: Filter,
    handler: (message: InboundMessage) => void | Promise<void>,
  ): { readonly cancel: Cancel } => {
    let last: Promise<void> = Promise.resolve();
    const listener: Listener = {
      filter: { key: filter.key, topics: filter.topics.map((topic) => copyBytes(checkedTopic(topic))) },
      opens: opener(filter.key),
      deliver(message) {
        last = last.then(async () => {
          if (!node.listeners.has(listener)) return;
          try {
            await handler(message);
          } catch (error) {
            logger.error('a handler of messages failed', { node: node.name, error: String(error) });
          }
        });
        return last;
      },
    };
    node.listeners.add(listener);
    return { cancel: () => void node.listeners.delete(listener) };
  };

  const historyOf = (node: DirectNode): History => ({
    async request(query, { signal } = {}) {
      signal?.throwIfAborted();
      if (!node.online) throw new DirectNetworkError('PRIVACY_OFFLINE', 'the node is offline');
      const start = query.cursor === undefined ? 0 : readCursor(query.cursor, archive.length);
      const matches = archive
        .map((parcel, index) => ({ parcel, index }))
        .filter(({ parcel: { content, sender }, index }) => {
          const inTime = content.sentAt >= query.from && content.sentAt <= query.to;
          return index >= start && sender !== node && inTime && includes(query.topics, content.topic);
        });
      const limit = query.limit ?? PAGE_SIZE;
      const page = matches.slice(0, limit);
      for (const { parcel } of page) await hand(parcel, node, true);
      const next = matches[limit];
      return { count: page.length, ...(next === undefined ? {} : { cursor: uint32ToBytesBE(next.index) }) };
    },
  });

  const join = (name: string): DirectNode => {
    const events = new Emitter<PrivacyEvents>(logger);
    const node: DirectNode = {
      name,
      events,
      listeners: new Set(),
      online: true,
      layer: {
        traits: { name: 'direct/1', maxPayload, confirmations: true, typicalLatency: mostDelay },
        on: (event, listener) => events.on(event, listener),
        post: (message, { signal } = {}) => post(node, message, signal),
        subscribe: (filter, handler) => subscribe(node, filter, handler),
        ...(options.history === true ? { history: { request: (...args) => historyOf(node).request(...args) } } : {}),
      },
    };
    nodes.set(name, node);
    for (const parcel of parcels) offer(parcel, node);
    return node;
  };

  return {
    node: (name) => (nodes.get(name) ?? join(name)).layer,
    online(name, online) {
      const node = nodes.get(name) ?? join(name);
      node.online = online;
      for (const parcel of parcels) for (const other of nodes.values()) offer(parcel, other);
    },
    get pending() {
      return parcels.size;
    },
  };
}

function checkedMessage(message: OutboundMessage, maxPayload: number): OutboundMessage {
  const { to, from, payload, ttl } = message;
  checkedTopic(message.topic);
  const reachable = to.kind === 'symmetric' ? to.key.length === SYMMETRIC_KEY_LENGTH : isPublicKey(to.publicKey);
  if (!reachable) throw new DirectNetworkError('PRIVACY_KEY', 'the recipient is no key');
  if (from !== undefined && !isPrivateKey(from))
    throw new DirectNetworkError('PRIVACY_KEY', 'the sender is no private key');
  if (payload.length > maxPayload) {
    throw new DirectNetworkError('PRIVACY_TOO_LARGE', `${payload.length} bytes are more than ${maxPayload}`);
  }
  if (!Number.isSafeInteger(ttl) || ttl < 1) throw new DirectNetworkError('PRIVACY_TTL', `${ttl} s is no time to live`);
  return message;
}

function checkedTopic(topic: Topic): Topic {
  if (topic.length !== TOPIC_LENGTH) throw new DirectNetworkError('PRIVACY_TOPIC', 'a topic has 4 bytes');
  return topic;
}

/** Whether the key that listens opens what is for a recipient. */
function opener(key: ListenKey): (to: RecipientKey) => boolean {
  if (key.kind === 'symmetric') {
    if (key.key.length !== SYMMETRIC_KEY_LENGTH)
      throw new DirectNetworkError('PRIVACY_KEY', 'a symmetric key has 32 bytes');
    const own = copyBytes(key.key);
    return (to) => to.kind === 'symmetric' && equalBytes(to.key, own);
  }
  if (!isPrivateKey(key.privateKey)) throw new DirectNetworkError('PRIVACY_KEY', 'not a private key');
  const own = publicKeyOf(key.privateKey);
  return (to) => to.kind === 'asymmetric' && equalBytes(to.publicKey, own);
}

function copyRecipient(to: RecipientKey): RecipientKey {
  return to.kind === 'symmetric'
    ? { kind: 'symmetric', key: copyBytes(to.key) }
    : { kind: 'asymmetric', publicKey: copyBytes(to.publicKey) };
}

function copyContent(content: Parcel['content']): Parcel['content'] {
  const { payload, topic, hash, sender, sentAt } = content;
  return {
    payload: copyBytes(payload),
    topic: copyBytes(topic),
    hash: copyBytes(hash),
    sentAt,
    ...(sender === undefined ? {} : { sender: copyBytes(sender) }),
  };
}

function includes(topics: readonly Topic[], topic: Topic): boolean {
  return topics.some((other) => equalBytes(other, topic));
}

function readCursor(cursor: Uint8Array, length: number): number {
  const index = cursor.length === 4 ? new DataView(cursor.buffer, cursor.byteOffset).getUint32(0) : length;
  if (index >= length) throw new DirectNetworkError('PRIVACY_CURSOR', 'not a cursor of this network');
  return index;
}
