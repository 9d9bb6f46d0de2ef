import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes } from '@status/base';
import { encodeRlp, type RlpInput, uintToRlp } from '@status/base/rlp';
import { bitFlips, truncations } from '@status/testing';
import { WhisperError } from '@status/whisper';
import {
  batchHashOf,
  createEnvelope,
  decodeBatchAck,
  decodeBloom,
  decodeMessages,
  decodeMessagesResponse,
  decodePowRequirement,
  decodeRateLimits,
  decodeStatus,
  encodeBatchAck,
  encodeBloom,
  encodeMessages,
  encodeMessagesResponse,
  encodePowRequirement,
  encodeRateLimits,
  encodeStatus,
  fullBloom,
  type RateLimits,
} from '@status/whisper/wire';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import { readMessages } from '../src/packets.ts';
import { hashFrom, topicFrom } from './support/bytes.ts';

const malformed = expect.objectContaining({ code: 'WHISPER_PACKET' });
const HASH = hashFrom(Uint8Array.from({ length: 32 }, (_, i) => i));

function limitsOf([ip, peer, topic]: readonly number[]): RateLimits {
  return { ip: BigInt(ip!), peer: BigInt(peer!), topic: BigInt(topic!) };
}

describe('packets of the reference', () => {
  type Status = { bloom: string; confirmations: boolean; light: boolean; minPow: number; rateLimits: number[] };
  test.each(vectors<Status, { payload: string }>('whisper-packets', 'status'))('$id', ({ in: input, out }) => {
    const { minPow, light, confirmations } = input;
    const bloom = input.bloom === '' ? {} : { bloom: hexToBytes(input.bloom) };
    const status = { minPow, ...bloom, light, confirmations, rateLimits: limitsOf(input.rateLimits) };
    expect(bytesToHex(encodeStatus(status))).toBe(out.payload);
    expect(decodeStatus(hexToBytes(out.payload))).toEqual(status);
  });

  type Messages = { batchHash: string; envelopes: number; hashes: string[] | null };
  test.each(vectors<{ payload: string }, Messages>('whisper-packets', 'messages'))('$id', ({ in: input, out }) => {
    const payload = hexToBytes(input.payload);
    const envelopes = decodeMessages(payload);
    expect(envelopes.length).toBe(out.envelopes);
    expect(envelopes.map(({ hash }) => bytesToHex(hash))).toEqual(out.hashes ?? []);
    expect(bytesToHex(batchHashOf(payload))).toBe(out.batchHash);
    expect(encodeMessages(envelopes)).toEqual(payload);
  });

  test.each(vectors<{ batchHash: string }, { payload: string }>('whisper-packets', 'batchAck'))(
    '$id',
    ({ in: { batchHash }, out }) => {
      expect(bytesToHex(encodeBatchAck(hexToBytes(batchHash)))).toBe(out.payload);
      expect(bytesToHex(decodeBatchAck(hexToBytes(out.payload)))).toBe(batchHash);
    },
  );

  type Response = { batchHash: string; errors: { code: number; description: string; hash: string }[] };
  test.each(vectors<Response, { payload: string }>('whisper-packets', 'messagesResponse'))(
    '$id',
    ({ in: input, out }) => {
      const errors = input.errors.map(({ code, description, hash }) => ({
        code: BigInt(code),
        description,
        hash: hashFrom(hexToBytes(hash)),
      }));
      const response = { batchHash: hexToBytes(input.batchHash), errors };
      expect(bytesToHex(encodeMessagesResponse(response))).toBe(out.payload);
      expect(decodeMessagesResponse(hexToBytes(out.payload))).toEqual(response);
    },
  );

  test.each(vectors<{ pow: number }, { payload: string }>('whisper-packets', 'powRequirement'))(
    '$id',
    ({ in: { pow }, out }) => {
      expect(bytesToHex(encodePowRequirement(pow))).toBe(out.payload);
      expect(decodePowRequirement(hexToBytes(out.payload))).toBe(pow);
    },
  );

  test.each(vectors<{ bloom: string }, { payload: string }>('whisper-packets', 'bloom'))(
    '$id',
    ({ in: { bloom }, out }) => {
      expect(bytesToHex(encodeBloom(hexToBytes(bloom)))).toBe(out.payload);
      expect(bytesToHex(decodeBloom(hexToBytes(out.payload)))).toBe(bloom);
    },
  );

  test.each(vectors<{ rateLimits: number[] }, { payload: string }>('whisper-packets', 'rateLimits'))(
    '$id',
    ({ in: { rateLimits }, out }) => {
      expect(bytesToHex(encodeRateLimits(limitsOf(rateLimits)))).toBe(out.payload);
      expect(decodeRateLimits(hexToBytes(out.payload))).toEqual(limitsOf(rateLimits));
    },
  );
});

describe('a status', () => {
  const status = (...fields: RlpInput[]): Uint8Array => encodeRlp(fields);
  const pow = hexToBytes('3f60624dd2f1a9fc');

  test('needs nothing but the version', () => {
    expect(decodeStatus(hexToBytes('c106'))).toEqual({ minPow: 0, light: false, confirmations: false });
  });

  test('of the four fields of EIP-627 is complete', () => {
    expect(decodeStatus(status(uintToRlp(6), pow, fullBloom(), Uint8Array.of(1)))).toEqual({
      minPow: 0.002,
      bloom: fullBloom(),
      light: true,
      confirmations: false,
    });
  });

  test('may have more fields than we know, malformed ones among them', () => {
    const known = [uintToRlp(6), pow, new Uint8Array(), new Uint8Array(), Uint8Array.of(1), [[], [], []]];
    expect(decodeStatus(status(...known, [[]], HASH))).toMatchObject({ confirmations: true });
    expect(decodeStatus(hexToBytes('cc0680800180c3808080b90500'))).toMatchObject({ light: true });
  });

  test('with flags and limits that make no sense is read without them', () => {
    const read = decodeStatus(status(uintToRlp(6), pow, new Uint8Array(), Uint8Array.of(2), [], Uint8Array.of(9)));
    expect(read).toEqual({ minPow: 0.002, light: false, confirmations: false });
  });

  test.each([
    ['5', 'c105'],
    ['7', 'c107'],
    ['0', 'c180'],
    ['none', 'c0'],
  ])('of version %s does not fit', (_, hex) => {
    expect(() => decodeStatus(hexToBytes(hex))).toThrow(expect.objectContaining({ code: 'WHISPER_HANDSHAKE' }));
  });

  test.each([
    ['no list', '06'],
    ['a list for a version', 'c1c0'],
    ['NaN as proof of work', 'ca06887ff8000000000001'],
    ['an infinite proof of work', 'ca06887ff0000000000000'],
    ['a negative proof of work', 'ca0688bff0000000000000'],
    ['a proof of work of nine bytes', 'cb0689010000000000000000'],
    ['a list for a proof of work', 'c206c0'],
    ['a bloom of one byte', 'c3068005'],
    ['a bloom of 32 bytes', `e30680a0${'00'.repeat(32)}`],
    ['a list for a bloom', 'c30680c0'],
    ['an item that is cut off', 'c20682'],
  ])('is not %s', (_, hex) => expect(() => decodeStatus(hexToBytes(hex))).toThrow(malformed));
});

describe('a proof-of-work requirement', () => {
  test.each([
    [0.2, '883fc999999999999a'],
    [0.002, '883f60624dd2f1a9fc'],
    [0.000_002, '883ec0c6f7a0b5ed8d'],
    [1, '883ff0000000000000'],
    [0, '80'],
    [Number.MIN_VALUE, '01'],
  ])('of %d is the bits of the double, minimal', (pow, hex) => {
    expect(bytesToHex(encodePowRequirement(pow))).toBe(hex);
    expect(decodePowRequirement(hexToBytes(hex))).toBe(pow);
  });

  test.each([
    ['a list', 'c9883f60624dd2f1a9fc'],
    ['NaN', '887ff8000000000001'],
    ['infinite', '887ff0000000000000'],
    ['negative', '88bf60624dd2f1a9fc'],
    ['of nine bytes', '89013f60624dd2f1a9fc'],
    ['written with a leading zero', '88003f60624dd2f1a9'],
    ['nothing', ''],
    ['followed by more', '8000'],
  ])('is not %s', (_, hex) => expect(() => decodePowRequirement(hexToBytes(hex))).toThrow(malformed));
});

describe('a bloom packet', () => {
  test.each([
    ['empty', '80'],
    ['of 63 bytes', `b83f${'01'.repeat(63)}`],
    ['of 65 bytes', `b841${'01'.repeat(65)}`],
    ['in a list', `f842b840${'01'.repeat(64)}`],
  ])('is not %s', (_, hex) => expect(() => decodeBloom(hexToBytes(hex))).toThrow(malformed));

  test('shares no memory with the packet', () => {
    const packet = encodeBloom(fullBloom());
    const bloom = decodeBloom(packet);
    packet.fill(0);
    expect(bloom).toEqual(fullBloom());
  });
});

describe('a messages packet', () => {
  const envelope = createEnvelope({ expiry: 20, ttl: 10, topic: topicFrom(HASH.subarray(0, 4)), data: HASH }, 7n);

  test('without envelopes is the empty list', () => expect(bytesToHex(encodeMessages([]))).toBe('c0'));

  test('is a list for one envelope too', () => {
    expect(encodeMessages([envelope])).toEqual(
      encodeRlp([[uintToRlp(20), uintToRlp(10), envelope.topic, HASH, uintToRlp(7)]]),
    );
  });

  test.each([
    ['a string', '80'],
    ['followed by more', 'c000'],
    ['longer than it says', 'c180ff'],
    ['cut off', 'c2'],
  ])('is not %s', (_, hex) => expect(() => decodeMessages(hexToBytes(hex))).toThrow(malformed));

  test('with one malformed envelope is malformed', () => {
    const payload = encodeRlp([[], [uintToRlp(20)]]);
    expect(() => decodeMessages(payload)).toThrow(expect.objectContaining({ code: 'WHISPER_ENVELOPE' }));
  });

  test('of more than 1 MiB may hold more than 16,384 envelopes', () => {
    const data = new Uint8Array(300);
    const envelope = createEnvelope({ expiry: 100, ttl: 15, topic: topicFrom('01020304'), data }, 0n);
    const payload = encodeMessages(Array.from({ length: 20_000 }, () => envelope));
    expect(readMessages(payload).length).toBe(20_000);
    const items = new Uint8Array(800_000).fill(0xc0);
    const crowded = concatBytes(Uint8Array.of(0xfa), uintToRlp(items.length), items);
    expect(() => readMessages(crowded)).toThrow(malformed);
  });

  test('of 100,000 items is refused without reading them', () => {
    const items = new Uint8Array(100_000).fill(0xc0);
    const payload = concatBytes(hexToBytes('fa0186a0'), items);
    expect(() => decodeMessages(payload)).toThrow(malformed);
  });
});

describe('a messages response', () => {
  const errors = (...entries: RlpInput[]): Uint8Array => encodeRlp([uintToRlp(1), [HASH, entries]]);

  test('without errors', () => {
    const hex = `e401e2a0${bytesToHex(HASH)}c0`;
    expect(bytesToHex(encodeMessagesResponse({ batchHash: HASH, errors: [] }))).toBe(hex);
  });

  test('for all that a packet of 10 MiB may hold is no longer than that', () => {
    const errors = Array.from({ length: 160_000 }, () => ({ hash: HASH, code: 37n, description: 'x'.repeat(20) }));
    const length = encodeMessagesResponse({ batchHash: HASH, errors }).length;
    expect(length).toBeGreaterThan(8_000_000);
    expect(length).toBeLessThan(10 * 2 ** 20);
  });

  test('with any code and text is read', () => {
    expect(decodeMessagesResponse(errors([HASH, uintToRlp(1), Uint8Array.of(0xff)]))?.errors).toEqual([
      { hash: HASH, code: 1n, description: '\ufffd' },
    ]);
  });

  test.each([
    ['of another version', encodeRlp([uintToRlp(2), [HASH, []]])],
    ['with an inside that is a string', encodeRlp([uintToRlp(1), HASH])],
    ['with a short batch hash', encodeRlp([uintToRlp(1), [HASH.subarray(1), []]])],
    ['with a short envelope hash', errors([HASH.subarray(1), uintToRlp(37), HASH])],
    ['with an error of two items', errors([HASH, uintToRlp(37)])],
    ['with a list for a text', errors([HASH, uintToRlp(37), []])],
    ['with three items inside', encodeRlp([uintToRlp(1), [HASH, [], []]])],
  ])('%s is ignored', (_, payload) => expect(decodeMessagesResponse(payload)).toBeUndefined());

  test.each([
    ['a string', HASH],
    ['one item', [uintToRlp(1)]],
    ['three items', [uintToRlp(1), [HASH, []], []]],
    ['a list for a version', [[], [HASH, []]]],
  ])('is not %s', (_, items) => expect(() => decodeMessagesResponse(encodeRlp(items))).toThrow(malformed));
});

test.each([
  ['two', 'c20102'],
  ['four', 'c401020304'],
  ['no', 'c0'],
])('rate limits of %s integers are malformed', (_, hex) => {
  expect(() => decodeRateLimits(hexToBytes(hex))).toThrow(malformed);
});

test.each([
  ['31', `9f${'01'.repeat(31)}`],
  ['33', `a1${'01'.repeat(33)}`],
])('a batch acknowledgement of %s bytes is malformed', (_, hex) => {
  expect(() => decodeBatchAck(hexToBytes(hex))).toThrow(malformed);
});

describe('every decoder', () => {
  const samples: readonly (readonly [name: string, decode: (bytes: Uint8Array) => unknown, sample: Uint8Array])[] = [
    ['status', decodeStatus, encodeStatus({ minPow: 0.002, bloom: fullBloom(), light: false, confirmations: true })],
    [
      'messages',
      decodeMessages,
      encodeMessages([createEnvelope({ expiry: 20, ttl: 10, topic: topicFrom(HASH.subarray(0, 4)), data: HASH }, 7n)]),
    ],
    ['powRequirement', decodePowRequirement, encodePowRequirement(0.002)],
    ['bloom', decodeBloom, encodeBloom(fullBloom())],
    ['batchAck', decodeBatchAck, encodeBatchAck(HASH)],
    [
      'messagesResponse',
      decodeMessagesResponse,
      encodeMessagesResponse({ batchHash: HASH, errors: [{ hash: HASH, code: 37n, description: 'old' }] }),
    ],
    ['rateLimits', decodeRateLimits, encodeRateLimits({ ip: 10n, peer: 5n, topic: 0n })],
  ];

  const sampleOf = (name: string): Uint8Array => samples.find(([other]) => other === name)![2];

  /** Whether the bytes decode; any error but the declared one fails the test. */
  const decodes = (decode: (bytes: Uint8Array) => unknown, bytes: Uint8Array): boolean => {
    try {
      decode(bytes);
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(WhisperError);
      return false;
    }
  };

  test.each(samples)('%s: throws the declared error cut short at any byte', (_, decode, sample) => {
    expect(decodes(decode, sample)).toBe(true);
    for (const cut of truncations(sample)) expect(decodes(decode, cut)).toBe(false);
  });

  test.each(samples)('%s: throws only the declared error with any bit flipped', (_, decode, sample) => {
    for (const flipped of bitFlips(sample)) decodes(decode, flipped);
  });

  const tree: fc.Arbitrary<RlpInput> = fc.letrec<{ node: RlpInput }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.uint8Array({ maxLength: 9 }),
      fc.constantFrom<Uint8Array>(HASH, Uint8Array.of(1), Uint8Array.of(6)),
      fc.array(tie('node'), { maxLength: 6 }),
    ),
  })).node;

  test.each(samples)('%s: throws only the declared error for any bytes', (_, decode) => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 100 }), tree.map(encodeRlp));
    fc.assert(fc.property(bytes, (input) => void decodes(decode, input)));
  });

  test.each<[string, (bytes: Uint8Array) => Uint8Array, Uint8Array]>([
    ['messages', (bytes) => encodeMessages(decodeMessages(bytes)), sampleOf('messages')],
    ['powRequirement', (bytes) => encodePowRequirement(decodePowRequirement(bytes)), sampleOf('powRequirement')],
    ['bloom', (bytes) => encodeBloom(decodeBloom(bytes)), sampleOf('bloom')],
    ['batchAck', (bytes) => encodeBatchAck(decodeBatchAck(bytes)), sampleOf('batchAck')],
    ['rateLimits', (bytes) => encodeRateLimits(decodeRateLimits(bytes)), sampleOf('rateLimits')],
  ])('%s: what decodes encodes to itself', (_, again, sample) => {
    let decoded = 0;
    for (const bytes of [sample, ...bitFlips(sample)]) {
      if (!decodes(again, bytes)) continue;
      decoded++;
      expect(again(bytes)).toEqual(bytes);
    }
    expect(decoded).toBeGreaterThan(1);
  });

  test.each(samples)('%s: is bounded for lists nested a hundred thousand deep', (_, decode) => {
    let nested: Uint8Array = new Uint8Array(100_000).fill(0xc1);
    nested = concatBytes(nested, Uint8Array.of(0xc0));
    expect(decodes(decode, nested)).toBe(false);
  });
});
