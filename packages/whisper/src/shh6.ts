import type { Packet } from '@status/interfaces';
import { PROTOCOL_LENGTH, PROTOCOL_NAME, PROTOCOL_VERSION } from './constants.ts';
import type { Dialect, Saying } from './dialect.ts';
import { WhisperError } from './errors.ts';
import {
  decodeBatchAck,
  decodeBloom,
  decodeMessagesResponse,
  decodePowRequirement,
  decodeRateLimits,
  decodeStatus,
  ENVELOPE_ERROR_CODE,
  encodeBatchAck,
  encodeBloom,
  encodeMessages,
  encodeMessagesResponse,
  encodePowRequirement,
  encodeStatus,
  PacketCode,
  readMessages,
  readP2pMessage,
} from './packets.ts';

/** Whisper v6 as EIP-627 has it, with the packets that Status added. */
export const shh6: Dialect = {
  name: PROTOCOL_NAME,
  version: PROTOCOL_VERSION,
  length: PROTOCOL_LENGTH,
  writeStatus: (status) => ({ code: PacketCode.status, payload: encodeStatus(status) }),
  readStatus({ code, payload }) {
    if (code !== PacketCode.status) throw new WhisperError('WHISPER_HANDSHAKE', 'the first packet is not a status');
    return decodeStatus(payload);
  },
  writeMinPow: (minPow) => ({ code: PacketCode.powRequirement, payload: encodePowRequirement(minPow) }),
  writeBloom: (bloom) => ({ code: PacketCode.bloom, payload: encodeBloom(bloom) }),
  writeEnvelopes: (envelopes) => ({ code: PacketCode.messages, payload: encodeMessages(envelopes) }),
  writeAnswer(batchHash, refused) {
    const errors = refused.map((envelope) => ({ ...envelope, code: ENVELOPE_ERROR_CODE }));
    return [
      { code: PacketCode.messagesResponse, payload: encodeMessagesResponse({ batchHash, errors }) },
      { code: PacketCode.batchAck, payload: encodeBatchAck(batchHash) },
    ];
  },
  read,
};

function read({ code, payload }: Packet): Saying {
  switch (code) {
    case PacketCode.messages:
      return { kind: 'envelopes', items: readMessages(payload) };
    case PacketCode.powRequirement:
      return { kind: 'interest', change: { minPow: decodePowRequirement(payload) } };
    case PacketCode.bloom:
      return { kind: 'interest', change: { bloom: decodeBloom(payload) } };
    case PacketCode.batchAck:
      return { kind: 'answer', batchHash: decodeBatchAck(payload), refused: [] };
    case PacketCode.messagesResponse: {
      const response = decodeMessagesResponse(payload);
      return response === undefined
        ? { kind: 'noted' }
        : { kind: 'answer', batchHash: response.batchHash, refused: response.errors };
    }
    case PacketCode.rateLimits:
      // Read to find nonsense; a broadcast cycle sends less often than any limit in use asks for.
      decodeRateLimits(payload);
      return { kind: 'noted' };
    case PacketCode.p2pMessage:
      return { kind: 'direct', items: () => readP2pMessage(payload) };
    default:
      // A second status among them, and the codes of history, which has nobody here to serve or to ask.
      return { kind: 'unknown' };
  }
}
