import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, systemEnvironment } from '@status/base';
import { environmentCompliance, seededRandom, testEnvironment, VIRTUAL_START } from '../src/index.ts';

describe('seeded randomness', () => {
  test('is the same for the same seed and another for another', () => {
    expect(seededRandom('a').bytes(64)).toEqual(seededRandom('a').bytes(64));
    expect(seededRandom('a').bytes(64)).not.toEqual(seededRandom('b').bytes(64));
  });

  test('is one stream, however it is cut', () => {
    const pieces = seededRandom(7);
    const cut = [3, 5, 0, 4090, 100, 9000].map((length) => pieces.bytes(length));
    expect(concatBytes(...cut)).toEqual(seededRandom(7).bytes(13_198));
  });

  test('never changes between versions', () => {
    expect(bytesToHex(seededRandom('status').bytes(16))).toBe('8beece30c8006776269dde44ed71759b');
  });
});

describe('test environment', () => {
  test('remembers what was logged, with the time', async () => {
    const environment = testEnvironment();
    environment.logger.info('one');
    await environment.clock.advance(5);
    environment.logger.warn('two', { size: 3 });
    expect(environment.logs).toEqual([
      { level: 'info', message: 'one', fields: {}, at: VIRTUAL_START },
      { level: 'warn', message: 'two', fields: { size: 3 }, at: VIRTUAL_START + 5 },
    ]);
  });

  test('adds up counters by name and labels', () => {
    const { metrics, counters } = testEnvironment();
    metrics.count('dropped_total');
    metrics.count('dropped_total', 2);
    metrics.count('dropped_total', 1, { reason: 'pow', peer: 'x' });
    metrics.count('dropped_total', 1, { peer: 'x', reason: 'pow' });
    expect([...counters]).toEqual([
      ['dropped_total', 3],
      ['dropped_total{peer=x,reason=pow}', 2],
    ]);
  });

  test('keeps the last value of a gauge and every observation', () => {
    const { metrics, gauges, observations } = testEnvironment();
    metrics.gauge('queue', 3);
    metrics.gauge('queue', 1);
    metrics.observe('latency_ms', 10);
    metrics.observe('latency_ms', 20);
    expect(gauges.get('queue')).toBe(1);
    expect(observations.get('latency_ms')).toEqual([10, 20]);
  });

  test('two environments can share a clock', async () => {
    const first = testEnvironment({ start: 5 });
    const second = testEnvironment({ clock: first.clock, seed: 1 });
    await first.clock.advance(10);
    expect(second.clock.now()).toBe(15);
  });
});

describe('compliance of the test environment', () => {
  const cases = environmentCompliance(async () => {
    const environment = testEnvironment();
    return { environment, pass: (ms) => environment.clock.advance(ms), set: (ms) => environment.clock.jump(ms) };
  });
  for (const { name, run } of cases) test(name, run);
});

describe('compliance of the system environment', () => {
  const cases = environmentCompliance(async () => ({
    environment: systemEnvironment(),
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  }));
  for (const { name, run } of cases) test(name, run);
});
