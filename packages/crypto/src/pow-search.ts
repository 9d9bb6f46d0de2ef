import { DIGEST_LENGTH } from './constants.ts';
import type { PowHasher, PowResult } from './engine.ts';

/** Leading zero bits of the first 32 bytes, 0 to 256. */
function leadingZeroBitsOf(digest: Uint8Array): number {
  for (let i = 0; i < DIGEST_LENGTH; i++) {
    const byte = digest[i]!;
    if (byte !== 0) return 8 * i + Math.clz32(byte) - 24;
  }
  return 8 * DIGEST_LENGTH;
}

/**
 * A hasher and its search out of one function that computes a digest; the function may return a buffer that it reuses, of which only
 * the first 32 bytes count.
 */
export function powHasherOf(digestAt: (high: number, low: number) => Uint8Array): PowHasher {
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
