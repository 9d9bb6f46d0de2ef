import { hexToBytes } from '@status/base';
import { requirePrivateKey, requireSymmetricKey } from '@status/crypto';
import type { MessageHash, PrivateKey, SymmetricKey, Topic } from '@status/interfaces';

/** The topic that the hex digits, or the bytes, are; of any length, since some are none. */
export function topicFrom(bytes: string | Uint8Array): Topic {
  return (typeof bytes === 'string' ? hexToBytes(bytes) : bytes) as Topic;
}

export function symmetricKeyFrom(hex: string): SymmetricKey {
  return requireSymmetricKey(hexToBytes(hex));
}

export function privateKeyFrom(hex: string): PrivateKey {
  return requirePrivateKey(hexToBytes(hex));
}

/** The hash that the bytes are. */
export function hashFrom(bytes: Uint8Array): MessageHash {
  return bytes as MessageHash;
}
