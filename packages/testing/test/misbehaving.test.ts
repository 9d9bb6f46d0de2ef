import { describe, expect, test } from '@jest/globals';
import {
  type Case,
  createVirtualClock,
  dataCompliance,
  environmentCompliance,
  type Misbehaving,
  misbehavingAskedPrivacyLayers,
  misbehavingDataLayers,
  misbehavingEnvironments,
  misbehavingPrivacyLayers,
  misbehavingStores,
  privacyCompliance,
  storeCompliance,
} from '../src/index.ts';

/** Real ms: what is faulty by never happening need not be waited for long. */
const patience = 200;

/** The suite of a seam sees each fault by the case that is named for it. */
function catches<Subject>(
  seam: string,
  variants: readonly Misbehaving<Subject>[],
  suite: (setup: () => Promise<Subject>) => Case[],
): void {
  describe(`the suite of a ${seam} catches one that`, () => {
    test.each(variants)('$fault', async ({ caughtBy, setup }) => {
      const found = suite(setup).filter(({ name }) => name === `${seam}: ${caughtBy}`);
      expect(found).toHaveLength(1);
      await expect(found[0]!.run()).rejects.toThrow();
    });
  });
}

const askedClock = createVirtualClock();
const asked = misbehavingAskedPrivacyLayers.map((variant) => ({ ...variant, setup: () => variant.setup(askedClock) }));

catches('environment', misbehavingEnvironments, (setup) => environmentCompliance(setup, { patience }));
catches('privacy', misbehavingPrivacyLayers, (setup) =>
  privacyCompliance(setup, { patience, expires: true, history: true, stops: true }),
);
catches('privacy', asked, (setup) =>
  privacyCompliance(setup, { patience, subscriptions: 'asked', unit: 60_000, turn: () => askedClock.advance(5) }),
);
catches('data', misbehavingDataLayers, (setup) => dataCompliance(setup, { unsigned: true }));
catches('store', misbehavingStores, (setup) => storeCompliance(setup, { patience, durable: true }));
