import { describe, test } from '@jest/globals';
import type { Environment, Host } from '@status/interfaces';
import { createHostNetwork, createTextHostNetwork, createVirtualClock, privacyCompliance } from '@status/testing';
import { createNode, NOW } from './support/nodes.ts';

/** Networks of hosts that have nothing in common but the seam. */
const NETWORKS: readonly [string, (environment: Environment) => { host(name: string): Host }][] = [
  ['in memory, with latency', (environment) => createHostNetwork(environment, { latency: [1, 20] })],
  ['whose streams are named by text', createTextHostNetwork],
];

describe.each(NETWORKS)('the privacy seam on hosts %s', (_, createNetwork) => {
  const clock = createVirtualClock(NOW * 1000);
  const setup = async () => {
    const [first, second] = [createNode({}, clock, 'a'), createNode({}, clock, 'b')];
    const network = createNetwork(first.environment);
    const hosts = [first, second].map(({ node }, i) => {
      const host = network.host(`node-${i}`);
      host.register(node.subprotocol);
      return host;
    });
    for (const host of hosts) await host.start();
    const dial = hosts[0]!.dial(hosts[1]!.addresses[0]!);
    await clock.advance(1000);
    await dial;
    const { node: a } = first;
    const { node: b } = second;
    return {
      a,
      b,
      settle: () => clock.advance(2_000),
      pass: (ms: number) => clock.advance(ms),
      stop: () => a.stop(),
      close: async () => {
        await Promise.all([a.stop(), b.stop(), ...hosts.map((host) => host.stop())]);
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
