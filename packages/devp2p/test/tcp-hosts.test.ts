import { expect, test } from '@jest/globals';
import { systemEnvironment } from '@status/base';
import { generatePrivateKey } from '@status/crypto';
import type { Packet, Session } from '@status/interfaces';
import { createRlpxHost } from '../src/index.ts';
import { tcpDriver } from '../src/tcp.ts';

test('two hosts over TCP exchange packets of a subprotocol and part in peace', async () => {
  const environment = systemEnvironment();
  const listen = ['tcp://127.0.0.1:0'];
  const create = () =>
    createRlpxHost({ privateKey: generatePrivateKey(environment.random), environment, drivers: [tcpDriver()], listen });
  await using server = create();
  await using client = create();

  server.register({
    name: 'echo',
    version: 1,
    length: 2,
    async onSession(session) {
      for await (const packet of session) await session.send({ ...packet, code: packet.code + 1 });
    },
  });
  const reply = new Promise<Packet[]>((resolve) => {
    client.register({
      name: 'echo',
      version: 1,
      length: 2,
      async onSession(session: Session) {
        const replies: Packet[] = [];
        for (let i = 0; i < 20; i++) void session.send({ code: 0, payload: new Uint8Array(50_000).fill(i) });
        for await (const packet of session) {
          replies.push(packet);
          if (replies.length === 20) resolve(replies);
        }
      },
    });
  });
  await server.start();
  await client.start();
  const left = new Promise<string>((resolve) => server.on('disconnected', ({ reason }) => resolve(reason)));

  const peer = await client.dial(server.addresses[0]!);
  expect(peer.address).toBe(server.addresses[0]);
  const replies = await reply;
  expect(replies.map(({ code, payload }) => [code, payload.length, payload[0], payload.at(-1)])).toEqual(
    Array.from({ length: 20 }, (_, i) => [1, 50_000, i, i]),
  );
  expect(replies[0]!.payload.constructor.name).toBe('Uint8Array');

  await client.stop();
  expect(await left).toBe('quitting');
  await server.stop();
});
