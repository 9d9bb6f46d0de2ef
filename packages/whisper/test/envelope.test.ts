import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes } from '@status/base';
import { encodeRlp, uintToRlp } from '@status/base/rlp';
import { bitFlips, truncations } from '@status/testing';
import { WhisperError } from '@status/whisper';
import { createEnvelope, decodeEnvelope, encodeWithoutNonce, envelopeSize, powOf } from '@status/whisper/wire';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';
import { topicFrom } from './support/bytes.ts';

type PowCalc = { data: string; expiry: number; nonce: string; topic: string; ttl: number };
type PowCalcOut = { envelopeRlp: string; hash: string; pow: number; rlpWithoutNonce: string };

const RAW = hexToBytes('d5845f2d3b800f84deadbeef84aabbccdd8401020304');

function expectMalformed(bytes: Uint8Array): void {
  expect(() => decodeEnvelope(bytes)).toThrow(expect.objectContaining({ code: 'WHISPER_ENVELOPE' }));
}

/** Decodes, or reports the declared error; anything else fails the test. */
function decodes(bytes: Uint8Array): boolean {
  try {
    expect(decodeEnvelope(bytes).raw).toEqual(bytes);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(WhisperError);
    return false;
  }
}

describe('envelopes of the reference', () => {
  test.each(vectors<PowCalc, PowCalcOut>('whisper-envelope', 'powcalc'))('$id', ({ in: fields, out }) => {
    const envelope = createEnvelope(
      { expiry: fields.expiry, ttl: fields.ttl, topic: topicFrom(fields.topic), data: hexToBytes(fields.data) },
      BigInt(fields.nonce),
    );
    expect(bytesToHex(envelope.raw)).toBe(out.envelopeRlp);
    expect(bytesToHex(envelope.hash)).toBe(out.hash);
    expect(bytesToHex(encodeWithoutNonce(envelope))).toBe(out.rlpWithoutNonce);
    expect(powOf(envelope)).toBe(out.pow);
    expect(decodeEnvelope(hexToBytes(out.envelopeRlp))).toEqual(envelope);
  });
});

describe('an envelope', () => {
  test('is read field by field', () => {
    const envelope = decodeEnvelope(RAW);
    expect(envelope).toMatchObject({ expiry: 0x5f2d3b80, ttl: 15, nonce: 0x01020304n });
    expect(bytesToHex(envelope.topic)).toBe('deadbeef');
    expect(bytesToHex(envelope.data)).toBe('aabbccdd');
    expect(envelopeSize(envelope)).toBe(24);
  });

  test('has the proof of work of the reference', () => {
    expect(powOf(decodeEnvelope(RAW))).toBe(0.00392156862745098);
  });

  test('with a time to live of 0 has an infinite proof of work', () => {
    expect(powOf(decodeEnvelope(hexToBytes('cd845f2d3b808084deadbeef8080')))).toBe(Number.POSITIVE_INFINITY);
  });

  test('shares no memory with the packet that it came in', () => {
    const packet = new Uint8Array(1000);
    packet.set(RAW, 500);
    const envelope = decodeEnvelope(packet.subarray(500, 500 + RAW.length));
    packet.fill(0);
    expect(envelope.raw).toEqual(RAW);
    expect(envelope.raw.buffer.byteLength).toBe(RAW.length);
    expect(bytesToHex(envelope.topic)).toBe('deadbeef');
  });

  test.each([
    ['a string', '80'],
    ['an empty list', 'c0'],
    ['four items', 'd0845f2d3b800f84deadbeef84aabbccdd'],
    ['six items', 'd6845f2d3b800f84deadbeef84aabbccdd840102030480'],
    ['a topic of three bytes', 'd4845f2d3b800f83deadbe84aabbccdd8401020304'],
    ['a topic of five bytes', 'd6845f2d3b800f85deadbeef0084aabbccdd8401020304'],
    ['a topic that is a list', 'd5845f2d3b800fc4deadbeef84aabbccdd8401020304'],
    ['data that is a list', 'd1845f2d3b800f84deadbeefc08401020304'],
    ['an expiry with a leading zero', 'd584002d3b800f84deadbeef84aabbccdd8401020304'],
    ['an expiry of 33 bits', 'd685015f2d3b800f84deadbeef84aabbccdd8401020304'],
    ['a nonce of 65 bits', 'da845f2d3b800f84deadbeef84aabbccdd89010203040506070809'],
    ['a nonce with a leading zero', 'd5845f2d3b800f84deadbeef84aabbccdd8400020304'],
    ['a zero written as a byte', 'd2845f2d3b800084deadbeef84aabbccdd8101'],
  ])('is not %s', (_, hex) => expectMalformed(hexToBytes(hex)));

  test('is not cut short anywhere', () => {
    for (const cut of truncations(RAW)) expectMalformed(cut);
  });

  test('has nothing behind it', () => expectMalformed(concatBytes(RAW, Uint8Array.of(0))));

  test('decodes to itself or to the declared error, whatever bit is flipped', () => {
    let malformed = 0;
    for (const flipped of bitFlips(RAW)) {
      if (!decodes(flipped)) malformed++;
    }
    expect(malformed).toBeGreaterThan(0);
  });

  test('decodes to itself or to the declared error, whatever the bytes', () => {
    const near = fc
      .array(fc.oneof(fc.uint8Array({ maxLength: 9 }), fc.constant(Uint8Array.of(1, 2, 3, 4))), { maxLength: 7 })
      .map((items) => encodeRlp(items));
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), near), (bytes) => void decodes(bytes)));
  });

  test('is the same after encoding and decoding', () => {
    const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
    const topic = fc.uint8Array({ minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        uint32,
        uint32,
        topic,
        fc.uint8Array({ maxLength: 400 }),
        fc.bigInt(0n, 2n ** 64n - 1n),
        (...fields) => {
          const [expiry, ttl, topic, data, nonce] = fields;
          const envelope = createEnvelope({ expiry, ttl, topic: topicFrom(topic), data }, nonce);
          expect(decodeEnvelope(envelope.raw)).toEqual(envelope);
          expect(envelope).toMatchObject({ expiry, ttl, nonce });
          expect(encodeWithoutNonce(envelope)).toEqual(encodeRlp([uintToRlp(expiry), uintToRlp(ttl), topic, data]));
        },
      ),
    );
  });
});
