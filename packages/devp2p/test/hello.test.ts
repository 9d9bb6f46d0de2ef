import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { encodeRlp, uintToRlp } from '@status/base/rlp';
import { bitFlips, truncations } from '@status/testing';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import { decodeHello, encodeHello, type Hello, HelloError } from '../src/wire.ts';
import { bytes, hex } from './support.ts';

const codeOf = (payload: Uint8Array): string | undefined => {
  try {
    decodeHello(payload);
  } catch (error) {
    if (error instanceof HelloError) return error.code;
    throw error;
  }
  return undefined;
};

const nodeId = bytes('ab'.repeat(64));
const hello: Hello = {
  version: 5,
  client: 'x',
  capabilities: [{ name: 'shh', version: 6 }],
  listenPort: 0,
  nodeId,
};

describe('Hello', () => {
  test.each(vectors('rlpx', 'hello'))('$id is reproduced and read back', ({ in: input, out }) => {
    const recorded: Hello = {
      version: input.version,
      client: input.name,
      capabilities: (input.caps ?? []).map(([name, version]: [string, number]) => ({ name, version })),
      listenPort: input.listenPort,
      nodeId: bytes(input.id),
    };
    expect(hex(encodeHello(recorded))).toBe(out.payload);
    expect(decodeHello(bytes(out.payload))).toEqual(recorded);
  });

  test('published with EIP-8, with elements of a later version, is read', () => {
    const payload =
      'f87137916b6e6574682f76302e39312f706c616e39cdc5836574683dc6846d6f726b1682270fb840fda1cff674c90c9a197539fe3dfb53086ace64f83ed7c6eabec741f7f381cc803e52ab2cd55d5569bce4347107a310dfd5f88a010cd2ffd1005ca406f1842877c883666f6f836261720304';
    expect(decodeHello(bytes(payload))).toMatchObject({
      version: 55,
      client: 'kneth/v0.91/plan9',
      capabilities: [
        { name: 'eth', version: 61 },
        { name: 'mork', version: 22 },
      ],
      listenPort: 9999,
    });
  });

  test('may call its software anything, in any bytes', () => {
    const payload = encodeRlp([uintToRlp(5), bytes('ff41'), [], uintToRlp(0), nodeId]);
    expect(decodeHello(payload).client).toBe('\ufffdA');
  });

  test('keeps repeated and unsorted capabilities', () => {
    const capabilities = [
      { name: 'waku', version: 1 },
      { name: 'shh', version: 6 },
      { name: 'shh', version: 6 },
    ];
    expect(decodeHello(encodeHello({ ...hello, capabilities })).capabilities).toEqual(capabilities);
  });

  test.each([
    ['no bytes', ''],
    ['a string', '83010203'],
    ['four elements', 'c405808080'],
    ['a leading zero in the version', 'c6820005c0c08080'],
    ['a capability of one element', 'c70580c2c1618080'],
    ['a nested client', 'c505c0c08080'],
  ])('of %s is malformed', (_, payload) => {
    expect(codeOf(bytes(payload))).toBe('HELLO_MALFORMED');
  });

  test('with a capability of three elements is malformed', () => {
    const payload = encodeRlp([
      uintToRlp(5),
      bytes(''),
      [[bytes('61'), uintToRlp(1), uintToRlp(1)]],
      uintToRlp(0),
      nodeId,
    ]);
    expect(codeOf(payload)).toBe('HELLO_MALFORMED');
  });

  test.each([0, 63, 65])('with an id of %i bytes names nobody', (length) => {
    expect(codeOf(encodeHello({ ...hello, nodeId: new Uint8Array(length).fill(1) }))).toBe('HELLO_IDENTITY');
  });

  test('with an id of zeros names nobody', () => {
    expect(codeOf(encodeHello({ ...hello, nodeId: new Uint8Array(64) }))).toBe('HELLO_IDENTITY');
  });
});

describe('threats', () => {
  test('P7: a Hello of more than 2048 bytes, or with 10,000 capabilities, is not taken apart', () => {
    const padded = (length: number): Uint8Array => {
      const payload = encodeHello(hello);
      return concatBytes(payload, new Uint8Array(length - payload.length));
    };
    expect(codeOf(padded(2048))).toBeUndefined();
    expect(codeOf(padded(2049))).toBe('HELLO_TOO_LARGE');
    const capabilities = Array.from({ length: 10_000 }, (_, version) => ({ name: 'shh', version }));
    expect(codeOf(encodeHello({ ...hello, capabilities }))).toBe('HELLO_TOO_LARGE');
  });

  test('P13: lists 1,000 deep, lying lengths and non-canonical integers are malformed', () => {
    let nested = bytes('c0');
    for (let i = 0; i < 1000 && nested.length < 2040; i++) nested = wrapList(nested);
    expect(codeOf(nested)).toBe('HELLO_MALFORMED');
    for (const payload of ['ffffffffffffffffff', 'f9ffff05', 'fbffffffff05', 'f800', 'f90001c0', 'c78200058080c0']) {
      expect(codeOf(bytes(payload))).toBe('HELLO_MALFORMED');
    }
  });

  test('P13: throws its declared error only, truncated at every byte, with any bit flipped or on any bytes', () => {
    const payload = encodeHello(hello);
    for (const cut of truncations(payload)) expect(codeOf(cut)).toBe('HELLO_MALFORMED');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (any) => void codeOf(any)));
    for (const flipped of bitFlips(payload)) codeOf(flipped);
  });
});

/** The list that holds one item. */
function wrapList(item: Uint8Array): Uint8Array {
  const { length } = item;
  const header = length < 56 ? [0xc0 + length] : length < 256 ? [0xf8, length] : [0xf9, length >> 8, length & 0xff];
  return concatBytes(Uint8Array.from(header), item);
}
