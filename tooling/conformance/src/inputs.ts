import { bytesToHex, equalBytes, hexToBytes } from '@status/base';
import { parsePublicKey, publicKeyOf } from '@status/crypto';
import type { PublicKey, Topic } from '@status/interfaces';
import type { Hex } from './kind.ts';

/** Bytes of a recorded value; what is not set is empty. */
export function bytesOf(hex: Hex | null | undefined): Uint8Array {
  return hexToBytes(hex ?? '');
}

/** The public key (65) of a private one, after checking that it is the one that the case names. */
export function publicKeyOfPair(privateKey: Hex, publicKey: Hex | null | undefined): PublicKey {
  const computed = publicKeyOf(bytesOf(privateKey));
  if (publicKey && !equalBytes(computed, parsePublicKey(bytesOf(publicKey)))) {
    throw new Error('a public key in the case is not that of its private key');
  }
  return computed;
}

/** What both sides compute, in hex, after checking that they compute the same. */
export function agreed(name: string, one: Uint8Array, other: Uint8Array): Hex {
  if (!equalBytes(one, other)) throw new Error(`the two sides disagree on ${name}`);
  return bytesToHex(one);
}

/** The topic that the hex digits are. */
export function topicFrom(hex: Hex): Topic {
  return bytesOf(hex) as Topic;
}
