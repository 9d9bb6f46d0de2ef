import { describe, expect, test } from '@jest/globals';
import { encodePayload } from '../src/wire.ts';
import { ALICE, BOB, CAROL, createNode, idOf, type Node, payloadIn, payloadOf, START } from './node.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NO_JITTER = { retry: { jitter: 0 } };

/** When something is due first, looked for every second from a moment on, ms after that moment; what is given up counts. */
async function firstDue(node: Node, from: number, within: number): Promise<number> {
  for (let now = from; now <= from + within; now += SECOND) {
    const { packets, givenUp } = await node.due(now);
    if (packets.length > 0 || givenUp.length > 0) return now - from;
  }
  return Number.POSITIVE_INFINITY;
}

describe.each([
  ['an hour back', -HOUR],
  ['20 days back', -20 * DAY],
  ['an hour ahead', HOUR],
  ['20 days ahead', 20 * DAY],
])('a clock that is set %s', (_, step) => {
  test('keeps nothing that was appended', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    await alice.append(BOB, 'hello');
    expect(await firstDue(alice, START + step, 0)).toBe(0);
  });

  test('makes no unanswered message wait for longer', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    await alice.append(BOB, 'hello');
    await alice.flush();
    expect(await firstDue(alice, START + step, 30 * SECOND)).toBeLessThanOrEqual(30 * SECOND);
  });

  test('makes nothing that was refused wait for longer', async () => {
    const alice = createNode(ALICE);
    await alice.append(BOB, 'hello');
    await alice.failed((await alice.due()).packets[0]!);
    expect(await firstDue(alice, START + step, 5 * SECOND)).toBeLessThanOrEqual(5 * SECOND);
  });

  test('loses no acknowledgement', async () => {
    const bob = createNode(BOB);
    await bob.accept(ALICE, idOf(1));
    expect(payloadIn((await bob.flush(START + step))[0]).acks).toEqual([idOf(1)]);
    expect(await bob.nextDue()).toBeUndefined();
  });

  test('does not end the asking for what was offered', async () => {
    const bob = createNode(BOB, NO_JITTER);
    await bob.receive(ALICE, encodePayload(payloadOf({ offers: [idOf(1)] })));
    await bob.flush();
    expect(await firstDue(bob, START + step, 30 * SECOND)).toBeLessThanOrEqual(30 * SECOND);
  });

  test('forgets no accepted message', async () => {
    const [alice, bob] = [createNode(ALICE), createNode(BOB)];
    await alice.append(BOB, 'hello');
    const [packet] = await alice.flush();
    await bob.receive(ALICE, packet!.bytes);
    for (let i = 0; i < 10; i++) await bob.accept(ALICE, idOf(i), START + step + i);
    await bob.receive(ALICE, packet!.bytes, START + step);
    expect(bob.inbox).toEqual(['hello']);
  });
});

describe('after a clock was set back', () => {
  const crowd = async (): Promise<Node> => {
    const alice = createNode(ALICE, NO_JITTER);
    for (const peer of [BOB, CAROL]) await alice.append(peer, 'hello');
    await alice.flush();
    return alice;
  };

  test('one packet goes out early, and tells the store the time for all others', async () => {
    const alice = await crowd();
    expect(await alice.flush(START - HOUR)).toHaveLength(1);
    expect(await alice.flush(START - HOUR)).toHaveLength(0);
    expect(await alice.nextDue()).toBe(START - HOUR + 30 * SECOND);
    expect(await alice.flush(START - HOUR + 30 * SECOND)).toHaveLength(1);
  });

  test('whatever is written tells the store the time, and nothing goes out early', async () => {
    const alice = await crowd();
    await alice.append(BOB, 'more', START - HOUR);
    expect((await alice.flush(START - HOUR)).flatMap(({ messages }) => messages)).toHaveLength(1);
    expect(await alice.nextDue()).toBe(START - HOUR + 30 * SECOND);
  });

  test('nothing is given up before its time', async () => {
    const alice = createNode(ALICE, { retry: { jitter: 0, attempts: 1 } });
    await alice.append(BOB, 'hello');
    await alice.flush();
    expect(await alice.due(START - HOUR)).toEqual({ packets: [], givenUp: [] });
  });

  test('twice, waits are still what they would have been', async () => {
    const alice = await crowd();
    await alice.flush(START - HOUR);
    await alice.flush(START - 20 * DAY);
    // Each step sent one of the two for the second time, after which a minute is waited.
    expect(await alice.nextDue()).toBe(START - 20 * DAY + 60 * SECOND);
  });

  test('and forward again, everything is due', async () => {
    const alice = await crowd();
    await alice.flush(START - HOUR);
    expect((await alice.due(START)).packets).toHaveLength(2);
  });

  test('once nothing waits any more, nothing of it is left', async () => {
    const alice = createNode(ALICE);
    const id = await alice.append(BOB, 'hello');
    await alice.flush(START - HOUR);
    expect(alice.store.keys('mvds-clock-1')).toHaveLength(1);
    await alice.receive(BOB, encodePayload(payloadOf({ acks: [id] })), START - HOUR);
    expect(alice.store.size).toBe(0);
  });
});

test('a call that waited for its transaction, and so tells an older time, is no step back', async () => {
  const alice = createNode(ALICE, NO_JITTER);
  await alice.append(BOB, 'hello');
  await alice.flush();
  await alice.append(CAROL, 'hello', START - 4 * SECOND);
  await alice.flush();
  expect((await alice.due(START + 29 * SECOND)).packets).toEqual([]);
  expect((await alice.due(START + 30 * SECOND)).packets).toHaveLength(2);
});

test('a store of the earlier form, which keeps no time, opens', async () => {
  const alice = createNode(ALICE, NO_JITTER);
  const id = await alice.append(BOB, 'hello');
  await alice.flush();
  await alice.store.transaction(async (tx) => tx.delete('mvds-clock-1', 'latest'));
  expect(await alice.nextDue()).toBe(START + 30 * SECOND);
  expect((await alice.flush(START + 30 * SECOND))[0]!.messages).toEqual([id]);
  expect(await alice.nextDue()).toBe(START + 90 * SECOND);
});
