import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { seededRandom } from '@status/testing';
import fc from 'fast-check';
import * as snappyjs from 'snappyjs';
import { maxCompressedLength, SnappyError, snappyCompress, snappyUncompress } from '../src/wire.ts';
import { bytes, hex } from './support.ts';

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    if (error instanceof SnappyError) return error.code;
    throw error;
  }
  return undefined;
};

/** Bytes that repeat themselves as messages do: runs, copies from far and near, noise. */
const repetitive = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.tuple(fc.nat(255), fc.nat(200)).map(([byte, length]) => new Uint8Array(length).fill(byte)),
      fc.constantFrom(bytes('c0ffee00c0ffee11c0ffee22'), seededRandom('far').bytes(2100)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => concatBytes(...parts));

describe('compression', () => {
  test.each([
    ['', '00'],
    ['c0', '0100c0'],
    ['c104', '0204c104'],
    ['aa'.repeat(100), '6400aafe01008a0100'],
    ['00'.repeat(16), `103c${'00'.repeat(16)}`],
    ['00'.repeat(17), '110000' + '3e0100'],
  ])('of %s is %s', (plain, block) => {
    expect(hex(snappyCompress(bytes(plain)))).toBe(block);
    expect(hex(snappyUncompress(bytes(block)))).toBe(plain);
  });

  test('is undone by inflation, ours and that of another library', () => {
    fc.assert(
      fc.property(repetitive, (plain) => {
        const block = snappyCompress(plain);
        expect(block.length).toBeLessThanOrEqual(maxCompressedLength(plain.length));
        expect(hex(snappyUncompress(block))).toBe(hex(plain));
        expect(hex(snappyjs.uncompress(block))).toBe(hex(plain));
      }),
    );
  });

  test('goes over the borders of fragments', () => {
    const random = seededRandom('fragments');
    for (const length of [65_535, 65_536, 65_537, 65_552, 65_553, 200_000]) {
      const noise = random.bytes(length);
      expect(Buffer.compare(snappyUncompress(snappyCompress(noise)), noise)).toBe(0);
      const text = new Uint8Array(length).map((_, i) => (i * i) >> 7);
      expect(Buffer.compare(snappyUncompress(snappyCompress(text)), text)).toBe(0);
    }
  });
});

describe('inflation', () => {
  test('takes what another encoder makes', () => {
    fc.assert(
      fc.property(repetitive, (plain) => {
        expect(hex(snappyUncompress(snappyjs.compress(plain)))).toBe(hex(plain));
      }),
    );
  });

  test.each([
    ['a literal with a length of one byte', '03f002aabbcc', 'aabbcc'],
    ['a literal with a length of two bytes', '03f40200aabbcc', 'aabbcc'],
    ['a literal with a length of three bytes', '03f8020000aabbcc', 'aabbcc'],
    ['a literal with a length of four bytes', '03fc02000000aabbcc', 'aabbcc'],
    ['a copy with an offset of 32 bits', '0604aabb0f02000000', 'aabbaabbaabb'],
    ['a needlessly long length', '81800000c0', 'c0'],
  ])('takes %s', (_, block, plain) => {
    expect(hex(snappyUncompress(bytes(block)))).toBe(plain);
  });

  test.each([
    ['nothing', ''],
    ['a length without end', 'ffffffffffff'],
    ['a length that is cut off', '80808080'],
    ['too little', '0400c104'],
    ['too much', '0104c104'],
    ['a literal that is cut off', '0204c1'],
    ['a literal whose length is cut off', '02f4c1'],
    ['a copy whose offset is cut off', '0800c00d'],
    ['a copy without offset', '0500c00100'],
    ['a copy from before the beginning', '0500c00102'],
    ['a copy beyond the end', '0400c00101'],
  ])('refuses %s', (_, block) => {
    expect(codeOf(() => snappyUncompress(bytes(block)))).toBe('SNAPPY_MALFORMED');
  });

  test('throws its declared error only, on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (block) => {
        codeOf(() => snappyUncompress(block, 1 << 16));
      }),
    );
  });

  test('throws its declared error only, truncated at every byte', () => {
    const block = snappyCompress(bytes(`${'c0ffee'.repeat(50)}0102030405060708`));
    for (let i = 0; i < block.length; i++) {
      expect(codeOf(() => snappyUncompress(block.subarray(0, i)))).toBe('SNAPPY_MALFORMED');
    }
  });
});

describe('threats', () => {
  test('P6: what announces more than 2²⁴ − 1 bytes is refused before anything is allocated', () => {
    expect(codeOf(() => snappyUncompress(bytes('8080800800')))).toBe('SNAPPY_TOO_LARGE');
    expect(codeOf(() => snappyUncompress(bytes('ffffffff7f')))).toBe('SNAPPY_TOO_LARGE');
    expect(codeOf(() => snappyUncompress(bytes('c104')))).toBe('SNAPPY_MALFORMED');
    expect(codeOf(() => snappyUncompress(bytes('c104'), 576))).toBe('SNAPPY_TOO_LARGE');
  });

  test('P6: a bomb ends where it exceeds what it announced', () => {
    const bomb = concatBytes(bytes('0800c0'), ...Array.from({ length: 100_000 }, () => bytes('fe0100')));
    expect(codeOf(() => snappyUncompress(bomb))).toBe('SNAPPY_MALFORMED');
  });

  test('P6: a literal of 2³¹ bytes and more does not lead back to where it came from', () => {
    expect(codeOf(() => snappyUncompress(bytes('10fcfaffffff')))).toBe('SNAPPY_MALFORMED');
    expect(codeOf(() => snappyUncompress(bytes('10fcffffffff')))).toBe('SNAPPY_MALFORMED');
  });
});
