import { describe, expect, test } from '@jest/globals';
import { byteStreamCompliance, createVirtualClock, streamDriverCompliance } from '@status/testing';
import { createMessageStream, type MessageSocket } from '../src/index.ts';
import { createMessageDriver, MemorySocket, messageStreamPair } from './message-sockets.ts';

const MESSAGE_BOUND = 300_000;

describe('over sockets of messages', () => {
  const clock = createVirtualClock();
  const manifest = { turn: () => clock.advance(10), buffered: 2 << 20, pauses: false };
  const setup = async () => messageStreamPair(clock, MESSAGE_BOUND);
  for (const { name, run } of byteStreamCompliance(setup, manifest)) test(name, run);
  for (const { name, run } of streamDriverCompliance(
    async () => ({ driver: createMessageDriver(clock), address: 'ws://here:0', nobody: 'ws://there:1' }),
    { turn: manifest.turn },
  )) {
    test(name, run);
  }
});

describe('a stream of messages', () => {
  const opened = () => {
    const clock = createVirtualClock();
    const [a, b] = MemorySocket.pair();
    const stream = createMessageStream(a, { clock, remoteAddress: 'ws://b:1', readBuffer: 1000 });
    return { clock, a, b, stream };
  };

  test('takes the platform WebSocket as it is', () => {
    const accepts = (_socket: MessageSocket): void => {};
    // Of types only: where there is a WebSocket, the compiler sees that it fits.
    const check = (socket: WebSocket): void => accepts(socket);
    expect(check).toBeInstanceOf(Function);
  });

  test('asks for bytes', () => {
    const { a } = opened();
    expect(a.binaryType).toBe('arraybuffer');
  });

  test('gives a message as a portion, and none for an empty one', async () => {
    const { b, stream } = opened();
    b.send(new Uint8Array(0));
    b.send(Uint8Array.of(1, 2, 3));
    expect(await stream.read()).toEqual(Uint8Array.of(1, 2, 3));
    const next = stream.read();
    b.send(Uint8Array.of(4));
    expect(await next).toEqual(Uint8Array.of(4));
  });

  test('gathers messages of a byte each, which would cost a hundred times what they say', async () => {
    const { clock, b, stream } = opened();
    for (let byte = 0; byte < 200; byte++) b.send(Uint8Array.of(byte));
    await clock.advance(0);
    expect(await stream.read()).toEqual(Uint8Array.from({ length: 200 }, (_, byte) => byte));
  });

  test('breaks for a message of text, and tells the peer', async () => {
    const { b, stream } = opened();
    const codes: number[] = [];
    b.onclose = ({ code }) => codes.push(code);
    b.send('hello');
    await expect(stream.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
    await expect(stream.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
    await stream.close();
    expect(codes).toEqual([4003]);
  });

  test('breaks when more waits than its reader may leave', async () => {
    const { clock, b, stream } = opened();
    b.send(new Uint8Array(1000));
    await clock.advance(0);
    expect((await stream.read())?.length).toBe(1000);
    b.send(new Uint8Array(1000));
    b.send(new Uint8Array(1));
    await clock.advance(0);
    await expect(stream.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
  });

  test('lets its reader have what came before the network went', async () => {
    const { clock, a, b, stream } = opened();
    b.send(Uint8Array.of(1));
    await clock.advance(0);
    a.sever();
    await clock.advance(0);
    expect(await stream.read()).toEqual(Uint8Array.of(1));
    await expect(stream.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
  });

  test('makes a writer wait while the socket has too much to send', async () => {
    const { clock, a, stream } = opened();
    a.stall(true);
    await stream.write(new Uint8Array(256 * 1024));
    let done = false;
    const writing = stream.write(new Uint8Array(1)).then(() => {
      done = true;
    });
    await clock.advance(1000);
    expect(done).toBe(false);
    a.stall(false);
    await clock.advance(10);
    expect(done).toBe(true);
    await writing;
    expect(clock.pending).toBe(0);
  });

  test('sends large writes as messages of 64 KiB at most', async () => {
    const { clock, b, stream } = opened();
    const lengths: number[] = [];
    b.onmessage = ({ data }) => lengths.push((data as ArrayBuffer).byteLength);
    await stream.write(new Uint8Array(150_000));
    await clock.advance(0);
    expect(lengths).toEqual([65_536, 65_536, 18_928]);
  });

  test('frees a writer who waits, and leaves no timer, when it is aborted', async () => {
    const { clock, a, stream } = opened();
    a.stall(true);
    const writing = stream.write(new Uint8Array(300_000)).catch((error: unknown) => error);
    await clock.advance(50);
    stream.abort();
    expect(await writing).toMatchObject({ code: 'P2P_STREAM_CLOSED' });
    await stream.close();
    expect(clock.pending).toBe(0);
  });
});
