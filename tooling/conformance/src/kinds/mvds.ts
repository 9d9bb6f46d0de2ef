import { bytesToHex } from '@status/base';
import { parsePublicKey } from '@status/crypto';
import {
  decodePayload,
  encodeMessage,
  encodePayload,
  type MvdsMessage,
  messageId,
  pairGroupId,
} from '@status/mvds/wire';
import { bytesOf } from '../inputs.ts';
import { type Hex, kind, notBuilt, type VectorFile } from '../kind.ts';

export const mvdsVectors: VectorFile = {
  kinds: {
    messageId: kind(recomputeMessageId),
    payload: kind(recomputePayload),
    groupId: kind(recomputeGroupId),
    ...notBuilt(
      'pins a fault of the reference: pauses that grow with the age of the node, so that its retransmission comes to a stop',
      'nextEpoch',
    ),
    ...notBuilt(
      'pins when the reference sends, which nothing on the wire depends on: epochs of 300 ms, its growing pauses and its empty packets',
      'transcript',
    ),
  },
};

interface MessageInput {
  readonly groupId: Hex;
  readonly timestamp: string | number;
  readonly body: Hex | null;
  readonly id?: Hex;
}

function messageOf({ groupId, timestamp, body, id }: MessageInput): MvdsMessage {
  const message = { groupId: bytesOf(groupId), timestamp: BigInt(timestamp), body: bytesOf(body) };
  if (id && bytesToHex(messageId(message)) !== id) throw new Error('a message in the case has another id');
  return message;
}

function recomputeMessageId(input: MessageInput): unknown {
  const message = messageOf(input);
  return { encoded: bytesToHex(encodeMessage(message)), id: bytesToHex(messageId(message)) };
}

interface PayloadInput {
  readonly acks: readonly Hex[] | null;
  readonly offers: readonly Hex[] | null;
  readonly requests: readonly Hex[] | null;
  readonly messages: readonly MessageInput[] | null;
}

function recomputePayload({ acks, offers, requests, messages }: PayloadInput): unknown {
  const encoded = encodePayload({
    acks: (acks ?? []).map(bytesOf),
    offers: (offers ?? []).map(bytesOf),
    requests: (requests ?? []).map(bytesOf),
    messages: (messages ?? []).map(messageOf),
  });
  return { encoded: bytesToHex(encoded), isValid: decodePayload(encoded) !== undefined };
}

function recomputeGroupId({ publicA, publicB }: { publicA: Hex; publicB: Hex }): unknown {
  const [a, b] = [parsePublicKey(bytesOf(publicA)), parsePublicKey(bytesOf(publicB))];
  return { groupId: bytesToHex(pairGroupId(a, b)), peerIdA: bytesToHex(a) };
}
