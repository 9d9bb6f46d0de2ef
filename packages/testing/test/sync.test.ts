import { describe, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import type { SyncLayer } from '@status/interfaces';
import { createAckSync } from '../src/ack-sync.ts';
import { type SyncPeer, type SyncSubject, syncCompliance } from '../src/compliance/sync.ts';
import { createMapStore } from '../src/map-store.ts';
import { createOfferSync } from '../src/offer-sync.ts';

const [A, B, C, D] = [1, 2, 3, 4].map((byte) => publicKeyOf(new Uint8Array(32).fill(byte)));

const between = (create: () => SyncLayer) => async (): Promise<SyncSubject> => {
  const peer = (publicKey: SyncPeer['publicKey']): SyncPeer => ({
    layer: create(),
    store: createMapStore(),
    publicKey,
  });
  return { a: peer(A!), b: peer(B!), c: peer(C!), stranger: D!, close: async () => {} };
};

describe('synchronisation by acknowledgements', () => {
  const traits = { acknowledges: true, groups: false, parents: false, ephemeral: false };
  const cases = syncCompliance(between(createAckSync), { traits, recognises: true, givesUp: true });
  for (const { name, run } of cases) test(name, run);
});

describe('synchronisation that offers first', () => {
  const traits = { acknowledges: true, groups: true, parents: true, ephemeral: true };
  const manifest = { traits, recognises: true, givesUp: true, offersFirst: true };
  for (const { name, run } of syncCompliance(between(createOfferSync), manifest)) test(name, run);
});
