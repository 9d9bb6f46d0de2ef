import { installed, type PowHasher, type PowResult } from './engine.ts';
import { requireInteger } from './errors.ts';
import * as noble from './noble/keccak.ts';

/**
 * Keccak-256 of `prefix ‖ nonce` for many nonces, each 8 bytes big-endian: the prefix, of any length, is absorbed once, a nonce then
 * costs one permutation.
 *
 * @example
 * const hasher = powHasher(prefix);
 * const { found, nonce, bits } = hasher.search(20, 0n, 100_000);
 */
export function powHasher(prefix: Uint8Array): PowHasher {
  const hasher = (installed().powHasher ?? noble.powHasher)(prefix);
  return {
    leadingZeroBits: (high, low) => hasher.leadingZeroBits(high, low),
    digest: (nonce) => hasher.digest(nonce),
    search(targetBits, start, count) {
      requireInteger(count, 1, Number.MAX_SAFE_INTEGER, 'count');
      return hasher.search(targetBits, start, count);
    },
  };
}

/**
 * The first of `count` nonces from `start` on (modulo 2⁶⁴) whose digest of `prefix ‖ nonce` begins with at least `targetBits` zero bits;
 * if there is none, the first that has the most. To search in slices, keep a `powHasher` instead.
 *
 * @throws {CryptoError} `CRYPTO_RANGE` if `count` is not a positive integer.
 */
export function searchNonce(prefix: Uint8Array, targetBits: number, start: bigint, count: number): PowResult {
  return powHasher(prefix).search(targetBits, start, count);
}
