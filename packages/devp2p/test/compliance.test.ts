import { describe, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import { installFastestEngine } from '@status/crypto/engine-node';
import type { StreamDriver } from '@status/interfaces';
import { createVirtualClock, type HostSubject, hostCompliance, seededRandom, testEnvironment } from '@status/testing';
import { createRlpxHost, formatEnode } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { tcpDriver } from '../src/tcp.ts';

await installFastestEngine();

const someone = publicKeyOf(generatePrivateKey(seededRandom('someone')));

describe.each<[string, string, () => StreamDriver]>([
  ['memory', 'localhost', () => createMemoryNetwork().driver],
  ['TCP', '127.0.0.1', tcpDriver],
])('over %s', (_, address, createDriver) => {
  // The payloads of the suite are runs of one byte: compressed, sockets hold more than twenty times their size of them.
  const buffered = 1 << 30;

  let clock = createVirtualClock();

  const setup = async (): Promise<HostSubject> => {
    clock = createVirtualClock();
    const driver = createDriver();
    const create = (seed: string) => {
      const environment = testEnvironment({ seed, clock });
      const privateKey = generatePrivateKey(environment.random);
      return createRlpxHost({ privateKey, environment, driver, listen: { host: address, port: 0 } });
    };
    return {
      a: create('a'),
      b: create('b'),
      nobody: formatEnode({ publicKey: someone, endpoint: { host: address, tcp: 1, udp: 1 } }),
      close: async () => {},
    };
  };

  const manifest = { turn: () => clock.advance(10), patience: 10_000, buffered };
  for (const { name, run } of hostCompliance(setup, manifest)) test(name, run);
});
