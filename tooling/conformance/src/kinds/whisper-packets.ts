import { bytesToHex } from '@status/base';
import type { MessageHash } from '@status/interfaces';
import type { RateLimits } from '@status/whisper';
import { PROTOCOL_VERSION } from '@status/whisper/constants';
import {
  batchHashOf,
  decodeMessages,
  encodeBatchAck,
  encodeBloom,
  encodeMessagesResponse,
  encodePowRequirement,
  encodeRateLimits,
  encodeStatus,
} from '@status/whisper/wire';
import { bytesOf } from '../inputs.ts';
import { type Hex, kind, notBuilt, type VectorFile } from '../kind.ts';

type Integer = number | string;

export const whisperPacketsVectors: VectorFile = {
  kinds: {
    status: kind(recomputeStatus),
    messages: kind(recomputeMessages),
    batchAck: kind(({ batchHash }: { batchHash: Hex }) => packet(encodeBatchAck(bytesOf(batchHash)))),
    messagesResponse: kind(recomputeMessagesResponse),
    powRequirement: kind(({ pow }: { pow: number }) => packet(encodePowRequirement(pow))),
    bloom: kind(({ bloom }: { bloom: Hex }) => packet(encodeBloom(bytesOf(bloom)))),
    rateLimits: kind((input: { rateLimits: readonly Integer[] }) =>
      packet(encodeRateLimits(rateLimitsOf(input.rateLimits))),
    ),
    ...notBuilt(
      'history is not built: packets between clients and mailservers',
      'messagesRequest',
      'mailRequestEnvelope',
      'requestComplete',
      'syncRequest',
      'syncResponse',
      'p2pMessage',
    ),
  },
};

function packet(payload: Uint8Array): { payload: Hex } {
  return { payload: bytesToHex(payload) };
}

function rateLimitsOf([ip, peer, topic]: readonly Integer[]): RateLimits {
  return { ip: BigInt(ip ?? 0), peer: BigInt(peer ?? 0), topic: BigInt(topic ?? 0) };
}

interface StatusInput {
  readonly version: number;
  readonly minPow: number;
  readonly powBits: string;
  /** Empty: everything. */
  readonly bloom: Hex | null;
  readonly light: boolean;
  readonly confirmations: boolean;
  readonly rateLimits: readonly Integer[] | null;
}

function recomputeStatus({ version, powBits, minPow, bloom, light, confirmations, rateLimits }: StatusInput): unknown {
  if (version !== PROTOCOL_VERSION) throw new Error(`version ${version} is not spoken`);
  if (powBits !== undefined && String(bitsOf(minPow)) !== String(powBits)) {
    throw new Error('in.powBits is not in.minPow');
  }
  return packet(
    encodeStatus({
      minPow,
      ...(bloom ? { bloom: bytesOf(bloom) } : {}),
      light,
      confirmations,
      ...(rateLimits ? { rateLimits: rateLimitsOf(rateLimits) } : {}),
    }),
  );
}

function bitsOf(double: number): bigint {
  return new BigUint64Array(Float64Array.of(double).buffer)[0]!;
}

function recomputeMessages(input: { payload: Hex }): unknown {
  const payload = bytesOf(input.payload);
  const envelopes = decodeMessages(payload);
  return {
    batchHash: bytesToHex(batchHashOf(payload)),
    envelopes: envelopes.length,
    hashes: envelopes.map(({ hash }) => bytesToHex(hash)),
  };
}

interface MessagesResponseInput {
  readonly batchHash: Hex;
  readonly errors:
    | readonly { readonly hash: Hex; readonly code: Integer; readonly description: string | null }[]
    | null;
}

function recomputeMessagesResponse({ batchHash, errors }: MessagesResponseInput): unknown {
  return packet(
    encodeMessagesResponse({
      batchHash: bytesOf(batchHash),
      errors: (errors ?? []).map(({ hash, code, description }) => ({
        hash: bytesOf(hash) as MessageHash,
        code: BigInt(code),
        description: description ?? '',
      })),
    }),
  );
}
