import { describe, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { PrivateKey, Random, SecurityLayer } from '@status/interfaces';
import { createBoxSecurity } from '../src/box-security.ts';
import {
  type SecurityManifest,
  type SecurityPeer,
  type SecuritySubject,
  securityCompliance,
} from '../src/compliance/security.ts';
import { createGroupSecurity } from '../src/group-security.ts';
import { createMapStore } from '../src/map-store.ts';
import { createPerDeviceSecurity } from '../src/per-device-security.ts';
import { seededRandom } from '../src/seeded-random.ts';

await installFastestEngine();

type LayerOf = (privateKey: PrivateKey, random: Random) => SecurityLayer;

/** Three identities; who lost its state has the same key and draws other numbers. */
function subject(layerOf: LayerOf): () => Promise<SecuritySubject> {
  const peer = (name: string, life: number): SecurityPeer => {
    const privateKey = generatePrivateKey(seededRandom(`identity of ${name}`));
    const layer = layerOf(privateKey, seededRandom(`${name} ${life}`));
    return { layer, store: createMapStore(), publicKey: publicKeyOf(privateKey) };
  };
  return async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => peer(name, 1)) as [SecurityPeer, SecurityPeer, SecurityPeer];
    const names = new Map([a, b, c].map((one, i) => [one, 'abc'[i]!]));
    return { a, b, c, reborn: async (lost) => peer(names.get(lost)!, 2), close: async () => {} };
  };
}

const layers: [string, LayerOf, SecurityManifest][] = [
  ['boxes', createBoxSecurity, { recognises: true, remembers: true }],
  [
    'two ciphertexts for one recipient',
    (privateKey, random) => createPerDeviceSecurity(privateKey, 'phone', random),
    { recognises: true, devices: true },
  ],
  ['one ciphertext for many', createGroupSecurity, { recognises: true, remembers: true }],
];

describe.each(layers)('%s', (_, layerOf, manifest) => {
  for (const { name, run } of securityCompliance(subject(layerOf), manifest)) test(name, run);
});
