import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { seededRandom } from '@status/testing';
import { BASE_CODES } from '../src/constants.ts';
import { snappyCompress } from '../src/wire.ts';
import { story } from './node.ts';
import { outcome, scene } from './raw-scene.ts';
import { bytes } from './support.ts';

describe('time', () => {
  test('a ping goes out every 15 s, compressed', async () => {
    const s = await scene();
    const peer = await s.greeted();
    for (let i = 0; i < 3; i++) {
      await s.clock.advance(14_999);
      await peer.send(BASE_CODES.pong, bytes('0100c0'));
      await s.clock.advance(1);
      expect(await peer.receive()).toEqual({ code: BASE_CODES.ping, payload: bytes('0100c0') });
    }
  });

  test('silence of 30 s is a timeout, and is said', async () => {
    const s = await scene();
    const peer = await s.greeted();
    await s.clock.advance(29_999);
    expect(story(s.node.events)).toEqual(['connected']);
    await s.clock.advance(1);
    expect(await outcome(s, peer)).toEqual({ codes: [0x0b], story: ['connected', 'disconnected timeout'] });
  });

  test('P7: half a frame, byte by byte, does not count as a message', async () => {
    const s = await scene();
    const peer = await s.greeted();
    const frame = peer.frame(concatBytes(bytes('10'), snappyCompress(new Uint8Array(500).map((_, i) => i * i))));
    for (let i = 0; i < 29; i++) {
      await peer.stream.write(frame.subarray(i, i + 1));
      await s.clock.advance(1000);
    }
    await s.clock.advance(1000);
    expect(story(s.node.events)).toEqual(['connected', 'disconnected timeout']);
  });

  test('a message each 29 s keeps the connection', async () => {
    const s = await scene();
    const peer = await s.greeted();
    for (let i = 0; i < 4; i++) {
      await s.clock.advance(29_000);
      await peer.send(BASE_CODES.ping, bytes('0100c0'));
    }
    await s.clock.advance(1000);
    expect(story(s.node.events)).toEqual(['connected']);
  });

  test('P7: a peer that does not read is given up after 20 s without progress', async () => {
    const s = await scene();
    const peer = await s.greeted();
    const payload = seededRandom('noise').bytes(100_000);
    const sending = s.node.sessions[0]!.send({ code: 0, payload }).catch((error: unknown) => error);
    await peer.send(BASE_CODES.pong, bytes('0100c0'));
    await s.clock.advance(19_999);
    expect(story(s.node.events)).toEqual(['connected']);
    await s.clock.advance(1);
    expect(story(s.node.events)).toEqual(['connected', 'disconnected timeout']);
    expect(await sending).toMatchObject({ code: 'P2P_SESSION_ENDED', reason: 'timeout' });
  });

  test('P8: while a pong waits to be written, no ping is answered by another', async () => {
    const s = await scene();
    const peer = await s.greeted();
    const payload = seededRandom('noise').bytes(70_000);
    void s.node.sessions[0]!.send({ code: 0, payload }).catch(() => {});
    for (let i = 0; i < 1000; i++) await peer.send(BASE_CODES.ping, bytes('0100c0'));
    await s.clock.advance(0);
    const read: number[] = [];
    const reading = (async () => {
      for (let m = await peer.receive(); m !== undefined; m = await peer.receive()) read.push(m.code);
    })();
    await s.clock.advance(0);
    expect(read).toEqual([16, BASE_CODES.pong]);
    await peer.send(BASE_CODES.ping, bytes('0100c0'));
    await s.clock.advance(0);
    expect(read).toEqual([16, BASE_CODES.pong, BASE_CODES.pong]);
    await peer.stream.close();
    await reading;
  });

  test('pings are answered while the session is busy with packets', async () => {
    const s = await scene({
      subprotocols: [{ name: 'toy', version: 1, length: 10, onSession: () => new Promise(() => {}) }],
    });
    const peer = await s.greeted();
    await peer.sendCompressed(16, bytes('c0'));
    await peer.send(BASE_CODES.ping, bytes('0100c0'));
    expect((await peer.receive())?.code).toBe(BASE_CODES.pong);
  });

  test('a peer has 2 s to close after a Disconnect, then the stream is dropped', async () => {
    const s = await scene();
    const peer = await s.greeted();
    let gone = false;
    void s.node.sessions[0]!.disconnect('requested').then(() => {
      gone = true;
    });
    await s.clock.advance(1999);
    expect(gone).toBe(false);
    await s.clock.advance(1);
    expect(gone).toBe(true);
    expect(story(s.node.events)).toEqual(['connected', 'disconnected requested']);
    await peer.stream.close();
  });
});
