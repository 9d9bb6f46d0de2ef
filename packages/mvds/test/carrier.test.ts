import { describe, expect, test } from '@jest/globals';
import { createMvds, type MvdsReceipt } from '../src/index.ts';
import { ALICE, BOB, CARRIER, createNode, idOf, START, text } from './node.ts';

const SECOND = 1_000;
const NO_JITTER = { retry: { jitter: 0 } };

describe('a carrier', () => {
  test('that takes small packets gets small ones', async () => {
    const alice = createNode(ALICE);
    const carrier = { ...CARRIER, maxPacket: 1_000 };
    for (let i = 0; i < 20; i++) await alice.append(BOB, `${i} ${'x'.repeat(200)}`);
    let count = 0;
    for (let sent = await alice.flush(START, carrier); sent.length > 0; sent = await alice.flush(START, carrier)) {
      expect(sent[0]!.bytes.length).toBeLessThanOrEqual(1_000);
      count += sent[0]!.messages.length;
    }
    expect(count).toBe(20);
  });

  test('that takes large packets does not get them larger than they should be', async () => {
    const alice = createNode(ALICE, { packetSize: 1_000 });
    for (let i = 0; i < 20; i++) await alice.append(BOB, `${i} ${'x'.repeat(200)}`);
    expect((await alice.due()).packets[0]!.bytes.length).toBeLessThanOrEqual(1_000);
  });

  test('that is slow is given three round trips to answer', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    await alice.append(BOB, 'hello');
    await alice.flush(START, { ...CARRIER, latency: 600 * SECOND });
    expect(await alice.nextDue()).toBe(START + 3_600 * SECOND);
  });

  test('that takes days does not make a message be given up before an answer can be there', async () => {
    const alice = createNode(ALICE, NO_JITTER);
    const courier = { ...CARRIER, latency: 2 * 86_400 * SECOND };
    await alice.append(BOB, 'hello');
    await alice.flush(START, courier);
    const next = (await alice.nextDue())!;
    expect(next).toBe(START + 12 * 86_400 * SECOND);
    expect(await alice.due(next, courier)).toMatchObject({ packets: [{ peer: BOB }], givenUp: [] });
  });
});

describe('what batch mode between two cannot do is refused, and nothing written', () => {
  const alice = createNode(ALICE);
  const layer = createMvds({ self: ALICE, environment: alice.environment });
  const group = idOf(1) as Uint8Array as Parameters<typeof layer.setMembers>[1];
  const body = text('hello');
  const toBob = { kind: 'peer', peer: BOB } as const;

  test.each([
    ['a group', { to: { kind: 'group', group } as const, body }],
    ['a parent', { to: toBob, body, parents: [idOf(1)] }],
    ['an ephemeral message', { to: toBob, body, ephemeral: true }],
  ])('%s', async (_, message) => {
    const appending = alice.store.transaction((tx) => layer.append(tx, message, START));
    await expect(appending).rejects.toMatchObject({ code: 'SYNC_UNSUPPORTED' });
    expect(alice.store.size).toBe(0);
  });

  test('members of a group', async () => {
    const setting = alice.store.transaction((tx) => layer.setMembers(tx, group, [BOB], START));
    await expect(setting).rejects.toMatchObject({ code: 'SYNC_UNSUPPORTED' });
  });
});

test('a receipt is all that a report takes', async () => {
  const alice = createNode(ALICE, NO_JITTER);
  await alice.append(BOB, 'hello');
  const [packet] = (await alice.due()).packets;
  packet!.bytes.fill(0);
  const receipt: MvdsReceipt = packet!.receipt;
  const layer = createMvds({ self: ALICE, environment: alice.environment });
  await alice.store.transaction((tx) => layer.sent(tx, receipt, START, CARRIER));
  expect((await alice.due()).packets).toEqual([]);
});
