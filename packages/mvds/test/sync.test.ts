import { describe, expect, test } from '@jest/globals';
import type { PublicKey } from '@status/interfaces';
import { createMvds } from '../src/index.ts';
import { encodePayload, messageId, pairGroupId } from '../src/wire.ts';
import { ALICE, BOB, CAROL, CARRIER, createNode, hex, idOf, payloadIn, payloadOf, START, text } from './node.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;
const NO_JITTER = { retry: { jitter: 0 } };

describe('on a perfect link', () => {
  test('a message takes two packets, itself and its acknowledgement, and nothing follows', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    const id = await alice.append(BOB, 'hello');
    const [message, ...others] = await alice.flush();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ peer: BOB, messages: [id] });
    expect(payloadIn(message).acks).toEqual([]);
    const received = await bob.receive(ALICE, message!.bytes);
    expect(received).toMatchObject({ recognised: true, dropped: 0, delivered: [] });
    expect(bob.inbox).toEqual(['hello']);
    const [ack] = await bob.flush();
    expect(ack).toMatchObject({ peer: ALICE, messages: [] });
    expect(payloadIn(ack).acks).toEqual([id]);
    expect(await alice.receive(BOB, ack!.bytes)).toMatchObject({ delivered: [id], messages: [] });
    expect([await alice.nextDue(), await bob.nextDue()]).toEqual([undefined, undefined]);
    expect(alice.store.size).toBe(0);
    expect(bob.store.keys('mvds-rows-1')).toEqual([]);
  });

  test('acknowledgements and messages for one peer share a packet', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    await alice.append(BOB, 'hello');
    await bob.receive(ALICE, (await alice.flush())[0]!.bytes);
    await bob.append(ALICE, 'hi');
    const packets = await bob.flush();
    expect(packets).toHaveLength(1);
    expect(packets[0]!.messages).toHaveLength(1);
    expect(payloadIn(packets[0]).acks).toHaveLength(1);
  });

  test('each peer has a packet of its own', async () => {
    const alice = createNode(ALICE);
    await alice.append(BOB, 'for both');
    await alice.append(CAROL, 'for both');
    expect((await alice.due()).packets.map(({ peer }) => hex(peer)).sort()).toEqual([hex(BOB), hex(CAROL)].sort());
  });

  test('notes to oneself work', async () => {
    const alice = createNode(ALICE);
    const device = createNode(ALICE, {}, 'other device');
    const id = await alice.append(ALICE, 'note');
    await device.receive(ALICE, (await alice.flush())[0]!.bytes);
    expect(device.inbox).toEqual(['note']);
    expect(await alice.receive(ALICE, (await device.flush())[0]!.bytes)).toMatchObject({ delivered: [id] });
  });
});

describe('append', () => {
  test('gives the id of the message on the wire', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    const { messages } = payloadIn((await alice.due()).packets[0]);
    expect(messages).toEqual([{ groupId: pairGroupId(ALICE, BOB), timestamp: 1_599_480_000n, body: text('hello') }]);
    expect(messageId(messages[0]!)).toEqual(id);
    expect(hex(id)).toBe('8db057ea2d5b0bbdf8af605727c76621616e1adf57634957c8344f5c554afae2');
  });

  test('the same body in the same second is one message while it waits', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    expect(await alice.append(BOB, 'hello', START + 999)).toEqual(id);
    expect(await alice.append(BOB, 'hello', START + 1000)).not.toEqual(id);
    expect((await alice.due(START + 1000)).packets[0]!.messages).toHaveLength(2);
  });

  test('an empty body and a peer that is no key are refused', async () => {
    const alice = createNode(ALICE);
    await expect(alice.append(BOB, '')).rejects.toMatchObject({ code: 'SYNC_BODY' });
    for (const bad of [new Uint8Array(65), BOB.subarray(1)]) {
      await expect(alice.append(bad as PublicKey, 'hello')).rejects.toMatchObject({ code: 'SYNC_PEER' });
    }
    expect(alice.store.size).toBe(0);
  });
});

describe('retransmission', () => {
  test('an unanswered message is due again after 30, 60, 120 seconds', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    await alice.append(BOB, 'hello');
    const waits: number[] = [];
    for (let now = START, i = 0; i < 4; i++) {
      await alice.flush(now);
      const next = (await alice.nextDue())!;
      waits.push((next - now) / SECOND);
      expect((await alice.due(next - 1)).packets).toEqual([]);
      now = next;
    }
    expect(waits).toEqual([30, 60, 120, 240]);
  });

  test('jitter comes from the environment', async () => {
    const dues = new Set<number | undefined>();
    for (let seed = 0; seed < 5; seed++) {
      const alice = createNode(ALICE, {}, seed);
      await alice.append(BOB, 'hello');
      await alice.flush();
      dues.add(await alice.nextDue());
    }
    expect(dues.size).toBe(5);
  });

  test('after 15 attempts a message is given up, and told so until it is forgotten', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    const id = await alice.append(BOB, 'hello');
    let now = START;
    let sent = 0;
    for (;;) {
      const { packets, givenUp } = await alice.due(now);
      if (givenUp.length > 0) {
        expect(packets).toEqual([]);
        expect(givenUp).toEqual([{ peer: BOB, id }]);
        break;
      }
      for (const packet of packets) {
        await alice.sent(packet, now);
        sent++;
      }
      now = (await alice.nextDue())!;
    }
    expect(sent).toBe(15);
    expect((await alice.due(now)).givenUp).toHaveLength(1);
    await alice.forget(BOB, id);
    expect(await alice.due(now)).toEqual({ packets: [], givenUp: [] });
    expect(alice.store.size).toBe(0);
  });

  test('after 10 days a message is given up, whatever its attempts', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    expect(await alice.due(START + 10 * DAY)).toEqual({ packets: [], givenUp: [{ peer: BOB, id }] });
  });

  test('an acknowledgement that comes late still delivers what was given up', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    const ack = encodePayload(payloadOf({ acks: [id] }));
    expect((await alice.receive(BOB, ack, START + 11 * DAY)).delivered).toEqual([id]);
    expect((await alice.due(START + 11 * DAY)).givenUp).toEqual([]);
  });

  test('a silent peer that shows life gets what waits for it within 18 seconds', async () => {
    const alice = createNode(ALICE);
    await alice.append(BOB, 'hello');
    let now = START;
    for (let i = 0; i < 6; i++) {
      await alice.flush(now);
      now = (await alice.nextDue())!;
    }
    await alice.flush(now);
    now += MINUTE;
    expect(await alice.nextDue()).toBeGreaterThan(now + 10 * MINUTE);
    await alice.heard(BOB, now);
    const due = (await alice.nextDue())!;
    expect(due).toBeGreaterThanOrEqual(now);
    expect(due).toBeLessThanOrEqual(now + 18 * SECOND);
  });

  test('a talkative peer does not make everything due again with each packet', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    await alice.append(BOB, 'hello');
    await alice.flush(START);
    await alice.flush(START + 30 * SECOND);
    for (let now = START + 31 * SECOND; now < START + 90 * SECOND; now += SECOND) {
      await alice.heard(BOB, now);
    }
    expect(await alice.nextDue()).toBe(START + 90 * SECOND);
  });

  test('forget stops it, and does nothing for unknown ids', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    await alice.forget(CAROL, id);
    await alice.forget(BOB, idOf(0));
    expect(await alice.nextDue()).toBe(START);
    await alice.forget(BOB, id);
    expect(await alice.nextDue()).toBeUndefined();
  });
});

describe('due', () => {
  test('changes nothing', async () => {
    const alice = createNode(ALICE);
    await alice.append(BOB, 'hello');
    const first = await alice.due();
    expect(await alice.due()).toEqual(first);
  });

  test('stays under the size of a packet, and leaves the rest due', async () => {
    const alice = createNode(ALICE);
    for (let i = 0; i < 100; i++) await alice.append(BOB, `${i} ${'x'.repeat(1000)}`);
    const sizes: number[] = [];
    let count = 0;
    for (let packets = await alice.flush(); packets.length > 0; packets = await alice.flush()) {
      expect(packets).toHaveLength(1);
      sizes.push(packets[0]!.bytes.length);
      count += packets[0]!.messages.length;
    }
    expect(count).toBe(100);
    expect(sizes).toHaveLength(3);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(48_000);
    expect(sizes[0]).toBeGreaterThan(46_000);
  });

  test('a message larger than a packet goes alone, after the acknowledgements', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    await bob.append(ALICE, 'hello');
    await alice.receive(BOB, (await bob.flush())[0]!.bytes);
    const large = await alice.append(BOB, 'x'.repeat(60_000));
    const small = await alice.append(BOB, 'small', START + 1);
    const now = START + 1;
    const packets = [...(await alice.flush(now)), ...(await alice.flush(now)), ...(await alice.flush(now))];
    expect(packets.map((packet) => [packet.messages, payloadIn(packet).acks.length])).toEqual([
      [[], 1],
      [[large], 0],
      [[small], 0],
    ]);
  });

  test('builds a bounded number of packets at a time', async () => {
    const alice = createNode(ALICE, { packetsPerDue: 1 });
    await alice.append(BOB, 'hello');
    await alice.append(CAROL, 'hello');
    expect(await alice.flush()).toHaveLength(1);
    expect(await alice.flush()).toHaveLength(1);
    expect(await alice.flush()).toHaveLength(0);
  });
});

describe('a packet that the layers below refuse', () => {
  test('is due again soon, later each time, and costs no attempt', async () => {
    const alice = createNode(ALICE, { retry: { attempts: 1 } });
    await alice.append(BOB, 'hello');
    let now = START;
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { packets } = await alice.due(now);
      await alice.failed(packets[0]!, now);
      const next = (await alice.nextDue())!;
      waits.push((next - now) / SECOND);
      now = next;
    }
    expect(waits).toEqual([5, 10, 20]);
    expect(await alice.flush(now)).toHaveLength(1);
  });

  test('does not hold up what else waits for the peer', async () => {
    const alice = createNode(ALICE, { packetSize: 200 });
    const poison = await alice.append(BOB, 'x'.repeat(1000));
    const other = await alice.append(BOB, 'fine', START + 1);
    const [packet] = (await alice.due(START + 1)).packets;
    expect(packet!.messages).toEqual([poison]);
    await alice.failed(packet!, START + 1);
    expect((await alice.due(START + 1)).packets).toEqual([]);
    const now = (await alice.nextDue())!;
    expect(now).toBe(START + 1 + 5 * SECOND);
    expect((await alice.due(now)).packets[0]!.messages).toEqual([other]);
  });

  test('no longer holds up its peer once it could be sent after all', async () => {
    const alice = createNode(ALICE, { packetSize: 200 });
    await alice.append(BOB, 'x'.repeat(1000));
    const other = await alice.append(BOB, 'fine', START + 1);
    const [packet] = (await alice.due(START + 1)).packets;
    await alice.failed(packet!, START + 1);
    await alice.sent(packet!, START + 2);
    expect((await alice.due(START + 2)).packets[0]!.messages).toEqual([other]);
  });

  test('loses neither its acknowledgements nor its requests', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    const offered = idOf(9);
    await bob.append(ALICE, 'hello');
    await alice.receive(BOB, (await bob.flush())[0]!.bytes);
    await alice.receive(BOB, encodePayload(payloadOf({ offers: [offered] })));
    const [packet] = (await alice.due()).packets;
    await alice.failed(packet!);
    const [again] = await alice.flush(START + 5 * SECOND);
    expect(again!.bytes).toEqual(packet!.bytes);
    expect(payloadIn(again).acks).toHaveLength(1);
  });
});

describe('acknowledgements', () => {
  test('nothing is acknowledged before it is accepted', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    await alice.append(BOB, 'hello');
    const [packet] = await alice.flush();
    const { messages } = await bob.receive(ALICE, packet!.bytes, START, false);
    expect((await bob.due()).packets).toEqual([]);
    expect((await bob.receive(ALICE, packet!.bytes, START, false)).messages).toEqual(messages);
    await bob.accept(ALICE, messages[0]!.id);
    expect(payloadIn((await bob.due()).packets[0]).acks).toEqual([messages[0]!.id]);
  });

  test('accepting twice acknowledges once', async () => {
    const bob = createNode(BOB);
    const id = idOf(1);
    await bob.accept(ALICE, id);
    await bob.accept(ALICE, id);
    expect(payloadIn((await bob.flush())[0]).acks).toHaveLength(1);
    await bob.accept(ALICE, id);
    expect((await bob.due()).packets).toEqual([]);
  });

  test('a message that comes again is acknowledged again, not delivered again', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    await alice.append(BOB, 'hello');
    const [packet] = await alice.flush();
    for (let day = 0; day < 3; day++) {
      await bob.receive(ALICE, packet!.bytes, START + day * DAY);
      expect(payloadIn((await bob.flush(START + day * DAY))[0]).acks).toHaveLength(1);
    }
    expect(bob.inbox).toEqual(['hello']);
  });

  test('ids are remembered for 30 days, and then go', async () => {
    const bob = createNode(BOB);
    for (let i = 0; i < 10; i++) await bob.accept(ALICE, idOf(i), START + i);
    expect(bob.store.keys('mvds-seen-1')).toHaveLength(10);
    await bob.accept(ALICE, idOf(100), START + 30 * DAY);
    expect(bob.store.keys('mvds-seen-1')).toHaveLength(11);
    for (let i = 0; i < 4; i++) await bob.accept(ALICE, idOf(101 + i), START + 31 * DAY + i);
    expect(bob.store.keys('mvds-seen-1')).toHaveLength(5);
    expect(bob.store.keys('mvds-seen-age-1')).toHaveLength(5);
  });

  test('an id that keeps coming is remembered for as long as it does', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    await alice.append(BOB, 'hello');
    const [packet] = await alice.flush();
    for (let day = 0; day < 120; day += 29) {
      await bob.receive(ALICE, packet!.bytes, START + day * DAY);
      await bob.accept(ALICE, idOf(day), START + day * DAY);
    }
    expect(bob.inbox).toEqual(['hello']);
  });

  test('an id of another length, which no message has, is ignored', async () => {
    const bob = createNode(BOB);
    await bob.accept(ALICE, idOf(0, 31));
    expect(bob.store.size).toBe(0);
  });
});

describe('offers and requests', () => {
  const offered = idOf(9);
  const offer = encodePayload(payloadOf({ offers: [offered, offered] }));

  test('an unknown offer is asked for, a few times and no more', async () => {
    const bob = createNode(BOB);
    await bob.receive(ALICE, offer);
    let now: number | undefined = START;
    let asked = 0;
    for (; now !== undefined; now = await bob.nextDue()) {
      const [packet] = await bob.flush(now);
      expect(payloadIn(packet).requests).toEqual([offered]);
      asked++;
    }
    expect(asked).toBe(5);
    expect(bob.store.size).toBe(0);
  });

  test('a known offer is acknowledged', async () => {
    const bob = createNode(BOB);
    await bob.accept(ALICE, offered);
    await bob.flush();
    await bob.receive(ALICE, offer);
    const [packet] = await bob.flush();
    expect(payloadIn(packet).acks).toEqual([offered]);
    expect(await bob.nextDue()).toBeUndefined();
  });

  test('the message asked for ends the asking', async () => {
    const bob = createNode(BOB);
    const message = { groupId: pairGroupId(ALICE, BOB), timestamp: 1n, body: text('hello') };
    await bob.receive(ALICE, encodePayload(payloadOf({ offers: [messageId(message)] })));
    await bob.flush();
    await bob.receive(ALICE, encodePayload(payloadOf({ messages: [message] })));
    await bob.flush();
    expect(bob.inbox).toEqual(['hello']);
    expect(await bob.nextDue()).toBeUndefined();
  });

  test('a message that is asked for is due at once', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    await alice.flush();
    await alice.receive(BOB, encodePayload(payloadOf({ requests: [idOf(0), id] })), START + SECOND);
    expect((await alice.due(START + SECOND)).packets[0]!.messages).toEqual([id]);
  });

  test('nobody gets a message for somebody else by asking for it', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    await alice.flush();
    await alice.receive(CAROL, encodePayload(payloadOf({ requests: [id], acks: [id] })), START + SECOND);
    expect((await alice.due(START + SECOND)).packets).toEqual([]);
    expect(await alice.nextDue()).toBeGreaterThan(START + SECOND);
  });
});

test('two peers that say the same in the same second both get it', async () => {
  const [alice, bob] = [createNode(ALICE), createNode(BOB)];
  const ids = [await alice.append(BOB, 'hello'), await bob.append(ALICE, 'hello')];
  expect(ids[0]).toEqual(ids[1]);
  const [fromAlice, fromBob] = [(await alice.flush())[0]!, (await bob.flush())[0]!];
  await bob.receive(ALICE, fromAlice.bytes);
  await alice.receive(BOB, fromBob.bytes);
  await bob.receive(ALICE, (await alice.flush())[0]!.bytes);
  await alice.receive(BOB, (await bob.flush())[0]!.bytes);
  expect([alice.inbox, bob.inbox]).toEqual([['hello'], ['hello']]);
  expect([await alice.nextDue(), await bob.nextDue()]).toEqual([undefined, undefined]);
});

test('everything that waits is in the store: another instance over it goes on', async () => {
  const alice = createNode(ALICE);
  const id = await alice.append(BOB, 'hello');
  const revived = createMvds({ self: ALICE, environment: alice.environment });
  const { packets } = await alice.store.transaction((tx) => revived.due(tx, START, CARRIER));
  expect(packets[0]!.messages).toEqual([id]);
});

test('what it does is counted, once it is durable', async () => {
  const [alice, bob] = [createNode(ALICE), createNode(BOB)];
  await alice.append(BOB, 'hello');
  const [packet] = await alice.flush();
  await alice.flush(START + MINUTE);
  await bob.receive(ALICE, packet!.bytes);
  await bob.receive(ALICE, packet!.bytes);
  await alice.receive(BOB, (await bob.flush())[0]!.bytes);
  expect(Object.fromEntries(alice.environment.counters)).toEqual({
    mvds_messages_sent: 2,
    mvds_messages_repeated: 1,
    mvds_messages_delivered: 1,
  });
  expect(Object.fromEntries(bob.environment.counters)).toEqual({ mvds_messages_duplicate: 1 });
});
