import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import type { Host } from '@status/interfaces';
import { createHostNetwork, createVirtualClock } from '@status/testing';
import { createRelay, type WhisperNode } from '@status/whisper';
import { batchHashOf, decodeMessages, encodeBatchAck, PacketCode } from '@status/whisper/wire';
import { BROADCAST_PACKET_SIZE } from '../src/constants.ts';
import { PacketSizes } from '../src/packet-sizes.ts';
import { ScriptedPeer } from './support/network.ts';
import { createNode, createTestEnvironment, inbox, message, NOW, texts } from './support/nodes.ts';

/** A writer and a reader who are to meet at a relay that takes packets of so many bytes. */
async function scene(maxMessageSize: number) {
  const clock = createVirtualClock(NOW * 1000);
  const writer = createNode({ minPow: 0, pow: { target: 0 } }, clock, 'writer').node;
  const reader = createNode({ minPow: 0 }, clock, 'reader').node;
  const relay = createRelay({ environment: createTestEnvironment(clock, 'relay'), minPow: 0, maxMessageSize });
  const network = createHostNetwork(createTestEnvironment(clock, 'network'), { latency: [5, 20] });
  const [atRelay, atWriter, atReader] = [relay, writer, reader].map((served, i) => {
    const host = network.host(`host-${i}`);
    host.register(served.subprotocol);
    return host;
  }) as [Host, Host, Host];
  for (const host of [atRelay, atWriter, atReader]) await host.start();
  atReader.maintain(atRelay.addresses[0]!);
  let ends = 0;
  atWriter.on('disconnected', () => {
    ends++;
  });
  const meet = (): unknown => atWriter.maintain(atRelay.addresses[0]!);
  return { clock, writer, received: inbox(reader), meet, ends: () => ends };
}

const tell = (node: WhisperNode, name: 'sent' | 'confirmed' | 'refused'): Set<string> => {
  const told = new Set<string>();
  node.on(name, ({ hash }) => void told.add(bytesToHex(hash)));
  return told;
};

describe('a relay that takes less in one packet', () => {
  test.each([131_072, 65_536, 16_384, 4_096, 1_024])('than we send, %d bytes, gets everything', async (limit) => {
    const { clock, writer, received, meet, ends } = await scene(limit);
    const confirmed = tell(writer, 'confirmed');
    for (let i = 0; i < 400; i++) {
      await writer.post(message(`${i} `.padEnd(300, '.'), { lifetime: 60_000 }));
    }
    meet();
    await clock.advance(30_000);
    expect(received.length).toBe(400);
    expect(confirmed.size).toBe(400);
    expect(ends()).toBeLessThanOrEqual(2);
  });

  test('is not broken with again by what comes later', async () => {
    const { clock, writer, received, meet, ends } = await scene(65_536);
    meet();
    await clock.advance(1_000);
    for (let burst = 0; burst < 3; burst++) {
      for (let i = 0; i < 200; i++) await writer.post(message('.'.repeat(300), { lifetime: 120_000 }));
      await clock.advance(15_000);
    }
    expect(received.length).toBe(600);
    expect(ends()).toBe(1);
  });

  test('than one envelope has refuses that, and gets all others', async () => {
    const { clock, writer, received, meet, ends } = await scene(8_192);
    const refused = tell(writer, 'refused');
    const confirmed = tell(writer, 'confirmed');
    const { hash } = await writer.post(message('', { payload: new Uint8Array(20_000), lifetime: 60_000 }));
    for (const text of ['a', 'b', 'c']) await writer.post(message(text, { lifetime: 60_000 }));
    meet();
    await clock.advance(30_000);
    expect(texts(received).sort()).toEqual(['a', 'b', 'c']);
    expect([...refused]).toEqual([bytesToHex(hash)]);
    expect(confirmed.size).toBe(3);
    expect(ends()).toBeLessThanOrEqual(3);
  });
});

describe('a node that takes less itself', () => {
  test('asks nobody to take more', async () => {
    const { node, environment } = createNode({ minPow: 0, pow: { target: 0 }, maxMessageSize: 10_000 });
    const peer = new ScriptedPeer(node).greet();
    for (let i = 0; i < 60; i++) await node.post(message('.'.repeat(300)));
    await environment.clock.advance(300);
    const payloads = peer.payloads(PacketCode.messages);
    expect(payloads.flatMap(decodeMessages).length).toBe(60);
    for (const payload of payloads) expect(payload.length).toBeLessThanOrEqual(10_000);
  });
});

describe('packets that became small', () => {
  test('are acknowledged however many there are', async () => {
    const { clock, writer, meet } = await scene(1_024);
    const confirmed = tell(writer, 'confirmed');
    for (let i = 0; i < 700; i++) await writer.post(message('.'.repeat(300), { lifetime: 60_000 }));
    meet();
    await clock.advance(30_000);
    expect(confirmed.size).toBe(700);
  });

  test('are so for one peer alone, and never grow back by another loss', () => {
    const sizes = new PacketSizes(2 ** 20);
    sizes.tooLarge('a', 200_000, 1_024);
    expect(sizes.of('a')).toBe(12_500);
    sizes.tooLarge('a', 250_000, 1_024);
    expect(sizes.of('a')).toBe(12_500);
    for (let i = 0; i < 3; i++) sizes.tooLarge('a', sizes.of('a'), 1_024);
    expect(sizes.of('a')).toBe(1_024);
    expect(sizes.of('b')).toBe(BROADCAST_PACKET_SIZE);
  });

  test('are remembered of a bounded number of peers', () => {
    const sizes = new PacketSizes(2 ** 20);
    for (let i = 0; i < 1_025; i++) sizes.tooLarge(String(i), 16_384, 1_024);
    expect(sizes.of('0')).toBe(BROADCAST_PACKET_SIZE);
    expect(sizes.of('1024')).toBe(1_024);
  });
});

describe('a session that ends', () => {
  /** What was the size of packets after a session ended in that way, with one packet of 12 envelopes on its way. */
  const after = async (how: { reason?: string; remote?: boolean; answered?: boolean; late?: boolean }) => {
    const { node, environment } = createNode({ minPow: 0, pow: { target: 0 } });
    const { clock } = environment;
    const refused = tell(node, 'refused');
    const burst = async (peer: ScriptedPeer) => {
      for (let i = 0; i < 12; i++) await node.post(message('', { payload: new Uint8Array(20_000), lifetime: 999_000 }));
      await clock.advance(300);
      return peer.payloads(PacketCode.messages);
    };
    const first = new ScriptedPeer(node).greet();
    const [payload] = await burst(first);
    if (how.answered) first.send(PacketCode.batchAck, encodeBatchAck(batchHashOf(payload!)));
    await clock.advance(how.late ? 10_000 : 10);
    first.breakOff(Object.assign(new Error('gone'), how));
    await clock.advance(1_000);
    await burst(new ScriptedPeer(node, 'witness').greet());
    const second = new ScriptedPeer(node).greet();
    await clock.advance(1_000);
    return { largest: Math.max(...second.payloads(PacketCode.messages).map(({ length }) => length)), refused };
  };

  test.each([
    ['with a breach', { reason: 'protocolBreach', remote: true }, 65_536],
    ['with a failure of the subprotocol', { reason: 'subprotocolError' }, 65_536],
  ])('%s over a packet makes packets small', async (_, how, most) => {
    expect((await after(how)).largest).toBeLessThanOrEqual(most);
  });

  test.each([
    ['in peace', { reason: 'quitting', remote: true }],
    ['with a breach that was not about us', { reason: 'protocolBreach', remote: false }],
    ['after the packet was answered', { reason: 'protocolBreach', remote: true, answered: true }],
    ['long after the packet', { reason: 'protocolBreach', remote: true, late: true }],
  ])('%s leaves them as they are', async (_, how) => {
    expect((await after(how)).largest).toBeGreaterThan(200_000);
  });

  test('with the network makes packets small, and blames no envelope', async () => {
    const { largest, refused } = await after({ reason: 'networkError' });
    expect(largest).toBeLessThanOrEqual(65_536);
    expect(refused.size).toBe(0);
  });
});
