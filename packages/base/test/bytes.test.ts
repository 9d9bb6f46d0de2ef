import { describe, expect, test } from '@jest/globals';
import {
  BytesError,
  bytesTo0x,
  bytesToBigint,
  bytesToHex,
  bytesToUtf8,
  compareBytes,
  concatBytes,
  copyBytes,
  equalBytes,
  hexToBytes,
  uint32ToBytesBE,
  uint32ToBytesLE,
  uint64ToBytesBE,
  uint64ToBytesLE,
  utf8ToBytes,
} from '@status/base';
import type { PublicKey, SymmetricKey, Topic } from '@status/interfaces';
import fc from 'fast-check';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof BytesError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('arrays', () => {
  test('are joined in order into memory of their own', () => {
    const part = Uint8Array.of(1, 2);
    const joined = concatBytes(part, new Uint8Array(), Uint8Array.of(3));
    part[0] = 9;
    expect(joined).toEqual(Uint8Array.of(1, 2, 3));
    expect(concatBytes()).toEqual(new Uint8Array());
  });

  test('are copied out of a Buffer and its pool', () => {
    const pooled = Buffer.from([1, 2, 3]);
    const copy = copyBytes(pooled);
    pooled[0] = 9;
    expect([copy.constructor.name, copy.buffer.byteLength, ...copy]).toEqual(['Uint8Array', 3, 1, 2, 3]);
  });

  test.each([
    ['a text', '0x11'],
    ['a number', 32],
    ['a list', [1, 2]],
    ['nothing', undefined],
  ])('are not made of %s, and the error does not quote it', (_, value) => {
    const bytes = value as unknown as Uint8Array;
    const message = `expected bytes, got a value of type ${typeof value}`;
    expect(() => copyBytes(bytes)).toThrow(new TypeError(message));
    expect(() => concatBytes(Uint8Array.of(1), bytes)).toThrow(new TypeError(message));
  });

  test('stay what they are when copied', () => {
    const topic = Uint8Array.of(1, 2, 3, 4) as Topic;
    const copy: Topic = copyBytes(topic);
    expect(copy).toEqual(topic);
    expect(copy.buffer).not.toBe(topic.buffer);
    const key: SymmetricKey = copyBytes(new Uint8Array(32).fill(1) as SymmetricKey);
    expect(key).toHaveLength(32);
    // @ts-expect-error: a copy of a topic is no key.
    const stranger: PublicKey = copyBytes(topic);
    // @ts-expect-error: nor does copying make plain bytes a topic.
    const promoted: Topic = copyBytes(Uint8Array.of(1, 2, 3, 4));
    expect(stranger).toEqual(promoted);
  });

  test('are equal if every byte is', () => {
    const bytes = fc.uint8Array({ maxLength: 8 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equalBytes(a, b)).toBe(bytesToHex(a) === bytesToHex(b));
        expect(equalBytes(a, a.slice())).toBe(true);
      }),
    );
  });

  test('are ordered as their hex texts are', () => {
    const bytes = fc.uint8Array({ maxLength: 4 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const [x, y] = [bytesToHex(a), bytesToHex(b)];
        expect(Math.sign(compareBytes(a, b))).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
    );
  });
});

describe('hex', () => {
  test('is read in either case, with and without prefix, and written in lower case', () => {
    expect(hexToBytes('0x00fFA0')).toEqual(Uint8Array.of(0, 255, 160));
    expect(hexToBytes('00ffa0')).toEqual(Uint8Array.of(0, 255, 160));
    expect(bytesToHex(Uint8Array.of(0, 255, 160))).toBe('00ffa0');
    expect(bytesTo0x(Uint8Array.of(10))).toBe('0x0a');
    expect(hexToBytes('0x')).toEqual(new Uint8Array());
  });

  test('comes back as it went', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(hexToBytes(bytesTo0x(bytes))).toEqual(bytes)));
  });

  test.each(['a', '0xa', '0X00', '00 0', 'zz', '0x0x00', '-1', '0g', '١٢', ' 00', '00\n'])('refuses %j', (text) => {
    expect(codeOf(() => hexToBytes(text))).toBe('BYTES_HEX');
  });
});

describe('UTF-8', () => {
  test('comes back as it went, a byte order mark too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(bytesToUtf8(utf8ToBytes(`\ufeff${text}`))).toBe(`\ufeff${text}`);
      }),
    );
  });

  test.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('refuses the lone surrogate in %j', (text) => {
    expect(codeOf(() => utf8ToBytes(text))).toBe('BYTES_UTF8');
  });

  test.each(['ff', 'c080', 'eda080', 'f4908080', 'e282', '80'])('refuses the bytes %s', (hex) => {
    expect(codeOf(() => bytesToUtf8(hexToBytes(hex)))).toBe('BYTES_UTF8');
  });

  test('whatever the bytes: its own error, or a text that encodes to them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        if (codeOf(() => bytesToUtf8(bytes)) === 'no error') expect(utf8ToBytes(bytesToUtf8(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe('integers', () => {
  test('have four or eight bytes in either order', () => {
    expect(bytesToHex(uint32ToBytesBE(0x01020304))).toBe('01020304');
    expect(bytesToHex(uint32ToBytesLE(0x01020304))).toBe('04030201');
    expect(bytesToHex(uint64ToBytesBE(0x0102030405060708n))).toBe('0102030405060708');
    expect(bytesToHex(uint64ToBytesLE(0x0102030405060708n))).toBe('0807060504030201');
  });

  test('are arrays of their own', () => {
    const first = uint64ToBytesBE(1n);
    uint32ToBytesLE(0xffff_ffff);
    expect(bytesToHex(first)).toBe('0000000000000001');
    expect(first.buffer.byteLength).toBe(8);
  });

  test('of 64 bits are taken modulo 2⁶⁴, negative ones as two’s complement', () => {
    expect(bytesToHex(uint64ToBytesBE((1n << 64n) + 5n))).toBe('0000000000000005');
    expect(bytesToHex(uint64ToBytesBE(-1n))).toBe('ffffffffffffffff');
    expect(bytesToHex(uint64ToBytesLE(-2n))).toBe('feffffffffffffff');
  });

  test('come back as they went', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (value) => {
        expect(bytesToBigint(uint64ToBytesBE(value))).toBe(value);
        expect(bytesToBigint(uint64ToBytesLE(value).reverse())).toBe(value);
      }),
    );
  });

  test('of no bytes are zero', () => {
    expect(bytesToBigint(new Uint8Array())).toBe(0n);
  });
});
