import { describe, expect, test } from '@jest/globals';
import { installFastestEngine } from '@status/crypto/engine-node';
import { type SecurityManifest, type SecuritySubject, securityCompliance } from '../src/compliance/security.ts';
import type { Misbehaving } from '../src/misbehaving.ts';
import { misbehavingDevices } from '../src/misbehaving-devices.ts';
import { misbehavingSecurityLayers } from '../src/misbehaving-security.ts';

await installFastestEngine();

const boxes: SecurityManifest = { recognises: true, remembers: true };
const devices: SecurityManifest = { recognises: true, devices: true };

const casesOf = (setup: () => Promise<SecuritySubject>, manifest: SecurityManifest) =>
  new Map(securityCompliance(setup, manifest).map(({ name, run }) => [name.replace('security: ', ''), run]));

const suites: readonly (readonly [kind: string, SecurityManifest, readonly Misbehaving<SecuritySubject>[]])[] = [
  ['makes boxes', boxes, misbehavingSecurityLayers],
  ['has devices', devices, misbehavingDevices],
];

for (const [kind, manifest, variants] of suites) {
  describe(`the suite of a security layer catches one that ${kind} and`, () => {
    test.each(variants)('$fault', async ({ caughtBy, setup }) => {
      const run = casesOf(setup, manifest).get(caughtBy);
      // What is wrong is found by the suite, or thrown on purpose; a variant that trips over itself proves nothing.
      await expect(run!()).rejects.toMatchObject({ name: expect.stringMatching(/^(Compliance)?Error$/) });
    });
  });
}

test('every promise of the suite has somebody who breaks it', () => {
  const nobody = (): Promise<SecuritySubject> => Promise.reject(new Error('not to be run'));
  const promises = new Set([...casesOf(nobody, boxes).keys(), ...casesOf(nobody, devices).keys()]);
  const broken = new Set([...misbehavingSecurityLayers, ...misbehavingDevices].map(({ caughtBy }) => caughtBy));
  expect([...broken].sort()).toEqual([...promises].sort());
});
