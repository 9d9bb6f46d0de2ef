import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import { type VectorCase, vectors } from '../../../tooling/scripts/vectors.ts';
import {
  decodeMessage,
  decodePayload,
  encodeMessage,
  encodePayload,
  type MvdsPayload,
  messageId,
  pairGroupId,
} from '../src/wire.ts';
import { createNode, hex, payloadIn, START } from './node.ts';

const keyOf = (text: string) => parsePublicKey(hexToBytes(text));

test.each(vectors('mvds', 'messageId'))('$id', (vector) => {
  const { groupId, timestamp, body } = vector.in;
  const message = { groupId: hexToBytes(groupId), timestamp: BigInt(timestamp), body: hexToBytes(body) };
  expect(hex(messageId(message))).toBe(vector.out.id);
  expect(hex(encodeMessage(message))).toBe(vector.out.encoded);
  expect(decodeMessage(hexToBytes(vector.out.encoded))).toEqual(message);
});

test.each(vectors('mvds', 'groupId'))('$id', (vector) => {
  const [a, b] = [hexToBytes(vector.in.publicA), hexToBytes(vector.in.publicB)];
  expect(hex(pairGroupId(a, b))).toBe(vector.out.groupId);
  expect(hex(pairGroupId(b, a))).toBe(vector.out.groupId);
});

test.each(vectors('mvds', 'payload'))('$id', (vector) => {
  const payload = payloadOfVector(vector.in);
  const bytes = hexToBytes(vector.out.encoded);
  expect(hex(encodePayload(payload))).toBe(vector.out.encoded);
  expect(decodePayload(bytes)).toEqual(vector.out.isValid ? { ...payload, dropped: 0 } : undefined);
  expect(payload.messages.map((message) => hex(messageId(message)))).toEqual(
    vector.in.messages.map(({ id }: { id: string }) => id),
  );
});

// When the reference sends again (kind `nextEpoch`, and the epochs of the transcripts) is a fault of its arithmetic: its packets are taken, its times are not.
describe.each(vectors('mvds', 'transcript'))('$id', (vector) => {
  const { steps } = vector.out;
  const keys = { a: keyOf(vector.in.publicA), b: keyOf(vector.in.publicB) };

  test('its packets have the reference’s sizes and ids', () => {
    expect(hex(pairGroupId(keys.a, keys.b))).toBe(vector.in.groupId);
    for (const step of steps.filter(({ op }: { op: string }) => op === 'tickSend')) {
      const payload = payloadOfVector(step.payload);
      expect(encodePayload(payload)).toHaveLength(step.encodedLen);
      for (const [i, message] of payload.messages.entries()) {
        expect(hex(messageId(message))).toBe(step.payload.messages[i].id);
      }
    }
  });

  test.each(['a', 'b'] as const)(
    'what the reference’s node %s sends is delivered once and acknowledged each time',
    async (name) => {
      const [from, self] = name === 'a' ? [keys.a, keys.b] : [keys.b, keys.a];
      const node = createNode(self);
      const expected = new Set<string>();
      for (const [i, step] of steps.entries()) {
        if (step.op !== 'tickSend' || step.node !== name || step.lost) continue;
        const payload = payloadOfVector(step.payload);
        const ids = step.payload.messages.map(({ id }: { id: string }) => id);
        for (const id of ids) expected.add(id);
        const now = START + 300 * i;
        const bytes = encodePayload(payload);
        // After each acknowledgement the reference sends a packet with nothing in it, which is no packet of any protocol.
        const recognised = bytes.length > 0;
        expect(await node.receive(from, bytes, now)).toMatchObject({ recognised, dropped: 0 });
        const packets = await node.flush(now);
        expect(packets.flatMap((packet) => payloadIn(packet).acks.map(hex)).sort()).toEqual([...ids].sort());
      }
      expect(node.inbox).toHaveLength(expected.size);
      expect(await node.nextDue()).toBeUndefined();
    },
  );
});

function payloadOfVector(fields: VectorCase['in']): MvdsPayload {
  return {
    acks: fields.acks.map(hexToBytes),
    offers: fields.offers.map(hexToBytes),
    requests: fields.requests.map(hexToBytes),
    messages: fields.messages.map((message: { groupId: string; timestamp: number; body: string }) => ({
      groupId: hexToBytes(message.groupId),
      timestamp: BigInt(message.timestamp),
      body: hexToBytes(message.body),
    })),
  };
}
