import { describe, expect, jest, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import { openMessage } from '@status/message-encryption/wire';
import { testEnvironment } from '@status/testing';
import { createWhisper } from '@status/whisper';
import {
  batchHashOf,
  decodeBatchAck,
  decodeMessages,
  decodeMessagesResponse,
  decodePowRequirement,
  decodeStatus,
  encodeBatchAck,
  encodeMessages,
  encodeMessagesResponse,
  PacketCode,
  topicToFullBloom,
} from '@status/whisper/wire';
import { Backlog } from '../src/backlog.ts';
import { privateKeyFrom } from './support/bytes.ts';
import { connect, ScriptedPeer } from './support/network.ts';
import { createNode, envelopeOf, eventsOf, inbox, KEY, message, NOW, TOPIC, texts } from './support/nodes.ts';

describe('two nodes', () => {
  function pair() {
    const left = createNode({}, undefined, 'left');
    const { clock } = left.environment;
    const right = createNode({}, clock, 'right');
    const ends = connect(left.node, right.node);
    return { left: left.node, right: right.node, environments: [left.environment, right.environment], clock, ends };
  }

  test('pass messages on, with what is known of them', async () => {
    const { left, right, clock } = pair();
    const received = inbox(right);
    const from = privateKeyFrom('07'.repeat(32));
    let leftAt: number | undefined;
    left.on('sent', () => {
      leftAt = clock.elapsed();
    });
    const receipt = await left.post(message('hello', { from }));
    await clock.advance(300);
    expect(received).toEqual([
      {
        payload: new TextEncoder().encode('hello'),
        sender: publicKeyOf(from),
        topic: TOPIC,
        hash: receipt.hash,
        sentAt: NOW * 1000,
        receivedAt: receipt.sentAt + leftAt!,
        historic: false,
        pow: receipt.pow,
        direct: false,
        envelope: receipt.envelope,
        trace: { bytes: 302, expiry: NOW + 15, ttl: 15, nonce: receipt.trace!['nonce'] },
      },
    ]);
  });

  test('pass on what was posted before they met', async () => {
    const left = createNode();
    await left.node.post(message('early'));
    const right = createNode({}, left.environment.clock);
    const received = inbox(right.node);
    connect(left.node, right.node);
    await left.environment.clock.advance(350);
    expect(texts(received)).toEqual(['early']);
  });

  test('say sent, then confirmed, once, and expired in the end', async () => {
    const { left, clock } = pair();
    const heard = eventsOf(left);
    const { hash } = await left.post(message('hello'));
    const name = bytesToHex(hash).slice(0, 8);
    await clock.advance(1_000);
    expect(heard).toEqual([`sent ${name} right`, `confirmed ${name} right`]);
    await clock.advance(14_000);
    expect(heard.length).toBe(2);
    await clock.advance(2_000);
    expect(heard[2]).toBe(`expired ${name}`);
    expect(heard.length).toBe(3);
    expect([...left.envelopes()]).toEqual([]);
  });

  test('do not send an envelope back to where it came from', async () => {
    const { left, clock, ends } = pair();
    await left.post(message('hello'));
    await clock.advance(5_000);
    const messages = ends[1].outgoing.filter(({ code }) => code === PacketCode.messages);
    expect(messages).toEqual([]);
    expect(ends[0].outgoing.filter(({ code }) => code === PacketCode.messages).length).toBe(1);
  });

  test('send nothing while there is nothing to send', async () => {
    const { clock, ends } = pair();
    await clock.advance(60_000);
    expect(ends.map(({ outgoing }) => outgoing.map(({ code }) => code))).toEqual([[0], [0]]);
  });

  test('end in peace when one is stopped, and leave no timer', async () => {
    const { left, right, clock, ends } = pair();
    await left.post(message('hello'));
    await clock.advance(500);
    await left.stop();
    await clock.advance(0);
    expect(ends[0].closedWith).toBe('requested');
    await right.stop();
    expect(clock.pending).toBe(0);
  });

  test('take nothing more of a packet once they are stopped', async () => {
    const { node, environment } = createNode({ minPow: 0 });
    const peer = new ScriptedPeer(node).greet();
    const told: unknown[] = [];
    node.on('envelope', (event) => {
      if (told.push(event) === 100) void node.stop();
    });
    peer.send(PacketCode.messages, encodeMessages(Array.from({ length: 1_000 }, () => envelopeOf())));
    await environment.clock.advance(0);
    expect(told.length).toBe(100);
    expect(environment.clock.pending).toBe(0);
  });

  test('a session after the stop ends at once', async () => {
    const { node } = createNode();
    await node.stop();
    const peer = new ScriptedPeer(node).listen();
    await Promise.resolve();
    expect(peer.received).toEqual([]);
  });
});

describe('three nodes in a line', () => {
  test('relay to the end, each envelope once per hop, confirmed by the neighbour', async () => {
    const { node: a, environment } = createNode({}, undefined, 'a');
    const { clock } = environment;
    const { node: b } = createNode({}, clock, 'b');
    const { node: c } = createNode({}, clock, 'c');
    connect(a, b, ['a', 'b']);
    const [, atC] = connect(b, c, ['b', 'c']);
    const received = inbox(c);
    const [heardA, heardB] = [eventsOf(a), eventsOf(b)];
    for (const text of ['one', 'two', 'three']) await a.post(message(text));
    await clock.advance(1_000);
    expect(texts(received)).toEqual(['one', 'two', 'three']);
    expect(heardA.filter((event) => event.startsWith('confirmed')).length).toBe(3);
    expect(heardB).toEqual([]);
    expect(atC.outgoing.filter(({ code }) => code === PacketCode.messages)).toEqual([]);
  });

  test('in a ring each delivers once, and every neighbour counts as having it', async () => {
    const { node: a, environment } = createNode({}, undefined, 'a');
    const { clock } = environment;
    const { node: b } = createNode({}, clock, 'b');
    const { node: c } = createNode({}, clock, 'c');
    connect(a, b, ['a', 'b']);
    connect(b, c, ['b', 'c']);
    connect(c, a, ['c', 'a']);
    const inboxes = [inbox(b), inbox(c)];
    const heard = eventsOf(a);
    await a.post(message('hello'));
    await clock.advance(2_000);
    expect(inboxes.map(texts)).toEqual([['hello'], ['hello']]);
    expect(
      heard
        .filter((event) => event.startsWith('confirmed'))
        .map((event) => event.slice(-1))
        .sort(),
    ).toEqual(['b', 'c']);
  });
});

describe('with a peer', () => {
  function withPeer(options: Parameters<typeof createNode>[0] = { minPow: 0 }, status = {}) {
    const { node, environment } = createNode(options);
    const { clock } = environment;
    const peer = new ScriptedPeer(node).greet(status);
    return { node, environment, clock, peer };
  }

  test('a node introduces itself first, as a full one', async () => {
    const { node, environment } = createNode();
    const peer = new ScriptedPeer(node).listen();
    await environment.clock.advance(0);
    expect(peer.received.map(({ code }) => code)).toEqual([PacketCode.status]);
    expect(bytesToHex(peer.received[0]!.payload)).toBe('d106883f60624dd2f1a9fc808001c3808080');
  });

  test('a messages packet is answered by a response and then an acknowledgement', async () => {
    const { clock, peer } = withPeer();
    const payload = encodeMessages([envelopeOf()]);
    peer.send(PacketCode.messages, payload);
    await clock.advance(0);
    expect(peer.received.map(({ code }) => code)).toEqual([0, PacketCode.messagesResponse, PacketCode.batchAck]);
    const [response] = peer.payloads(PacketCode.messagesResponse);
    expect(decodeMessagesResponse(response!)).toEqual({ batchHash: batchHashOf(payload), errors: [] });
    expect(decodeBatchAck(peer.payloads(PacketCode.batchAck)[0]!)).toEqual(batchHashOf(payload));
  });

  test('what is not taken is reported under code 37, and the peer stays', async () => {
    const { clock, peer } = withPeer({ minPow: 0.5 });
    const future = envelopeOf({ expiry: NOW + 40 });
    const old = envelopeOf({ expiry: NOW - 21 });
    const stale = envelopeOf({ expiry: NOW - 1 });
    const low = envelopeOf();
    peer.send(PacketCode.messages, encodeMessages([future, old, stale, low]));
    await clock.advance(0);
    const { errors } = decodeMessagesResponse(peer.payloads(PacketCode.messagesResponse)[0]!)!;
    expect(errors).toEqual([
      { hash: future.hash, code: 37n, description: 'envelope from future' },
      { hash: old.hash, code: 37n, description: 'very old envelope' },
      { hash: low.hash, code: 37n, description: 'low proof of work' },
    ]);
    expect(peer.theirs.closedWith).toBeUndefined();
  });

  test('a node without confirmations does not answer, and says so', async () => {
    const { clock, peer } = withPeer({ minPow: 0, confirmations: false });
    peer.send(PacketCode.messages, encodeMessages([envelopeOf()]));
    await clock.advance(1_000);
    expect(peer.received.map(({ code }) => code)).toEqual([PacketCode.status]);
    expect(decodeStatus(peer.payloads(PacketCode.status)[0]!).confirmations).toBe(false);
  });

  test('an envelope that comes twice is delivered once, and is no fault', async () => {
    const { node, clock, peer, environment } = withPeer();
    const received = inbox(node);
    const envelope = envelopeOf();
    const payload = encodeMessages([envelope, envelope]);
    peer.send(PacketCode.messages, payload);
    peer.send(PacketCode.messages, payload);
    await clock.advance(0);
    expect(received.length).toBe(1);
    expect([...node.envelopes()].length).toBe(1);
    expect(environment.counters.get('whisper_envelopes_known_total')).toBe(3);
    for (const response of peer.payloads(PacketCode.messagesResponse)) {
      expect(decodeMessagesResponse(response)!.errors).toEqual([]);
    }
  });

  test('an envelope that is replayed after its time is refused', async () => {
    const { node, clock, peer } = withPeer();
    const received = inbox(node);
    const payload = encodeMessages([envelopeOf()]);
    peer.send(PacketCode.messages, payload);
    await clock.advance(17_000);
    expect([...node.envelopes()]).toEqual([]);
    peer.send(PacketCode.messages, payload);
    await clock.advance(60_000);
    peer.send(PacketCode.messages, payload);
    await clock.advance(0);
    expect(received.length).toBe(1);
    const responses = peer.payloads(PacketCode.messagesResponse).map((each) => decodeMessagesResponse(each)!.errors);
    expect(responses.map((errors) => errors.map(({ description }) => description))).toEqual([
      [],
      [],
      ['very old envelope'],
    ]);
  });

  test('an acknowledgement of ours is confirmed once, however it is said', async () => {
    const { node, clock, peer } = withPeer();
    const heard = eventsOf(node);
    await node.post(message('hello'));
    await clock.advance(300);
    const batchHash = batchHashOf(peer.payloads(PacketCode.messages)[0]!);
    peer.send(PacketCode.batchAck, encodeBatchAck(batchHash));
    peer.send(PacketCode.messagesResponse, encodeMessagesResponse({ batchHash, errors: [] }));
    peer.send(PacketCode.batchAck, encodeBatchAck(batchHash));
    await clock.advance(0);
    expect(heard.map((event) => event.split(' ')[0])).toEqual(['sent', 'confirmed']);
  });

  test.each([1n, 21n, 37n, 38n])('any error entry means not accepted, such as code %d', async (code) => {
    const { node, clock, peer } = withPeer();
    const heard = eventsOf(node);
    const { hash } = await node.post(message('bad'));
    const other = await node.post(message('good'));
    await clock.advance(300);
    const batchHash = batchHashOf(peer.payloads(PacketCode.messages)[0]!);
    const errors = [{ hash, code, description: 'x'.repeat(1000) }];
    peer.send(PacketCode.messagesResponse, encodeMessagesResponse({ batchHash, errors }));
    peer.send(PacketCode.batchAck, encodeBatchAck(batchHash));
    await clock.advance(0);
    const [bad, good] = [hash, other.hash].map((each) => bytesToHex(each).slice(0, 8));
    expect(heard.slice(2)).toEqual([`refused ${bad} scripted ${'x'.repeat(200)}`, `confirmed ${good} scripted`]);
  });

  test('an answer to nothing is ignored', async () => {
    const { node, clock, peer } = withPeer();
    const heard = eventsOf(node);
    peer.send(PacketCode.batchAck, encodeBatchAck(new Uint8Array(32)));
    await clock.advance(0);
    expect(heard).toEqual([]);
    expect(peer.theirs.closedWith).toBeUndefined();
  });

  test('an acknowledgement that overtakes the end of our write is told after the departure', async () => {
    const { node, clock, peer } = withPeer();
    const heard = eventsOf(node);
    await clock.advance(0);
    const send = peer.theirs.send.bind(peer.theirs);
    peer.theirs.send = async (packet) => {
      await send(packet);
      if (packet.code === PacketCode.messages) await new Promise<void>((resolve) => clock.schedule(50, resolve));
    };
    await node.post(message('hello'));
    await clock.advance(300);
    peer.send(PacketCode.batchAck, encodeBatchAck(batchHashOf(peer.payloads(PacketCode.messages)[0]!)));
    await clock.advance(1_000);
    expect(heard.map((event) => event.split(' ')[0])).toEqual(['sent', 'confirmed']);
  });

  test('acknowledgements of the last 256 batches are waited for', async () => {
    const { node, clock, peer } = withPeer({ minPow: 0, pow: { target: 0 } });
    const heard = eventsOf(node);
    for (let i = 0; i < 257; i++) {
      await node.post(message(String(i), { lifetime: 1_000_000 }));
      await clock.advance(300);
    }
    const batches = peer.payloads(PacketCode.messages).map(batchHashOf);
    expect(batches.length).toBe(257);
    peer.send(PacketCode.batchAck, encodeBatchAck(batches[0]!));
    peer.send(PacketCode.batchAck, encodeBatchAck(batches[1]!));
    await clock.advance(0);
    expect(heard.filter((event) => event.startsWith('confirmed')).length).toBe(1);
  });

  test('our own envelope coming back counts as a confirmation', async () => {
    const { node, clock, peer } = withPeer({ minPow: 0 }, { confirmations: false });
    const heard = eventsOf(node);
    await node.post(message('hello'));
    await clock.advance(300);
    peer.send(PacketCode.messages, peer.payloads(PacketCode.messages)[0]!);
    peer.send(PacketCode.messages, peer.payloads(PacketCode.messages)[0]!);
    await clock.advance(0);
    expect(heard.map((event) => event.split(' ')[0])).toEqual(['sent', 'confirmed']);
  });

  test('only envelopes with the work that it asks for are sent, and more after it asks for less', async () => {
    const { clock, peer, node } = withPeer({ minPow: 0, pow: { target: 0.000_1 } }, { minPow: 1e6 });
    await node.post(message('hello'));
    await clock.advance(1_000);
    expect(peer.payloads(PacketCode.messages)).toEqual([]);
    peer.send(PacketCode.powRequirement, Uint8Array.of(0x80));
    await clock.advance(300);
    expect(peer.payloads(PacketCode.messages).length).toBe(1);
  });

  test('only envelopes of its topics are sent, and more after it asks for more', async () => {
    const { clock, peer, node } = withPeer({ minPow: 0 }, { bloom: new Uint8Array(64) });
    await node.post(message('hello'));
    await clock.advance(1_000);
    expect(peer.payloads(PacketCode.messages)).toEqual([]);
    peer.send(PacketCode.bloom, Uint8Array.of(0xb8, 0x40, ...topicToFullBloom(TOPIC)));
    await clock.advance(300);
    expect(peer.payloads(PacketCode.messages).length).toBe(1);
  });

  test('a burst leaves in packets below 256 KiB, all of it', async () => {
    const { clock, peer, node } = withPeer({ minPow: 0, pow: { target: 0 } });
    for (let i = 0; i < 60; i++) await node.post(message('', { payload: new Uint8Array(20_000) }));
    await clock.advance(300);
    const payloads = peer.payloads(PacketCode.messages);
    expect(payloads.length).toBe(5);
    for (const payload of payloads) expect(payload.length).toBeLessThanOrEqual(256 * 1024 + 4);
    expect(payloads.flatMap(decodeMessages).length).toBe(60);
  });

  test('a changed minimum is announced, and an unchanged one is not', async () => {
    const { clock, peer, node } = withPeer();
    node.setMinPow(0.25);
    node.setMinPow(0.25);
    await clock.advance(0);
    expect(peer.payloads(PacketCode.powRequirement).map(decodePowRequirement)).toEqual([0.25]);
  });

  test('every envelope that is taken is told, with the peer it came from', async () => {
    const { clock, peer, node } = withPeer();
    const told: string[] = [];
    node.on('envelope', ({ envelope, peer: from }) => told.push(`${bytesToHex(envelope.hash)} ${from}`));
    const envelope = envelopeOf();
    peer.send(PacketCode.messages, encodeMessages([envelope, envelope, envelopeOf({ expiry: NOW + 90 })]));
    await clock.advance(0);
    const { hash } = await node.post(message('hello'));
    expect(told).toEqual([`${bytesToHex(envelope.hash)} scripted`, `${bytesToHex(hash)} undefined`]);
  });

  test('what is sent opens with the key', async () => {
    const { clock, peer, node } = withPeer();
    await node.post(message('hello'));
    await clock.advance(300);
    const [envelope] = decodeMessages(peer.payloads(PacketCode.messages)[0]!);
    expect(openMessage(envelope!.data, { kind: 'symmetric', key: KEY })?.payload).toEqual(
      new TextEncoder().encode('hello'),
    );
  });

  test('an envelope of the near future is taken and delivered', async () => {
    const { clock, peer, node } = withPeer();
    const received = inbox(node);
    peer.send(PacketCode.messages, encodeMessages([envelopeOf({ expiry: NOW + 15 + 10 })]));
    await clock.advance(0);
    expect(received.map(({ sentAt }) => sentAt)).toEqual([(NOW + 10) * 1000]);
  });
});

test('envelopes and drops are counted by reason', async () => {
  const environment = testEnvironment({ start: NOW * 1000 });
  const node = createWhisper({ environment, minPow: 0 });
  const peer = new ScriptedPeer(node).greet();
  peer.send(
    PacketCode.messages,
    encodeMessages([envelopeOf(), envelopeOf({ expiry: NOW + 90 }), envelopeOf({ expiry: NOW - 1 })]),
  );
  await environment.clock.advance(20_000);
  expect(environment.counters.get('whisper_envelopes_dropped_total{reason=future}')).toBe(1);
  expect(environment.counters.get('whisper_envelopes_dropped_total{reason=stale}')).toBe(1);
  expect(environment.counters.get('whisper_envelopes_removed_total{reason=expired}')).toBe(1);
  expect(environment.gauges.get('whisper_pool_envelopes')).toBe(0);
  expect(environment.gauges.get('whisper_peers')).toBe(1);
});

test('what peers are known to have is forgotten with the envelope, when it expires and when it makes way', async () => {
  const forget = jest.spyOn(Backlog.prototype, 'forget');
  const { node, environment } = createNode({ minPow: 0, pool: { maxEnvelopes: 1 } });
  const peer = new ScriptedPeer(node).greet();
  const [weak, strong] = [envelopeOf({ ttl: 10 }), envelopeOf({ ttl: 1, expiry: NOW + 1 })];
  peer.send(PacketCode.messages, encodeMessages([weak]));
  peer.send(PacketCode.messages, encodeMessages([strong]));
  await environment.clock.advance(0);
  expect(forget.mock.calls.map(([{ envelope }]) => envelope.hash)).toEqual([weak.hash]);
  await environment.clock.advance(3_000);
  expect(forget.mock.calls.map(([{ envelope }]) => envelope.hash)).toEqual([weak.hash, strong.hash]);
  forget.mockRestore();
});
