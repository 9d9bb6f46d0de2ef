import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import { compressPublicKey, publicKeyOf } from '@status/crypto';
import { threeWordName, threeWordNameOfSeed } from '@status/identity';
import fc from 'fast-check';

describe('the three-word name', () => {
  test.each([
    ['01', 'Descriptive Exalted Pipit'],
    ['02', 'Specific Athletic Seriema'],
  ])('of the private key %s × 32 is that of the reference', (byte, name) => {
    const publicKey = publicKeyOf(hexToBytes(byte.repeat(32)));
    expect(threeWordName(publicKey)).toBe(name);
    expect(threeWordName(compressPublicKey(publicKey))).toBe(name);
  });

  test('of a seed is that of the reference', () => {
    expect(threeWordNameOfSeed(42n)).toBe('Hard Tame Brownbutterfly');
  });

  test('of a seed of more than 64 bits takes the low ones, of a negative one its two’s complement', () => {
    expect(threeWordNameOfSeed(42n + (1n << 64n))).toBe(threeWordNameOfSeed(42n));
    expect(threeWordNameOfSeed(-1n)).toBe(threeWordNameOfSeed((1n << 64n) - 1n));
  });

  test('always has three capitalised words', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (seed) => {
        expect(threeWordNameOfSeed(seed)).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+$/);
      }),
    );
  });

  test('is no fingerprint: a second word is one of few once the first is known', () => {
    const seconds = new Map<string, Set<string>>();
    for (let i = 0; i < 20_000; i++) {
      const [first, second] = threeWordNameOfSeed(BigInt(i) * 0x9e3779b97f4a7c15n).split(' ') as [string, string];
      seconds.set(first, (seconds.get(first) ?? new Set()).add(second));
    }
    // Words that are in the list twice have up to eight successors.
    for (const followers of seconds.values()) expect(followers.size).toBeLessThanOrEqual(8);
  });

  test('refuses bytes that are no key', () => {
    expect(() => threeWordName(new Uint8Array(65))).toThrow(expect.objectContaining({ code: 'CRYPTO_PUBLIC_KEY' }));
  });
});
