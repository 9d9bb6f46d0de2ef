import { describe, expect, jest, test } from '@jest/globals';
import { concatBytes, hexToBytes } from '@status/base';
import { encodeRlp, uintToRlp } from '@status/base/rlp';
import {
  createEnvelope,
  decodeMessagesResponse,
  encodeMessages,
  encodeStatus,
  fullBloom,
  PacketCode,
  type Status,
} from '@status/whisper/wire';
import { LinkedSession, ScriptedPeer } from './support/network.ts';
import { createNode, envelopeOf, inbox, KEY, message, NOW, TOPIC } from './support/nodes.ts';

const STATUS: Status = { minPow: 0, light: false, confirmations: true };

function withPeer(options: Parameters<typeof createNode>[0] = { minPow: 0 }) {
  const { node, environment } = createNode(options);
  return { node, environment, clock: environment.clock, peer: new ScriptedPeer(node).greet() };
}

/** What the host saw the node do with the peer: the code it failed with, or that it stayed. */
async function outcome(peer: ScriptedPeer, clock: { advance(ms: number): Promise<void> }): Promise<string> {
  await clock.advance(0);
  const failure = peer.theirs.failure as { code?: string } | undefined;
  if (failure === undefined) return peer.theirs.closedWith ?? 'stays';
  expect(peer.theirs.closedWith).toBe('subprotocolError');
  return failure.code ?? String(failure);
}

describe('a handshake', () => {
  const status = (...fields: Uint8Array[]): Uint8Array => encodeRlp(fields);
  test.each([
    ['with another packet first', PacketCode.messages, hexToBytes('c0'), 'WHISPER_HANDSHAKE'],
    ['with an unknown packet first', 77, hexToBytes('c0'), 'WHISPER_HANDSHAKE'],
    ['of version 5', 0, status(uintToRlp(5)), 'WHISPER_HANDSHAKE'],
    ['with a proof of work that is NaN', 0, status(uintToRlp(6), hexToBytes('7ff8000000000001')), 'WHISPER_PACKET'],
    ['with an infinite proof of work', 0, status(uintToRlp(6), hexToBytes('7ff0000000000000')), 'WHISPER_PACKET'],
    ['with a negative proof of work', 0, status(uintToRlp(6), hexToBytes('bff0000000000000')), 'WHISPER_PACKET'],
    ['with a bloom of 32 bytes', 0, status(uintToRlp(6), Uint8Array.of(), new Uint8Array(32)), 'WHISPER_PACKET'],
    ['of garbage', 0, hexToBytes('ffffffff'), 'WHISPER_PACKET'],
    ['of nothing', 0, new Uint8Array(), 'WHISPER_PACKET'],
    ['with the version only', 0, hexToBytes('c106'), 'stays'],
    ['with more fields than we know', 0, hexToBytes('cc0680800180c3808080b90500'), 'stays'],
  ])('%s', async (_, code, payload, expected) => {
    const { node, environment } = createNode();
    const peer = new ScriptedPeer(node).listen();
    peer.send(code, payload);
    expect(await outcome(peer, environment.clock)).toBe(expected);
  });

  test('that does not come ends after 10 s', async () => {
    const { node, environment } = createNode();
    const peer = new ScriptedPeer(node).listen();
    await environment.clock.advance(9_999);
    expect(peer.theirs.closedWith).toBeUndefined();
    await environment.clock.advance(1);
    expect(peer.theirs.closedWith).toBe('timeout');
    await environment.clock.advance(1_000);
    expect(environment.clock.pending).toBe(0);
  });

  test('sends no envelope before the peer said what it takes', async () => {
    const { node, environment } = createNode();
    await node.post(message('hello'));
    const peer = new ScriptedPeer(node).listen();
    await environment.clock.advance(5_000);
    expect(peer.received.map(({ code }) => code)).toEqual([PacketCode.status]);
  });
});

describe('a packet', () => {
  const envelope = '845f5e100f0f84deadbeef8080';
  test.each([
    ['messages that are a string', PacketCode.messages, '80', 'WHISPER_PACKET'],
    ['messages followed by more', PacketCode.messages, 'c000', 'WHISPER_PACKET'],
    ['an envelope of four items', PacketCode.messages, 'cdcc845f5e100f0f84deadbeef80', 'WHISPER_ENVELOPE'],
    ['a leading zero', PacketCode.messages, 'cfce85005f5e100f0f84deadbeef8080', 'WHISPER_ENVELOPE'],
    ['a topic of three bytes', PacketCode.messages, 'cdcc845f5e100f0f83deadbe8080', 'WHISPER_ENVELOPE'],
    ['a proof of work in a list', PacketCode.powRequirement, 'c180', 'WHISPER_PACKET'],
    ['a proof of work that is NaN', PacketCode.powRequirement, '887ff8000000000001', 'WHISPER_PACKET'],
    ['an infinite proof of work', PacketCode.powRequirement, '887ff0000000000000', 'WHISPER_PACKET'],
    ['a negative proof of work', PacketCode.powRequirement, '88bff0000000000000', 'WHISPER_PACKET'],
    ['a negative zero of work', PacketCode.powRequirement, '888000000000000000', 'stays'],
    ['an empty bloom', PacketCode.bloom, '80', 'WHISPER_PACKET'],
    ['a bloom of 63 bytes', PacketCode.bloom, `b83f${'00'.repeat(63)}`, 'WHISPER_PACKET'],
    ['an acknowledgement of 31 bytes', PacketCode.batchAck, `9f${'01'.repeat(31)}`, 'WHISPER_PACKET'],
    ['a response that is a string', PacketCode.messagesResponse, '80', 'WHISPER_PACKET'],
    ['a response with a senseless inside', PacketCode.messagesResponse, 'c20180', 'stays'],
    ['a response of version 2', PacketCode.messagesResponse, 'c202c0', 'stays'],
    ['two rate limits', PacketCode.rateLimits, 'c20101', 'WHISPER_PACKET'],
    ['three rate limits', PacketCode.rateLimits, 'c3010101', 'stays'],
    ['a second status', PacketCode.status, 'c105', 'stays'],
    ['an unknown code', 99, 'ffff', 'stays'],
    ['a sync request', PacketCode.p2pSyncRequest, 'ffff', 'stays'],
    ['a sync response', PacketCode.p2pSyncResponse, 'ffff', 'stays'],
    ['a completed request', PacketCode.p2pRequestComplete, 'ffff', 'stays'],
    ['a request', PacketCode.p2pRequest, 'ffff', 'stays'],
    ['a p2p message of garbage', PacketCode.p2pMessage, 'ffff', 'stays'],
    ['a p2p message of an envelope', PacketCode.p2pMessage, `cd${envelope}`, 'stays'],
  ])('with %s', async (_, code, hex, expected) => {
    const { node, clock, peer } = withPeer();
    peer.send(code, hexToBytes(hex));
    expect(await outcome(peer, clock)).toBe(expected);
    expect([...node.envelopes()]).toEqual([]);
  });

  test.each([PacketCode.messages, 99, PacketCode.p2pMessage])(
    'of more than 1 MiB, code %d, disconnects',
    async (code) => {
      const { clock, peer } = withPeer();
      peer.send(code, new Uint8Array(2 ** 20));
      const unknown = code !== PacketCode.messages;
      expect(await outcome(peer, clock)).toBe(unknown ? 'stays' : 'WHISPER_PACKET');
      const other = withPeer();
      other.peer.send(code, new Uint8Array(2 ** 20 + 1));
      expect(await outcome(other.peer, other.clock)).toBe('WHISPER_PACKET_SIZE');
    },
  );

  test('from a peer that we do not trust reaches no subscription by a p2p code', async () => {
    const { node, clock, peer, environment } = withPeer();
    const received = inbox(node, []);
    const envelope = envelopeOf();
    peer.send(PacketCode.p2pMessage, envelope.raw);
    peer.send(PacketCode.p2pMessage, encodeMessages([envelope]));
    await clock.advance(1_000);
    expect(received).toEqual([]);
    expect(environment.counters.get('whisper_packets_ignored_total')).toBe(2);
  });
});

describe('many envelopes', () => {
  test('100,000 in one packet are refused before they are read', async () => {
    const { clock, peer, node } = withPeer({ minPow: 0, maxMessageSize: 4 * 2 ** 20 });
    const one = createEnvelope({ expiry: NOW + 15, ttl: 15, topic: TOPIC, data: new Uint8Array() }, 0n).raw;
    const items = new Uint8Array(one.length * 100_000);
    for (let i = 0; i < 100_000; i++) items.set(one, i * one.length);
    peer.send(PacketCode.messages, concatBytes(Uint8Array.of(0xfa), uintToRlp(items.length), items));
    expect(await outcome(peer, clock)).toBe('WHISPER_PACKET');
    expect([...node.envelopes()]).toEqual([]);
  });

  test('the most that one packet may hold are handled in slices, and answered within the packet limit', async () => {
    const { clock, peer, node } = withPeer();
    const future = createEnvelope({ expiry: NOW + 99, ttl: 15, topic: TOPIC, data: new Uint8Array() }, 0n);
    peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 16_384 }, () => future)));
    const turns = jest.spyOn(clock, 'schedule');
    await clock.advance(0);
    expect(turns.mock.calls.filter(([delay]) => delay === 0).length).toBe(128);
    const [response] = peer.payloads(PacketCode.messagesResponse);
    expect(decodeMessagesResponse(response!)!.errors.length).toBe(16_384);
    expect(response!.length).toBeLessThanOrEqual(2 ** 20);
    expect([...node.envelopes()]).toEqual([]);
  });

  test('the pool stays within its bounds, and so does what is known of peers', async () => {
    const { clock, peer, node, environment } = withPeer({ minPow: 0, pool: { maxEnvelopes: 50 } });
    const other = new ScriptedPeer(node, 'other').greet();
    await clock.advance(0);
    for (let round = 0; round < 10; round++) {
      peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 40 }, () => envelopeOf())));
      await clock.advance(300);
    }
    expect([...node.envelopes()].length).toBe(50);
    expect(environment.gauges.get('whisper_pool_envelopes')).toBeLessThanOrEqual(50);
    expect(other.theirs.closedWith).toBeUndefined();
    const errors = peer.payloads(PacketCode.messagesResponse).flatMap((each) => decodeMessagesResponse(each)!.errors);
    expect(new Set(errors.map(({ description }) => description))).toEqual(new Set(['no room in the pool']));
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('abuse', () => {
  test('100 envelopes below the minimum are dropped, one more disconnects', async () => {
    const { clock, peer, environment } = withPeer({ minPow: 1e9 });
    const send = (count: number): void =>
      peer.send(PacketCode.messages, encodeMessages(Array.from({ length: count }, () => envelopeOf())));
    send(100);
    expect(await outcome(peer, clock)).toBe('stays');
    send(1);
    expect(await outcome(peer, clock)).toBe('WHISPER_ABUSE');
    expect(environment.counters.get('whisper_peers_misbehaved_total{code=WHISPER_ABUSE}')).toBe(1);
  });

  test('is forgiven with time', async () => {
    const { clock, peer } = withPeer({ minPow: 1e9 });
    for (let round = 0; round < 6; round++) {
      const expiry = NOW + 15 + round * 60;
      peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 50 }, () => envelopeOf({ expiry }))));
      await clock.advance(60_000);
    }
    expect(await outcome(peer, clock)).toBe('stays');
  });

  test('is also what lies outside the bloom', async () => {
    const { clock, peer } = withPeer({ minPow: 0, light: true });
    peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 101 }, () => envelopeOf())));
    expect(await outcome(peer, clock)).toBe('WHISPER_ABUSE');
  });

  test('is not a clock that differs from ours, however often it shows', async () => {
    const { clock, peer } = withPeer({ minPow: 0 });
    const wrong = Array.from({ length: 100 }, () => envelopeOf({ expiry: NOW + 99 }));
    for (let round = 0; round < 5; round++) {
      peer.send(PacketCode.messages, encodeMessages(wrong));
      await clock.advance(0);
    }
    expect(await outcome(peer, clock)).toBe('stays');
  });
});

describe('a peer that does not read', () => {
  test('is let go once too much waits for it', async () => {
    const { node, environment } = createNode({ minPow: 0 });
    const peer = new ScriptedPeer(node, 'deaf', 1);
    peer.send(PacketCode.status, encodeStatus(STATUS));
    const future = createEnvelope({ expiry: NOW + 99, ttl: 15, topic: TOPIC, data: new Uint8Array() }, 0n);
    const payload = encodeMessages(Array.from({ length: 4_000 }, () => future));
    let rounds = 0;
    for (; peer.theirs.closedWith === undefined && rounds < 100; rounds++) {
      peer.send(PacketCode.messages, payload);
      for (let slice = 0; slice < 40; slice++) await environment.clock.advance(0);
    }
    expect(await outcome(peer, environment.clock)).toBe('WHISPER_STALLED');
    expect(rounds).toBeGreaterThan(10);
  });

  test('keeps nobody else from getting envelopes', async () => {
    const { node, environment } = createNode({ minPow: 0, pow: { target: 0 } });
    const deaf = new ScriptedPeer(node, 'deaf', 1);
    deaf.send(PacketCode.status, encodeStatus(STATUS));
    const other = new ScriptedPeer(node, 'other').greet();
    await environment.clock.advance(0);
    for (let i = 0; i < 5; i++) {
      await node.post(message(String(i)));
      await environment.clock.advance(300);
    }
    expect(other.payloads(PacketCode.messages).length).toBe(5);
    expect(deaf.theirs.closedWith).toBeUndefined();
  });
});

describe('a slow subscription', () => {
  test('makes peers wait once 1,024 messages are queued, and drops none', async () => {
    const { node, clock, peer } = withPeer();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let handled = 0;
    node.subscribe({ key: { kind: 'symmetric', key: KEY }, topics: [] }, async () => {
      await gate;
      handled++;
    });
    for (let i = 0; i < 15; i++) {
      peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 100 }, () => envelopeOf())));
    }
    for (let i = 0; i < 10; i++) await clock.advance(0);
    expect(peer.payloads(PacketCode.batchAck).length).toBe(10);
    expect(handled).toBe(0);
    release();
    for (let i = 0; i < 10; i++) await clock.advance(0);
    expect(peer.payloads(PacketCode.batchAck).length).toBe(15);
    expect(handled).toBe(1_500);
  });

  test('does not make peers wait any more once it is cancelled', async () => {
    const { node, clock, peer } = withPeer();
    const subscription = node.subscribe(
      { key: { kind: 'symmetric', key: KEY }, topics: [] },
      () => new Promise(() => {}),
    );
    for (let i = 0; i < 15; i++) {
      peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 100 }, () => envelopeOf())));
    }
    await clock.advance(0);
    subscription.cancel();
    for (let i = 0; i < 10; i++) await clock.advance(0);
    expect(peer.payloads(PacketCode.batchAck).length).toBe(15);
  });
});

describe('a session', () => {
  test('that breaks while envelopes are under way ends without an error', async () => {
    const { node, clock, peer } = withPeer();
    await node.post(message('hello'));
    peer.disconnect();
    await clock.advance(1_000);
    expect(peer.theirs.failure).toBeUndefined();
    await node.stop();
    expect(clock.pending).toBe(0);
  });

  test('gives a node that bounces everything nothing twice', async () => {
    const { node, clock } = withPeer();
    const [ours, theirs] = LinkedSession.pair('mirror', 'node');
    void theirs.serve(node);
    void ours.send({ code: PacketCode.status, payload: encodeStatus({ ...STATUS, bloom: fullBloom() }) });
    void (async () => {
      for await (const packet of ours) if (packet.code === PacketCode.messages) await ours.send(packet);
    })();
    await node.post(message('hello'));
    await clock.advance(3_000);
    expect(theirs.outgoing.filter(({ code }) => code === PacketCode.messages).length).toBe(1);
  });
});
