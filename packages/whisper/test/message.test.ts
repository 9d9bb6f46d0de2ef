import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes, systemClock } from '@status/base';
import { aesGcmEncrypt, keccak256, publicKeyOf, sign } from '@status/crypto';
import type { ListenKey, RecipientKey } from '@status/interfaces';
import { seededRandom } from '@status/testing';
import {
  createEnvelope,
  decodeEnvelope,
  decodePlaintext,
  encodePlaintext,
  encryptMessage,
  openMessage,
  powOf,
  sealEnvelope,
  targetBits,
} from '@status/whisper';
import fc from 'fast-check';
import { vectors } from './support/vectors.ts';

type Valid = {
  asymmetric: boolean;
  dstPrivate: string;
  dstPublic: string;
  ephemeralPrivate: string;
  gcmNonce: string;
  iv: string;
  now: number;
  payload: string;
  powTarget: number;
  signed: boolean;
  srcPrivate: string;
  symKey: string;
  topic: string;
  ttl: number;
};
type ValidOut = {
  bloom: string;
  dataLen: number;
  envelopeRlp: string;
  expiry: number;
  hash: string;
  nonce: string;
  opened: { padding: string; plaintext?: string; plaintextLen: number; signer: string | null };
  pow: number;
  powTargetBits: number;
  ttl: number;
};
type Invalid = { envelopeRlp: string; symKey?: string; dstPrivate?: string };
type InvalidOut = { opened: boolean; paddingLen?: number; payload?: string; signer?: string | null };

const KEY = hexToBytes('01'.repeat(32));
const SIGNER = hexToBytes('11'.repeat(32));
const asHolder: ListenKey = { kind: 'symmetric', key: KEY };
const GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Data of an envelope with a plaintext of one's own making. */
function dataOf(plaintext: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(12);
  return concatBytes(aesGcmEncrypt(KEY, nonce, plaintext), nonce);
}

function keyOf(input: { symKey?: string; dstPrivate?: string }): ListenKey {
  return input.symKey === undefined
    ? { kind: 'asymmetric', privateKey: hexToBytes(input.dstPrivate!) }
    : { kind: 'symmetric', key: hexToBytes(input.symKey) };
}

describe('messages of the reference are sealed and opened alike', () => {
  test.each(vectors<Valid, ValidOut>('whisper-envelope', 'valid'))('$id', async ({ in: input, out }) => {
    const to: RecipientKey = input.asymmetric
      ? { kind: 'asymmetric', publicKey: hexToBytes(input.dstPublic) }
      : { kind: 'symmetric', key: hexToBytes(input.symKey) };
    const source = input.asymmetric
      ? { ephemeralPrivateKey: hexToBytes(input.ephemeralPrivate), iv: hexToBytes(input.iv) }
      : { nonce: hexToBytes(input.gcmNonce) };
    const plaintext = encodePlaintext(hexToBytes(input.payload), {
      padding: hexToBytes(out.opened.padding),
      ...(input.signed && { from: hexToBytes(input.srcPrivate) }),
    });
    expect(plaintext.length).toBe(out.opened.plaintextLen);
    // Left out of the largest vectors, where the envelope alone has to agree.
    if (out.opened.plaintext !== undefined) expect(bytesToHex(plaintext)).toBe(out.opened.plaintext);

    const data = encryptMessage(plaintext, to, source);
    const fields = { expiry: out.expiry, ttl: out.ttl, topic: hexToBytes(input.topic), data };
    expect(targetBits(input.powTarget, 20 + data.length, out.ttl)).toBe(out.powTargetBits);
    const envelope = await sealEnvelope(fields, input.powTarget, { clock: systemClock, workTime: 60_000 });
    expect(envelope.nonce).toBe(BigInt(out.nonce));
    expect(bytesToHex(envelope.raw) === out.envelopeRlp).toBe(true);
    expect(bytesToHex(envelope.hash)).toBe(out.hash);
    expect(powOf(envelope)).toBe(out.pow);

    const opened = openMessage(decodeEnvelope(hexToBytes(out.envelopeRlp)), keyOf(input))!;
    expect(bytesToHex(opened.payload) === input.payload).toBe(true);
    expect(bytesToHex(opened.padding)).toBe(out.opened.padding);
    expect(opened.sender && bytesToHex(opened.sender)).toBe(out.opened.signer ?? undefined);
  });
});

describe('messages that the reference refuses, or opens against expectation', () => {
  test.each(vectors<Invalid, InvalidOut>('whisper-envelope', 'invalid'))('$id: $label', ({ in: input, out }) => {
    const opened = openMessage(decodeEnvelope(hexToBytes(input.envelopeRlp)), keyOf(input));
    expect(opened !== undefined).toBe(out.opened);
    if (!opened) return;
    expect(bytesToHex(opened.payload)).toBe(out.payload);
    expect(opened.padding.length).toBe(out.paddingLen);
    expect(opened.sender && bytesToHex(opened.sender)).toBe(out.signer ?? undefined);
  });
});

describe('a plaintext', () => {
  const random = seededRandom('plaintext');

  test.each([
    ['is rounded up to 256 bytes', 100, 256],
    ['gets a whole block when it is aligned', 254, 512],
    ['gets a single byte when one is missing', 253, 256],
    ['takes two size bytes from 256 on', 256, 512],
    ['takes three size bytes from 65,536 on', 65_536, 65_792],
  ])('%s', (_, length, total) => {
    expect(encodePlaintext(new Uint8Array(length), { random }).length).toBe(total);
  });

  test('is rounded up with its signature', () => {
    expect(encodePlaintext(new Uint8Array(189), { random, from: SIGNER }).length).toBe(512);
    expect(encodePlaintext(new Uint8Array(188), { random, from: SIGNER }).length).toBe(256);
  });

  test('is never padded with zeros only: such padding is drawn again', () => {
    const draws = [Uint8Array.of(0), Uint8Array.of(0), Uint8Array.of(7)];
    const plaintext = encodePlaintext(new Uint8Array(253), { random: { bytes: () => draws.shift()! } });
    expect(draws).toEqual([]);
    expect(plaintext.at(-1)).toBe(7);
  });

  test('takes given padding as it is, zeros and none too', () => {
    expect(bytesToHex(encodePlaintext(Uint8Array.of(9), { padding: new Uint8Array(2) }))).toBe('0101090000');
    expect(bytesToHex(encodePlaintext(Uint8Array.of(9), { padding: new Uint8Array() }))).toBe('010109');
  });

  test('of 2²⁴ bytes is refused: its size would spill into the signed flag', () => {
    expect(() => encodePlaintext(new Uint8Array(2 ** 24), { padding: new Uint8Array() })).toThrow(
      expect.objectContaining({ code: 'PRIVACY_TOO_LARGE' }),
    );
  });

  test('of 2²⁴ − 1 bytes is written and read', () => {
    const plaintext = encodePlaintext(new Uint8Array(2 ** 24 - 1), { padding: new Uint8Array() });
    expect(bytesToHex(plaintext.subarray(0, 4))).toBe('03ffffff');
    expect(decodePlaintext(plaintext)?.payload.length).toBe(2 ** 24 - 1);
  });

  test('may have flags that mean nothing', () => {
    expect(decodePlaintext(hexToBytes('f9010baa'))).toEqual({ payload: hexToBytes('0b'), padding: hexToBytes('aa') });
  });

  test('may be written with more size bytes than it needs', () => {
    expect(decodePlaintext(hexToBytes('030100000b'))?.payload).toEqual(hexToBytes('0b'));
  });

  test.each([
    ['nothing', ''],
    ['a size that is cut off', '0201'],
    ['a payload that is cut off', '01020b'],
    ['a payload that reaches into the signature', `05ff${'00'.repeat(70)}`],
    ['a signature and nothing else', `04${'00'.repeat(64)}`],
    ['flags and a signature only', `05${'00'.repeat(65)}`],
  ])('is not %s', (_, hex) => expect(decodePlaintext(hexToBytes(hex))).toBeUndefined());

  test('with a signature of v 27 or 28 is dropped', () => {
    const plaintext = encodePlaintext(Uint8Array.of(1), { random, from: SIGNER });
    plaintext[plaintext.length - 1]! += 27;
    expect(decodePlaintext(plaintext)).toBeUndefined();
  });

  test('with s in the upper half is from the same sender, as at the reference', () => {
    const unsigned = hexToBytes('05010b00');
    const signature = sign(keccak256(unsigned), SIGNER);
    const s = GROUP_ORDER - BigInt(`0x${bytesToHex(signature.subarray(32, 64))}`);
    const high = concatBytes(
      signature.subarray(0, 32),
      hexToBytes(s.toString(16).padStart(64, '0')),
      Uint8Array.of(signature[64]! ^ 1),
    );
    expect(decodePlaintext(concatBytes(unsigned, high))?.sender).toEqual(publicKeyOf(SIGNER));
  });

  test('is read or dropped, never an exception, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const read = decodePlaintext(bytes);
        if (read === undefined) return;
        expect(read.payload.length + read.padding.length).toBeLessThan(bytes.length);
      }),
    );
  });

  test('is the same after writing and reading', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 20 }), (payload, padding) => {
        expect(decodePlaintext(encodePlaintext(payload, { padding }))).toEqual({ payload, padding });
      }),
    );
  });

  test('cut short or flipped anywhere is never taken for another of the same sender', () => {
    const plaintext = encodePlaintext(hexToBytes('68656c6c6f'), { padding: hexToBytes('aabb'), from: SIGNER });
    const sender = bytesToHex(publicKeyOf(SIGNER));
    const senderOf = (bytes: Uint8Array): string => bytesToHex(decodePlaintext(bytes)?.sender ?? new Uint8Array());
    expect(senderOf(plaintext)).toBe(sender);
    for (let length = 0; length < plaintext.length; length++) {
      expect(senderOf(plaintext.subarray(0, length))).not.toBe(sender);
    }
    for (let bit = 0; bit < (plaintext.length - 65) * 8; bit += 5) {
      const flipped = plaintext.slice();
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(senderOf(flipped)).not.toBe(sender);
    }
  });
});

describe('a sealed message', () => {
  const random = seededRandom('sealed');
  const privateKey = hexToBytes('22'.repeat(32));
  const symmetric: RecipientKey = { kind: 'symmetric', key: KEY };
  const asymmetric: RecipientKey = { kind: 'asymmetric', publicKey: publicKeyOf(privateKey) };
  const asRecipient: ListenKey = { kind: 'asymmetric', privateKey };
  const plaintext = encodePlaintext(hexToBytes('68656c6c6f'), { random });

  test.each([
    ['symmetric', symmetric, asHolder, 28],
    ['asymmetric', asymmetric, asRecipient, 113],
  ] as const)('%s: opens with its key and is longer by what the encryption adds', (_, to, key, overhead) => {
    const data = encryptMessage(plaintext, to, { random });
    expect(data.length).toBe(plaintext.length + overhead);
    expect(openMessage({ data }, key)?.payload).toEqual(hexToBytes('68656c6c6f'));
  });

  test.each([
    ['symmetric', symmetric, asHolder],
    ['asymmetric', asymmetric, asRecipient],
  ] as const)('%s: every decrypt failure says the same, which is nothing', (_, to, key) => {
    const data = encryptMessage(plaintext, to, { random });
    const failures = [
      data.subarray(0, 0),
      data.subarray(0, 27),
      data.subarray(0, data.length - 1),
      concatBytes(data, Uint8Array.of(0)),
      ...[0, 70, 200, data.length - 1].map((index) => data.map((byte, i) => (i === index ? byte ^ 1 : byte))),
      new Uint8Array(98),
      new Uint8Array(113),
    ];
    for (const failure of failures) expect(openMessage({ data: failure }, key)).toBeUndefined();
    expect(openMessage({ data }, { kind: 'symmetric', key: hexToBytes('03'.repeat(32)) })).toBeUndefined();
    expect(openMessage({ data }, { kind: 'asymmetric', privateKey: SIGNER })).toBeUndefined();
  });

  test('opens to nothing when what is inside makes no sense', () => {
    expect(openMessage({ data: dataOf(new Uint8Array()) }, asHolder)).toBeUndefined();
    expect(openMessage({ data: dataOf(hexToBytes('0105')) }, asHolder)).toBeUndefined();
    expect(openMessage({ data: dataOf(hexToBytes('010109')) }, asHolder)).toBeDefined();
  });

  test.each([
    ['31 bytes', { kind: 'symmetric', key: new Uint8Array(31).fill(1) }],
    ['zero', { kind: 'symmetric', key: new Uint8Array(32) }],
    ['a point off the curve', { kind: 'asymmetric', publicKey: hexToBytes(`04${'11'.repeat(64)}`) }],
  ] as const)('is not made for a key of %s', (_, to) => {
    expect(() => encryptMessage(plaintext, to, { random })).toThrow(expect.objectContaining({ code: 'PRIVACY_KEY' }));
  });

  test('is not made with the randomness of the other kind of key', () => {
    const wrong = expect.objectContaining({ code: 'PRIVACY_KEY' });
    expect(() => encryptMessage(plaintext, asymmetric, { nonce: new Uint8Array(12) })).toThrow(wrong);
    expect(() =>
      encryptMessage(plaintext, symmetric, { ephemeralPrivateKey: privateKey, iv: new Uint8Array(16) }),
    ).toThrow(wrong);
  });

  test('is opened or not, never an exception, whatever the data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 250 }), (data) => {
        expect(openMessage({ data }, asHolder)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 110, maxLength: 250 }), (data) => {
        data[0] = 4;
        expect(openMessage({ data }, asRecipient)).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  test('cut short at any byte opens to nothing', () => {
    const { data } = createEnvelope(
      { expiry: 1, ttl: 1, topic: new Uint8Array(4), data: encryptMessage(plaintext, symmetric, { random }) },
      0n,
    );
    for (let length = 0; length < data.length; length++) {
      expect(openMessage({ data: data.subarray(0, length) }, asHolder)).toBeUndefined();
    }
  });
});
