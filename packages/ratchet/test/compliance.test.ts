import { describe, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { SecurityLayer } from '@status/interfaces';
import {
  createMapStore,
  type SecurityPeer,
  type SecuritySubject,
  securityCompliance,
  seededRandom,
  testEnvironment,
} from '@status/testing';
import { createRatchet } from '../src/layer.ts';
import { createTransportOnly } from '../src/transport-only.ts';

await installFastestEngine();

function subject(layerOf: (identity: Uint8Array, name: string) => SecurityLayer): () => Promise<SecuritySubject> {
  const peer = (name: string): SecurityPeer => {
    const identity = generatePrivateKey(seededRandom(name));
    return { layer: layerOf(identity, name), store: createMapStore(), publicKey: publicKeyOf(identity) };
  };
  return async () => ({ a: peer('a'), b: peer('b'), close: async () => {} });
}

describe('the ratchet', () => {
  const setup = subject((identity, name) =>
    createRatchet({ identity, installationId: `${name}-1`, environment: testEnvironment({ seed: name }) }),
  );
  const manifest = { protections: ['dh', 'ratchet'], recognises: true, remembers: true, patience: 20_000 } as const;
  for (const { name, run } of securityCompliance(setup, manifest)) test(name, run);
});

describe('transport only', () => {
  const manifest = { protections: ['transport-only'] } as const;
  for (const { name, run } of securityCompliance(subject(createTransportOnly), manifest)) test(name, run);
});
