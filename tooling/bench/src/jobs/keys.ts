import { uint32ToBytesBE } from '@status/base';
import { publicKeyOf, requirePrivateKey, requireSymmetricKey } from '@status/crypto';
import type { PrivateKey, PublicKey, SymmetricKey } from '@status/interfaces';

/** The keys of the Go peer's jobs: 32 equal bytes. */
export const SENDER: PrivateKey = requirePrivateKey(new Uint8Array(32).fill(1));
export const RECIPIENT: PrivateKey = requirePrivateKey(new Uint8Array(32).fill(2));
export const STRANGER: PrivateKey = requirePrivateKey(new Uint8Array(32).fill(3));
export const SYMMETRIC_KEY: SymmetricKey = requireSymmetricKey(new Uint8Array(32).fill(7));
export const OTHER_SYMMETRIC_KEY: SymmetricKey = requireSymmetricKey(new Uint8Array(32).fill(8));

/** 1 KB of payload, as the Go peer's jobs have it. */
export const KILOBYTE: Uint8Array = new Uint8Array(1024).fill(0xab);

/** Public keys of the sender and the recipient. */
export function publicKeys(): { readonly sender: PublicKey; readonly recipient: PublicKey } {
  return { sender: publicKeyOf(SENDER), recipient: publicKeyOf(RECIPIENT) };
}

/** A key for each number. */
export function numberedKey(number: number): SymmetricKey {
  const key = new Uint8Array(32).fill(0xff);
  key.set(uint32ToBytesBE(number));
  return requireSymmetricKey(key);
}
