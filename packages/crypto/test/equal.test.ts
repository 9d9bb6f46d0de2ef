import { describe, expect, test } from '@jest/globals';
import { equalConstantTime, wipe } from '@status/crypto';

describe('equality in constant time', () => {
  test('holds for equal bytes', () => {
    expect(equalConstantTime(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 3))).toBe(true);
    expect(equalConstantTime(new Uint8Array(), new Uint8Array())).toBe(true);
  });

  test('fails for a difference in any bit of any byte', () => {
    for (let bit = 0; bit < 64; bit++) {
      const other = new Uint8Array(8);
      other[bit >> 3] = 1 << (bit & 7);
      expect(equalConstantTime(new Uint8Array(8), other)).toBe(false);
    }
  });

  test('fails for two differences that would cancel out', () => {
    expect(equalConstantTime(Uint8Array.of(1, 1), Uint8Array.of(0, 0))).toBe(false);
  });

  test('fails for different lengths', () => {
    expect(equalConstantTime(Uint8Array.of(0), Uint8Array.of(0, 0))).toBe(false);
  });
});

describe('wipe', () => {
  test('leaves zeros in every array', () => {
    const secrets = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    wipe(...secrets);
    expect(secrets).toEqual([Uint8Array.of(0, 0), Uint8Array.of(0)]);
  });
});
