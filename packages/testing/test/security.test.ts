import { describe, test } from '@jest/globals';
import { publicKeyOf } from '@status/crypto';
import { createBoxSecurity } from '../src/box-security.ts';
import { createMapStore, type SecurityPeer, securityCompliance, seededRandom } from '../src/index.ts';

const peer = (byte: number): SecurityPeer => {
  const privateKey = new Uint8Array(32).fill(byte);
  const layer = createBoxSecurity(privateKey, seededRandom(byte));
  return { layer, store: createMapStore(), publicKey: publicKeyOf(privateKey) };
};

describe('boxes', () => {
  const cases = securityCompliance(async () => ({ a: peer(1), b: peer(2), close: async () => {} }), {
    protections: ['dh'],
    recognises: true,
    remembers: true,
  });
  for (const { name, run } of cases) test(name, run);
});
