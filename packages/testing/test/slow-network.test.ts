import { describe, expect, test } from '@jest/globals';
import { bytesToUtf8, utf8ToBytes } from '@status/base';
import { requireSymmetricKey } from '@status/crypto';
import type { PrivacyLayer, Topic } from '@status/interfaces';
import {
  createSlowNetwork,
  createVirtualClock,
  privacyCompliance,
  SLOW_MIX,
  type SlowNetworkOptions,
  type TestEnvironment,
  testEnvironment,
} from '../src/index.ts';

const MINUTE = 60_000;
const key = requireSymmetricKey(new Uint8Array(32).fill(7));
const topic = Uint8Array.of(1, 2, 3, 4) as Topic;

const post = (node: PrivacyLayer, text: string): ReturnType<PrivacyLayer['post']> =>
  node.post({ topic, to: { kind: 'symmetric', key }, payload: utf8ToBytes(text) });

function network(options: Omit<SlowNetworkOptions, 'environment'> = {}, seed = 1) {
  const environment: TestEnvironment = testEnvironment({ seed });
  const net = createSlowNetwork({ environment, ...options });
  const listen = async (node: PrivacyLayer): Promise<string[]> => {
    const received: string[] = [];
    const { ready } = node.subscribe({ key: { kind: 'symmetric', key }, topics: [] }, ({ payload }) => {
      received.push(bytesToUtf8(payload));
    });
    await environment.clock.advance(2 * MINUTE);
    await ready;
    return received;
  };
  return { environment, net, listen };
}

describe('the privacy seam', () => {
  const clock = createVirtualClock();
  const cases = privacyCompliance(
    async () => {
      const environment = testEnvironment({ clock });
      const net = createSlowNetwork({ environment });
      return {
        a: net.node('a'),
        b: net.node('b'),
        settle: () => clock.advance(15 * MINUTE),
        pass: (ms) => clock.advance(ms),
        failSubscriptions: (fail) => net.refuseSubscriptions(fail),
        stop: async () => net.stop('a'),
        close: async () => {},
      };
    },
    { expires: true, stops: true, subscriptions: 'asked', unit: MINUTE, turn: () => clock.advance(MINUTE) },
  );
  for (const { name, run } of cases) test(name, run);
});

describe('a slow network', () => {
  test('takes minutes', async () => {
    const { environment, net, listen } = network();
    const received = await listen(net.node('b'));
    await post(net.node('a'), 'hello');
    await environment.clock.advance(MINUTE);
    expect(received).toEqual([]);
    await environment.clock.advance(9 * MINUTE);
    expect(received).toEqual(['hello']);
  });

  test('lets messages go in batches, and not in the order in which they came', async () => {
    const { environment, net } = network({ interval: 10 * MINUTE });
    const texts = Array.from({ length: 20 }, (_, i) => i);
    const names = new Map<string, number>();
    const left: { readonly number: number; readonly at: number }[] = [];
    net.node('a').on('sent', ({ hash, peer }) => {
      expect(peer).toBe(SLOW_MIX);
      left.push({ number: names.get(hash.join())!, at: environment.clock.elapsed() });
    });
    for (const number of texts) names.set((await post(net.node('a'), String(number))).hash.join(), number);
    await environment.clock.advance(10 * MINUTE);
    expect(new Set(left.map(({ at }) => at)).size).toBe(1);
    const order = left.map(({ number }) => number);
    expect([...order].sort((a, b) => a - b)).toEqual(texts);
    expect(order).not.toEqual(texts);
  });

  test('delivers each after a delay of its own, to its poster too', async () => {
    const { environment, net, listen } = network();
    const received = await listen(net.node('a'));
    for (let i = 0; i < 20; i++) await post(net.node('a'), String(i));
    await environment.clock.advance(5 * MINUTE);
    expect(received.length).toBeGreaterThan(0);
    expect(received.length).toBeLessThan(20);
    await environment.clock.advance(5 * MINUTE);
    expect(received.length).toBe(20);
    expect(net.traffic).toEqual({ messages: 20, bytes: 30 });
  });

  test('tells times in whole minutes', async () => {
    const { environment, net } = network();
    await environment.clock.advance(12_345);
    const { sentAt, expiresAt } = await post(net.node('a'), 'hello');
    expect([sentAt % MINUTE, expiresAt % MINUTE]).toEqual([0, 0]);
  });

  test('lets the first subscriptions of each node come to nothing if told so', async () => {
    const { environment, net, listen } = network({ failures: 2 });
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(listen(net.node('b'))).rejects.toMatchObject({ code: 'PRIVACY_SUBSCRIBE' });
    }
    const received = await listen(net.node('b'));
    await post(net.node('a'), 'hello');
    await environment.clock.advance(10 * MINUTE);
    expect(received).toEqual(['hello']);
  });

  test('cancels the subscriptions that wait when a node stops', async () => {
    const { net } = network();
    const { ready } = net.node('a').subscribe({ key: { kind: 'symmetric', key }, topics: [] }, () => {});
    net.stop('a');
    await expect(ready).rejects.toMatchObject({ code: 'PRIVACY_CANCELLED' });
  });

  test('waits for nothing once the nodes are stopped and what they posted has arrived', async () => {
    const { environment, net, listen } = network();
    const received = await listen(net.node('b'));
    await post(net.node('a'), 'hello');
    net.stop('a');
    await environment.clock.advance(10 * MINUTE);
    expect(received).toEqual(['hello']);
    expect(environment.clock.pending).toBe(0);
  });

  test('keeps nothing for those who subscribe later', async () => {
    const { environment, net, listen } = network();
    await post(net.node('a'), 'hello');
    await environment.clock.advance(10 * MINUTE);
    const received = await listen(net.node('b'));
    await environment.clock.advance(60 * MINUTE);
    expect(received).toEqual([]);
  });
});
