import { describe, test } from '@jest/globals';
import { byteStreamCompliance, streamDriverCompliance } from '../src/index.ts';
import { createStreamDriver, createStreamPair } from '../src/streams.ts';

describe('stream pair in memory', () => {
  for (const { name, run } of byteStreamCompliance(async () => createStreamPair())) test(name, run);
});

describe('stream driver in memory', () => {
  const cases = streamDriverCompliance(async () => ({
    driver: createStreamDriver(),
    host: 'here',
    nobody: { host: 'nowhere', port: 1 },
  }));
  for (const { name, run } of cases) test(name, run);
});
