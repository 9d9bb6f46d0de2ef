import { describe, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import type { SyncLayer } from '@status/interfaces';
import { createAckSync } from '../src/ack-sync.ts';
import { createMapStore, createNoSync, type SyncSubject, syncCompliance } from '../src/index.ts';

const [A, B, C] = [1, 2, 3].map((byte) => publicKeyOf(new Uint8Array(32).fill(byte)));

const between = (create: () => SyncLayer) => async (): Promise<SyncSubject> => ({
  a: { layer: create(), store: createMapStore(), publicKey: A! },
  b: { layer: create(), store: createMapStore(), publicKey: B! },
  stranger: C!,
  close: async () => {},
});

describe('no synchronisation', () => {
  for (const { name, run } of syncCompliance(between(createNoSync))) test(name, run);
});

describe('synchronisation by acknowledgements', () => {
  const cases = syncCompliance(between(createAckSync), { reliable: true, recognises: true, givesUp: true });
  for (const { name, run } of cases) test(name, run);
});
