import { describe, test } from '@jest/globals';
import { createVirtualClock, privacyCompliance } from '@status/testing';
import { connect } from './support/network.ts';
import { createNode, NOW } from './support/nodes.ts';

describe('the privacy seam', () => {
  const clock = createVirtualClock(NOW * 1000);
  const setup = async () => {
    const { node: a } = createNode({}, clock, 'a');
    const { node: b } = createNode({}, clock, 'b');
    connect(a, b);
    await clock.advance(0);
    return {
      a,
      b,
      settle: () => clock.advance(1_000),
      pass: (ms: number) => clock.advance(ms),
      stop: () => a.stop(),
      close: async () => {
        await Promise.all([a.stop(), b.stop()]);
      },
    };
  };
  const cases = privacyCompliance(setup, {
    expires: true,
    stops: true,
    largestPayload: 60_000,
    turn: () => clock.advance(1),
  });
  test.each(cases.map(({ name, run }) => [name, run] as const))('%s', (_, run) => run());
});
