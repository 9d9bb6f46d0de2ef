import { test } from '@jest/globals';
import type { SyncPeer } from '@status/testing';
import { syncCompliance, testEnvironment } from '@status/testing';
import { createMvds } from '../src/index.ts';
import { createMemoryStore } from './memory-store.ts';
import { ALICE, BOB, CAROL, hex } from './node.ts';

const peer = (publicKey: Uint8Array): SyncPeer => ({
  layer: createMvds({ self: publicKey, environment: testEnvironment({ seed: hex(publicKey) }) }),
  store: createMemoryStore(),
  publicKey,
});

const cases = syncCompliance(async () => ({ a: peer(ALICE), b: peer(BOB), stranger: CAROL, close: async () => {} }), {
  reliable: true,
  recognises: true,
  givesUp: true,
});

for (const { name, run } of cases) test(name, run);
