import { test } from '@jest/globals';
import type { PublicKey } from '@status/interfaces';
import { createMapStore, type SyncPeer, syncCompliance, testEnvironment } from '@status/testing';
import { createMvds } from '../src/index.ts';
import { ALICE, BOB, CAROL, hex, keyOf } from './node.ts';

const peer = (publicKey: PublicKey): SyncPeer => ({
  layer: createMvds({ self: publicKey, environment: testEnvironment({ seed: hex(publicKey) }) }),
  store: createMapStore(),
  publicKey,
});

const cases = syncCompliance(
  async () => ({ a: peer(ALICE), b: peer(BOB), c: peer(CAROL), stranger: keyOf(4), close: async () => {} }),
  {
    traits: { acknowledges: true, groups: false, parents: false, ephemeral: false },
    recognises: true,
    givesUp: true,
  },
);

for (const { name, run } of cases) test(name, run);
