import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { createWhisper, type Dialect, shh6, type WhisperNode } from '@status/whisper';
import {
  decodeMessagesResponse,
  ENVELOPE_ERROR_CODE,
  encodeMessages,
  fullBloom,
  PacketCode,
} from '@status/whisper/wire';
import { connect, ScriptedPeer } from './support/network.ts';
import { createTestEnvironment, envelopeOf, inbox, message, NOW, texts } from './support/nodes.ts';
import { REFUSAL_CODE, waku1 } from './support/waku1.ts';

/** Name, dialect, and what goes with every envelope that is not taken. */
const DIALECTS: readonly (readonly [string, Dialect, bigint])[] = [
  ['shh/6', shh6, ENVELOPE_ERROR_CODE],
  ['waku/1', waku1, REFUSAL_CODE],
];

/** Nodes that speak it, on one clock. */
function nodesOf(dialect: Dialect, count: number) {
  const environment = createTestEnvironment();
  const { clock } = environment;
  const nodes: WhisperNode[] = [];
  while (nodes.length < count) nodes.push(createWhisper({ environment, dialect, minPow: 0 }));
  return { nodes, clock };
}

describe.each(DIALECTS)('nodes that speak %s', (name, dialect, refusalCode) => {
  test('say so', () => {
    const [node] = nodesOf(dialect, 1).nodes;
    expect(node!.traits.name).toBe(name);
    expect(node!.subprotocol).toMatchObject({ name: dialect.name, version: dialect.version, length: dialect.length });
  });

  test('relay, confirm and deliver', async () => {
    const { nodes, clock } = nodesOf(dialect, 3);
    connect(nodes[0]!, nodes[1]!, ['0', '1']);
    connect(nodes[1]!, nodes[2]!, ['1', '2']);
    const received = inbox(nodes[2]!);
    const confirmed: string[] = [];
    nodes[0]!.on('confirmed', ({ peer }) => confirmed.push(peer));
    await clock.advance(0);
    await nodes[0]!.post(message('hello'));
    await clock.advance(1_000);
    expect(texts(received)).toEqual(['hello']);
    expect(confirmed).toEqual(['1']);
  });

  test('are sent what they ask for, once they have said so', async () => {
    const { nodes, clock } = nodesOf(dialect, 2);
    connect(nodes[0]!, nodes[1]!);
    nodes[1]!.relay.setBloom(new Uint8Array(64));
    await clock.advance(1_000);
    const received = inbox(nodes[1]!);
    await nodes[0]!.post(message('hello'));
    await clock.advance(1_000);
    expect(received).toEqual([]);
    nodes[1]!.relay.setBloom(fullBloom());
    await clock.advance(1_000);
    expect(texts(received)).toEqual(['hello']);
  });

  test('report what they do not take under its code', async () => {
    const { nodes, clock } = nodesOf(dialect, 1);
    const peer = new ScriptedPeer(nodes[0]!).listen();
    const { code, payload } = dialect.writeStatus({ minPow: 0, light: false, confirmations: true });
    peer.send(code, payload);
    peer.send(PacketCode.messages, encodeMessages([envelopeOf({ expiry: NOW + 90 })]));
    await clock.advance(0);
    const { errors } = decodeMessagesResponse(peer.payloads(PacketCode.messagesResponse)[0]!)!;
    expect(errors.map((error) => error.code)).toEqual([refusalCode]);
  });
});

test('the form of a status is the dialect’s alone', () => {
  const status = { minPow: 0.002, light: false, confirmations: true };
  expect(bytesToHex(shh6.writeStatus(status).payload)).toBe('d106883f60624dd2f1a9fc808001c3808080');
  expect(bytesToHex(waku1.writeStatus(status).payload)).toBe('d1ca80883f60624dd2f1a9fcc20280c20301');
  for (const dialect of [shh6, waku1]) expect(dialect.readStatus(dialect.writeStatus(status))).toMatchObject(status);
});
