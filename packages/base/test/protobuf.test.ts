import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes } from '@status/base';
import {
  decodeProtobuf,
  encodeProtobuf,
  fromLong,
  ProtobufError,
  type ProtobufType,
  toInt64,
  toUint64,
} from '@status/base/protobuf';
import fc from 'fast-check';
import protobuf from 'protobufjs';

type Note = { clock?: ReturnType<typeof toUint64>; text?: string; body?: Uint8Array; inner?: Note | null };

const noteType = protobuf
  .parse(
    'syntax = "proto3"; message Note { uint64 clock = 1; string text = 2; bytes body = 3; Note inner = 4; int64 delta = 5; }',
  )
  .root.lookupType('Note') as unknown as ProtobufType<Note, Note>;

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProtobufError) return error.code;
    throw error;
  }
  return 'no error';
};

const varint = (value: number): Uint8Array =>
  value < 0x80 ? Uint8Array.of(value) : concatBytes(Uint8Array.of((value & 0x7f) | 0x80), varint(value >> 7));

const decodeHex = (hex: string): Note => decodeProtobuf(noteType, hexToBytes(hex));

describe('encoding', () => {
  test('writes fields in ascending order', () => {
    const bytes = encodeProtobuf(noteType, { body: Uint8Array.of(7), text: 'a', clock: toUint64(300n) });
    expect(bytesToHex(bytes)).toBe('08ac021201611a0107');
  });

  test('gives an array of its own, no Buffer and no view of a pool', () => {
    const bytes = encodeProtobuf(noteType, { text: 'a' });
    expect(bytes.constructor.name).toBe('Uint8Array');
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  });
});

describe('decoding', () => {
  test('gives the fields, and skips those it does not know', () => {
    const unknown = '780a7a026262';
    const note = decodeHex(`08ac021201611a0107${unknown}`);
    expect(fromLong(note.clock!)).toBe(300n);
    expect([note.text, note.body]).toEqual(['a', Uint8Array.of(7)]);
  });

  test('leaves byte fields untouched when the input is reused', () => {
    const input = hexToBytes('1a0107');
    const note = decodeProtobuf(noteType, input);
    input.fill(0);
    expect(note.body).toEqual(Uint8Array.of(7));
  });

  test('gives plain arrays, also for a Buffer', () => {
    const note = decodeProtobuf(noteType, Buffer.from('1a0107', 'hex'));
    expect(note.body!.constructor.name).toBe('Uint8Array');
  });

  test.each([
    ['a cut varint', '08'],
    ['a cut text', '12036161'],
    ['a length beyond the end', '12ffffffff0f'],
    ['a varint of more than ten bytes', `08${'ff'.repeat(10)}01`],
    ['a text that is not UTF-8', '1201ff'],
    ['field number 0', '0001'],
    ['wire type 7', '0f'],
    ['a group without end', '73'],
  ])('refuses %s', (_, hex) => {
    expect(codeOf(() => decodeHex(hex))).toBe('PROTOBUF_MALFORMED');
  });

  test('refuses nesting without bound', () => {
    const nested = (depth: number): Uint8Array => {
      let bytes = encodeProtobuf(noteType, { text: 'x' });
      for (let i = 0; i < depth; i++) bytes = concatBytes(Uint8Array.of(0x22), varint(bytes.length), bytes);
      return bytes;
    };
    expect(codeOf(() => decodeProtobuf(noteType, nested(50)))).toBe('no error');
    expect(codeOf(() => decodeProtobuf(noteType, nested(200)))).toBe('PROTOBUF_MALFORMED');
    expect(codeOf(() => decodeProtobuf(noteType, nested(10_000)))).toBe('PROTOBUF_MALFORMED');
  });

  test('keeps the cause', () => {
    expect(() => decodeHex('08')).toThrow(expect.objectContaining({ cause: expect.anything() }));
  });

  test('any bytes: a message or its own error', () => {
    const whole = encodeProtobuf(noteType, {
      clock: toUint64(2n ** 63n),
      text: 'häß',
      inner: { body: new Uint8Array(9) },
    });
    const altered = fc.tuple(fc.nat(whole.length - 1), fc.nat(7)).map(([at, bit]) => {
      const bytes = whole.slice();
      bytes[at]! ^= 1 << bit;
      return bytes;
    });
    const cut = fc.nat(whole.length).map((length) => whole.subarray(0, length));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), altered, cut), (bytes) => {
        codeOf(() => decodeProtobuf(noteType, bytes));
      }),
      { numRuns: 500 },
    );
  });
});

describe('64-bit integers', () => {
  test('come back as they went, over the wire', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const bytes = encodeProtobuf(noteType, { clock: toUint64(value) });
        expect(fromLong(decodeProtobuf(noteType, bytes).clock ?? 0)).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        expect(fromLong(toInt64(value))).toBe(value);
      }),
    );
  });

  test('outside their range are refused, where the runtime would write zero', () => {
    for (const value of [-1n, 2n ** 64n]) expect(codeOf(() => toUint64(value))).toBe('PROTOBUF_RANGE');
    for (const value of [-(2n ** 63n) - 1n, 2n ** 63n]) expect(codeOf(() => toInt64(value))).toBe('PROTOBUF_RANGE');
  });

  test('may be numbers', () => {
    expect(fromLong(5)).toBe(5n);
  });
});
