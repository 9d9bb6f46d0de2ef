import { describe, expect, test } from '@jest/globals';
import { bytesToBigint, bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@status/base';
import {
  boolToRlp,
  decodeRlp,
  encodeRlp,
  RlpError,
  type RlpInput,
  type RlpItem,
  readRlpItem,
  rlpBigint,
  rlpBoolean,
  rlpBytes,
  rlpListItems,
  rlpNumber,
  uintToRlp,
} from '@status/base/rlp';
import fc from 'fast-check';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof RlpError) return error.code;
    throw error;
  }
  return 'no error';
};

const decodeHex = (hex: string): RlpItem => decodeRlp(hexToBytes(hex));

/** The item with everything inside it, as it could be encoded again. */
const unfold = (item: RlpItem): RlpInput =>
  item.kind === 'string' ? rlpBytes(item) : rlpListItems(item).map((element) => unfold(element));

const { input: inputs } = fc.letrec<{ input: RlpInput; bytes: Uint8Array; list: RlpInput[] }>((tie) => ({
  input: fc.oneof({ maxDepth: 4 }, tie('bytes'), tie('list')),
  bytes: fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ minLength: 54, maxLength: 58 })),
  list: fc.array(tie('input'), { maxLength: 5 }),
}));

describe('examples of the specification', () => {
  test.each([
    ['80', utf8ToBytes('')],
    ['00', Uint8Array.of(0)],
    ['7f', Uint8Array.of(0x7f)],
    ['8180', Uint8Array.of(0x80)],
    ['83646f67', utf8ToBytes('dog')],
    ['c0', []],
    ['c88363617483646f67', [utf8ToBytes('cat'), utf8ToBytes('dog')]],
    ['c7c0c1c0c3c0c1c0', [[], [[]], [[], [[]]]]],
    [`b838${'61'.repeat(56)}`, utf8ToBytes('a'.repeat(56))],
    [`b90400${'00'.repeat(1024)}`, new Uint8Array(1024)],
    [`f838${'00'.repeat(56)}`, Array.from({ length: 56 }, () => Uint8Array.of(0))],
  ] as [string, RlpInput][])('%.24s', (hex, input) => {
    expect(bytesToHex(encodeRlp(input))).toBe(hex);
    expect(unfold(decodeHex(hex))).toEqual(input);
  });
});

describe('decoding', () => {
  test.each([
    ['', 'RLP_TRUNCATED'],
    ['81', 'RLP_TRUNCATED'],
    ['83646f', 'RLP_TRUNCATED'],
    ['b8', 'RLP_TRUNCATED'],
    ['b9ff', 'RLP_TRUNCATED'],
    ['c1', 'RLP_TRUNCATED'],
    ['bfffffffffffffffff', 'RLP_TRUNCATED'],
    ['ffffffffffffffffff', 'RLP_TRUNCATED'],
    ['bb7fffffff00', 'RLP_TRUNCATED'],
    ['0000', 'RLP_TRAILING'],
    ['8000', 'RLP_TRAILING'],
    ['c000', 'RLP_TRAILING'],
    ['8100', 'RLP_NOT_CANONICAL'],
    ['817f', 'RLP_NOT_CANONICAL'],
    [`b837${'61'.repeat(55)}`, 'RLP_NOT_CANONICAL'],
    [`b90038${'61'.repeat(56)}`, 'RLP_NOT_CANONICAL'],
    [`f837${'00'.repeat(55)}`, 'RLP_NOT_CANONICAL'],
    ['b800', 'RLP_NOT_CANONICAL'],
    ['f800', 'RLP_NOT_CANONICAL'],
  ])('refuses %s with %s', (hex, code) => {
    expect(codeOf(() => decodeHex(hex))).toBe(code);
  });

  test('finds a fault inside a list when that list is asked for', () => {
    const list = decodeHex('c28100');
    expect(codeOf(() => rlpListItems(list))).toBe('RLP_NOT_CANONICAL');
    expect(codeOf(() => rlpListItems(decodeHex('c183')))).toBe('RLP_TRUNCATED');
  });

  test('an element cannot reach beyond its list', () => {
    const bytes = hexToBytes('c1836162630000');
    expect(codeOf(() => rlpListItems(readRlpItem(bytes)))).toBe('RLP_TRUNCATED');
  });

  test('costs nothing for lists in lists, however deep', () => {
    const depth = 200_000;
    const buffer = new Uint8Array(5 * depth);
    let start = buffer.length;
    for (let i = 0; i < depth; i++) {
      const length = buffer.length - start;
      const size = uintToRlp(length);
      const header = length <= 55 ? [0xc0 + length] : [0xf7 + size.length, ...size];
      start -= header.length;
      buffer.set(header, start);
    }
    const nested = buffer.subarray(start);
    const item = decodeRlp(nested);
    expect(item.raw).toHaveLength(nested.length);
    expect(rlpListItems(item)).toHaveLength(1);
  });

  test('reads items one after the other', () => {
    const bytes = concatBytes(encodeRlp(utf8ToBytes('dog')), encodeRlp([]), Uint8Array.of(5));
    const dog = readRlpItem(bytes);
    const list = readRlpItem(bytes, dog.raw.length);
    expect([bytesToHex(dog.content), list.kind]).toEqual([bytesToHex(utf8ToBytes('dog')), 'list']);
    expect(rlpNumber(readRlpItem(bytes, dog.raw.length + list.raw.length))).toBe(5);
    expect(codeOf(() => readRlpItem(bytes, bytes.length))).toBe('RLP_TRUNCATED');
  });

  test('keeps the bytes of each item, for hashes', () => {
    const inner = encodeRlp([utf8ToBytes('cat')]);
    const [element] = rlpListItems(decodeRlp(encodeRlp([[utf8ToBytes('cat')]])));
    expect(element!.raw).toEqual(inner);
  });

  test('what was encoded decodes to the same', () => {
    fc.assert(fc.property(inputs, (input) => expect(unfold(decodeRlp(encodeRlp(input)))).toEqual(input)));
  });

  test('cut off at any byte is truncated', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const bytes = encodeRlp(input);
        for (let length = 0; length < bytes.length; length++) {
          expect(codeOf(() => unfold(decodeRlp(bytes.subarray(0, length))))).toBe('RLP_TRUNCATED');
        }
      }),
      { numRuns: 50 },
    );
  });

  test('any bytes: its own error, or an item that encodes to them', () => {
    const altered = fc.tuple(inputs, fc.nat(), fc.nat(7)).map(([input, at, bit]) => {
      const bytes = encodeRlp(input).slice();
      bytes[at % bytes.length]! ^= 1 << bit;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), altered), (bytes) => {
        if (codeOf(() => unfold(decodeRlp(bytes))) !== 'no error') return;
        expect(encodeRlp(unfold(decodeRlp(bytes)))).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe('lists', () => {
  const three = decodeHex('c3010203');

  test('have as many elements as their bounds allow', () => {
    expect(rlpListItems(three, { min: 3, max: 3 })).toHaveLength(3);
    expect(codeOf(() => rlpListItems(three, { max: 2 }))).toBe('RLP_COUNT');
    expect(codeOf(() => rlpListItems(three, { min: 4 }))).toBe('RLP_COUNT');
    expect(rlpListItems(decodeHex('c0'), { max: 0 })).toEqual([]);
  });

  test('are walked no further than their greatest number', () => {
    // The third element is malformed; whoever allows two never gets there.
    expect(codeOf(() => rlpListItems(decodeHex('c401028100'), { max: 2 }))).toBe('RLP_COUNT');
  });

  test('are not strings, nor the reverse', () => {
    expect(codeOf(() => rlpListItems(decodeHex('80')))).toBe('RLP_KIND');
    for (const read of [rlpBytes, rlpNumber, rlpBigint, rlpBoolean]) {
      expect(codeOf(() => read(decodeHex('c0')))).toBe('RLP_KIND');
    }
  });
});

describe('strings', () => {
  test('have the length that is asked for', () => {
    expect(rlpBytes(decodeHex('820102'), 2)).toEqual(Uint8Array.of(1, 2));
    expect(codeOf(() => rlpBytes(decodeHex('820102'), 3))).toBe('RLP_RANGE');
    expect(codeOf(() => rlpBytes(decodeHex('80'), 1))).toBe('RLP_RANGE');
  });
});

describe('integers', () => {
  test('are minimal: zero is the empty string', () => {
    expect(uintToRlp(0)).toEqual(new Uint8Array());
    expect(uintToRlp(256)).toEqual(Uint8Array.of(1, 0));
    expect(rlpNumber(decodeHex('80'))).toBe(0);
    expect(rlpBigint(decodeHex('80'))).toBe(0n);
    for (const read of [rlpNumber, rlpBigint]) {
      expect(codeOf(() => read(decodeHex('00')))).toBe('RLP_NOT_CANONICAL');
      expect(codeOf(() => read(decodeHex('820001')))).toBe('RLP_NOT_CANONICAL');
    }
  });

  test('have 32 bits as numbers and 64 as bigints unless said otherwise', () => {
    expect(rlpNumber(decodeHex('84ffffffff'))).toBe(2 ** 32 - 1);
    expect(codeOf(() => rlpNumber(decodeHex('850100000000')))).toBe('RLP_RANGE');
    expect(rlpNumber(decodeHex('86ffffffffffff'), 48)).toBe(2 ** 48 - 1);
    expect(rlpBigint(decodeHex('88ffffffffffffffff'))).toBe(2n ** 64n - 1n);
    expect(codeOf(() => rlpBigint(decodeHex('89010000000000000000')))).toBe('RLP_RANGE');
    expect(codeOf(() => rlpNumber(decodeHex('820100'), 8))).toBe('RLP_RANGE');
  });

  test('come back as they went', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (value) => {
        expect(bytesToBigint(uintToRlp(value))).toBe(value);
        expect(rlpBigint(decodeRlp(encodeRlp(uintToRlp(value))), 256)).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (value) => {
        expect(rlpNumber(decodeRlp(encodeRlp(uintToRlp(value))))).toBe(value);
      }),
    );
  });

  test('are not negative', () => {
    expect(codeOf(() => uintToRlp(-1))).toBe('RLP_RANGE');
  });
});

describe('booleans', () => {
  test('are 80 and 01', () => {
    for (const value of [true, false]) expect(rlpBoolean(decodeRlp(encodeRlp(boolToRlp(value))))).toBe(value);
    expect(bytesToHex(encodeRlp([boolToRlp(false), boolToRlp(true)]))).toBe('c28001');
  });

  test.each(['00', '02', '820101'])('are not %s', (hex) => {
    expect(codeOf(() => rlpBoolean(decodeHex(hex)))).toBe('RLP_RANGE');
  });
});
