import { expect, test } from '@jest/globals';
import type { Store } from '@status/interfaces';
import { createMemoryStore } from '@status/store';
import { createDirectNetwork, StoreFault, testEnvironment } from '@status/testing';
import { createParty } from './party.ts';

/** A store whose disk is full while that is said. */
function createFullDisk(): { readonly store: Store; full: boolean } {
  const inner = createMemoryStore();
  const disk = {
    full: false,
    store: {
      ...inner,
      transaction: (work, options) =>
        inner.transaction(async (tx) => {
          const result = await work(tx);
          if (disk.full) throw new StoreFault('STORE_FAILED', 'no space left');
          return result;
        }, options),
    } as Store,
  };
  return disk;
}

/** Two in a public chat, the disk of one of whom may be full. */
async function gather() {
  const environment = testEnvironment();
  const network = createDirectNetwork({ environment });
  const disk = createFullDisk();
  const partyOf = (name: string) =>
    createParty(name, {
      environment: testEnvironment({ seed: name, clock: environment.clock }),
      privacy: () => network.node(name),
    });
  const [alice, bob] = [partyOf('alice'), partyOf('bob')];
  await alice.start(disk.store);
  await bob.start();
  for (const { messenger } of [alice, bob]) await messenger.join('status');
  return { alice, bob, network, disk, wait: (seconds: number) => environment.clock.advance(seconds * 1_000) };
}

test('what left while the disk was full is shown as what it is once there is room', async () => {
  const { alice, bob, network, disk, wait } = await gather();
  const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'hello' });
  disk.full = true;
  await wait(100);
  expect(bob.heard).toMatchObject([{ id: messageId }]);
  expect(alice.statuses.get(messageId)).toEqual(['sending']);
  disk.full = false;
  await wait(2);
  expect(await alice.messenger.messages('status')).toMatchObject([{ id: messageId, status: 'confirmed' }]);
  const { messages } = network.traffic;
  await alice.messenger.stop();
  await alice.start(disk.store);
  await wait(100);
  expect(network.traffic.messages).toBe(messages);
});

test('what nobody had while the disk was full is posted again', async () => {
  const { alice, bob, network, disk, wait } = await gather();
  network.online('alice', false);
  const { messageId } = await alice.messenger.sendPublic({ chat: 'status', text: 'hello' });
  disk.full = true;
  await wait(100);
  disk.full = false;
  network.online('alice', true);
  await wait(2);
  expect(bob.heard).toMatchObject([{ id: messageId }]);
});
