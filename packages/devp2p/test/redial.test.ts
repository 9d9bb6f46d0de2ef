import { describe, expect, test } from '@jest/globals';
import { generatePrivateKey, publicKeyOf } from '@status/crypto';
import type { StreamDriver } from '@status/interfaces';
import { createVirtualClock, seededRandom, type VirtualClock } from '@status/testing';
import { createBackoff } from '../src/backoff.ts';
import { formatEnode, HostError, nodeName } from '../src/index.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { createNode, PORT, startNode, story, type TestNode } from './node.ts';
import { connectRawPeer, disconnectCodes } from './raw-peer.ts';

/** A driver that notes when it was told to dial. */
const watched = (driver: StreamDriver, clock: VirtualClock): { driver: StreamDriver; dials: number[] } => {
  const dials: number[] = [];
  const dial: StreamDriver['dial'] = (target, options) => {
    dials.push(clock.now());
    return driver.dial(target, options);
  };
  return { driver: { ...driver, dial }, dials };
};

const scene = async () => {
  const clock = createVirtualClock();
  const network = createMemoryNetwork();
  const { driver, dials } = watched(network.driver, clock);
  const a = await startNode({ driver, clock, seed: 'a' });
  const privateKey = generatePrivateKey(seededRandom('b'));
  const startB = (options: { maxPeers?: number } = {}): Promise<TestNode> =>
    startNode({ driver: network.driver, clock, seed: 'b', privateKey, ...options });
  const { publicKey } = createNode({ driver: network.driver, clock, seed: 'b', privateKey });
  const address = formatEnode({ publicKey, endpoint: { host: 'b', tcp: PORT, udp: PORT } });
  return { clock, network, a, startB, address, dials };
};

const pauses = (dials: readonly number[]): number[] => dials.slice(1).map((at, i) => at - dials[i]!);

describe('pauses', () => {
  test('double from half a second to half a minute, each spread over its upper half', () => {
    const random = seededRandom('pauses');
    const spans = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000];
    for (let round = 0; round < 50; round++) {
      const backoff = createBackoff(random);
      for (const span of spans) {
        const pause = backoff.next(false);
        expect(pause).toBeGreaterThanOrEqual(span / 2);
        expect(pause).toBeLessThanOrEqual(span);
      }
      backoff.reset();
      expect(backoff.next(false)).toBeLessThanOrEqual(500);
    }
  });

  test('are longer for a peer that is full', () => {
    const backoff = createBackoff(seededRandom('crowded'));
    for (const span of [10_000, 20_000, 40_000, 80_000, 120_000, 120_000]) {
      const pause = backoff.next(true);
      expect(pause).toBeGreaterThanOrEqual(span / 2);
      expect(pause).toBeLessThanOrEqual(span);
    }
  });

  test('differ between nodes', () => {
    const first = (seed: string): number => createBackoff(seededRandom(seed)).next(false);
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map(first)).size).toBeGreaterThan(3);
  });
});

describe('maintain', () => {
  test('dials at once, again soon, and ever less often while nobody is there', async () => {
    const { clock, a, address, dials } = await scene();
    a.host.maintain(address);
    await clock.advance(120_000);
    const [first, second, third] = pauses(dials);
    expect(first).toBeGreaterThanOrEqual(250);
    expect(first).toBeLessThanOrEqual(500);
    expect(second).toBeGreaterThanOrEqual(500);
    expect(third).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...pauses(dials))).toBeLessThanOrEqual(30_000);
    expect(dials.length).toBeGreaterThan(7);
    expect(dials.length).toBeLessThan(16);
    expect(a.events.every(([name]) => name === 'failed')).toBe(true);
  });

  test('finds a peer that comes up', async () => {
    const { clock, a, startB, address } = await scene();
    a.host.maintain(address);
    await clock.advance(10_000);
    await startB();
    await clock.advance(30_000);
    expect(a.host.peers()).toHaveLength(1);
  });

  test('is back within a second after a connection that lasted, every time', async () => {
    const { clock, a, startB, address } = await scene();
    let b = await startB();
    a.host.maintain(address);
    for (let i = 0; i < 5; i++) {
      await clock.advance(20_000);
      expect(a.host.peers()).toHaveLength(1);
      await b.host.stop();
      b = await startB();
      await clock.advance(1000);
      expect(a.host.peers()).toHaveLength(1);
    }
  });

  test('does not hurry back to a peer that hangs up at once', async () => {
    const { clock, a, startB, address, dials } = await scene();
    const b = await startB();
    b.host.on('connected', (peer) => {
      void b.sessions.at(-1)?.disconnect('requested');
      expect(peer.inbound).toBe(true);
    });
    a.host.on('connected', () => queueMicrotask(() => void a.sessions.at(-1)!.disconnect('requested')));
    a.host.maintain(address);
    await clock.advance(60_000);
    expect(dials.length).toBeLessThan(12);
  });

  test('leaves a full peer alone for longer', async () => {
    const { clock, a, startB, address, dials } = await scene();
    await startB({ maxPeers: 0 });
    a.host.maintain(address);
    await clock.advance(60_000);
    expect(story(a.events)[0]).toBe('failed hello tooManyPeers remote');
    expect(pauses(dials)[0]).toBeGreaterThanOrEqual(5000);
    expect(dials.length).toBeLessThanOrEqual(5);
  });

  test('gives up on ourselves', async () => {
    const { clock, a, dials } = await scene();
    a.host.maintain(a.host.addresses[0]!);
    await clock.advance(600_000);
    expect(story(a.events)).toEqual(['failed dial self']);
    expect(dials).toEqual([]);
  });

  test('does not dial a peer that has dialled us', async () => {
    const { clock, a, startB, address, dials } = await scene();
    const b = await startB();
    await b.host.dial(a.host.addresses[0]!);
    await clock.advance(0);
    a.host.maintain(address);
    await clock.advance(100_000);
    expect(dials).toEqual([]);
    expect(story(a.events)).toEqual(['connected']);
  });

  test('before the start waits for it', async () => {
    const clock = createVirtualClock();
    const network = createMemoryNetwork();
    const b = await startNode({ driver: network.driver, clock, seed: 'b' });
    const a = createNode({ driver: network.driver, clock, seed: 'a' });
    a.host.maintain(b.host.addresses[0]!);
    const cancel = a.host.maintain(formatEnode({ publicKey: a.publicKey, endpoint: { host: 'x', tcp: 1, udp: 1 } }));
    cancel();
    await clock.advance(1000);
    expect(a.events).toEqual([]);
    await a.host.start();
    await clock.advance(0);
    expect(story(a.events)).toEqual(['connected']);
  });

  test('when cancelled dials no more, and leaves a connection alone', async () => {
    const { clock, a, startB, address, dials } = await scene();
    const cancel = a.host.maintain(address);
    await clock.advance(1000);
    cancel();
    cancel();
    const before = dials.length;
    await clock.advance(60_000);
    expect(dials).toHaveLength(before);

    const b = await startB();
    const cancelAgain = a.host.maintain(address);
    await clock.advance(100);
    cancelAgain();
    await clock.advance(100);
    expect(a.host.peers()).toHaveLength(1);
    await b.host.stop();
    await clock.advance(60_000);
    expect(a.host.peers()).toHaveLength(0);
    await a.host.stop();
    expect(clock.pending).toBe(0);
  });

  test('ends with the host, in any state', async () => {
    for (const time of [0, 100, 5000, 40_000]) {
      const { clock, a, startB, address } = await scene();
      const b = await startB();
      a.host.maintain(address);
      a.host.maintain(formatEnode({ publicKey: a.publicKey, endpoint: { host: 'x', tcp: 1, udp: 1 } }));
      await clock.advance(time);
      await a.host.stop();
      await b.host.stop();
      expect(clock.pending).toBe(0);
      expect(() => a.host.maintain(address)).toThrow(HostError);
    }
  });

  test('refuses an address that says nowhere to dial', async () => {
    const { a } = await scene();
    expect(() => a.host.maintain('enode://00')).toThrow(expect.objectContaining({ code: 'P2P_ADDRESS' }));
    expect(() => a.host.maintain(formatEnode({ publicKey: a.publicKey }))).toThrow(
      expect.objectContaining({ code: 'P2P_ADDRESS' }),
    );
  });
});

describe('both sides at once', () => {
  /** A driver whose dials take as long as they are told. */
  const delayed = (driver: StreamDriver, clock: VirtualClock, delay: () => number): StreamDriver => ({
    ...driver,
    async dial(target, options) {
      await new Promise<void>((resolve) => void clock.schedule(delay(), resolve));
      return driver.dial(target, options);
    },
  });

  test('come to one connection, whatever the order of things', async () => {
    for (let lead = -3; lead <= 3; lead++) {
      const clock = createVirtualClock();
      const { driver } = createMemoryNetwork();
      const a = await startNode({ driver: delayed(driver, clock, () => Math.max(0, lead)), clock, seed: 'a' });
      const b = await startNode({ driver: delayed(driver, clock, () => Math.max(0, -lead)), clock, seed: 'b' });
      const dials = [a.host.dial(b.host.addresses[0]!), b.host.dial(a.host.addresses[0]!)];
      await clock.advance(100);
      const [theirs, ours] = await Promise.all(dials);
      expect(theirs!.client).toBe('b');
      expect(ours!.client).toBe('a');
      await clock.advance(10_000);
      expect(a.host.peers()).toHaveLength(1);
      expect(b.host.peers()).toHaveLength(1);
      expect(a.host.peers()[0]!.inbound).toBe(!b.host.peers()[0]!.inbound);
      await a.sessions.at(-1)!.send({ code: 1, payload: new Uint8Array() });
      await clock.advance(0);
      expect(b.packets).toHaveLength(1);
      // The dial that lost is the failure of a stranger's stream at most, never of the dial.
      const failures = [...a.events, ...b.events].flatMap(([name, event]) =>
        name === 'failed' ? [event.address] : [],
      );
      expect(failures.filter((address) => address.startsWith('enode:'))).toEqual([]);
    }
  });

  test('and both keeping it up, settle within seconds and stay', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const a = await startNode({ driver, clock, seed: 'a' });
    const b = await startNode({ driver, clock, seed: 'b' });
    a.host.maintain(b.host.addresses[0]!);
    b.host.maintain(a.host.addresses[0]!);
    await clock.advance(5000);
    const before = a.events.length + b.events.length;
    expect(a.host.peers()).toHaveLength(1);
    expect(b.host.peers()).toHaveLength(1);
    await clock.advance(120_000);
    expect(a.events.length + b.events.length).toBe(before);
  });

  /** A host that has dialled a peer, and that peer's key, its name above or below the host's. */
  const connected = async (order: 'lower' | 'higher') => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const host = await startNode({ driver, clock, seed: 'host' });
    const random = seededRandom(order);
    let privateKey = generatePrivateKey(random);
    while (nodeName(publicKeyOf(privateKey)) < nodeName(host.publicKey) !== (order === 'lower')) {
      privateKey = generatePrivateKey(random);
    }
    const peer = await startNode({ driver, clock, seed: 'peer', privateKey });
    await host.host.dial(peer.host.addresses[0]!);
    await clock.advance(0);
    const stream = await driver.dial(`memory://host:${PORT}`);
    const second = await connectRawPeer(stream, host.publicKey, random, { privateKey });
    return { clock, host, peer, second };
  };

  test('a peer of a higher name that dials again is told that it is connected', async () => {
    const { host, second } = await connected('higher');
    expect(disconnectCodes(await second.receiveAll())).toEqual([0x05]);
    expect(story(host.events)).toEqual(['connected', 'failed hello alreadyConnected']);
  });

  test('a peer of a lower name that dials again, and means it, takes the place of its old connection', async () => {
    const { clock, host, peer, second } = await connected('lower');
    await clock.advance(0);
    expect(story(host.events)).toEqual(['connected']);
    await second.sendHello();
    await clock.advance(0);
    expect(story(host.events)).toEqual(['connected', 'disconnected alreadyConnected', 'connected']);
    expect(story(peer.events)).toEqual(['connected', 'disconnected alreadyConnected remote']);
    expect(host.host.peers().map(({ inbound }) => inbound)).toEqual([true]);
    await second.sendCompressed(16, new Uint8Array(1));
    await clock.advance(0);
    expect(host.packets).toHaveLength(1);
  });

  test('a peer that dials again and refuses itself, as go-ethereum does, keeps its old connection', async () => {
    const { clock, host, peer, second } = await connected('lower');
    await second.send(1, Uint8Array.of(0xc1, 0x05));
    await clock.advance(0);
    expect(story(host.events)).toEqual(['connected', 'failed hello alreadyConnected remote']);
    expect(story(peer.events)).toEqual(['connected']);
  });

  test('a challenger inherits the place of a connection that ends meanwhile', async () => {
    const { clock, host, peer, second } = await connected('lower');
    await peer.host.stop();
    await clock.advance(0);
    await second.sendHello();
    await clock.advance(0);
    expect(story(host.events)).toEqual(['connected', 'disconnected quitting remote', 'connected']);
    expect(host.host.peers()).toHaveLength(1);
  });

  test('no more than one challenger at a time', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const host = await startNode({ driver, clock, seed: 'host' });
    const random = seededRandom('many');
    let privateKey = generatePrivateKey(random);
    while (nodeName(publicKeyOf(privateKey)) > nodeName(host.publicKey)) privateKey = generatePrivateKey(random);
    const peer = await startNode({ driver, clock, seed: 'peer', privateKey });
    await host.host.dial(peer.host.addresses[0]!);
    const challengers = [];
    for (let i = 0; i < 3; i++) {
      const stream = await driver.dial(`memory://host:${PORT}`);
      challengers.push(await connectRawPeer(stream, host.publicKey, random, { privateKey }));
    }
    expect(disconnectCodes(await challengers[1]!.receiveAll())).toEqual([0x05]);
    expect(disconnectCodes(await challengers[2]!.receiveAll())).toEqual([0x05]);
    await challengers[0]!.sendHello();
    await clock.advance(0);
    expect(host.host.peers().map(({ client }) => client)).toEqual(['raw']);
  });
});

describe('two addresses of one node', () => {
  /** A host on whose network `memory://hole:1` takes streams and says nothing, and dials to `nowhere` do not end by themselves. */
  const lost = async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    await driver.listen('memory://hole:1', () => {});
    const endless: StreamDriver['dial'] = (address, { signal } = {}) =>
      address.includes('nowhere')
        ? new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))
        : driver.dial(address, signal === undefined ? {} : { signal });
    const a = await startNode({ driver: { ...driver, dial: endless }, clock, seed: 'a' });
    const b = await startNode({ driver, clock, seed: 'b' });
    const at = (host: string, tcp: number): string =>
      formatEnode({ publicKey: b.publicKey, endpoint: { host, tcp, udp: tcp } });
    return { clock, a, b, at };
  };

  test.each([
    ['where nobody answers', 'nowhere', 1, 'failed dial timeout'],
    ['where somebody else answers', 'hole', 1, 'failed handshake timeout'],
  ])('a dial to the right one does not fail for one %s', async (_, host, port, failure) => {
    const { clock, a, b, at } = await lost();
    const wrong = a.host.dial(at(host, port)).catch(() => 'failed');
    const right = a.host.dial(b.host.addresses[0]!);
    await clock.advance(30_000);
    expect((await right).client).toBe('b');
    expect(await wrong).toBe('failed');
    expect(story(a.events)).toEqual([failure, 'connected']);
  });

  test('a node that was reached and refuses is not dialled again at the other', async () => {
    const clock = createVirtualClock();
    const { driver } = createMemoryNetwork();
    const { driver: watchedDriver, dials } = watched(driver, clock);
    const a = await startNode({ driver: watchedDriver, clock, seed: 'a' });
    const b = await startNode({ driver, clock, seed: 'b', maxPeers: 0, listen: ['memory://b:1', 'memory://b:2'] });
    const outcomes = b.host.addresses.map((address) => a.host.dial(address).catch(({ reason }) => reason));
    await clock.advance(30_000);
    expect(await Promise.all(outcomes)).toEqual(['tooManyPeers', 'tooManyPeers']);
    expect(dials).toHaveLength(1);
  });

  test('one that is maintained is reached although sources keep naming a wrong one', async () => {
    const { clock, a, b, at } = await lost();
    a.host.draw({
      name: 'liar',
      async *candidates() {
        for (let port = 1; port < 1000; port++) yield { address: at('nowhere', port) };
      },
    });
    await clock.advance(10);
    a.host.maintain(b.host.addresses[0]!);
    await clock.advance(20_000);
    expect(a.host.peers().map(({ client }) => client)).toEqual(['b']);
  });
});
