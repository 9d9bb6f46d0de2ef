import {
  createVirtualClock,
  dataCompliance,
  environmentCompliance,
  misbehavingAskedPrivacyLayers,
  misbehavingDataLayers,
  misbehavingEnvironments,
  misbehavingPrivacyLayers,
  misbehavingStores,
  privacyCompliance,
  storeCompliance,
} from '../src/index.ts';
import { catches } from './catches.ts';

/** Real ms: what is faulty by never happening need not be waited for long. */
const patience = 200;

const clock = createVirtualClock();
const asked = misbehavingAskedPrivacyLayers.map((variant) => ({ ...variant, setup: () => variant.setup(clock) }));

catches('environment', {
  variants: misbehavingEnvironments,
  suite: (setup) => environmentCompliance(setup, { patience }),
});
catches(
  'privacy',
  {
    variants: misbehavingPrivacyLayers,
    suite: (setup) => privacyCompliance(setup, { patience, expires: true, history: true, stops: true }),
  },
  {
    kind: 'asks for its subscriptions',
    variants: asked,
    suite: (setup) =>
      privacyCompliance(setup, { patience, subscriptions: 'asked', unit: 60_000, turn: () => clock.advance(5) }),
  },
);
catches('data', { variants: misbehavingDataLayers, suite: (setup) => dataCompliance(setup, { unsigned: true }) });
catches('store', {
  variants: misbehavingStores,
  suite: (setup) => storeCompliance(setup, { patience, durable: true }),
});
