import { describe, test } from '@jest/globals';
import { createDatagramDriver } from '../src/datagrams.ts';
import { byteStreamCompliance, datagramDriverCompliance, streamDriverCompliance } from '../src/index.ts';
import { createStreamDriver, createStreamPair } from '../src/streams.ts';

describe('stream pair in memory', () => {
  for (const { name, run } of byteStreamCompliance(async () => createStreamPair())) test(name, run);
});

describe('stream driver in memory', () => {
  const cases = streamDriverCompliance(async () => ({
    driver: createStreamDriver(),
    address: 'memory://here:0',
    nobody: 'memory://nowhere:1',
  }));
  for (const { name, run } of cases) test(name, run);
});

describe('datagram driver in memory', () => {
  const cases = datagramDriverCompliance(async () => ({
    driver: createDatagramDriver(),
    address: 'memory://here:0',
    nobody: 'memory://nowhere:1',
  }));
  for (const { name, run } of cases) test(name, run);
});
