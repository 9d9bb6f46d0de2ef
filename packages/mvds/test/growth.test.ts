import { expect, test } from '@jest/globals';
import type { PublicKey, SyncId } from '@status/interfaces';
import { bodyKey, openLedger, TABLES } from '../src/records.ts';
import { encodeMessage } from '../src/wire.ts';
import { ALICE, BOB, createNode, type Node, START } from './node.ts';

const HOUR = 3_600_000;
const MESSAGE = encodeMessage({ groupId: new Uint8Array(32), timestamp: 1n, body: new Uint8Array(200).fill(1) });

const numbered = <Kind extends Uint8Array>(length: number, number: number): Kind => {
  const bytes = new Uint8Array(length).fill(4);
  new DataView(bytes.buffer).setUint32(1, number);
  return bytes as Uint8Array as Kind;
};

/** A node for whose peers messages wait that were sent once. */
async function crowded(peers: readonly PublicKey[], rowsPerPeer: number, dueAt: (i: number) => number): Promise<Node> {
  const node = createNode(ALICE);
  let i = 0;
  await node.store.transaction(async (tx) => {
    for (const peer of peers) {
      const ledger = await openLedger(tx, peer);
      for (const end = i + rowsPerPeer; i < end; i++) {
        const id = numbered<SyncId>(32, i);
        ledger.add('message', id, { attempts: 1, failures: 0, createdAt: START, sentAt: START, dueAt: dueAt(i) });
        tx.put(TABLES.bodies, bodyKey(peer, id), MESSAGE);
      }
      await ledger.save();
    }
  });
  node.store.reads = 0;
  return node;
}

test('100,000 messages for one peer: what is not due is not touched, and of what is due only what is sent', async () => {
  const node = await crowded([BOB], 100_000, (i) => START + HOUR + i);
  expect(await node.due(START)).toEqual({ packets: [], givenUp: [] });
  expect(await node.nextDue()).toBe(START + HOUR);
  expect(node.store.reads).toBeLessThan(5);
  expect((await node.due(START + HOUR + 9)).packets[0]!.messages).toHaveLength(10);
  expect(node.store.reads).toBeLessThan(50);

  node.store.reads = 0;
  const [packet] = (await node.due(START + 2 * HOUR)).packets;
  const count = packet!.messages.length;
  expect(count).toBeGreaterThan(150);
  expect(node.store.reads).toBeLessThan(4 * count);
  node.store.reads = 0;
  await node.sent(packet!, START + 2 * HOUR);
  expect(node.store.reads).toBeLessThan(2 * count);
});

test('10,000 peers: those whose time has not come are not touched', async () => {
  const peers = Array.from({ length: 10_000 }, (_, i) => numbered<PublicKey>(65, i));
  const node = await crowded(peers, 1, (i) => START + i);
  expect((await node.due(START + 2)).packets).toHaveLength(3);
  expect(node.store.reads).toBeLessThan(20);
});

test('a sign of life wakes a bounded number of messages', async () => {
  const node = await crowded([BOB], 10_000, (i) => START + HOUR + i);
  await node.heard(BOB, START + HOUR / 2);
  expect(node.store.reads).toBeLessThan(300);
  expect((await node.due(START + HOUR / 2 + 18_000)).packets[0]!.messages).toHaveLength(64);
});
