import { utf8ToBytes } from '@status/base';
import { createAesCtr, keccak256 } from '@status/crypto';
import type { Random } from '@status/interfaces';

/** Bytes of keystream that are made at a time. */
const POOL_LENGTH = 4096;

/**
 * Randomness that is the same for the same seed, on every machine: the AES-256-CTR keystream under the Keccak-256 of the seed's text.
 *
 * One endless stream of bytes, cut as asked for: three bytes and five more are the eight that one call would give. For tests and
 * simulations only.
 */
export function seededRandom(seed: string | number): Random {
  const stream = createAesCtr(keccak256(utf8ToBytes(String(seed))), new Uint8Array(16));
  let pool: Uint8Array = new Uint8Array();
  let used = 0;
  return {
    bytes(length) {
      const out = new Uint8Array(length);
      for (let filled = 0; filled < length; ) {
        if (used === pool.length) {
          pool = stream.process(new Uint8Array(POOL_LENGTH));
          used = 0;
        }
        const part = pool.subarray(used, used + length - filled);
        out.set(part, filled);
        filled += part.length;
        used += part.length;
      }
      return out;
    },
  };
}
