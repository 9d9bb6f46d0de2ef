import { connect, createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { ByteStream } from '@status/interfaces';
import { byteStreamCompliance, streamDriverCompliance } from '@status/testing';
import { createMemoryNetwork } from '../src/memory.ts';
import { tcpDriver } from '../src/tcp.ts';

const LOCAL = '127.0.0.1';

const tcpPair = async (): Promise<[ByteStream, ByteStream]> => {
  const { dial, listen } = tcpDriver();
  let accept: (stream: ByteStream) => void = () => {};
  const accepted = new Promise<ByteStream>((resolve) => {
    accept = resolve;
  });
  const listener = await listen({ host: LOCAL, port: 0 }, accept);
  const near = await dial({ host: LOCAL, port: listener.port });
  const far = await accepted;
  await listener.close();
  return [near, far];
};

describe('memory', () => {
  const network = createMemoryNetwork();
  for (const { name, run } of byteStreamCompliance(async () => network.pair(), { buffered: 1 << 20 })) test(name, run);
  for (const { name, run } of streamDriverCompliance(async () => ({
    driver: createMemoryNetwork().driver,
    host: 'here',
    nobody: { host: 'there', port: 1 },
  }))) {
    test(name, run);
  }

  test('networks are apart', async () => {
    const { driver } = createMemoryNetwork();
    await driver.listen!({ host: 'here', port: 1 }, () => {});
    await expect(createMemoryNetwork().driver.dial({ host: 'here', port: 1 })).rejects.toMatchObject({
      code: 'P2P_DIAL_FAILED',
    });
  });
});

describe('TCP', () => {
  for (const { name, run } of byteStreamCompliance(tcpPair)) test(name, run);
  for (const { name, run } of streamDriverCompliance(async () => ({
    driver: tcpDriver(),
    host: LOCAL,
    nobody: { host: LOCAL, port: 1 },
  }))) {
    test(name, run);
  }

  test('tells an IPv4 peer of an IPv6 socket as IPv4', async () => {
    let accept: (stream: ByteStream) => void = () => {};
    const accepted = new Promise<ByteStream>((resolve) => {
      accept = resolve;
    });
    const listener = await tcpDriver().listen({ host: '::ffff:127.0.0.1', port: 0 }, accept);
    expect(listener.host).toBe(LOCAL);
    const near = await tcpDriver().dial({ host: LOCAL, port: listener.port });
    const far = await accepted;
    expect(far.remoteAddress).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(near.remoteAddress).toBe(`127.0.0.1:${listener.port}`);
    near.abort();
    far.abort();
    await listener.close();
  });

  test('a target that is none fails as any dial does', async () => {
    for (const target of [
      { host: LOCAL, port: 65_536 },
      { host: LOCAL, port: -1 },
      { host: 'not a host', port: 1 },
    ]) {
      await expect(tcpDriver().dial(target)).rejects.toMatchObject({ code: 'P2P_DIAL_FAILED' });
    }
    await expect(tcpDriver().listen({ host: LOCAL, port: 65_536 }, () => {})).rejects.toMatchObject({
      code: 'P2P_LISTEN_FAILED',
    });
  });

  test('a stream that the peer resets breaks for reader and writer, and the process lives on', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => server.listen(0, LOCAL, resolve));
    const { port } = server.address() as { port: number };
    const stream = await tcpDriver().dial({ host: LOCAL, port });
    await stream.write(Uint8Array.of(1));
    await expect(stream.read()).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
    await expect(stream.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'P2P_STREAM_BROKEN' });
    await stream.close();
    server.close();
  });

  test('what was written before close arrives although the peer still sends', async () => {
    let accept: (stream: ByteStream) => void = () => {};
    const accepted = new Promise<ByteStream>((resolve) => {
      accept = resolve;
    });
    const listener = await tcpDriver().listen({ host: LOCAL, port: 0 }, accept);
    const socket = connect(listener.port, LOCAL);
    socket.on('error', () => {});
    const received = new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('close', () => resolve(text));
    });
    const far = await accepted;
    for (let i = 0; i < 50; i++) socket.write(Buffer.alloc(20_000));
    await far.write(new TextEncoder().encode('goodbye'));
    const closed = far.close();
    expect(await received).toBe('goodbye');
    await closed;
    await listener.close();
  });
});
