import { describe, expect, test } from '@jest/globals';
import {
  byteStreamCompliance,
  type Case,
  createVirtualClock,
  dataCompliance,
  datagramDriverCompliance,
  environmentCompliance,
  hostCompliance,
  type Misbehaving,
  misbehavingByteStreams,
  misbehavingDatagramDrivers,
  misbehavingDataLayers,
  misbehavingEnvironments,
  misbehavingHosts,
  misbehavingPrivacyLayers,
  misbehavingStores,
  misbehavingStreamDrivers,
  misbehavingUnpausedStreams,
  privacyCompliance,
  storeCompliance,
  streamDriverCompliance,
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

const hostClock = createVirtualClock();
const hosts = misbehavingHosts.map((variant) => ({ ...variant, setup: () => variant.setup(hostClock) }));

catches('environment', misbehavingEnvironments, (setup) => environmentCompliance(setup, { patience }));
catches('byte stream', misbehavingByteStreams, (setup) => byteStreamCompliance(setup, { patience, buffered: 1 << 20 }));
catches('byte stream', misbehavingUnpausedStreams, (setup) =>
  byteStreamCompliance(setup, { patience, buffered: 1 << 20, pauses: false }),
);
catches('datagram driver', misbehavingDatagramDrivers, (setup) => datagramDriverCompliance(setup, { patience }));
catches('stream driver', misbehavingStreamDrivers, (setup) => streamDriverCompliance(setup, { patience }));
catches('host', hosts, (setup) =>
  hostCompliance(setup, { patience, buffered: 1 << 20, turn: () => hostClock.advance(100) }),
);
catches('privacy', misbehavingPrivacyLayers, (setup) =>
  privacyCompliance(setup, { patience, expires: true, history: true }),
);
catches('data', misbehavingDataLayers, (setup) => dataCompliance(setup, { unsigned: true }));
catches('store', misbehavingStores, (setup) => storeCompliance(setup, { patience, durable: true }));
