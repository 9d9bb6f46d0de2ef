import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { type Arrival, createRelay, type Relay, type RelayOptions } from '@status/whisper';
import { decodeMessages, decodeStatus, encodeMessages, PacketCode } from '@status/whisper/wire';
import { BROADCAST_CYCLE } from '../src/constants.ts';
import { connect, ScriptedPeer } from './support/network.ts';
import { createTestEnvironment, envelopeOf, NOW } from './support/nodes.ts';

/** A relay alone, without a node above it. */
function alone(
  options: Omit<Partial<RelayOptions>, 'environment'> = {},
  clock?: ReturnType<typeof createTestEnvironment>['clock'],
  seed = 0,
) {
  const environment = createTestEnvironment(clock, seed);
  const relay = createRelay({ environment, minPow: 0, ...options });
  return { relay, environment, clock: environment.clock };
}

function hashes(relay: Relay): string[] {
  return [...relay.envelopes()].map(({ hash }) => bytesToHex(hash));
}

describe('a relay alone', () => {
  test('passes envelopes on between its peers', async () => {
    const { relay, clock } = alone();
    const [from, to] = [new ScriptedPeer(relay, 'from').greet(), new ScriptedPeer(relay, 'to').greet()];
    await clock.advance(0);
    const envelope = envelopeOf();
    from.send(PacketCode.messages, encodeMessages([envelope]));
    await clock.advance(BROADCAST_CYCLE);
    expect(to.payloads(PacketCode.messages).flatMap(decodeMessages)).toEqual([envelope]);
    expect(from.payloads(PacketCode.messages)).toEqual([]);
    await relay.stop();
    expect(clock.pending).toBe(0);
  });

  test('hands up each envelope of a peer once, and makes the peer wait', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const arrivals: Arrival[] = [];
    const { relay, clock } = alone({
      onEnvelope(arrival) {
        arrivals.push(arrival);
        return gate;
      },
    });
    const peer = new ScriptedPeer(relay).greet();
    const [one, two] = [envelopeOf(), envelopeOf()];
    peer.send(PacketCode.messages, encodeMessages([one, one, two]));
    await clock.advance(0);
    expect(arrivals).toMatchObject([{ envelope: one, peer: 'scripted', direct: false }]);
    expect(peer.payloads(PacketCode.batchAck)).toEqual([]);
    release();
    await clock.advance(0);
    expect(arrivals.map(({ envelope }) => envelope)).toEqual([one, two]);
    expect(peer.payloads(PacketCode.batchAck).length).toBe(1);
  });

  test('goes on when those above fail', async () => {
    const { relay, clock, environment } = alone({
      onEnvelope: () => Promise.reject(new Error('out of order')),
    });
    const peer = new ScriptedPeer(relay).greet();
    peer.send(PacketCode.messages, encodeMessages([envelopeOf(), envelopeOf()]));
    await clock.advance(0);
    expect(hashes(relay).length).toBe(2);
    expect(environment.logs.filter(({ level }) => level === 'error').length).toBe(2);
    expect(peer.theirs.closedWith).toBeUndefined();
  });

  test('asks for what it was told to ask for', async () => {
    const bloom = new Uint8Array(64).fill(1);
    const { relay, clock } = alone({ bloom, light: true });
    const peer = new ScriptedPeer(relay).greet();
    await clock.advance(0);
    expect(decodeStatus(peer.payloads(PacketCode.status)[0]!)).toMatchObject({ bloom, light: true });
  });

  test('refuses own envelopes as it would those of others, and all once it is stopped', async () => {
    const { relay } = alone({ minPow: 1e9 });
    expect(() => relay.post(envelopeOf())).toThrow(expect.objectContaining({ code: 'PRIVACY_REFUSED' }));
    await relay.stop();
    expect(() => relay.post(envelopeOf())).toThrow(expect.objectContaining({ code: 'PRIVACY_STOPPED' }));
  });
});

describe('timers', () => {
  test('there are none while sessions are idle and the pool is empty', async () => {
    const { relay, clock } = alone();
    const { relay: other } = alone({}, clock, 1);
    connect(relay, other);
    await clock.advance(0);
    expect(clock.pending).toBe(0);
    relay.post(envelopeOf());
    expect(clock.pending).toBeGreaterThan(0);
    await clock.advance(17_000);
    expect(hashes(relay)).toEqual([]);
    expect(hashes(other)).toEqual([]);
    expect(clock.pending).toBe(0);
    await clock.advance(3_600_000);
    expect(clock.pending).toBe(0);
  });

  test('an envelope leaves within one cycle, and one cycle has one packet', async () => {
    const { relay, clock } = alone();
    const peer = new ScriptedPeer(relay).greet();
    await clock.advance(0);
    for (let i = 0; i < 20; i++) {
      relay.post(envelopeOf());
      await clock.advance(BROADCAST_CYCLE / 10);
    }
    await clock.advance(BROADCAST_CYCLE);
    const packets = peer.payloads(PacketCode.messages);
    expect(packets.flatMap(decodeMessages).length).toBe(20);
    expect(packets.length).toBeLessThanOrEqual(4);
    expect(packets.length).toBeGreaterThanOrEqual(2);
  });

  test('sessions do not fall into step', async () => {
    const { relay, clock } = alone();
    const peers = Array.from({ length: 40 }, (_, i) => new ScriptedPeer(relay, String(i)).greet());
    await clock.advance(0);
    relay.post(envelopeOf());
    const served: number[] = [];
    for (let step = 0; step < 10; step++) {
      await clock.advance(BROADCAST_CYCLE / 10);
      served.push(peers.filter((peer) => peer.payloads(PacketCode.messages).length > 0).length);
    }
    expect(served.at(-1)).toBe(40);
    expect(new Set(served).size).toBeGreaterThan(5);
  });

  test('a wall clock that is set forward is noticed: what has expired goes', async () => {
    const { relay, clock } = alone();
    relay.post(envelopeOf({ ttl: 100_000, expiry: NOW + 100_000 }));
    clock.jump(200_000_000);
    await clock.advance(11_000);
    expect(hashes(relay)).toEqual([]);
  });

  test('a wall clock that is set back makes nothing expire early', async () => {
    const { relay, clock } = alone();
    relay.post(envelopeOf());
    clock.jump(-3_600_000);
    await clock.advance(60_000);
    expect(hashes(relay).length).toBe(1);
    clock.jump(3_600_000);
    await clock.advance(12_000);
    expect(hashes(relay)).toEqual([]);
  });
});

describe('a trusted peer', () => {
  test('may send envelopes directly, whatever they are like: they are handed up, not pooled, not passed on', async () => {
    const arrivals: Arrival[] = [];
    const { relay, clock } = alone({ minPow: 1e9, onEnvelope: (arrival) => void arrivals.push(arrival) });
    const server = new ScriptedPeer(relay, 'server').greet();
    const other = new ScriptedPeer(relay, 'other').greet();
    relay.trust('server');
    await clock.advance(0);
    const [old, another] = [envelopeOf({ expiry: NOW - 1_000 }), envelopeOf()];
    server.send(PacketCode.p2pMessage, old.raw);
    server.send(PacketCode.p2pMessage, encodeMessages([another]));
    server.send(PacketCode.p2pMessage, encodeMessages([]));
    await clock.advance(1_000);
    expect(arrivals).toEqual([
      { envelope: old, pow: 0, peer: 'server', direct: true },
      { envelope: another, pow: 0, peer: 'server', direct: true },
    ]);
    expect(hashes(relay)).toEqual([]);
    expect(other.payloads(PacketCode.messages)).toEqual([]);
    expect(server.theirs.closedWith).toBeUndefined();
  });

  test.each([
    ['no RLP', 'ff', 'WHISPER_PACKET'],
    ['a list of what is no envelope', 'c2c180', 'WHISPER_ENVELOPE'],
    ['a list of texts', 'c3808080', 'WHISPER_ENVELOPE'],
  ])('is let go when it sends %s', async (_, hex, code) => {
    const { relay, clock } = alone();
    const server = new ScriptedPeer(relay, 'server').greet();
    relay.trust('server');
    server.send(PacketCode.p2pMessage, Uint8Array.from(Buffer.from(hex, 'hex')));
    await clock.advance(0);
    expect(server.theirs.failure).toMatchObject({ code });
  });

  test('is one until everybody who trusted it has stopped', async () => {
    const arrivals: Arrival[] = [];
    const { relay, clock } = alone({ onEnvelope: (arrival) => void arrivals.push(arrival) });
    const server = new ScriptedPeer(relay, 'server').greet();
    const cancels = [relay.trust('server'), relay.trust('server')];
    const send = async (): Promise<number> => {
      server.send(PacketCode.p2pMessage, envelopeOf().raw);
      await clock.advance(0);
      return arrivals.length;
    };
    cancels[0]!();
    cancels[0]!();
    expect(await send()).toBe(1);
    cancels[1]!();
    expect(await send()).toBe(1);
  });
});
