import { copyBytes, equalBytes } from '@status/base';
import { isPrivateKey, isPublicKey, isSymmetricKey, publicKeyOf } from '@status/crypto';
import {
  type Filter,
  type InboundMessage,
  type ListenKey,
  type Logger,
  type MessageHash,
  type OutboundMessage,
  type PrivacyErrorCode,
  type RecipientKey,
  StatusError,
  type Topic,
} from '@status/interfaces';

/** What transports in memory refuse, with the codes of the seam. */
export class MemoryPrivacyError extends StatusError<PrivacyErrorCode> {}

/** How many messages were carried to a node so far, doubles included, and the bytes of their payloads. */
export type MessageTraffic = { readonly messages: number; readonly bytes: number };

/** Adds up what is carried. */
export class TrafficCount {
  #messages = 0;
  #bytes = 0;

  add(payload: Uint8Array): void {
    this.#messages++;
    this.#bytes += payload.length;
  }

  get total(): MessageTraffic {
    return { messages: this.#messages, bytes: this.#bytes };
  }
}

/** What a message is while it travels: everything that its reader gets but the circumstances of its arrival. */
export type Content = Pick<InboundMessage, 'payload' | 'sender' | 'topic' | 'hash' | 'sentAt'>;

/** What is carried of a message: nothing in it shares memory with what was posted. */
export function contentOf({ payload, topic, from }: OutboundMessage, hash: MessageHash, sentAt: number): Content {
  return {
    payload: copyBytes(payload),
    topic: copyBytes(topic),
    hash,
    sentAt,
    ...(from && { sender: publicKeyOf(from) }),
  };
}

/** @throws {MemoryPrivacyError} `PRIVACY_STOPPED` once the node was stopped. */
export function requireRunning({ stopped }: { readonly stopped: boolean }): void {
  if (stopped) throw new MemoryPrivacyError('PRIVACY_STOPPED', 'the node was stopped');
}

const TOPIC_LENGTH = 4;

/** The longest life that these transports can say, ms: a year. */
const MEMORY_MAX_LIFETIME = 365 * 24 * 60 * 60 * 1000;

/**
 * The lifetime of a message that may be posted.
 *
 * @throws {MemoryPrivacyError} `PRIVACY_TOPIC`, `PRIVACY_KEY`, `PRIVACY_TOO_LARGE`, `PRIVACY_LIFETIME`.
 */
export function requirePostable(message: OutboundMessage, limits: { maxPayload: number; lifetime: number }): number {
  const { to, from, payload, lifetime = limits.lifetime } = message;
  requireTopic(message.topic);
  const reachable = to.kind === 'symmetric' ? isSymmetricKey(to.key) : isPublicKey(to.publicKey);
  if (!reachable) throw new MemoryPrivacyError('PRIVACY_KEY', 'the recipient is no key');
  if (from !== undefined && !isPrivateKey(from)) {
    throw new MemoryPrivacyError('PRIVACY_KEY', 'the sender is no private key');
  }
  if (payload.length > limits.maxPayload) {
    throw new MemoryPrivacyError('PRIVACY_TOO_LARGE', `${payload.length} bytes are more than ${limits.maxPayload}`);
  }
  if (!Number.isSafeInteger(lifetime) || lifetime < 1 || lifetime > MEMORY_MAX_LIFETIME) {
    throw new MemoryPrivacyError('PRIVACY_LIFETIME', `not a lifetime in milliseconds: ${lifetime}`);
  }
  return lifetime;
}

/** @throws {MemoryPrivacyError} `PRIVACY_TOPIC` unless it has 4 bytes. */
export function requireTopic(topic: Topic): Topic {
  if (topic.length !== TOPIC_LENGTH) throw new MemoryPrivacyError('PRIVACY_TOPIC', 'a topic has 4 bytes');
  return topic;
}

/** A copy of the content that shares no memory with it. */
export function copyContent({ payload, topic, hash, sender, sentAt }: Content): Content {
  return {
    payload: copyBytes(payload),
    topic: copyBytes(topic),
    hash: copyBytes(hash),
    sentAt,
    ...(sender && { sender: copyBytes(sender) }),
  };
}

/** A copy of the key that shares no memory with it. */
export function copyRecipient(to: RecipientKey): RecipientKey {
  return to.kind === 'symmetric'
    ? { kind: 'symmetric', key: copyBytes(to.key) }
    : { kind: 'asymmetric', publicKey: copyBytes(to.publicKey) };
}

/** Whether a topic is among others. */
export function includesTopic(topics: readonly Topic[], topic: Topic): boolean {
  return topics.some((other) => equalBytes(other, topic));
}

/** A subscription: what it is for, and its handler, which gets one message at a time. */
export class Listener {
  readonly #topics: readonly Topic[];
  readonly #opens: (to: RecipientKey) => boolean;
  readonly #handler: (message: InboundMessage) => void | Promise<void>;
  readonly #logger: Logger;
  #last: Promise<void> = Promise.resolve();
  #cancelled = false;

  /** @throws {MemoryPrivacyError} `PRIVACY_KEY`, `PRIVACY_TOPIC`. */
  constructor({ key, topics }: Filter, handler: (message: InboundMessage) => void | Promise<void>, logger: Logger) {
    this.#topics = topics.map((topic) => copyBytes(requireTopic(topic)));
    this.#opens = opener(key);
    this.#handler = handler;
    this.#logger = logger;
  }

  /** Whether a message under that topic and to that key is for it. */
  matches(topic: Topic, to: RecipientKey): boolean {
    return (this.#topics.length === 0 || includesTopic(this.#topics, topic)) && this.#opens(to);
  }

  /** Settles when the handler is done with it, and with all that came before. */
  deliver(message: InboundMessage): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (this.#cancelled) return;
      try {
        await this.#handler(message);
      } catch (error) {
        this.#logger.error('a handler of messages failed', { error: String(error) });
      }
    });
    return this.#last;
  }

  /** The handler is not called any more. */
  cancel(): void {
    this.#cancelled = true;
  }
}

/** Whether the key that listens opens what is for a recipient. */
function opener(key: ListenKey): (to: RecipientKey) => boolean {
  if (key.kind === 'symmetric') {
    if (!isSymmetricKey(key.key)) throw new MemoryPrivacyError('PRIVACY_KEY', 'not a symmetric key');
    const own = copyBytes(key.key);
    return (to) => to.kind === 'symmetric' && equalBytes(to.key, own);
  }
  if (!isPrivateKey(key.privateKey)) throw new MemoryPrivacyError('PRIVACY_KEY', 'not a private key');
  const own = publicKeyOf(key.privateKey);
  return (to) => to.kind === 'asymmetric' && equalBytes(to.publicKey, own);
}
