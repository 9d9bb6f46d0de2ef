import { misbehavingOfferSyncs, misbehavingSyncLayers, syncCompliance } from '../src/index.ts';
import { catches } from './catches.ts';

const both = { recognises: true, givesUp: true };

catches(
  'sync',
  {
    kind: 'acknowledges',
    variants: misbehavingSyncLayers,
    suite: (setup) =>
      syncCompliance(setup, {
        ...both,
        traits: { acknowledges: true, groups: false, parents: false, ephemeral: false },
      }),
  },
  {
    kind: 'offers first',
    variants: misbehavingOfferSyncs,
    suite: (setup) =>
      syncCompliance(setup, {
        ...both,
        traits: { acknowledges: true, groups: true, parents: true, ephemeral: true },
        offersFirst: true,
      }),
  },
);
