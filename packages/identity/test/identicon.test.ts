import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import { compressPublicKey, publicKeyOf } from '@status/crypto';
import { formatPublicKey, identicon, identiconOfText, identiconPixels } from '@status/identity';
import fc from 'fast-check';

const rows = (cells: readonly boolean[]): string[] =>
  Array.from({ length: 5 }, (_, row) =>
    cells
      .slice(5 * row, 5 * row + 5)
      .map(Number)
      .join(''),
  );

describe('the identicon', () => {
  test('of a text fills the cells that the reference fills', () => {
    expect(rows(identiconOfText('Culona').cells)).toEqual(['00100', '10101', '10001', '00000', '01010']);
  });

  test('of a key is that of its canonical text, whichever form is given', () => {
    const publicKey = publicKeyOf(hexToBytes('01'.repeat(32)));
    const picture = identicon(publicKey);
    expect(picture.cells.map(Number).join('')).toBe('0111000000011101111101110');
    expect(picture).toEqual(identiconOfText(formatPublicKey(publicKey)));
    expect(identicon(compressPublicKey(publicKey))).toEqual(picture);
  });

  test('mirrors every row, and stays in the pastel range', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { cells, color } = identiconOfText(text);
        for (const row of rows(cells)) expect([...row].reverse().join('')).toBe(row);
        // Saturation ½ at lightness 0.7: channels between 0.55 and 0.85 of 255.
        for (const channel of color) expect([channel >= 140, channel <= 217]).toEqual([true, true]);
      }),
    );
  });

  test('paints squares of 6 pixels inside a border of 10, and nothing else', () => {
    const color = [1, 2, 3] as const;
    const cells = Array.from({ length: 25 }, (_, cell) => cell === 0 || cell === 24);
    const pixels = identiconPixels({ cells, color });
    expect(pixels).toHaveLength(10_000);
    for (let y = 0; y < 50; y++) {
      for (let x = 0; x < 50; x++) {
        const filled = (y >= 10 && y < 16 && x >= 10 && x < 16) || (y >= 34 && y < 40 && x >= 34 && x < 40);
        const pixel = [...pixels.subarray((50 * y + x) * 4, (50 * y + x) * 4 + 4)];
        if (pixel.join() !== (filled ? '1,2,3,255' : '0,0,0,0')) throw new Error(`pixel ${x}, ${y} is ${pixel}`);
      }
    }
  });
});
