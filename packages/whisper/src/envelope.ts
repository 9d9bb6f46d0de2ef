import { concatBytes, copyBytes } from '@status/base';
import {
  decodeRlp,
  encodeRlp,
  RlpError,
  type RlpItem,
  rlpBigint,
  rlpBytes,
  rlpListItems,
  rlpNumber,
  uintToRlp,
} from '@status/base/rlp';
import { keccak256 } from '@status/crypto';
import type { MessageHash, Topic } from '@status/interfaces';
import { ENVELOPE_OVERHEAD, TOPIC_LENGTH } from './constants.ts';
import { WhisperError } from './errors.ts';

/** What is sealed: everything of an envelope but its nonce. */
export type EnvelopeFields = {
  /** When it stops being relayed, Unix s, 32 bits. */
  readonly expiry: number;
  /** For how long it is relayed, s, 32 bits: it was sent at `expiry - ttl`. */
  readonly ttl: number;
  readonly topic: Topic;
  /** The encrypted message. */
  readonly data: Uint8Array;
};

/** A message on its way, as relays see it (EIP-627). */
export type Envelope = EnvelopeFields & {
  /** What makes the proof of work, 64 bits. */
  readonly nonce: bigint;
  /** The RLP as it was received; `topic` and `data` are views into it, and nothing else shares its memory. */
  readonly raw: Uint8Array;
  /** Its name: Keccak-256 of `raw`. */
  readonly hash: MessageHash;
};

/**
 * The envelope that the bytes are: an RLP list `[expiry, ttl, topic, data, nonce]`, exactly, integers minimal.
 *
 * @throws {WhisperError} `WHISPER_ENVELOPE`.
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  return takeEnvelope(copyBytes(bytes));
}

/** The same, of bytes that nobody else shall use from now on: they become the envelope's own. */
export function takeEnvelope(bytes: Uint8Array): Envelope {
  return malformedUnless(() => fromRaw(bytes));
}

/**
 * An envelope out of its fields. For one that carries work see `sealEnvelope`.
 *
 * @throws {WhisperError} `WHISPER_ENVELOPE` if a field does not fit its size.
 */
export function createEnvelope(fields: EnvelopeFields, nonce: bigint): Envelope {
  return malformedUnless(() => fromRaw(encodeRlp([...rlpFields(fields), uintToRlp(nonce)])));
}

/** RLP `[expiry, ttl, topic, data]`: what proof of work is made over, together with the nonce. */
export function encodeWithoutNonce(fields: EnvelopeFields): Uint8Array {
  return encodeRlp(rlpFields(fields));
}

/** The same in two parts: a new list header, and the fields where they are. A relay hashes them for every envelope. */
export function partsWithoutNonce({ raw, nonce }: Envelope): [header: Uint8Array, fields: Uint8Array] {
  // The received form is canonical, so the four fields can be cut out of it instead of being encoded again.
  const header = raw[0]! > 0xf7 ? raw[0]! - 0xf6 : 1;
  const fields = raw.subarray(header, raw.length - encodedLength(nonce));
  return [rlpListHeader(fields.length), fields];
}

/** What limits on the size of an envelope count, bytes: 20 and its data. */
export function envelopeSize(envelope: EnvelopeFields): number {
  return ENVELOPE_OVERHEAD + envelope.data.length;
}

/** An RLP list of items that are encoded already. */
export function rlpListOf(items: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const item of items) length += item.length;
  const header = rlpListHeader(length);
  // Not by arguments of one call, of which there may be too many.
  const list = new Uint8Array(header.length + length);
  list.set(header);
  let offset = header.length;
  for (const item of items) {
    list.set(item, offset);
    offset += item.length;
  }
  return list;
}

/** What stands before so many bytes of list content. */
function rlpListHeader(length: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(0xc0 + length);
  const size = uintToRlp(length);
  return concatBytes(Uint8Array.of(0xf7 + size.length), size);
}

function rlpFields({ expiry, ttl, topic, data }: EnvelopeFields): Uint8Array[] {
  return [uintToRlp(expiry), uintToRlp(ttl), topic, data];
}

/** Bytes of an integer in RLP. */
function encodedLength(nonce: bigint): number {
  let length = 1;
  if (nonce >= 0x80n) for (let rest = nonce; rest > 0n; rest >>= 8n) length++;
  return length;
}

function fromRaw(raw: Uint8Array): Envelope {
  const [expiry, ttl, topic, data, nonce] = rlpListItems(decodeRlp(raw), { min: 5, max: 5 }) as [
    RlpItem,
    RlpItem,
    RlpItem,
    RlpItem,
    RlpItem,
  ];
  return {
    expiry: rlpNumber(expiry),
    ttl: rlpNumber(ttl),
    topic: rlpBytes(topic, TOPIC_LENGTH) as Topic,
    data: rlpBytes(data),
    nonce: rlpBigint(nonce),
    raw,
    hash: keccak256(raw) as MessageHash,
  };
}

function malformedUnless(read: () => Envelope): Envelope {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RlpError)) throw cause;
    throw new WhisperError('WHISPER_ENVELOPE', 'malformed envelope', { cause });
  }
}
