import { bytesTo0x, bytesToBigint, bytesToHex, utf8ToBytes } from '@status/base';
import { keccak256, pbkdf2Sha256, pbkdf2Sha256Async } from '@status/crypto';
import type { Topic } from '@status/interfaces';
import { NAME_KEY_ITERATIONS, NAME_KEY_LENGTH, PARTITIONS, TOPIC_LENGTH } from './constants.ts';

/**
 * Where a conversation meets: from what a conversation is (a public name, two identities, a negotiated secret) to what
 * a transport needs (a topic and a key). This is the only place that knows both; transports never hear of chats, payloads
 * never of topics.
 *
 * Public keys are 65 bytes, uncompressed. Hex in names is lower case (status-go `protocol/transport/topic.go`).
 */
export interface Route {
  /** The text that is hashed for the topic and, on a symmetric route, stretched to the key. */
  readonly name: string;
  readonly topic: Topic;
  /** Whether messages are encrypted to the key of the name or to the recipient's public key. */
  readonly encryption: 'symmetric' | 'asymmetric';
}

const route = (name: string, encryption: Route['encryption']): Route => ({ name, topic: topicOf(name), encryption });

/** First 4 bytes of the Keccak-256 digest of a name. */
export function topicOf(name: string): Topic {
  return keccak256(utf8ToBytes(name)).slice(0, TOPIC_LENGTH);
}

/** Symmetric key (32 bytes) of a name; takes 20–150 ms, so keep it. */
export function keyOfName(name: string): Uint8Array {
  return pbkdf2Sha256(utf8ToBytes(name), new Uint8Array(0), NAME_KEY_ITERATIONS, NAME_KEY_LENGTH);
}

/** The same off the calling thread, where the platform can; this is what an app hands to its messenger. */
export function keyOfNameAsync(name: string): Promise<Uint8Array> {
  return pbkdf2Sha256Async(utf8ToBytes(name), new Uint8Array(0), NAME_KEY_ITERATIONS, NAME_KEY_LENGTH);
}

/** A public chat: everybody who knows its name. */
export function publicChatRoute(chat: string): Route {
  return route(chat, 'symmetric');
}

/** Where an identity publishes its keys for people who want to write to it. */
export function contactCodeRoute(publicKey: Uint8Array): Route {
  return route(`${bytesTo0x(publicKey)}-contact-code`, 'symmetric');
}

/** The crowd (X coordinate modulo 5000) in which an identity listens for first contact. */
export function partitionOf(publicKey: Uint8Array): bigint {
  return bytesToBigint(publicKey.subarray(1, 33)) % PARTITIONS;
}

/** First contact: shared with one in 5000 of all identities, so that the topic does not name the recipient. */
export function partitionRoute(publicKey: Uint8Array): Route {
  return route(`contact-discovery-${partitionOf(publicKey)}`, 'asymmetric');
}

/** The recipient's own topic of earlier clients: listened to, not written to. */
export function personalRoute(publicKey: Uint8Array): Route {
  return route(`contact-discovery-${bytesToHex(publicKey)}`, 'asymmetric');
}

/** A pair that has negotiated a secret (32 bytes): known to these two only. */
export function negotiatedRoute(secret: Uint8Array): Route {
  return route(bytesToHex(secret), 'symmetric');
}
