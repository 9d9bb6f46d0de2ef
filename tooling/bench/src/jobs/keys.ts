import { publicKeyOf } from '@status/crypto';

/** The keys of the Go peer's jobs: 32 equal bytes. */
export const SENDER: Uint8Array = new Uint8Array(32).fill(1);
export const RECIPIENT: Uint8Array = new Uint8Array(32).fill(2);
export const STRANGER: Uint8Array = new Uint8Array(32).fill(3);
export const SYMMETRIC_KEY: Uint8Array = new Uint8Array(32).fill(7);
export const OTHER_SYMMETRIC_KEY: Uint8Array = new Uint8Array(32).fill(8);

/** 1 KB of payload, as the Go peer's jobs have it. */
export const KILOBYTE: Uint8Array = new Uint8Array(1024).fill(0xab);

/** Public keys (65) of the sender and the recipient. */
export function publicKeys(): { readonly sender: Uint8Array; readonly recipient: Uint8Array } {
  return { sender: publicKeyOf(SENDER), recipient: publicKeyOf(RECIPIENT) };
}
