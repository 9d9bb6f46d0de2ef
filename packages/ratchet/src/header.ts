import { concatBytes, uint32ToBytesLE } from '@status/base';

/** What travels in the clear beside a ratchet ciphertext, and what its MAC covers. */
export type RatchetHeader = {
  /** The sender's ratchet key (33, compressed). */
  readonly key: Uint8Array;
  /** Number of the message in its chain. */
  readonly n: number;
  /** Length of the sender's chain before this one. */
  readonly pn: number;
};

/** The associated data (41): n and pn (32 bits, little-endian each), then the key. Reference: `MessageHeader.Encode`. */
export function encodeHeader(header: RatchetHeader): Uint8Array {
  return concatBytes(uint32ToBytesLE(header.n), uint32ToBytesLE(header.pn), header.key);
}
