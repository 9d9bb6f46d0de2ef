import { describe, expect, test } from '@jest/globals';
import { isSymmetricKey, requireSymmetricKey } from '@status/crypto';
import type { SymmetricKey } from '@status/interfaces';
import { codeOf } from './support.ts';

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const lastByteOnly = filled(32, 0);
lastByteOnly[31] = 1;

describe('a symmetric key', () => {
  test.each([
    ['of any bytes', filled(32, 7)],
    ['of one byte that is not zero', lastByteOnly],
  ])('%s is the array that was given', (_, bytes) => {
    const key: SymmetricKey = requireSymmetricKey(bytes);
    expect(key).toBe(bytes);
    expect(isSymmetricKey(bytes)).toBe(true);
  });

  test.each([
    ['zeros', filled(32, 0)],
    ['no bytes', filled(0, 0)],
    ['31 bytes', filled(31, 7)],
    ['33 bytes', filled(33, 7)],
    ['the 16 bytes of AES-128', filled(16, 7)],
    ['a text of 32 characters', '7'.repeat(32) as unknown as Uint8Array],
    ['a list of 32 numbers', Array.from({ length: 32 }, () => 7) as unknown as Uint8Array],
    ['nothing at all', undefined as unknown as Uint8Array],
  ])('is not %s', (_, bytes) => {
    expect(isSymmetricKey(bytes)).toBe(false);
    expect(codeOf(() => requireSymmetricKey(bytes))).toBe('CRYPTO_SYMMETRIC_KEY');
  });

  test('is not quoted by the error that refuses it', () => {
    expect(() => requireSymmetricKey(filled(31, 0xab))).toThrow(
      /^not a symmetric key: expected 32 bytes that are not all zero$/,
    );
  });
});
