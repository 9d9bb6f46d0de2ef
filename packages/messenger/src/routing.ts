import { bytesTo0x, bytesToBigint, bytesToHex, utf8ToBytes } from '@status/base';
import { keccak256, pbkdf2Sha256, pbkdf2Sha256Async } from '@status/crypto';
import type { MeetingSecret, PublicKey, SymmetricKey, Topic } from '@status/interfaces';
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

/** The route of that name. */
export function routeOf(name: string, encryption: Route['encryption']): Route {
  return { name, topic: topicOf(name), encryption };
}

/** First 4 bytes of the Keccak-256 digest of a name. */
export function topicOf(name: string): Topic {
  return keccak256(utf8ToBytes(name)).slice(0, TOPIC_LENGTH) as Topic;
}

/** Makes the key of a name. */
export type DeriveKey = (name: string) => SymmetricKey | Promise<SymmetricKey>;

/** The key of a name; takes 20–150 ms, so keep it. */
export function keyOfName(name: string): SymmetricKey {
  return pbkdf2Sha256(utf8ToBytes(name), new Uint8Array(0), NAME_KEY_ITERATIONS, NAME_KEY_LENGTH) as SymmetricKey;
}

/** The same off the calling thread, where the platform can; this is what an app hands to its messenger. */
export async function keyOfNameAsync(name: string): Promise<SymmetricKey> {
  const salt = new Uint8Array(0);
  return (await pbkdf2Sha256Async(utf8ToBytes(name), salt, NAME_KEY_ITERATIONS, NAME_KEY_LENGTH)) as SymmetricKey;
}

/** A public chat: everybody who knows its name. */
export function publicChatRoute(chat: string): Route {
  return routeOf(chat, 'symmetric');
}

/** Where an identity publishes its keys for people who want to write to it. */
export function contactCodeRoute(publicKey: PublicKey): Route {
  return routeOf(`${bytesTo0x(publicKey)}-contact-code`, 'symmetric');
}

/** The crowd (X coordinate modulo 5000) in which an identity listens for first contact. */
export function partitionOf(publicKey: PublicKey): bigint {
  return bytesToBigint(publicKey.subarray(1, 33)) % PARTITIONS;
}

/** First contact: shared with one in 5000 of all identities, so that the topic does not name the recipient. */
export function partitionRoute(publicKey: PublicKey): Route {
  return routeOf(`contact-discovery-${partitionOf(publicKey)}`, 'asymmetric');
}

/** The recipient's own topic of earlier clients: listened to, not written to. */
export function personalRoute(publicKey: PublicKey): Route {
  return routeOf(`contact-discovery-${bytesToHex(publicKey)}`, 'asymmetric');
}

/** A pair that has negotiated a secret: known to these two only. */
export function negotiatedRoute(secret: MeetingSecret): Route {
  return routeOf(bytesToHex(secret), 'symmetric');
}
