import { describe, expect, test } from '@jest/globals';
import { type SyncManifest, type SyncSubject, syncCompliance } from '../src/compliance/sync.ts';
import type { Misbehaving } from '../src/misbehaving.ts';
import { misbehavingSyncLayers } from '../src/misbehaving-sync.ts';
import { misbehavingOfferSyncs } from '../src/misbehaving-sync-groups.ts';

const acks: SyncManifest = {
  traits: { acknowledges: true, groups: false, parents: false, ephemeral: false },
  recognises: true,
  givesUp: true,
};
const offers: SyncManifest = {
  traits: { acknowledges: true, groups: true, parents: true, ephemeral: true },
  recognises: true,
  givesUp: true,
  offersFirst: true,
};

const casesOf = (setup: () => Promise<SyncSubject>, manifest: SyncManifest) =>
  new Map(syncCompliance(setup, manifest).map(({ name, run }) => [name.replace('sync: ', ''), run]));

const suites: readonly (readonly [kind: string, SyncManifest, readonly Misbehaving<SyncSubject>[]])[] = [
  ['acknowledges', acks, misbehavingSyncLayers],
  ['offers first', offers, misbehavingOfferSyncs],
];

for (const [kind, manifest, variants] of suites) {
  describe(`the suite of a sync catches one that ${kind} and`, () => {
    test.each(variants)('$fault', async ({ caughtBy, setup }) => {
      const run = casesOf(setup, manifest).get(caughtBy);
      await expect(run!()).rejects.toThrow();
    });
  });
}

test('every promise of the suite has somebody who breaks it', () => {
  const nobody = (): Promise<SyncSubject> => Promise.reject(new Error('not to be run'));
  const promises = new Set([...casesOf(nobody, acks).keys(), ...casesOf(nobody, offers).keys()]);
  const broken = new Set([...misbehavingSyncLayers, ...misbehavingOfferSyncs].map(({ caughtBy }) => caughtBy));
  expect([...broken].sort()).toEqual([...promises].sort());
});
