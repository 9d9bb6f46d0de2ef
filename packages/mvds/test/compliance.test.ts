import { test } from '@jest/globals';
import type { SyncPeer } from '@status/testing';
import { createMapStore, syncCompliance, testEnvironment } from '@status/testing';
import { createMvds } from '../src/index.ts';
import { ALICE, BOB, CAROL, hex } from './node.ts';

const peer = (publicKey: Uint8Array): SyncPeer => ({
  layer: createMvds({ self: publicKey, environment: testEnvironment({ seed: hex(publicKey) }) }),
  store: createMapStore(),
  publicKey,
});

const cases = syncCompliance(async () => ({ a: peer(ALICE), b: peer(BOB), stranger: CAROL, close: async () => {} }), {
  reliable: true,
  recognises: true,
  givesUp: true,
});

for (const { name, run } of cases) test(name, run);
