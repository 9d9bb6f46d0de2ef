import { expect, test } from '@jest/globals';
import { uint64ToBytesBE } from '@status/base';
import { keccak256, powHasher, searchNonce } from '@status/crypto';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import { codeOf, hexOf } from './support.ts';

/** The plain way: hash everything, write the digest as a number of 256 binary digits, count. */
function bitsAt(prefix: Uint8Array, nonce: bigint): number {
  const digest = keccak256(prefix, uint64ToBytesBE(nonce));
  const binary = BigInt(`0x${hexOf(digest)}`).toString(2);
  return binary === '0' ? 256 : 256 - binary.length;
}

const prefixOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 0xff);

describeEngines('proof of work', () => {
  test('hashes prefix and nonce for every prefix up to three blocks, the nonce across block borders included', () => {
    const nonce = 0x0123_4567_89ab_cdefn;
    for (let length = 0; length <= 410; length++) {
      const prefix = prefixOf(length);
      expect(hexOf(powHasher(prefix).digest(nonce))).toBe(hexOf(keccak256(prefix, uint64ToBytesBE(nonce))));
    }
  });

  test('counts the leading zero bits of the same digest, whatever was hashed before', () => {
    for (const length of [0, 56, 128, 132, 300]) {
      const prefix = prefixOf(length);
      const hasher = powHasher(prefix);
      fc.assert(
        fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (nonce) => {
          expect(hasher.leadingZeroBits(Number(nonce >> 32n), Number(nonce & 0xffff_ffffn))).toBe(
            bitsAt(prefix, nonce),
          );
        }),
        { numRuns: 25 },
      );
    }
  });

  test('copies its prefix', () => {
    const prefix = prefixOf(56);
    const hasher = powHasher(prefix);
    prefix.fill(0);
    expect(hexOf(hasher.digest(0n))).toBe(hexOf(keccak256(prefixOf(56), uint64ToBytesBE(0n))));
  });

  test('finds the first nonce that reaches the target', () => {
    for (const target of [0, 1, 4, 8]) {
      const prefix = prefixOf(56 + target);
      let first = 0n;
      while (bitsAt(prefix, first) < target) first += 1n;
      expect(searchNonce(prefix, target, 0n, 5000)).toEqual({ found: true, nonce: first, bits: bitsAt(prefix, first) });
    }
  });

  test('gives the first of the best where none reaches the target', () => {
    const prefix = prefixOf(56);
    let best = { nonce: 0n, bits: -1 };
    for (let nonce = 0n; nonce < 200n; nonce++) {
      const bits = bitsAt(prefix, nonce);
      if (bits > best.bits) best = { nonce, bits };
    }
    expect(searchNonce(prefix, 257, 0n, 200)).toEqual({ found: false, ...best });
  });

  test('searched in slices finds what one search finds', () => {
    const prefix = prefixOf(64);
    const hasher = powHasher(prefix);
    let start = 0n;
    let result = hasher.search(9, start, 16);
    while (!result.found) {
      start += 16n;
      result = hasher.search(9, start, 16);
    }
    expect(result).toEqual(searchNonce(prefix, 9, 0n, 100_000));
  });

  test('carries from the lower half of the nonce to the upper and wraps at 2⁶⁴', () => {
    const prefix = prefixOf(56);
    for (const start of [2n ** 32n - 3n, 2n ** 64n - 3n]) {
      const nonces = Array.from({ length: 6 }, (_, i) => BigInt.asUintN(64, start + BigInt(i)));
      const bits = nonces.map((nonce) => bitsAt(prefix, nonce));
      const best = Math.max(...bits);
      expect(searchNonce(prefix, 257, start, 6)).toEqual({
        found: false,
        nonce: nonces[bits.indexOf(best)],
        bits: best,
      });
    }
  });

  test('needs a positive number of nonces to try', () => {
    for (const count of [0, -1, 1.5, Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(codeOf(() => searchNonce(prefixOf(56), 1, 0n, count))).toBe('CRYPTO_RANGE');
    }
  });
});
