import { describe, test } from '@jest/globals';
import { createHostNetwork, createVirtualClock, hostCompliance, testEnvironment } from '../src/index.ts';

describe('hosts in memory', () => {
  const clock = createVirtualClock();
  const cases = hostCompliance(
    async () => {
      const network = createHostNetwork(testEnvironment({ clock }));
      return { a: network.host('a'), b: network.host('b'), nobody: 'memory:nobody', close: async () => {} };
    },
    { turn: () => clock.advance(100) },
  );
  for (const { name, run } of cases) test(name, run);
});
