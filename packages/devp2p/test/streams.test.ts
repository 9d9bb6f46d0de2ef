import { connect, createServer } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import type { ByteStream } from '@status/interfaces';
import { byteStreamCompliance, streamDriverCompliance } from '@status/testing';
import { createMemoryNetwork } from '../src/memory.ts';
import { tcpDriver } from '../src/tcp.ts';

const LOCAL = '127.0.0.1';
const ANY = `tcp://${LOCAL}:0`;

const tcpPair = async (): Promise<[ByteStream, ByteStream]> => {
  const { dial, listen } = tcpDriver();
  let accept: (stream: ByteStream) => void = () => {};
  const accepted = new Promise<ByteStream>((resolve) => {
    accept = resolve;
  });
  const listener = await listen(ANY, accept);
  const near = await dial(listener.address);
  const far = await accepted;
  await listener.close();
  return [near, far];
};

describe('memory', () => {
  const network = createMemoryNetwork();
  for (const { name, run } of byteStreamCompliance(async () => network.pair(), { buffered: 1 << 20 })) test(name, run);
  for (const { name, run } of streamDriverCompliance(async () => ({
    driver: createMemoryNetwork().driver,
    address: 'memory://here:0',
    nobody: 'memory://there:1',
  }))) {
    test(name, run);
  }

  test('networks are apart', async () => {
    const { driver } = createMemoryNetwork();
    await driver.listen('memory://here:1', () => {});
    await expect(createMemoryNetwork().driver.dial('memory://here:1')).rejects.toMatchObject({
      code: 'P2P_DIAL_FAILED',
    });
  });
});

describe('TCP', () => {
  for (const { name, run } of byteStreamCompliance(tcpPair)) test(name, run);
  for (const { name, run } of streamDriverCompliance(async () => ({
    driver: tcpDriver(),
    address: ANY,
    nobody: `tcp://${LOCAL}:1`,
  }))) {
    test(name, run);
  }

  test('tells an IPv4 peer of an IPv6 socket as IPv4', async () => {
    let accept: (stream: ByteStream) => void = () => {};
    const accepted = new Promise<ByteStream>((resolve) => {
      accept = resolve;
    });
    const listener = await tcpDriver().listen('tcp://[::]:0', accept);
    const port = listener.address.slice(listener.address.lastIndexOf(':'));
    const near = await tcpDriver().dial(`tcp://${LOCAL}${port}`);
    const far = await accepted;
    expect(far.remoteAddress).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
    expect(near.remoteAddress).toBe(`tcp://127.0.0.1${port}`);
    near.abort();
    far.abort();
    await listener.close();
  });

  test('an address that is none is told apart from one at which nobody is', async () => {
    for (const address of [`tcp://${LOCAL}:65536`, `tcp://${LOCAL}:-1`, `tcp://${LOCAL}`, 'tcp://not a host:1']) {
      await expect(tcpDriver().dial(address)).rejects.toMatchObject({ code: 'P2P_ADDRESS' });
      await expect(tcpDriver().listen(address, () => {})).rejects.toMatchObject({ code: 'P2P_ADDRESS' });
    }
    await expect(tcpDriver().listen('tcp://192.0.2.1:1', () => {})).rejects.toMatchObject({
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
    const stream = await tcpDriver().dial(`tcp://${LOCAL}:${port}`);
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
    const listener = await tcpDriver().listen(ANY, accept);
    const socket = connect(Number(listener.address.split(':').at(-1)), LOCAL);
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
