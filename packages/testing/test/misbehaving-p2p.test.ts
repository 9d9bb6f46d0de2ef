import { describe, expect, test } from '@jest/globals';
import { byteStreamCompliance } from '../src/compliance/byte-stream.ts';
import type { Case } from '../src/compliance/case.ts';
import { datagramDriverCompliance } from '../src/compliance/datagram.ts';
import { type HostSubject, hostCompliance } from '../src/compliance/host.ts';
import { streamDriverCompliance } from '../src/compliance/stream-driver.ts';
import type { Misbehaving } from '../src/misbehaving.ts';
import { misbehavingDatagramDrivers } from '../src/misbehaving-datagrams.ts';
import { type MisbehavingHosts, misbehavingHosts, misbehavingUnpausedHosts } from '../src/misbehaving-hosts.ts';
import {
  misbehavingByteStreams,
  misbehavingStreamDrivers,
  misbehavingUnpausedStreams,
} from '../src/misbehaving-streams.ts';
import { createVirtualClock } from '../src/virtual-clock.ts';

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

const clock = createVirtualClock();
const onClock = (variants: readonly MisbehavingHosts[]): Misbehaving<HostSubject>[] =>
  variants.map((variant) => ({ ...variant, setup: () => variant.setup(clock) }));
const waiting = { patience, buffered: 1 << 20, turn: () => clock.advance(100) };

catches('byte stream', misbehavingByteStreams, (setup) => byteStreamCompliance(setup, { patience, buffered: 1 << 20 }));
catches('byte stream', misbehavingUnpausedStreams, (setup) =>
  byteStreamCompliance(setup, { patience, buffered: 1 << 20, pauses: false }),
);
catches('stream driver', misbehavingStreamDrivers, (setup) => streamDriverCompliance(setup, { patience }));
catches('datagram driver', misbehavingDatagramDrivers, (setup) => datagramDriverCompliance(setup, { patience }));
catches('host', onClock(misbehavingHosts), (setup) => hostCompliance(setup, waiting));
catches('host', onClock(misbehavingUnpausedHosts), (setup) => hostCompliance(setup, { ...waiting, pauses: false }));
