import { test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import { createMapStore, type SecurityPeer, type SecuritySubject, securityCompliance } from '@status/testing';
import { createTransportOnly } from '../src/transport-only.ts';

async function setup(): Promise<SecuritySubject> {
  const peer = (byte: number): SecurityPeer => ({
    layer: createTransportOnly(),
    store: createMapStore(),
    publicKey: publicKeyOf(new Uint8Array(32).fill(byte)),
  });
  const reborn = async (lost: SecurityPeer): Promise<SecurityPeer> => ({ ...lost, store: createMapStore() });
  return { a: peer(1), b: peer(2), c: peer(3), reborn, close: async () => {} };
}

for (const { name, run } of securityCompliance(setup, {})) test(name, run);
