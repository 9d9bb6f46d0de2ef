import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { bitFlips, truncations } from '../src/index.ts';

const hexes = (many: Iterable<Uint8Array>): string[] => [...many].map(bytesToHex);

describe('damaged bytes', () => {
  test('are cut off at every length', () => {
    expect(hexes(truncations(Uint8Array.of(1, 2, 3)))).toEqual(['', '01', '0102']);
  });

  test('have every bit flipped, one at a time', () => {
    const flipped = hexes(bitFlips(Uint8Array.of(0, 0xff)));
    expect(flipped.slice(0, 8)).toEqual(['01ff', '02ff', '04ff', '08ff', '10ff', '20ff', '40ff', '80ff']);
    expect(flipped.slice(8)).toEqual(['00fe', '00fd', '00fb', '00f7', '00ef', '00df', '00bf', '007f']);
  });

  test('are as many as asked for at most, from end to end, in several places of a byte', () => {
    const bytes = new Uint8Array(160);
    expect([...truncations(bytes, 4)].map(({ length }) => length)).toEqual([0, 45, 90, 135]);
    const flips = [...bitFlips(bytes, 80)];
    expect(flips).toHaveLength(80);
    expect(new Set(flips.map((flip) => Math.max(...flip)))).toEqual(new Set([1, 4, 16, 64]));
    expect(flips.at(-1)!.findIndex((byte) => byte > 0)).toBe(159);
  });

  test('are copies', () => {
    const bytes = Uint8Array.of(1, 2);
    for (const damaged of [...truncations(bytes), ...bitFlips(bytes)]) damaged.fill(9);
    expect(bytes).toEqual(Uint8Array.of(1, 2));
  });
});
