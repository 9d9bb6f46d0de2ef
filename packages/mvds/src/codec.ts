import { decodeProtobuf, encodeProtobuf, fromLong, ProtobufError, toInt64 } from '@status/base/protobuf';
import type { SyncId } from '@status/interfaces';
import { ID_LENGTH } from './constants.ts';
import { Message as WireMessage, Payload as WirePayload } from './generated/mvds.js';

/** A message as it is synchronised (MVDS, "Payloads"). */
export type MvdsMessage = {
  /** 32 bytes. */
  readonly groupId: Uint8Array;
  /** Unix time in seconds, signed 64 bits. An ingredient of the id, and nothing else. */
  readonly timestamp: bigint;
  readonly body: Uint8Array;
};

/** Everything in one packet. Ids have 32 bytes. */
export type MvdsPayload = {
  readonly acks: readonly Uint8Array[];
  readonly offers: readonly Uint8Array[];
  readonly requests: readonly Uint8Array[];
  readonly messages: readonly MvdsMessage[];
};

/** A payload that was received. */
export type DecodedPayload = {
  readonly acks: readonly SyncId[];
  readonly offers: readonly SyncId[];
  readonly requests: readonly SyncId[];
  readonly messages: readonly MvdsMessage[];
  /** Elements left out because an id in them did not have 32 bytes. */
  readonly dropped: number;
};

/** Bytes that one id takes in a payload: a tag of 3, a length of 1, the id. */
export const ENCODED_ID_LENGTH = 36;

/**
 * Wire bytes of a payload, fields ascending.
 *
 * @throws {ProtobufError} `PROTOBUF_RANGE` for a timestamp that is no `int64`.
 */
export function encodePayload(payload: MvdsPayload): Uint8Array {
  return encodeProtobuf(WirePayload, {
    acks: [...payload.acks],
    offers: [...payload.offers],
    requests: [...payload.requests],
    messages: payload.messages.map(toWire),
  });
}

/**
 * The payload in wire bytes; unknown fields are skipped. `undefined` if the bytes are none: not protobuf, or without any known element.
 *
 * The high field numbers make this the test for whether bytes are of this protocol at all.
 */
export function decodePayload(bytes: Uint8Array): DecodedPayload | undefined {
  const wire = attempt(() => decodeProtobuf(WirePayload, bytes));
  if (wire === undefined) return undefined;
  const count = wire.acks.length + wire.offers.length + wire.requests.length + wire.messages.length;
  if (count === 0) return undefined;
  const acks = wire.acks.filter(isId);
  const offers = wire.offers.filter(isId);
  const requests = wire.requests.filter(isId);
  const messages = wire.messages.map(fromWire).filter(({ groupId }) => isId(groupId));
  const dropped = count - acks.length - offers.length - requests.length - messages.length;
  return { acks, offers, requests, messages, dropped };
}

/** Wire bytes of a single message. @throws {ProtobufError} `PROTOBUF_RANGE` for a timestamp that is no `int64`. */
export function encodeMessage(message: MvdsMessage): Uint8Array {
  return encodeProtobuf(WireMessage, toWire(message));
}

/** The message in wire bytes. @throws {ProtobufError} `PROTOBUF_MALFORMED`. */
export function decodeMessage(bytes: Uint8Array): MvdsMessage {
  return fromWire(decodeProtobuf(WireMessage, bytes));
}

/** Bytes that a message takes in a payload, given its own wire bytes: a tag of 3, its length as a varint, itself. */
export function encodedMessageLength(length: number): number {
  let prefix = 4;
  for (let rest = length; rest >= 0x80; rest >>>= 7) prefix++;
  return prefix + length;
}

function toWire({ groupId, timestamp, body }: MvdsMessage): WireMessage.$Properties {
  return { groupId, timestamp: toInt64(timestamp), body };
}

function fromWire(wire: WireMessage.$Properties): MvdsMessage {
  return { groupId: wire.groupId!, timestamp: fromLong(wire.timestamp!), body: wire.body! };
}

function isId(bytes: Uint8Array): bytes is SyncId {
  return bytes.length === ID_LENGTH;
}

function attempt<Result>(decode: () => Result): Result | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof ProtobufError) return undefined;
    throw error;
  }
}
