import { describe, expect, test } from '@jest/globals';
import type { WhisperNode } from '@status/whisper';
import {
  batchHashOf,
  decodeMessages,
  encodeBatchAck,
  encodeMessages,
  encodeMessagesResponse,
  PacketCode,
} from '@status/whisper/wire';
import { connect, ScriptedPeer } from './support/network.ts';
import { createNode, envelopeOf, message } from './support/nodes.ts';

/** What a node tells, without the hashes. */
function storyOf(node: WhisperNode): string[] {
  const story: string[] = [];
  node.on('sent', ({ peer, confirms }) => void story.push(`sent ${peer}${confirms ? '' : ' for good'}`));
  node.on('confirmed', ({ peer }) => void story.push(`confirmed ${peer}`));
  node.on('refused', ({ peer, reason }) => void story.push(`refused ${peer}: ${reason}`));
  node.on('expired', () => void story.push('expired'));
  return story;
}

function setup() {
  const { node, environment } = createNode({ minPow: 0, pow: { target: 0 } });
  const { clock } = environment;
  /** The hash of the last batch that the node sent to a peer. */
  const batchTo = (peer: ScriptedPeer): Uint8Array => batchHashOf(peer.payloads(PacketCode.messages).at(-1)!);
  const ack = (peer: ScriptedPeer): void => peer.send(PacketCode.batchAck, encodeBatchAck(batchTo(peer)));
  const refuse = (peer: ScriptedPeer, hash: Uint8Array): void => {
    const errors = [{ hash: hash as never, code: 37n, description: 'no' }];
    peer.send(PacketCode.messagesResponse, encodeMessagesResponse({ batchHash: batchTo(peer), errors }));
  };
  return { node, clock, story: storyOf(node), ack, refuse };
}

describe('an envelope', () => {
  test('that went to a peer which answers nothing any more is sent, never confirmed, and expires', async () => {
    const { node, clock, story } = setup();
    new ScriptedPeer(node, 'stopped').greet();
    await node.post(message('hello'));
    await clock.advance(60_000);
    expect(story).toEqual(['sent stopped', 'expired']);
  });

  test('that went to a peer which does not even read is not sent', async () => {
    const { node, clock, story } = setup();
    const peer = new ScriptedPeer(node, 'stopped', 1).greet();
    await clock.advance(0);
    peer.theirs.send = () => new Promise(() => {});
    await node.post(message('hello'));
    await clock.advance(60_000);
    expect(story).toEqual(['expired']);
  });

  test('that no peer was there for expires', async () => {
    const { node, clock, story } = setup();
    await node.post(message('hello'));
    await clock.advance(60_000);
    expect(story).toEqual(['expired']);
  });

  test('that went to a peer which never confirms says so', async () => {
    const { node, clock, story } = setup();
    new ScriptedPeer(node, 'plain').greet({ confirmations: false });
    await node.post(message('hello'));
    await clock.advance(300);
    expect(story).toEqual(['sent plain for good']);
  });

  test('that was refused is not confirmed by what acknowledges its batch, however often', async () => {
    const { node, clock, story, ack, refuse } = setup();
    const peer = new ScriptedPeer(node, 'strict').greet();
    const { hash } = await node.post(message('hello'));
    await clock.advance(300);
    refuse(peer, hash);
    ack(peer);
    ack(peer);
    await clock.advance(60_000);
    expect(story).toEqual(['sent strict', 'refused strict: no', 'expired']);
  });

  test('that one peer refused may be confirmed by another', async () => {
    const { node, clock, story, ack, refuse } = setup();
    const [strict, kind] = [new ScriptedPeer(node, 'strict').greet(), new ScriptedPeer(node, 'kind').greet()];
    const { hash } = await node.post(message('hello'));
    await clock.advance(300);
    refuse(strict, hash);
    await clock.advance(0);
    ack(kind);
    await clock.advance(0);
    expect(story.slice(2)).toEqual(['refused strict: no', 'confirmed kind']);
  });

  test('is not confirmed by a batch of another session, nor by another peer that names it', async () => {
    const { node, clock, story, ack } = setup();
    const gone = new ScriptedPeer(node, 'gone').greet();
    await node.post(message('hello'));
    await clock.advance(300);
    const hash = batchHashOf(gone.payloads(PacketCode.messages)[0]!);
    gone.disconnect();
    const again = new ScriptedPeer(node, 'gone').greet({ minPow: 1e9 });
    const liar = new ScriptedPeer(node, 'liar').greet({ minPow: 1e9 });
    for (const peer of [again, liar]) peer.send(PacketCode.batchAck, encodeBatchAck(hash));
    await clock.advance(300);
    expect(story).toEqual(['sent gone']);
    again.send(PacketCode.powRequirement, Uint8Array.of(0x80));
    await clock.advance(300);
    ack(again);
    await clock.advance(0);
    expect(story).toEqual(['sent gone', 'sent gone', 'confirmed gone']);
  });

  test('that a peer brought before it was posted here is told of like any other', async () => {
    const { node, clock, story, ack } = setup();
    const peer = new ScriptedPeer(node, 'early').greet();
    const envelope = envelopeOf();
    peer.send(PacketCode.messages, encodeMessages([envelope]));
    await clock.advance(0);
    node.postEnvelope(envelope);
    await clock.advance(300);
    expect(peer.payloads(PacketCode.messages).flatMap(decodeMessages)).toEqual([envelope]);
    ack(peer);
    await clock.advance(60_000);
    expect(story).toEqual(['sent early', 'confirmed early', 'expired']);
  });

  test('that is posted twice is told of once', async () => {
    const { node, clock, story } = setup();
    const other = createNode({ minPow: 0 }, clock, 'other').node;
    connect(node, other, ['a', 'b']);
    const envelope = envelopeOf();
    for (let i = 0; i < 2; i++) node.postEnvelope(envelope);
    await clock.advance(1_000);
    node.postEnvelope(envelope);
    await clock.advance(60_000);
    expect(story).toEqual(['sent b', 'confirmed b', 'expired']);
  });
});
