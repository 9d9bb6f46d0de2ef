import { describe, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { StreamDriver } from '@status/interfaces';
import {
  createVirtualClock,
  type HostManifest,
  type HostSubject,
  hostCompliance,
  seededRandom,
  testEnvironment,
  type VirtualClock,
} from '@status/testing';
import { createRlpxHost, formatEnode } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { tcpDriver } from '../src/tcp.ts';
import { createMessageDriver } from './message-sockets.ts';

await installFastestEngine();

const someone = publicKeyOf(generatePrivateKey(seededRandom('someone')));

/** What a pair of hosts shares. */
type Way = {
  readonly drivers: readonly StreamDriver[];
  readonly listen: readonly string[];
  /** Where nobody listens. */
  readonly host: string;
};

describe.each<[string, (clock: VirtualClock) => Way, HostManifest]>([
  [
    'memory',
    () => ({ drivers: [createMemoryNetwork().driver], listen: ['memory://localhost:0'], host: 'nowhere' }),
    {},
  ],
  ['TCP', () => ({ drivers: [tcpDriver()], listen: ['tcp://127.0.0.1:0'], host: '127.0.0.1' }), {}],
  [
    'sockets of messages',
    (clock) => ({ drivers: [createMessageDriver(clock, 1 << 20)], listen: ['ws://localhost:0'], host: 'nowhere' }),
    { pauses: false },
  ],
  [
    'several of them at once',
    (clock) => ({
      drivers: [tcpDriver(), createMessageDriver(clock), createMemoryNetwork().driver],
      listen: ['tcp://127.0.0.1:0', 'memory://localhost:0', 'ws://localhost:0', 'ws://localhost:0'],
      host: '127.0.0.1',
    }),
    { waysIn: 4 },
  ],
])('over %s', (_, createWay, traits) => {
  // The payloads of the suite are runs of one byte: compressed, sockets hold more than twenty times their size of them.
  const buffered = 1 << 30;

  let clock = createVirtualClock();

  const setup = async (): Promise<HostSubject> => {
    clock = createVirtualClock();
    const { drivers, listen, host } = createWay(clock);
    const create = (seed: string) => {
      const environment = testEnvironment({ seed, clock });
      const privateKey = generatePrivateKey(environment.random);
      return createRlpxHost({ privateKey, environment, drivers, listen, maxDrawn: 1 });
    };
    return {
      a: create('a'),
      b: create('b'),
      nobody: formatEnode({ publicKey: someone, endpoint: { host, tcp: 1, udp: 1 } }),
      close: async () => {},
    };
  };

  const manifest = { turn: () => clock.advance(10), patience: 10_000, buffered, ...traits };
  for (const { name, run } of hostCompliance(setup, manifest)) test(name, run);
});
