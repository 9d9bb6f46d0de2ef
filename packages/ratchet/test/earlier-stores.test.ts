import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import { installFastestEngine } from '@status/crypto/engine-node';
import { createMapStore, createVirtualClock, type MapStore } from '@status/testing';
import { RATCHET } from '../src/protections.ts';
import { createPeer, mustFail, mustOpen, say, textOf } from './peer.ts';

/** Records by `table/key`, in hex. */
type Dump = Record<string, string>;

/** What the first form of this layer left in the stores of Alice and Bob, and two of Alice's messages that Bob had not got or not confirmed. */
const earlier = JSON.parse(readFileSync(new URL('./earlier-stores.json', import.meta.url), 'utf8')) as {
  readonly alice: Dump;
  readonly bob: Dump;
  readonly late: string;
  readonly unconfirmed: string;
};

beforeAll(installFastestEngine);

async function restored(dump: Dump): Promise<MapStore> {
  const store = createMapStore();
  await store.transaction(async (tx) => {
    for (const [name, value] of Object.entries(dump)) {
      const [table, ...key] = name.split('/');
      tx.put(table!, key.join('/'), hexToBytes(value));
    }
  });
  return store;
}

test('a conversation goes on from stores that the layer wrote in its first form', async () => {
  const clock = createVirtualClock();
  const alice = createPeer({ name: 'alice', clock, store: await restored(earlier.alice), seed: 'now' });
  const bob = createPeer({ name: 'bob', clock, store: await restored(earlier.bob), seed: 'now' });

  const again = mustOpen(await bob.open(alice, hexToBytes(earlier.unconfirmed)));
  expect([textOf(again), again.replayed]).toEqual(['unconfirmed', true]);
  await bob.confirm(again);
  expect(mustFail(await bob.open(alice, hexToBytes(earlier.unconfirmed))).reason).toBe('DUPLICATE');
  expect(textOf(await bob.open(alice, hexToBytes(earlier.late)))).toBe('late');

  expect((await say(bob, alice, 'still here')).protection).toBe(RATCHET);
  expect((await say(alice, bob, 'me too')).protection).toBe(RATCHET);
});
