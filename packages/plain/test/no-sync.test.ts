import { expect, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import { createMapStore, type SyncPeer, syncCompliance, VIRTUAL_START } from '@status/testing';
import { createNoSync, NO_SYNC_RETRY } from '../src/no-sync.ts';

const [ALICE, BOB, CAROL, DAVE] = [1, 2, 3, 4].map((byte) => publicKeyOf(new Uint8Array(32).fill(byte)));
const CARRIER = { maxPacket: 1000, latency: 1000 };
const START = VIRTUAL_START;

const peer = (publicKey = ALICE!): SyncPeer => ({ layer: createNoSync(), store: createMapStore(), publicKey });

const cases = syncCompliance(
  async () => ({ a: peer(ALICE), b: peer(BOB), c: peer(CAROL), stranger: DAVE!, close: async () => {} }),
  { traits: { acknowledges: false, groups: false, parents: false, ephemeral: false } },
);

for (const { name, run } of cases) test(name, run);

const append = ({ layer, store }: SyncPeer, body: Uint8Array, now: number) =>
  store.transaction((tx) => layer.append(tx, { to: { kind: 'peer', peer: BOB! }, body }, now));

const due = ({ layer, store }: SyncPeer, now: number) => store.transaction((tx) => layer.due(tx, now, CARRIER));

test('a packet is the body itself, the longest waiting first', async () => {
  const alice = peer();
  await append(alice, Uint8Array.of(2), START + 1);
  await append(alice, Uint8Array.of(1), START);
  const { packets } = await due(alice, START + 1);
  expect(packets.map(({ bytes }) => bytes)).toEqual([Uint8Array.of(1)]);
});

test('what could not be handed on is due again after its retry', async () => {
  const alice = peer();
  await append(alice, Uint8Array.of(1), START);
  const [packet] = (await due(alice, START)).packets;
  await alice.store.transaction((tx) => alice.layer.failed(tx, packet!.receipt, START));
  expect((await due(alice, START + NO_SYNC_RETRY - 1)).packets).toEqual([]);
  expect((await due(alice, START + NO_SYNC_RETRY)).packets).toHaveLength(1);
});

test('any bytes are a message, and come again as often as they arrive', async () => {
  const alice = peer();
  for (let times = 0; times < 2; times++) {
    const received = await alice.store.transaction(async (tx) => {
      const what = await alice.layer.receive(tx, BOB!, Uint8Array.of(7), START);
      await alice.layer.accept(tx, BOB!, what.messages[0]!.id, START);
      return what;
    });
    expect(received.messages.map(({ body }) => body)).toEqual([Uint8Array.of(7)]);
  }
});
