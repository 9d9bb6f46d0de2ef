import { expect, test } from '@jest/globals';
import { concatBytes, hexToBytes } from '@status/base';
import { ProtobufError } from '@status/base/protobuf';
import { bitFlips, truncations } from '@status/testing';
import fc from 'fast-check';
import { encodedMessageLength } from '../src/codec.ts';
import { decodeMessage, decodePayload, encodeMessage, encodePayload } from '../src/wire.ts';
import { payloadOf } from './node.ts';

const id = fc.uint8Array({ minLength: 32, maxLength: 32 });
const message = fc.record({
  groupId: id,
  timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  body: fc.uint8Array({ maxLength: 300 }),
});
const payloads = fc.record({
  acks: fc.array(id, { maxLength: 4 }),
  offers: fc.array(id, { maxLength: 4 }),
  requests: fc.array(id, { maxLength: 4 }),
  messages: fc.array(message, { maxLength: 4 }),
});
const ID = new Uint8Array(32).fill(5);

test('a payload survives the wire, and its bytes are canonical', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      const bytes = encodePayload(payload);
      const decoded = decodePayload(bytes);
      if (bytes.length === 0) return expect(decoded).toBeUndefined();
      expect(decoded).toEqual({ ...payload, dropped: 0 });
      expect(encodePayload(decoded!)).toEqual(bytes);
    }),
  );
});

test('decoding a payload never throws: random bytes, cuts, flipped bits', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodePayload(bytes)));
  const bytes = encodePayload(
    payloadOf({ acks: [ID], messages: [{ groupId: ID, timestamp: -1n, body: Uint8Array.of(1, 2, 3) }] }),
  );
  for (const damaged of [...truncations(bytes), ...bitFlips(bytes)]) decodePayload(damaged);
});

test('a message survives the wire, and its bytes are canonical', () => {
  fc.assert(
    fc.property(message, (single) => {
      const bytes = encodeMessage(single);
      expect(decodeMessage(bytes)).toEqual(single);
      expect(encodeMessage(decodeMessage(bytes))).toEqual(bytes);
    }),
  );
});

test('decoding a message throws its declared error only: random bytes, cuts, flipped bits', () => {
  const attempt = (bytes: Uint8Array): void => {
    try {
      decodeMessage(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(ProtobufError);
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), attempt));
  const bytes = encodeMessage({ groupId: ID, timestamp: -1n, body: Uint8Array.of(1, 2, 3) });
  for (const damaged of [...truncations(bytes), ...bitFlips(bytes)]) attempt(damaged);
});

test('the length of a message in a payload is known without encoding it', () => {
  for (const length of [0, 1, 50, 75, 76, 77, 78, 127, 128, 16_300, 16_330, 16_335, 16_340, 16_383, 16_384]) {
    const single = { groupId: ID, timestamp: 1n, body: new Uint8Array(length) };
    const expected = encodePayload(payloadOf({ messages: [single] })).length;
    expect(encodedMessageLength(encodeMessage(single).length)).toBe(expected);
  }
});

const none: readonly [string, Uint8Array][] = [
  ['no bytes', new Uint8Array()],
  ['text', hexToBytes('5b227e2363342235')],
  ['an application message', hexToBytes('0a0101120102')],
  ['unknown fields only, such as 5005', concatBytes(hexToBytes('eab80203'), Uint8Array.of(1, 2, 3))],
  ['a known field of another wire type', hexToBytes('c8b80201')],
  ['a truncated acknowledgement', hexToBytes('cab80220aabb')],
];

test.each(none)('is no payload: %s', (_, bytes) => {
  expect(decodePayload(bytes)).toBeUndefined();
});

test('unknown fields beside known ones are skipped', () => {
  const bytes = concatBytes(hexToBytes('0801'), encodePayload(payloadOf({ acks: [ID] })), hexToBytes('eab80200'));
  expect(decodePayload(bytes)).toEqual({ ...payloadOf({ acks: [ID] }), dropped: 0 });
});

test('elements may come in any order', () => {
  const [ack, offer] = [encodePayload(payloadOf({ acks: [ID] })), encodePayload(payloadOf({ offers: [ID] }))];
  expect(decodePayload(concatBytes(offer, ack))).toEqual({ ...payloadOf({ acks: [ID], offers: [ID] }), dropped: 0 });
});

test('ids of another length are left out and counted, the rest stays', () => {
  const short = new Uint8Array(31);
  const long = new Uint8Array(33);
  const good = { groupId: ID, timestamp: 1n, body: Uint8Array.of(1) };
  const bytes = encodePayload({
    acks: [short, ID],
    offers: [long, ID],
    requests: [new Uint8Array(), ID],
    messages: [{ ...good, groupId: short }, good],
  });
  expect(decodePayload(bytes)).toEqual({ acks: [ID], offers: [ID], requests: [ID], messages: [good], dropped: 4 });
});
