import { test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import {
  createMapStore,
  createVirtualClock,
  type SecurityPeer,
  type SecuritySubject,
  securityCompliance,
  seededRandom,
  testEnvironment,
} from '@status/testing';
import { createRatchet } from '../src/layer.ts';

await installFastestEngine();

/** Three identities with a device each; who lost its store has a new one. */
async function setup(): Promise<SecuritySubject> {
  const clock = createVirtualClock();
  const peer = (name: string, installationId: string): SecurityPeer => {
    const identity = generatePrivateKey(seededRandom(name));
    const environment = testEnvironment({ random: seededRandom(installationId), clock });
    const layer = createRatchet({ identity, installationId, environment });
    return { layer, store: createMapStore(), publicKey: publicKeyOf(identity) };
  };
  const [a, b, c] = [peer('a', 'a-1'), peer('b', 'b-1'), peer('c', 'c-1')];
  const names = new Map([
    [a, 'a'],
    [b, 'b'],
    [c, 'c'],
  ]);
  const reborn = async (lost: SecurityPeer): Promise<SecurityPeer> => {
    const name = names.get(lost)!;
    await clock.advance(1000);
    return peer(name, `${name}-2`);
  };
  return { a, b, c, reborn, close: async () => {} };
}

const manifest = { recognises: true, remembers: true, devices: true, patience: 20_000 };
for (const { name, run } of securityCompliance(setup, manifest)) test(name, run);
