import { describe, expect, test } from '@jest/globals';
import { generatePrivateKey } from '@status/crypto';
import type { ByteStream, StreamDriver } from '@status/interfaces';
import { createVirtualClock, seededRandom } from '@status/testing';
import { BASE_CODES } from '../src/constants.ts';
import { createMemoryNetwork } from '../src/memory.ts';
import { PORT, startNode, story } from './node.ts';
import { connectRawPeer, disconnectCodes, type RawPeer } from './raw-peer.ts';

type End = 'dialler' | 'listener';

/** A way to hosts on which streams can be cut so that one end alone notices: the other one writes until no more fits, and hears nothing. */
const breakable = (driver: StreamDriver): { driver: StreamDriver; cut(noticedBy: End): void; dials(): number } => {
  const { pair } = createMemoryNetwork();
  const cuts: ((noticedBy: End) => void)[] = [];
  let dials = 0;
  const dial: StreamDriver['dial'] = async (address, options) => {
    dials++;
    const far = await driver.dial(address, options);
    const [near, inner] = pair();
    let dead = false;
    const pump = async (from: ByteStream, to: ByteStream): Promise<void> => {
      for (let chunk = await from.read(); !dead; chunk = await from.read()) {
        if (chunk === null) return to.close();
        await to.write(chunk);
      }
    };
    for (const [from, to] of [
      [inner, far],
      [far, inner],
    ] as const) {
      pump(from, to).catch(() => {
        if (!dead) to.abort();
      });
    }
    cuts.push((noticedBy) => {
      dead = true;
      (noticedBy === 'dialler' ? inner : far).abort();
    });
    return near;
  };
  const cut = (noticedBy: End): void => {
    for (const each of cuts.splice(0)) each(noticedBy);
  };
  return { driver: { ...driver, dial }, cut, dials: () => dials };
};

const scene = async (names: { relay?: string; client?: string } = {}) => {
  const clock = createVirtualClock();
  const network = createMemoryNetwork();
  const relay = await startNode({ driver: network.driver, clock, seed: names.relay ?? 'relay' });
  const { driver, cut, dials } = breakable(network.driver);
  const client = await startNode({ driver, clock, seed: names.client ?? 'client' });
  return { clock, network, relay, client, cut, dials };
};

describe('a link that is dead for one end only', () => {
  test('is replaced within 3 s by the connection that its node maintains', async () => {
    const { clock, relay, client, cut } = await scene();
    client.host.maintain(relay.host.addresses[0]!);
    await clock.advance(20_000);
    cut('dialler');
    await clock.advance(3000);
    expect(story(client.events)).toEqual(['connected', 'disconnected networkError', 'connected']);
    expect(story(relay.events)).toEqual(['connected', 'disconnected alreadyConnected', 'connected']);
    await client.sessions.at(-1)!.send({ code: 1, payload: new Uint8Array(3) });
    await clock.advance(60_000);
    expect(relay.packets).toHaveLength(1);
    expect(story(relay.events)).toHaveLength(3);
  });

  test('is replaced by a single dial, which waits for that', async () => {
    const { clock, relay, client, cut, dials } = await scene();
    await client.host.dial(relay.host.addresses[0]!);
    await clock.advance(5000);
    cut('dialler');
    await clock.advance(10);
    const again = client.host.dial(relay.host.addresses[0]!);
    await clock.advance(1000);
    expect((await again).client).toBe('relay');
    expect(dials()).toBe(2);
    expect(relay.host.peers()).toHaveLength(1);
  });

  test.each(['p', 'q', 'r', 's'])(
    'is replaced where the other end had dialled it, whatever the names: %s',
    async (name) => {
      const { clock, relay, client, cut } = await scene({ relay: name });
      await client.host.dial(relay.host.addresses[0]!);
      await clock.advance(5000);
      cut('listener');
      await clock.advance(10);
      const again = relay.host.dial(client.host.addresses[0]!);
      await clock.advance(1000);
      expect((await again).client).toBe('client');
      expect(client.host.peers().map(({ inbound }) => inbound)).toEqual([true]);
    },
  );

  test('is replaced though what was written to it last is stuck', async () => {
    const { clock, relay, client, cut } = await scene();
    client.host.maintain(relay.host.addresses[0]!);
    await clock.advance(20_000);
    cut('dialler');
    await relay.sessions[0]!.send({ code: 1, payload: new Uint8Array(1) });
    const payload = seededRandom('noise').bytes(100_000);
    const stuck = relay.sessions[0]!.send({ code: 1, payload }).catch((error: unknown) => error);
    await clock.advance(3000);
    expect(story(client.events)).toEqual(['connected', 'disconnected networkError', 'connected']);
    expect(await stuck).toBeDefined();
  });

  test('leaves no timer when the hosts stop while an answer is waited for', async () => {
    const { clock, relay, client, cut } = await scene();
    client.host.maintain(relay.host.addresses[0]!);
    await clock.advance(20_000);
    cut('dialler');
    await clock.advance(600);
    const stopped = Promise.all([relay.host.stop(), client.host.stop()]);
    await clock.advance(2000);
    await stopped;
    expect(clock.pending).toBe(0);
  });
});

describe('a second connection of a node', () => {
  /** A host, and a peer that has been silent on its connection for a while and opens another. */
  const silent = async () => {
    const { clock, network, relay } = await scene();
    const privateKey = generatePrivateKey(seededRandom('peer'));
    const open = async (seed: string): Promise<RawPeer> =>
      connectRawPeer(await network.driver.dial(`memory://relay:${PORT}`), relay.publicKey, seededRandom(seed), {
        privateKey,
      });
    const first = await open('first');
    await first.sendHello();
    await first.receive();
    await clock.advance(10_000);
    const second = await open('second');
    await clock.advance(0);
    return { clock, relay, first, second, open };
  };

  test('is refused as soon as the first shows that it lives', async () => {
    const { clock, relay, first, second } = await silent();
    expect((await first.receive())?.code).toBe(BASE_CODES.ping);
    await clock.advance(900);
    await first.sendCompressed(BASE_CODES.pong, Uint8Array.of(0xc0));
    await clock.advance(0);
    expect(await second.receiveAll()).toEqual([{ code: BASE_CODES.disconnect, payload: Uint8Array.of(0xc1, 0x05) }]);
    expect(story(relay.events)).toEqual(['connected', 'failed hello alreadyConnected']);
    await first.sendCompressed(16, new Uint8Array(1));
    await clock.advance(0);
    expect(relay.packets).toHaveLength(1);
  });

  test('does nothing to the first unless it proves its key, be the first ever so silent', async () => {
    const { clock, relay } = await silent();
    await clock.advance(4999);
    expect(story(relay.events)).toEqual(['connected']);
    await clock.advance(1);
    expect(story(relay.events)).toEqual(['connected', 'failed hello timeout']);
    expect(relay.host.peers()).toHaveLength(1);
  });

  test('takes the place at once when the first ends meanwhile', async () => {
    const { clock, relay, first, second } = await silent();
    await first.stream.close();
    await second.sendHello();
    await clock.advance(0);
    expect(story(relay.events)).toEqual(['connected', 'disconnected networkError remote', 'connected']);
  });

  test('is one at a time', async () => {
    const { clock, second, relay, open } = await silent();
    const third = await open('third');
    expect(disconnectCodes(await third.receiveAll())).toEqual([0x05]);
    await second.sendHello();
    await clock.advance(1000);
    expect(story(relay.events)).toEqual([
      'connected',
      'failed hello alreadyConnected',
      'disconnected alreadyConnected',
      'connected',
    ]);
  });

  test('replaces the first before its Hello, too, where that does not come', async () => {
    const { clock, network, relay } = await scene();
    const privateKey = generatePrivateKey(seededRandom('peer'));
    const open = async (seed: string): Promise<RawPeer> =>
      connectRawPeer(await network.driver.dial(`memory://relay:${PORT}`), relay.publicKey, seededRandom(seed), {
        privateKey,
      });
    await open('first');
    await clock.advance(500);
    const second = await open('second');
    await second.sendHello();
    await clock.advance(1000);
    expect(story(relay.events)).toEqual(['connected', 'failed hello alreadyConnected']);
  });
});
