import { describe, expect, test } from '@jest/globals';
import { bytesToUtf8, utf8ToBytes } from '@status/base';
import { requireSymmetricKey } from '@status/crypto';
import type { PrivacyLayer, Topic } from '@status/interfaces';
import {
  createDirectNetwork,
  DIRECT_SERVER,
  type DirectNetwork,
  type DirectNetworkOptions,
  privacyCompliance,
  type TestEnvironment,
  testEnvironment,
} from '../src/index.ts';

const key = requireSymmetricKey(new Uint8Array(32).fill(7));
const topic = Uint8Array.of(1, 2, 3, 4) as Topic;

const post = (node: PrivacyLayer, text: string, lifetime = 60_000): ReturnType<PrivacyLayer['post']> =>
  node.post({ topic, to: { kind: 'symmetric', key }, payload: utf8ToBytes(text), lifetime });

const listen = (node: PrivacyLayer): string[] => {
  const received: string[] = [];
  node.subscribe({ key: { kind: 'symmetric', key }, topics: [] }, ({ payload }) => {
    received.push(bytesToUtf8(payload));
  });
  return received;
};

const network = (
  options: Omit<DirectNetworkOptions, 'environment'> = {},
  seed = 1,
): { environment: TestEnvironment; net: DirectNetwork } => {
  const environment = testEnvironment({ seed });
  return { environment, net: createDirectNetwork({ environment, ...options }) };
};

for (const history of [false, true]) {
  describe(`direct network ${history ? 'with' : 'without'} history`, () => {
    const cases = privacyCompliance(
      async () => {
        const { environment, net } = network({ history, delay: [1, 20] });
        return {
          a: net.node('a'),
          b: net.node('b'),
          settle: () => environment.clock.advance(100),
          pass: (ms) => environment.clock.advance(ms),
          serve: (server, serves) => net.serve(server, serves),
          stop: async () => net.stop('a'),
          close: async () => {},
        };
      },
      { expires: true, history, stops: true },
    );
    for (const { name, run } of cases) test(name, run);
  });
}

describe('direct network', () => {
  test('loses about the share it is told to', async () => {
    const { environment, net } = network({ loss: 0.3 });
    const received = listen(net.node('b'));
    for (let i = 0; i < 300; i++) await post(net.node('a'), String(i));
    await environment.clock.advance(10);
    expect(received.length).toBeGreaterThan(180);
    expect(received.length).toBeLessThan(240);
  });

  test('doubles about the share it is told to', async () => {
    const { environment, net } = network({ duplicate: 0.5 });
    const received = listen(net.node('b'));
    for (let i = 0; i < 200; i++) await post(net.node('a'), String(i));
    await environment.clock.advance(10);
    expect(new Set(received).size).toBe(200);
    expect(received.length).toBeGreaterThan(270);
    expect(received.length).toBeLessThan(330);
  });

  test('keeps the order unless told otherwise', async () => {
    const texts = Array.from({ length: 30 }, (_, i) => String(i));
    for (const [reorder, same] of [
      [0, true],
      [0.3, false],
    ] as const) {
      const { environment, net } = network({ reorder, delay: 5 });
      const received = listen(net.node('b'));
      for (const text of texts) await post(net.node('a'), text);
      await environment.clock.advance(100);
      expect([...received].sort()).toEqual([...texts].sort());
      expect(received.join() === texts.join()).toBe(same);
    }
  });

  test('delivers within the delay, not before', async () => {
    const { environment, net } = network({ delay: [50, 100] });
    const received = listen(net.node('b'));
    await post(net.node('a'), 'hello');
    await environment.clock.advance(49);
    expect(received).toEqual([]);
    await environment.clock.advance(51);
    expect(received).toEqual(['hello']);
  });

  test('the same seed gives the same run', async () => {
    const run = async (seed: number): Promise<string[]> => {
      const { environment, net } = network({ loss: 0.2, duplicate: 0.2, reorder: 0.2, delay: [1, 50] }, seed);
      const received = listen(net.node('b'));
      for (let i = 0; i < 50; i++) await post(net.node('a'), String(i));
      await environment.clock.advance(1000);
      return received;
    };
    expect(await run(4)).toEqual(await run(4));
    expect(await run(4)).not.toEqual(await run(5));
  });

  test('what a node misses while offline waits for it', async () => {
    const { environment, net } = network();
    const received = listen(net.node('b'));
    net.online('b', false);
    await post(net.node('a'), 'hello');
    await environment.clock.advance(30_000);
    expect(received).toEqual([]);
    net.online('b', true);
    await environment.clock.advance(0);
    expect(received).toEqual(['hello']);
  });

  test('what a node posts while offline waits for it', async () => {
    const { environment, net } = network();
    const received = listen(net.node('b'));
    net.online('a', false);
    await post(net.node('a'), 'hello');
    await environment.clock.advance(30_000);
    expect(received).toEqual([]);
    net.online('a', true);
    await environment.clock.advance(0);
    expect(received).toEqual(['hello']);
  });

  test('a node that goes offline while a message travels gets it later', async () => {
    const { environment, net } = network({ delay: 100 });
    const received = listen(net.node('b'));
    await post(net.node('a'), 'hello');
    await environment.clock.advance(50);
    net.online('b', false);
    await environment.clock.advance(100);
    net.online('b', true);
    await environment.clock.advance(100);
    expect(received).toEqual(['hello']);
  });

  test('nothing waits longer than its lifetime', async () => {
    const { environment, net } = network();
    const received = listen(net.node('b'));
    net.online('b', false);
    await post(net.node('a'), 'hello', 10_000);
    expect(net.pending).toBe(1);
    await environment.clock.advance(10_000);
    net.online('b', true);
    await environment.clock.advance(1000);
    expect(received).toEqual([]);
    expect(net.pending).toBe(0);
  });

  test('a node that is stopped waits for nothing, and what it posted in time arrives', async () => {
    const { environment, net } = network({ delay: 50 });
    const received = listen(net.node('b'));
    await post(net.node('a'), 'hello');
    net.stop('a');
    expect(net.pending).toBe(0);
    await environment.clock.advance(50);
    expect(received).toEqual(['hello']);
    expect(environment.clock.pending).toBe(0);
  });

  test('a node that joins later gets what is still alive', async () => {
    const { environment, net } = network();
    await post(net.node('a'), 'hello');
    const received = listen(net.node('late'));
    await environment.clock.advance(0);
    expect(received).toEqual(['hello']);
  });

  test('a node does not hear itself', async () => {
    const { environment, net } = network();
    const received = listen(net.node('a'));
    await post(net.node('a'), 'hello');
    await environment.clock.advance(10);
    expect(received).toEqual([]);
  });

  test('tells what it carried, doubles included', async () => {
    const { environment, net } = network({ duplicate: 1 });
    net.node('b');
    await post(net.node('a'), 'hello');
    await environment.clock.advance(10);
    expect(net.traffic).toEqual({ messages: 2, bytes: 10 });
  });

  test('an offline node has nobody to ask for the past', async () => {
    const { net } = network({ history: true });
    const { history } = net.node('a');
    expect(history?.servers).toEqual([DIRECT_SERVER]);
    net.online('a', false);
    expect(history?.servers).toEqual([]);
    await expect(history?.request({ topics: [topic], from: 0, to: 1 })).rejects.toMatchObject({
      code: 'PRIVACY_NO_SERVER',
    });
  });
});
