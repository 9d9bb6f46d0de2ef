import { describe, expect, test } from '@jest/globals';
import type { Host, Packet, Session } from '@status/interfaces';
import {
  createHostNetwork,
  createVirtualClock,
  type HostNetworkOptions,
  hostCompliance,
  testEnvironment,
} from '../src/index.ts';

describe.each<[string, HostNetworkOptions]>([
  ['at once', {}],
  ['with latency', { latency: [20, 60] }],
  ['with latency and little bandwidth', { latency: 5, bandwidth: 10_000_000 }],
])('hosts in memory, %s', (_, options) => {
  const clock = createVirtualClock();
  const cases = hostCompliance(
    async () => {
      const network = createHostNetwork(testEnvironment({ clock }), options);
      return {
        a: network.host('a', { maxDrawn: 1 }),
        b: network.host('b'),
        nobody: 'memory:nobody',
        close: async () => {},
      };
    },
    { turn: () => clock.advance(100) },
  );
  for (const { name, run } of cases) test(name, run);
});

describe('a network in memory', () => {
  /** Two connected hosts, and when each packet was read at `b`, in ms from now. */
  const connected = async (options: HostNetworkOptions) => {
    const environment = testEnvironment({});
    const { clock } = environment;
    const network = createHostNetwork(environment, options);
    const arrivals: { readonly at: number; readonly code: number }[] = [];
    const sessions: Session[] = [];
    const [a, b] = ['a', 'b'].map((name) => {
      const host = network.host(name);
      host.register({
        name: 'xx',
        version: 1,
        length: 10,
        async onSession(session) {
          if (name === 'a') sessions.push(session);
          for await (const { code } of session) arrivals.push({ at: clock.elapsed(), code });
        },
      });
      return host;
    }) as [Host, Host];
    await Promise.all([a.start(), b.start()]);
    const dial = a.dial(b.addresses[0]!);
    await clock.advance(1000);
    await dial;
    const start = clock.elapsed();
    const send = (code: number, length: number): Promise<void> =>
      sessions[0]!.send({ code, payload: new Uint8Array(length) } satisfies Packet);
    const seen = (): [number, number][] => arrivals.map(({ at, code }) => [code, at - start]);
    return { network, clock, a, b, send, seen, session: sessions[0]! };
  };

  test('brings packets after the latency, in order', async () => {
    const { clock, send, seen } = await connected({ latency: 50 });
    await send(1, 10);
    await clock.advance(20);
    await send(2, 10);
    await clock.advance(29);
    expect(seen()).toEqual([]);
    await clock.advance(100);
    expect(seen()).toEqual([
      [1, 50],
      [2, 70],
    ]);
  });

  test('brings packets one behind the other where bandwidth is short', async () => {
    const { clock, send, seen } = await connected({ latency: 10, bandwidth: 1000 });
    for (const code of [1, 2, 3]) await send(code, 100);
    await clock.advance(1000);
    expect(seen()).toEqual([
      [1, 110],
      [2, 210],
      [3, 310],
    ]);
  });

  test('draws a latency for each link between the least and the most', async () => {
    const latencies = new Set<number>();
    const environment = testEnvironment({});
    const network = createHostNetwork(environment, { latency: [10, 100] });
    const protocol = { name: 'xx', version: 1, length: 1, onSession: () => new Promise<void>(() => {}) };
    const hub = network.host('hub');
    hub.register(protocol);
    await hub.start();
    for (let i = 0; i < 20; i++) {
      const host = network.host(`${i}`);
      host.register(protocol);
      await host.start();
      const begun = environment.clock.elapsed();
      let took: number | undefined;
      void host.dial('memory:hub').then(() => {
        took = environment.clock.elapsed() - begun;
      });
      while (took === undefined) await environment.clock.advance(1);
      latencies.add(took / 2);
    }
    expect(latencies.size).toBeGreaterThan(10);
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(100);
  });

  test('tells of an end when all that was sent before has arrived', async () => {
    const { b, clock, send, seen, session } = await connected({ latency: 50, bandwidth: 1000 });
    const ends: number[] = [];
    const start = clock.elapsed();
    b.on('disconnected', () => ends.push(clock.elapsed() - start));
    await send(1, 100);
    await session.disconnect('requested');
    await clock.advance(1000);
    expect(seen()).toEqual([[1, 150]]);
    expect(ends).toEqual([150]);
  });

  test('ends a dial under way when its host stops', async () => {
    const environment = testEnvironment({});
    const network = createHostNetwork(environment, { latency: 100 });
    const [a, b] = [network.host('a'), network.host('b')];
    await Promise.all([a.start(), b.start()]);
    const dial = a.dial('memory:b').catch((error: unknown) => error);
    await environment.clock.advance(10);
    await a.stop();
    expect(await dial).toMatchObject({ code: 'P2P_NOT_RUNNING' });
    expect(environment.clock.pending).toBe(0);
  });

  test('counts packets and bytes, in all and for each host', async () => {
    const { network, clock, send } = await connected({ latency: 50 });
    for (const length of [100, 200]) await send(1, length);
    expect(network.traffic).toMatchObject({ packets: 2, bytes: 300 });
    expect(network.traffic.hosts.get('a')).toEqual({
      sent: { packets: 2, bytes: 300 },
      received: { packets: 0, bytes: 0 },
    });
    expect(network.traffic.hosts.get('b')).toBeUndefined();
    await clock.advance(100);
    expect(network.traffic.hosts.get('b')).toEqual({
      sent: { packets: 0, bytes: 0 },
      received: { packets: 2, bytes: 300 },
    });
  });

  test('carries ten thousand hosts, each of which passes a packet on to whoever has not seen it', async () => {
    const count = 10_000;
    const environment = testEnvironment({});
    const network = createHostNetwork(environment);
    const reached = new Set<number>();
    const sessions = Array.from({ length: count }, (): Session[] => []);
    const flood = (index: number, packet: Packet): void => {
      if (reached.has(index)) return;
      reached.add(index);
      for (const session of sessions[index]!) void session.send(packet);
    };
    const hosts = sessions.map((own, index) => {
      const host = network.host(`${index}`);
      host.register({
        name: 'xx',
        version: 1,
        length: 1,
        async onSession(session) {
          own.push(session);
          for await (const packet of session) flood(index, packet);
        },
      });
      return host;
    });
    await Promise.all(hosts.map((host) => host.start()));
    for (const [index, host] of hosts.entries()) {
      for (const step of [1, 101]) await host.dial(`memory:${(index + step) % count}`);
    }
    await environment.clock.advance(0);
    flood(0, { code: 0, payload: new Uint8Array(100) });
    for (let i = 0; i < 50 && reached.size < count; i++) await environment.clock.advance(0);
    expect(reached.size).toBe(count);
    expect(network.traffic.packets).toBe(4 * count);
  });
});
