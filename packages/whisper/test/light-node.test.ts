import { describe, expect, test } from '@jest/globals';
import {
  decodeBloom,
  decodeMessages,
  decodeMessagesResponse,
  decodeStatus,
  encodeMessages,
  fullBloom,
  PacketCode,
  topicToFullBloom,
} from '@status/whisper/wire';
import { topicFrom } from './support/bytes.ts';
import { ScriptedPeer } from './support/network.ts';
import { createNode, envelopeOf, eventsOf, inbox, KEY, message, TOPIC } from './support/nodes.ts';

describe('a light node', () => {
  function light() {
    const { node, environment } = createNode({ minPow: 0, light: true });
    const peer = new ScriptedPeer(node).greet();
    return { node, environment, clock: environment.clock, peer };
  }
  const other = topicFrom(Uint8Array.of(90, 80, 70, 0));

  test('asks for nothing at first, and says that it does not relay', async () => {
    const { clock, peer } = light();
    await clock.advance(0);
    const status = decodeStatus(peer.payloads(PacketCode.status)[0]!);
    expect(status).toMatchObject({ bloom: new Uint8Array(64), light: true });
  });

  test('passes on its own envelopes only, also to those who come later', async () => {
    const { node, clock, peer } = light();
    inbox(node);
    const other = new ScriptedPeer(node, 'other').greet();
    const foreign = envelopeOf();
    peer.send(PacketCode.messages, encodeMessages([foreign]));
    await clock.advance(0);
    const { envelope } = await node.post(message('hello'));
    const late = new ScriptedPeer(node, 'late').greet();
    await clock.advance(300);
    for (const { payloads } of [
      { payloads: other.payloads(PacketCode.messages) },
      { payloads: late.payloads(PacketCode.messages) },
    ]) {
      expect(payloads.flatMap(decodeMessages).map(({ hash }) => hash)).toEqual([envelope.hash]);
    }
    expect([...node.envelopes()].map(({ hash }) => hash)).toEqual([foreign.hash, envelope.hash]);
  });

  test('asks for its subscriptions’ topics in their full form, changes of one go together', async () => {
    const { node, clock, peer } = light();
    await clock.advance(0);
    const subscription = node.subscribe(
      { key: { kind: 'symmetric', key: KEY }, topics: [topicFrom('01020300')] },
      () => {},
    );
    inbox(node, [other]);
    await clock.advance(0);
    subscription.cancel();
    await clock.advance(0);
    const blooms = peer.payloads(PacketCode.bloom).map(decodeBloom);
    expect(blooms.length).toBe(2);
    expect(blooms[0]![0]).toBe(0b1110);
    expect(blooms[1]).toEqual(topicToFullBloom(other));
  });

  test('asks for everything while it listens to all topics', async () => {
    const { node, clock, peer } = light();
    inbox(node, []);
    await clock.advance(0);
    expect(peer.payloads(PacketCode.bloom).map(decodeBloom)).toEqual([fullBloom()]);
  });

  test('takes what it subscribed to at once, and nothing else', async () => {
    const { node, clock, peer } = light();
    const received = inbox(node);
    peer.send(PacketCode.messages, encodeMessages([envelopeOf(), envelopeOf({ topic: other })]));
    await clock.advance(0);
    expect(received.length).toBe(1);
    const { errors } = decodeMessagesResponse(peer.payloads(PacketCode.messagesResponse)[0]!)!;
    expect(errors.map(({ description }) => description)).toEqual(['outside bloom filter']);
  });

  test('tolerates for 10 s what it has just unsubscribed from', async () => {
    const { node, clock, peer } = light();
    const subscription = node.subscribe({ key: { kind: 'symmetric', key: KEY }, topics: [TOPIC] }, () => {});
    subscription.cancel();
    peer.send(PacketCode.messages, encodeMessages([envelopeOf()]));
    await clock.advance(10_000);
    peer.send(PacketCode.messages, encodeMessages([envelopeOf()]));
    await clock.advance(0);
    const errors = peer
      .payloads(PacketCode.messagesResponse)
      .map((each) => decodeMessagesResponse(each)!.errors.length);
    expect(errors).toEqual([0, 1]);
  });

  test('sends what it did not subscribe to, and takes its return for a confirmation', async () => {
    const { node, clock, peer } = light();
    const heard = eventsOf(node);
    await node.post(message('hello'));
    await clock.advance(300);
    peer.send(PacketCode.messages, peer.payloads(PacketCode.messages)[0]!);
    await clock.advance(0);
    expect(heard.map((event) => event.split(' ')[0])).toEqual(['sent', 'confirmed']);
    expect(decodeMessagesResponse(peer.payloads(PacketCode.messagesResponse)[0]!)!.errors).toEqual([]);
  });

  test('a normal node asks for everything, whatever it subscribed to', async () => {
    const { node, environment } = createNode();
    const peer = new ScriptedPeer(node).greet();
    inbox(node);
    await environment.clock.advance(1_000);
    expect(peer.payloads(PacketCode.bloom)).toEqual([]);
    expect(decodeStatus(peer.payloads(PacketCode.status)[0]!).bloom).toBeUndefined();
  });
});
