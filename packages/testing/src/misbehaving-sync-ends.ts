import { publicKeyOf } from '@status/crypto';
import type { SyncLayer } from '@status/interfaces';
import { createAckSync } from './ack-sync.ts';
import type { SyncPeer, SyncSubject } from './compliance/sync.ts';
import { createMapStore } from './map-store.ts';
import { createOfferSync } from './offer-sync.ts';

/** What a fault replaces of a good synchronisation, at each end anew. */
export type Alteration = (inner: SyncLayer) => Partial<SyncLayer>;

/** Three ends of the smallest synchronisation, apart from what is replaced. */
export function altered(alter: Alteration): () => Promise<SyncSubject> {
  return () => ends(createAckSync, alter);
}

/** Three ends of the synchronisation that offers first, apart from what is replaced. */
export function alteredOffers(alter: Alteration): () => Promise<SyncSubject> {
  return () => ends(createOfferSync, alter);
}

async function ends(create: () => SyncLayer, alter: Alteration): Promise<SyncSubject> {
  const key = (seed: number): SyncPeer['publicKey'] => publicKeyOf(new Uint8Array(32).fill(seed));
  const peer = (seed: number): SyncPeer => {
    const inner = create();
    return { layer: { ...inner, ...alter(inner) }, store: createMapStore(), publicKey: key(seed) };
  };
  return { a: peer(1), b: peer(2), c: peer(3), stranger: key(4), close: async () => {} };
}
