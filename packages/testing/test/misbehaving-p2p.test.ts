import {
  byteStreamCompliance,
  createVirtualClock,
  datagramDriverCompliance,
  type HostSubject,
  hostCompliance,
  type Misbehaving,
  type MisbehavingHosts,
  misbehavingByteStreams,
  misbehavingDatagramDrivers,
  misbehavingHosts,
  misbehavingStreamDrivers,
  misbehavingUnpausedHosts,
  misbehavingUnpausedStreams,
  streamDriverCompliance,
} from '../src/index.ts';
import { catches } from './catches.ts';

/** Real ms: what is faulty by never happening need not be waited for long. */
const patience = 200;
const buffered = 1 << 20;

const clock = createVirtualClock();
const onClock = (variants: readonly MisbehavingHosts[]): Misbehaving<HostSubject>[] =>
  variants.map((variant) => ({ ...variant, setup: () => variant.setup(clock) }));
const waiting = { patience, buffered, turn: () => clock.advance(100) };

catches(
  'byte stream',
  { variants: misbehavingByteStreams, suite: (setup) => byteStreamCompliance(setup, { patience, buffered }) },
  {
    kind: 'cannot be paused',
    variants: misbehavingUnpausedStreams,
    suite: (setup) => byteStreamCompliance(setup, { patience, buffered, pauses: false }),
  },
);
catches('stream driver', {
  variants: misbehavingStreamDrivers,
  suite: (setup) => streamDriverCompliance(setup, { patience }),
});
catches('datagram driver', {
  variants: misbehavingDatagramDrivers,
  suite: (setup) => datagramDriverCompliance(setup, { patience }),
});
catches(
  'host',
  { variants: onClock(misbehavingHosts), suite: (setup) => hostCompliance(setup, waiting) },
  {
    kind: 'cannot be paused',
    variants: onClock(misbehavingUnpausedHosts),
    suite: (setup) => hostCompliance(setup, { ...waiting, pauses: false }),
  },
);
