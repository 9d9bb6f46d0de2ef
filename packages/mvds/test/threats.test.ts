import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import fc from 'fast-check';
import { MESSAGES_PER_PACKET, REQUESTS_PER_PEER } from '../src/constants.ts';
import { encodePayload, messageId, pairGroupId } from '../src/wire.ts';
import { ALICE, BOB, CAROL, createNode, idOf, payloadIn, payloadOf, START, text } from './node.ts';

const ID = idOf(7);
const group = pairGroupId(ALICE, BOB);

test('foreign group ids: a message for a group of others is dropped, not stored, not acknowledged, not passed on', async () => {
  const bob = createNode(BOB);
  for (const groupId of [pairGroupId(BOB, CAROL), pairGroupId(ALICE, CAROL), new Uint8Array(32)]) {
    const bytes = encodePayload(payloadOf({ messages: [{ groupId, timestamp: 1n, body: text('reflect me') }] }));
    expect(await bob.receive(ALICE, bytes)).toEqual({ recognised: true, messages: [], delivered: [], dropped: 1 });
  }
  expect(await bob.nextDue()).toBeUndefined();
  expect(bob.store.size).toBe(0);
});

test('one bad record does not drop the rest', async () => {
  const bob = createNode(BOB);
  const waiting = await bob.append(ALICE, 'waiting');
  const good = { groupId: group, timestamp: 1n, body: text('good') };
  const bytes = encodePayload({
    acks: [new Uint8Array(31), ID, waiting],
    offers: [new Uint8Array(0), ID],
    requests: [ID, new Uint8Array(33)],
    messages: [{ ...good, groupId: ID }, { ...good, body: text('') }, { ...good, groupId: new Uint8Array(5) }, good],
  });
  const received = await bob.receive(ALICE, bytes);
  expect(received).toMatchObject({ recognised: true, delivered: [waiting], dropped: 6 });
  expect(bob.inbox).toEqual(['good']);
  const payload = payloadIn((await bob.due()).packets[0]);
  expect(payload.requests).toEqual([ID]);
  expect(payload.acks).toHaveLength(1);
});

test('ack storms: acknowledgements of nothing read nothing and leave nothing', async () => {
  const alice = createNode(ALICE);
  const acks = Array.from({ length: 20_000 }, (_, i) => new Uint8Array(32).fill(i));
  await alice.receive(BOB, encodePayload(payloadOf({ acks, requests: acks })));
  expect(alice.store.reads).toBeLessThan(5);
  expect(alice.store.size).toBe(0);
});

test('ack storms: a message repeated in one packet a thousand times is delivered once and acknowledged once', async () => {
  const bob = createNode(BOB);
  const message = { groupId: group, timestamp: 1n, body: text('again') };
  const bytes = encodePayload(payloadOf({ messages: Array.from({ length: 1000 }, () => message) }));
  await bob.receive(ALICE, bytes);
  await bob.receive(ALICE, bytes);
  expect(bob.inbox).toEqual(['again']);
  const [packet, ...others] = await bob.flush();
  expect(others).toEqual([]);
  expect(payloadIn(packet).acks).toHaveLength(1);
});

test('ack storms: of 14,000 tiny messages in one packet a thousand are taken, at a few reads each, and the rest can come again', async () => {
  const bob = createNode(BOB);
  const messages = Array.from({ length: 14_000 }, (_, i) => ({ groupId: group, timestamp: 1n, body: text(`${i}`) }));
  const bytes = encodePayload(payloadOf({ messages }));
  expect(await bob.receive(ALICE, bytes)).toMatchObject({ dropped: 14_000 - MESSAGES_PER_PACKET });
  expect(bob.inbox).toHaveLength(MESSAGES_PER_PACKET);
  expect(bob.store.reads).toBeLessThan(8 * MESSAGES_PER_PACKET);
  const rest = encodePayload(payloadOf({ messages: messages.slice(MESSAGES_PER_PACKET, 2 * MESSAGES_PER_PACKET) }));
  await bob.receive(ALICE, rest);
  expect(bob.inbox).toHaveLength(2 * MESSAGES_PER_PACKET);
});

test('offered-set growth: no more than a thousand offers of a peer are asked for at a time', async () => {
  const bob = createNode(BOB);
  for (let round = 0; round < 3; round++) {
    const offers = Array.from({ length: 700 }, (_, i) => {
      const id = new Uint8Array(32).fill(round);
      new DataView(id.buffer).setUint32(0, i);
      return id;
    });
    const { dropped } = await bob.receive(ALICE, encodePayload(payloadOf({ offers })));
    expect(dropped).toBe([0, 400, 700][round]);
  }
  expect(bob.store.keys('mvds-rows-1')).toHaveLength(REQUESTS_PER_PEER);
  let now: number | undefined = START;
  for (; now !== undefined; now = await bob.nextDue()) await bob.flush(now);
  expect(bob.store.size).toBe(0);
});

test('offered-set growth: what was answered or not asked for any more makes room', async () => {
  const bob = createNode(BOB, { requestsPerPeer: 1 });
  await bob.append(ALICE, 'waiting');
  const message = { groupId: group, timestamp: 1n, body: text('answer') };
  const offer = (id: Uint8Array) => bob.receive(ALICE, encodePayload(payloadOf({ offers: [id] })));
  expect((await offer(messageId(message))).dropped).toBe(0);
  expect((await offer(ID)).dropped).toBe(1);
  await bob.receive(ALICE, encodePayload(payloadOf({ messages: [message] })));
  expect((await offer(ID)).dropped).toBe(0);
});

test('message ids that lie: the id is computed from the content, whatever else the packet says', async () => {
  const bob = createNode(BOB);
  const claimed = await bob.append(ALICE, 'mine');
  const bytes = encodePayload(
    payloadOf({ offers: [claimed], messages: [{ groupId: group, timestamp: -1n, body: text('theirs') }] }),
  );
  const { messages } = await bob.receive(ALICE, bytes);
  expect(messages).toHaveLength(1);
  expect(messages[0]!.id).not.toEqual(claimed);
});

describe('bad input', () => {
  test.each([
    ['no bytes', '', false],
    ['text', '5b2263', false],
    ['random bytes', 'ffffffffffffffffffffff', false],
    ['unknown fields only', 'eab80203010203', false],
  ])('%s changes nothing and gets no answer', async (_, bytes, recognised) => {
    const bob = createNode(BOB);
    const received = await bob.receive(ALICE, hexToBytes(bytes));
    expect(received).toEqual({ recognised, messages: [], delivered: [], dropped: 0 });
    expect(bob.store.size).toBe(0);
  });

  test.each([0n, -(2n ** 63n), 2n ** 63n - 1n])('timestamp %s is accepted', async (timestamp) => {
    const bob = createNode(BOB);
    await bob.receive(ALICE, encodePayload(payloadOf({ messages: [{ groupId: group, timestamp, body: text('x') }] })));
    expect(bob.inbox).toEqual(['x']);
  });

  test('an acknowledgement from a peer who was not sent the message does nothing', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    expect((await alice.receive(CAROL, encodePayload(payloadOf({ acks: [id] })))).delivered).toEqual([]);
    expect((await alice.due()).packets).toHaveLength(1);
  });

  test('receive never rejects, whatever the bytes', async () => {
    const bob = createNode(BOB);
    await bob.append(ALICE, 'waiting');
    const bytes = encodePayload({
      acks: [ID],
      offers: [ID],
      requests: [ID],
      messages: [{ groupId: group, timestamp: 1n, body: text('x') }],
    });
    for (let end = 0; end < bytes.length; end++) await bob.receive(ALICE, bytes.subarray(0, end));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const flipped = bytes.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        await bob.receive(ALICE, flipped);
      }),
    );
  });
});
