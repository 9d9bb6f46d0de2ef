import { DIGEST_LENGTH, KECCAK256_RATE } from './constants.ts';
import type { PowHasher, PowResult } from './engine.ts';

/** How Keccak pads before SHA-3 changed it: a one bit behind the message, and one at the end of the block. */
export const LEGACY_SUFFIX = 0x01;
const LAST_BIT = 0x80;

/** Leading zero bits of the first 32 bytes, 0 to 256. */
function leadingZeroBitsOf(digest: Uint8Array): number {
  for (let i = 0; i < DIGEST_LENGTH; i++) {
    const byte = digest[i]!;
    if (byte !== 0) return 8 * i + Math.clz32(byte) - 24;
  }
  return 8 * DIGEST_LENGTH;
}

/**
 * A hasher over a Keccak permutation: the sponge absorbs the prefix once; a nonce costs a copy of the 200-byte state and the permutations
 * that are left: one, or two where nonce and padding do not fit in the block that the prefix began.
 *
 * @param state the 200 bytes that `permute` works on. Others may use them between two calls.
 */
export function spongePowHasher(prefix: Uint8Array, state: Uint8Array, permute: () => void): PowHasher {
  let position = 0;
  const absorb = (byte: number): void => {
    state[position]! ^= byte;
    position += 1;
    if (position === KECCAK256_RATE) {
      permute();
      position = 0;
    }
  };

  state.fill(0);
  for (const byte of prefix) absorb(byte);
  const absorbed = state.slice();
  const absorbedTo = position;

  return powHasherOf((high, low) => {
    state.set(absorbed);
    position = absorbedTo;
    for (let shift = 24; shift >= 0; shift -= 8) absorb((high >>> shift) & 0xff);
    for (let shift = 24; shift >= 0; shift -= 8) absorb((low >>> shift) & 0xff);
    state[position]! ^= LEGACY_SUFFIX;
    state[KECCAK256_RATE - 1]! ^= LAST_BIT;
    permute();
    return state;
  });
}

/**
 * A hasher and its search out of one function that computes a digest; the function may return a buffer that it reuses, of which only
 * the first 32 bytes count.
 */
function powHasherOf(digestAt: (high: number, low: number) => Uint8Array): PowHasher {
  const leadingZeroBits = (high: number, low: number): number => leadingZeroBitsOf(digestAt(high, low));
  return {
    leadingZeroBits,
    digest(nonce) {
      const [high, low] = halves(nonce);
      return digestAt(high, low).slice(0, DIGEST_LENGTH);
    },
    search(targetBits, start, count): PowResult {
      let [high, low] = halves(start);
      let best = -1;
      let bestHigh = high;
      let bestLow = low;
      for (let tried = 0; tried < count; tried++) {
        const bits = leadingZeroBits(high, low);
        if (bits > best) {
          best = bits;
          bestHigh = high;
          bestLow = low;
          if (bits >= targetBits) break;
        }
        low = (low + 1) >>> 0;
        if (low === 0) high = (high + 1) >>> 0;
      }
      return { found: best >= targetBits, nonce: (BigInt(bestHigh) << 32n) | BigInt(bestLow), bits: best };
    },
  };
}

/** The upper and the lower 32 bits of a nonce, modulo 2⁶⁴. */
function halves(nonce: bigint): [high: number, low: number] {
  const unsigned = BigInt.asUintN(64, nonce);
  return [Number(unsigned >> 32n), Number(unsigned & 0xffff_ffffn)];
}
