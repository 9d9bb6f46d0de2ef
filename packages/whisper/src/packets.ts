import { utf8ToBytes } from '@status/base';
import {
  boolToRlp,
  decodeRlp,
  encodeRlp,
  RlpError,
  type RlpItem,
  readRlpItem,
  rlpBigint,
  rlpBoolean,
  rlpBytes,
  rlpListItems,
  uintToRlp,
} from '@status/base/rlp';
import { keccak256 } from '@status/crypto';
import type { MessageHash } from '@status/interfaces';
import type { Bloom } from './bloom.ts';
import {
  BLOOM_LENGTH,
  HASH_LENGTH,
  LEAST_ENVELOPE_SHARE,
  MAX_ENVELOPES_PER_PACKET,
  PROTOCOL_VERSION,
} from './constants.ts';
import type { RateLimits, RefusedEnvelope, Status } from './dialect.ts';
import { decodeEnvelope, type Envelope, rlpListOf } from './envelope.ts';
import { WhisperError } from './errors.ts';
import { isPow } from './pow.ts';

/** Packet codes of shh/6: those of EIP-627 and those that Status added (from 11 to 20 and from 123 to 125). */
export const PacketCode = {
  status: 0,
  messages: 1,
  powRequirement: 2,
  bloom: 3,
  batchAck: 11,
  messagesResponse: 12,
  rateLimits: 20,
  p2pSyncRequest: 123,
  p2pSyncResponse: 124,
  p2pRequestComplete: 125,
  p2pRequest: 126,
  p2pMessage: 127,
} as const;

/** What is wrong with an envelope, in the number that the reference sends whatever the cause (Status: `EnvelopeTimeNotSynced`). */
export const ENVELOPE_ERROR_CODE = 37n;

/** Version of the messages response. */
const RESPONSE_VERSION = 1n;
/** Elements of a status packet that have a meaning; later ones are left unread. */
const STATUS_FIELDS = 6;

/** An envelope that a peer did not take, with the number that goes with it. */
export type EnvelopeError = RefusedEnvelope & { readonly code: bigint };

/** What became of a messages packet. */
export type MessagesResponse = {
  /** Keccak-256 of the packet's payload. */
  readonly batchHash: Uint8Array;
  readonly errors: readonly EnvelopeError[];
};

/** `[6, pow, bloom, light, confirmations, [ip, peer, topic]]`; no bloom is written as the empty string. */
export function encodeStatus(status: Status): Uint8Array {
  const { minPow, bloom = new Uint8Array(), light, confirmations, rateLimits } = status;
  return encodeRlp([
    uintToRlp(PROTOCOL_VERSION),
    rlpPow(minPow),
    bloom,
    boolToRlp(light),
    boolToRlp(confirmations),
    rlpRateLimits(rateLimits ?? { ip: 0n, peer: 0n, topic: 0n }),
  ]);
}

/**
 * Reads a status. Only the version is mandatory; the other fields may be missing from the end on, and more may follow them. Flags and limits
 * that make no sense count as missing, and so does an empty bloom.
 *
 * @throws {WhisperError} `WHISPER_HANDSHAKE` for another version, `WHISPER_PACKET` for a proof of work that is none, a bloom that
 * has neither 64 bytes nor none, or anything that is no list.
 */
export function decodeStatus(payload: Uint8Array): Status {
  return reading('status', () => {
    const [version, pow, bloom, light, confirmations, rateLimits] = firstItems(decodeRlp(payload), STATUS_FIELDS);
    if (version === undefined || rlpBigint(version) !== BigInt(PROTOCOL_VERSION)) {
      throw new WhisperError('WHISPER_HANDSHAKE', 'the peer speaks another version');
    }
    const filter = bloom && statusBloom(bloom);
    const limits = rateLimits && lenient(() => readRateLimits(rateLimits));
    return {
      minPow: pow === undefined ? 0 : readPow(pow),
      ...(filter && { bloom: filter }),
      light: light !== undefined && lenient(() => rlpBoolean(light)) === true,
      confirmations: confirmations !== undefined && lenient(() => rlpBoolean(confirmations)) === true,
      ...(limits && { rateLimits: limits }),
    };
  });
}

/** A list of envelopes, as they were received. */
export function encodeMessages(envelopes: readonly Envelope[]): Uint8Array {
  return rlpListOf(envelopes.map((envelope) => envelope.raw));
}

/**
 * Envelopes of a messages packet, at most 16,384, or one for 64 bytes where that is more.
 *
 * @throws {WhisperError} `WHISPER_PACKET`, `WHISPER_ENVELOPE`.
 */
export function decodeMessages(payload: Uint8Array): Envelope[] {
  return readMessages(payload).map(({ raw }) => decodeEnvelope(raw));
}

/**
 * The items of a messages packet, not yet looked into: whoever takes them decodes and hashes `raw` one by one.
 *
 * @throws {WhisperError} `WHISPER_PACKET`.
 */
export function readMessages(payload: Uint8Array): RlpItem[] {
  return reading('messages', () => rlpListItems(decodeRlp(payload), { max: mostItems(payload) }));
}

/**
 * The items of a p2p message, not yet looked into: one envelope, or a list of as many as above.
 *
 * @throws {WhisperError} `WHISPER_PACKET`.
 */
export function readP2pMessage(payload: Uint8Array): RlpItem[] {
  return reading('p2p message', () => {
    const item = decodeRlp(payload);
    const items = rlpListItems(item, { max: mostItems(payload) });
    // An envelope begins with its expiry, a list of envelopes with a list.
    return items[0] === undefined || items[0].kind === 'list' ? items : [item];
  });
}

/** The name of a messages packet in its acknowledgements: Keccak-256 of the payload as received. */
export function batchHashOf(payload: Uint8Array): Uint8Array {
  return keccak256(payload);
}

/** A bare integer: the bits of the double. */
export function encodePowRequirement(pow: number): Uint8Array {
  return encodeRlp(rlpPow(pow));
}

/** @throws {WhisperError} `WHISPER_PACKET` for a list, NaN, an infinite or a negative number. */
export function decodePowRequirement(payload: Uint8Array): number {
  return reading('proof-of-work requirement', () => readPow(decodeRlp(payload)));
}

/** A bare string of 64 bytes. */
export function encodeBloom(bloom: Bloom): Uint8Array {
  return encodeRlp(bloom);
}

/**
 * A copy of the bloom; here, unlike in a status, the empty string is not one.
 *
 * @throws {WhisperError} `WHISPER_PACKET`.
 */
export function decodeBloom(payload: Uint8Array): Bloom {
  return reading('bloom', () => rlpBytes(decodeRlp(payload), BLOOM_LENGTH).slice());
}

/** A bare string of 32 bytes. */
export function encodeBatchAck(batchHash: Uint8Array): Uint8Array {
  return encodeRlp(batchHash);
}

/** @throws {WhisperError} `WHISPER_PACKET`. */
export function decodeBatchAck(payload: Uint8Array): Uint8Array {
  return reading('batch acknowledgement', () => rlpBytes(decodeRlp(payload), HASH_LENGTH).slice());
}

/** `[1, [batchHash, [[envelopeHash, code, description], …]]]`. */
export function encodeMessagesResponse({ batchHash, errors }: MessagesResponse): Uint8Array {
  const entries = errors.map(({ hash, code, description }) =>
    encodeRlp([hash, uintToRlp(code), utf8ToBytes(description)]),
  );
  const body = rlpListOf([encodeRlp(batchHash), rlpListOf(entries)]);
  return rlpListOf([encodeRlp(uintToRlp(RESPONSE_VERSION)), body]);
}

/**
 * Reads a response; `undefined` for one of another version, or with an inside that makes no sense: such are ignored.
 *
 * @throws {WhisperError} `WHISPER_PACKET` if it is not a list of a version and one more item.
 */
export function decodeMessagesResponse(payload: Uint8Array): MessagesResponse | undefined {
  return reading('messages response', () => {
    const [version, body] = rlpListItems(decodeRlp(payload), { min: 2, max: 2 }) as [RlpItem, RlpItem];
    return rlpBigint(version) === RESPONSE_VERSION ? lenient(() => readResponse(body)) : undefined;
  });
}

/** `[ip, peer, topic]`. */
export function encodeRateLimits(limits: RateLimits): Uint8Array {
  return encodeRlp(rlpRateLimits(limits));
}

/** @throws {WhisperError} `WHISPER_PACKET` unless these are exactly three integers of 64 bits. */
export function decodeRateLimits(payload: Uint8Array): RateLimits {
  return reading('rate limits', () => readRateLimits(decodeRlp(payload)));
}

/** A double as the integer that its bits are, without leading zero bytes. */
function rlpPow(pow: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, pow);
  return uintToRlp(view.getBigUint64(0));
}

function readPow(item: RlpItem): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, rlpBigint(item));
  const pow = view.getFloat64(0);
  if (!isPow(pow)) throw new WhisperError('WHISPER_PACKET', 'not a proof of work');
  return pow;
}

function statusBloom(item: RlpItem): Bloom | undefined {
  return rlpBytes(item).length === 0 ? undefined : rlpBytes(item, BLOOM_LENGTH).slice();
}

function rlpRateLimits({ ip, peer, topic }: RateLimits): Uint8Array[] {
  return [uintToRlp(ip), uintToRlp(peer), uintToRlp(topic)];
}

function readRateLimits(item: RlpItem): RateLimits {
  const [ip, peer, topic] = rlpListItems(item, { min: 3, max: 3 }) as [RlpItem, RlpItem, RlpItem];
  return { ip: rlpBigint(ip), peer: rlpBigint(peer), topic: rlpBigint(topic) };
}

/** Whoever takes packets of 10 MiB takes what they may hold. */
function mostItems(payload: Uint8Array): number {
  return Math.max(MAX_ENVELOPES_PER_PACKET, Math.floor(payload.length / LEAST_ENVELOPE_SHARE));
}

function readResponse(item: RlpItem): MessagesResponse {
  const [batchHash, errors] = rlpListItems(item, { min: 2, max: 2 }) as [RlpItem, RlpItem];
  return {
    batchHash: rlpBytes(batchHash, HASH_LENGTH).slice(),
    errors: rlpListItems(errors, { max: MAX_ENVELOPES_PER_PACKET }).map((entry) => {
      const [hash, code, description] = rlpListItems(entry, { min: 3, max: 3 }) as [RlpItem, RlpItem, RlpItem];
      return {
        hash: rlpBytes(hash, HASH_LENGTH).slice() as MessageHash,
        code: rlpBigint(code),
        description: new TextDecoder().decode(rlpBytes(description)),
      };
    }),
  };
}

/** The first elements of a list, up to `count`; the others are not even read. */
function firstItems(list: RlpItem, count: number): RlpItem[] {
  if (list.kind !== 'list') throw new RlpError('RLP_KIND', 'expected a list');
  const items: RlpItem[] = [];
  for (let offset = 0; offset < list.content.length && items.length < count; ) {
    const item = readRlpItem(list.content, offset);
    items.push(item);
    offset += item.raw.length;
  }
  return items;
}

/** What `read` returns, or `undefined` where the bytes make no sense and the protocol lets that pass. */
function lenient<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RlpError) return undefined;
    throw error;
  }
}

function reading<Result>(packet: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RlpError)) throw cause;
    throw new WhisperError('WHISPER_PACKET', `malformed packet: ${packet}`, { cause });
  }
}
