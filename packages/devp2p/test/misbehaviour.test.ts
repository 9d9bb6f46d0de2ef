import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { encodeRlp } from '@status/base/rlp';
import { generatePrivateKey, publicKeyToXY } from '@status/crypto';
import type { ByteStream } from '@status/interfaces';
import { seededRandom } from '@status/testing';
import fc from 'fast-check';
import { BASE_CODES } from '../src/constants.ts';
import {
  drawHandshakeRandomness,
  encodeHello,
  readDisconnectCode,
  snappyUncompress,
  startHandshake,
} from '../src/wire.ts';
import { story } from './node.ts';
import { connectRawPeer, disconnectCodes, type RawPeer } from './raw-peer.ts';
import { outcome, scene } from './raw-scene.ts';
import { bytes, hex } from './support.ts';

describe('the handshake', () => {
  test.each([false, true])('is answered, legacy %s', async (legacy) => {
    const s = await scene();
    const peer = await s.shaken({ legacy });
    await peer.sendHello();
    expect((await peer.receive())?.code).toBe(BASE_CODES.hello);
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['connected']);
  });

  test('may come byte by byte, the first frames in one portion with it', async () => {
    const s = await scene();
    const stream = await s.open();
    const random = seededRandom('portions');
    const slow: ByteStream = {
      ...stream,
      remoteAddress: stream.remoteAddress,
      read: () => stream.read(),
      close: () => stream.close(),
      abort: () => stream.abort(),
      [Symbol.asyncDispose]: () => stream.close(),
      async write(all) {
        for (const byte of all) await stream.write(Uint8Array.of(byte));
      },
    };
    const peer = await connectRawPeer(slow, s.node.publicKey, random);
    await stream.write(
      concatBytes(peer.frame(concatBytes(bytes('80'), encodeHello(peer.hello))), peer.frame(bytes('100100c0'))),
    );
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['connected']);
    expect(s.node.packets).toEqual(
      [{ code: 0, payload: new Uint8Array(0) }].map((p) => ({ ...p, payload: bytes('c0') })),
    );
  });

  test.each([
    ['P1: with a key off the curve', (packet: Uint8Array) => packet.fill(0x11, 3, 67)],
    ['P2: that does not decrypt', (packet: Uint8Array) => packet.fill(0, 100, 101)],
    ['P2: that announces more than 2048 bytes', (packet: Uint8Array) => packet.fill(0x08, 0, 1).fill(0x01, 1, 2)],
    ['P2: that announces too little', (packet: Uint8Array) => packet.fill(0, 0, 2)],
  ])('%s is closed without a word', async (_, spoil) => {
    const s = await scene();
    const stream = await s.open();
    const random = seededRandom('spoilt');
    const { packet } = startHandshake({
      privateKey: generatePrivateKey(random),
      remotePublicKey: s.node.publicKey,
      randomness: drawHandshakeRandomness(random),
    });
    spoil(packet);
    await stream.write(packet);
    await expect(stream.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['failed handshake protocolBreach']);
  });

  test('P2, P13: of any bytes is closed without a word', async () => {
    const s = await scene();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 65, maxLength: 600 }), async (any) => {
        const stream = await s.open();
        await stream.write(any);
        await s.clock.advance(6000);
        expect(await stream.read().catch(() => 'broken')).toBe('broken');
      }),
      { numRuns: 20 },
    );
    expect(s.node.events.every(([name]) => name === 'failed')).toBe(true);
  });

  test('P7: half of it is waited for 5 s', async () => {
    const s = await scene();
    const stream = await s.open();
    await stream.write(bytes('01b304'));
    await s.clock.advance(4999);
    expect(s.node.events).toEqual([]);
    await s.clock.advance(1);
    expect(story(s.node.events)).toEqual(['failed handshake timeout']);
    await expect(stream.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
  });

  test('P7: and Hello have 5 s together', async () => {
    const s = await scene();
    const stream = await s.open();
    await s.clock.advance(3000);
    const peer = await connectRawPeer(stream, s.node.publicKey, seededRandom('late'));
    await s.clock.advance(1999);
    expect(s.node.events).toEqual([]);
    await s.clock.advance(1);
    expect(story(s.node.events)).toEqual(['failed hello timeout']);
    expect(disconnectCodes(await peer.receiveAll())).toEqual([]);
  });

  test('P7: is not begun with more than so many at one time; streams that only hold places lose them, longest first', async () => {
    const s = await scene({ maxPending: 3 });
    const streams = await Promise.all([1, 2, 3, 4].map(() => s.open()));
    await expect(streams[0]!.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
    expect(s.node.environment.counters.get('devp2p_refused_streams')).toBe(1);
    const peer = await s.greeted();
    expect(story(s.node.events).at(-1)).toBe('connected');
    await peer.stream.close();
  });
});

describe('Hello', () => {
  test.each([3, 4, 5, 6, 128])('of version %i is welcome, and decides about compression', async (version) => {
    const s = await scene();
    const peer = await s.shaken();
    await peer.sendHello({ version });
    expect((await peer.receive())?.code).toBe(BASE_CODES.hello);
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['connected']);
    await s.node.sessions[0]!.send({ code: 5, payload: bytes('c0') });
    expect(hex((await peer.receive())!.payload)).toBe(version >= 5 ? '0100c0' : 'c0');
    await (version >= 5 ? peer.sendCompressed(16, bytes('c1')) : peer.send(16, bytes('c1')));
    await s.clock.advance(0);
    expect(s.node.packets.map(({ payload }) => hex(payload))).toEqual(['c1']);
  });

  test('comes from us before anything was read, uncompressed', async () => {
    const s = await scene();
    const peer = await s.shaken();
    const { code, payload } = (await peer.receive())!;
    expect(code).toBe(0);
    expect(hex(payload)).toBe(
      hex(
        encodeHello({
          version: 5,
          client: 'host',
          capabilities: [{ name: 'toy', version: 1 }],
          listenPort: 30303,
          nodeId: publicKeyToXY(s.node.publicKey),
        }),
      ),
    );
  });

  const breach = { codes: [0x02], story: ['failed hello protocolBreach'] };

  test.each<[string, (peer: RawPeer) => Promise<void>]>([
    ['P13: that is no RLP', (peer) => peer.send(0, bytes('f8'))],
    ['P13: that lies about its length', (peer) => peer.send(0, bytes('ffffffffffffffffff05'))],
    ['of four elements', (peer) => peer.send(0, bytes('c405808080'))],
    ['that is a ping instead', (peer) => peer.send(2, bytes('c0'))],
    ['that is a packet instead', (peer) => peer.send(16, bytes('0100c0'))],
    ['P7: in a frame of more than 2048 bytes', (peer) => peer.send(0, new Uint8Array(2100))],
    [
      'P7: with 10,000 capabilities',
      (peer) =>
        peer.sendHello({ capabilities: Array.from({ length: 10_000 }, (_, version) => ({ name: 'toy', version })) }),
    ],
    ['P13: behind a code that is not canonical', (peer) => peer.stream.write(peer.frame(bytes('00c0')))],
    ['P13: behind a code with a needless length', (peer) => peer.stream.write(peer.frame(bytes('8105c0')))],
    ['in an empty frame', (peer) => peer.stream.write(peer.frame(new Uint8Array(), { size: 0 }))],
  ])('%s is a breach of protocol', async (_, send) => {
    const s = await scene();
    const peer = await s.shaken();
    await send(peer);
    expect(await outcome(s, peer)).toEqual(breach);
  });

  test('P5: whose MAC is wrong is closed without a word', async () => {
    const s = await scene();
    const peer = await s.shaken();
    const frame = peer.frame(concatBytes(bytes('80'), encodeHello(peer.hello)));
    frame[20]! ^= 1;
    await peer.stream.write(frame);
    expect(await outcome(s, peer)).toEqual({ codes: [], story: ['failed hello protocolBreach'] });
  });

  test.each<[string, number, number, string]>([
    ['an id of zeros', 64, 0, 'nullIdentity'],
    ['an id of 63 bytes', 63, 1, 'nullIdentity'],
    ['no id', 0, 0, 'nullIdentity'],
    ['the id of somebody else', 64, 1, 'unexpectedIdentity'],
  ])('with %s is told so', async (_, length, byte, reason) => {
    const s = await scene();
    const peer = await s.shaken();
    await peer.sendHello({ nodeId: new Uint8Array(length).fill(byte) });
    const codes = [{ nullIdentity: 0x07, unexpectedIdentity: 0x09 }[reason]];
    expect(await outcome(s, peer)).toEqual({ codes, story: [`failed hello ${reason}`] });
  });

  test('P14: without a shared capability is told so, compressed', async () => {
    const s = await scene();
    const peer = await s.shaken();
    await peer.sendHello({ capabilities: [{ name: 'toy', version: 2 }] });
    const [, goodbye] = await peer.receiveAll();
    expect(goodbye).toEqual({ code: 1, payload: bytes('0204c103') });
    expect(story(s.node.events)).toEqual(['failed hello uselessPeer']);
  });

  test('P14: with repeated and unsorted capabilities is welcome', async () => {
    const s = await scene();
    const peer = await s.shaken();
    const toy = { name: 'toy', version: 1 };
    await peer.sendHello({ capabilities: [{ name: 'zzz', version: 1 }, toy, { name: 'aaa', version: 9 }, toy] });
    await peer.sendCompressed(16 + 9, bytes('c0'));
    await s.clock.advance(0);
    expect(s.node.packets.map(({ code }) => code)).toEqual([9]);
  });

  test('may be a Disconnect instead, as go-ethereum sends it at its limit', async () => {
    const s = await scene();
    const peer = await s.shaken();
    await peer.send(1, bytes('c104'));
    expect(await outcome(s, peer)).toEqual({ codes: [], story: ['failed hello tooManyPeers remote'] });
  });

  test('may be followed by another, which is ignored', async () => {
    const s = await scene();
    const peer = await s.greeted();
    await peer.sendHello({ capabilities: [] });
    await peer.send(0, bytes('ff'));
    await peer.sendCompressed(17, bytes('c0'));
    await s.clock.advance(0);
    expect(s.node.packets).toHaveLength(1);
  });

  test('is not followed by a word if the peer just leaves', async () => {
    const s = await scene();
    const peer = await s.shaken();
    await peer.stream.close();
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['failed hello networkError remote']);
  });
});

describe('a running connection', () => {
  test.each<[string, (peer: RawPeer) => Promise<void>]>([
    ['P14: a code one behind the last range', (peer) => peer.sendCompressed(16 + 10, bytes('c0'))],
    ['P14: a code of two bytes behind the last range', (peer) => peer.sendCompressed(271, bytes('c0'))],
    ['P13: a code with a leading zero', (peer) => peer.stream.write(peer.frame(bytes('8200100100c0')))],
    ['P13: a code of five bytes', (peer) => peer.stream.write(peer.frame(bytes('8501000000100100c0')))],
    ['P13: a list for a code', (peer) => peer.stream.write(peer.frame(bytes('c110')))],
    ['P6: a Snappy bomb', (peer) => peer.send(16, bytes('808080080100c0'))],
    ['P6: a Snappy block that is none', (peer) => peer.send(16, bytes('c0'))],
    ['no Snappy block at all', (peer) => peer.send(16, bytes(''))],
    ['an empty frame', (peer) => peer.stream.write(peer.frame(new Uint8Array(16), { size: 0 }))],
  ])('%s is a breach of protocol', async (_, send) => {
    const s = await scene();
    const peer = await s.greeted();
    await send(peer);
    expect(await outcome(s, peer)).toEqual({ codes: [0x02], story: ['connected', 'disconnected protocolBreach'] });
    expect(s.node.packets).toEqual([]);
  });

  test('P5: a MAC that is wrong is closed without a word', async () => {
    for (const spoilt of [0, 16, 32, 48]) {
      const s = await scene();
      const peer = await s.greeted();
      const frame = peer.frame(bytes('100100c0'));
      frame[spoilt]! ^= 0x80;
      await peer.stream.write(frame);
      expect(await outcome(s, peer)).toEqual({ codes: [], story: ['connected', 'disconnected protocolBreach'] });
    }
  });

  test('P6: inflates no more than the host takes', async () => {
    const s = await scene({ maxMessageLength: 1000 });
    const peer = await s.greeted();
    await peer.sendCompressed(16, new Uint8Array(1000));
    await s.clock.advance(0);
    expect(s.node.packets).toHaveLength(1);
    await peer.sendCompressed(16, new Uint8Array(1001));
    expect(await outcome(s, peer)).toMatchObject({ codes: [0x02] });
  });

  test('P7: a frame above the limit of the host is refused by its header', async () => {
    const s = await scene({ maxMessageLength: 1000 });
    const peer = await s.greeted();
    await peer.stream.write(peer.frame(new Uint8Array(5000)).subarray(0, 32));
    expect(await outcome(s, peer)).toMatchObject({
      codes: [0x02],
      story: ['connected', 'disconnected protocolBreach'],
    });
  });

  test.each([4, 9, 15])('base code %i, and junk in a ping or pong, is ignored', async (code) => {
    const s = await scene();
    const peer = await s.greeted();
    await peer.send(code, bytes('deadbeef'));
    await peer.send(BASE_CODES.pong, bytes('ffffff'));
    await peer.send(BASE_CODES.ping, bytes('ffffff'));
    await s.clock.advance(0);
    expect(await peer.receive()).toEqual({ code: BASE_CODES.pong, payload: bytes('0100c0') });
    expect(story(s.node.events)).toEqual(['connected']);
  });

  test.each(['c104', '04', '0204c104', '010004'])('a Disconnect in the shape %s is understood', async (payload) => {
    const s = await scene();
    const peer = await s.greeted();
    await peer.send(1, bytes(payload));
    expect(await outcome(s, peer)).toEqual({ codes: [], story: ['connected', 'disconnected tooManyPeers remote'] });
  });

  test('a Disconnect that says nothing is one all the same', async () => {
    const s = await scene();
    const peer = await s.greeted();
    await peer.send(1, bytes('ffffff'));
    expect(await outcome(s, peer)).toEqual({ codes: [], story: ['connected', 'disconnected requested remote'] });
  });

  test('a peer that leaves without a word is a network error of its own', async () => {
    const s = await scene();
    const peer = await s.greeted();
    await peer.stream.close();
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['connected', 'disconnected networkError remote']);
  });

  test('a peer that says why and stops listening is understood, though we fail to write first', async () => {
    const s = await scene();
    const peer = await s.greeted();
    const session = s.node.sessions[0]!;
    void peer.send(1, bytes('c104'));
    void peer.stream.close();
    await expect(session.send({ code: 0, payload: bytes('c0') })).rejects.toMatchObject({ code: 'P2P_SESSION_ENDED' });
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['connected', 'disconnected tooManyPeers remote']);
  });

  test('a stream that breaks is a network error', async () => {
    const s = await scene();
    const peer = await s.greeted();
    peer.stream.abort();
    await s.clock.advance(0);
    expect(story(s.node.events)).toEqual(['connected', 'disconnected networkError']);
  });

  test('any frame at all ends it at worst', async () => {
    const s = await scene({ maxPeers: 1000 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 }), async (bodies) => {
        const peer = await s.greeted();
        const before = s.node.host.peers().length;
        for (const body of bodies) await peer.stream.write(peer.frame(body)).catch(() => {});
        await s.clock.advance(0);
        expect(s.node.host.peers().length).toBeGreaterThanOrEqual(before - 1);
        await peer.stream.close();
        await s.clock.advance(0);
        expect(s.node.host.peers()).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('limits', () => {
  test('a host that is full says so before any Hello, uncompressed', async () => {
    const s = await scene({ maxPeers: 1 });
    await s.greeted();
    const peer = await s.shaken();
    expect(await peer.receiveAll()).toEqual([{ code: 1, payload: bytes('c104') }]);
    expect(story(s.node.events)).toEqual(['connected', 'failed hello tooManyPeers']);
  });

  test('a second connection of the same peer is told that there is one', async () => {
    const s = await scene();
    const first = await s.greeted();
    const again = await connectRawPeer(await s.open(), s.node.publicKey, seededRandom('again'), {
      privateKey: first.privateKey,
    });
    expect(await again.receiveAll()).toEqual([{ code: 1, payload: bytes('c105') }]);
    expect(story(s.node.events)).toEqual(['connected', 'failed hello alreadyConnected']);
    await first.sendCompressed(16, bytes('c0'));
    await s.clock.advance(0);
    expect(s.node.packets).toHaveLength(1);
  });

  test('a peer with our own key is ourselves', async () => {
    const privateKey = generatePrivateKey(seededRandom('mirror'));
    const s = await scene({ privateKey });
    const peer = await connectRawPeer(await s.open(), s.node.publicKey, seededRandom('self'), { privateKey });
    expect(await peer.receiveAll()).toEqual([{ code: 1, payload: bytes('c10a') }]);
  });

  test('a place is free again when its peer has gone', async () => {
    const s = await scene({ maxPeers: 1 });
    const first = await s.greeted();
    await first.stream.close();
    await s.clock.advance(0);
    await s.greeted();
    expect(story(s.node.events)).toEqual(['connected', 'disconnected networkError remote', 'connected']);
  });
});

test('every goodbye after Hello is a compressed list', async () => {
  const s = await scene();
  const peer = await s.greeted();
  void s.node.sessions[0]!.disconnect('quitting');
  const [goodbye] = await peer.receiveAll();
  expect(hex(snappyUncompress(goodbye!.payload))).toBe(hex(encodeRlp([bytes('08')])));
  expect(readDisconnectCode(goodbye!.payload)).toBe(8);
});
