import { StatusError } from '@status/interfaces';
import protobuf from 'protobufjs/minimal.js';
import { copyBytes } from './bytes.ts';

/** `PROTOBUF_MALFORMED` is about bytes, `PROTOBUF_RANGE` about a value. */
export type ProtobufErrorCode = 'PROTOBUF_MALFORMED' | 'PROTOBUF_RANGE';

/** Bytes that are not the protobuf message that was expected, or a value that has no wire form. */
export class ProtobufError extends StatusError<ProtobufErrorCode> {}

/** The two functions of a generated message class that this module uses. */
export interface ProtobufType<Message, Properties> {
  encode(message: Properties, writer?: protobuf.Writer): protobuf.Writer;
  decode(reader: protobuf.Reader | Uint8Array, length?: number): Message;
}

/**
 * Wire bytes of a message: fields ascending, proto3 defaults left out, as the reference writes them.
 *
 * 64-bit fields take the result of `toUint64` or `toInt64`; texts must be well-formed (check with `utf8ToBytes` or
 * `isWellFormed` where they come from), since a lone surrogate would be written as bytes that peers refuse.
 */
export function encodeProtobuf<Message, Properties>(
  type: ProtobufType<Message, Properties>,
  message: Properties,
): Uint8Array {
  // A plain writer, since the library's default in Node makes a Buffer; and a copy, since both hand out views of a shared pool.
  return copyBytes(type.encode(message, new protobuf.Writer()).finish());
}

/**
 * Decodes a message; unknown fields are skipped. Byte fields share memory with a private copy of `bytes`, not with `bytes`.
 *
 * The wire form is not unique (order, defaults, long varints), so whoever signs or hashes keeps the bytes received.
 *
 * @throws {ProtobufError} `PROTOBUF_MALFORMED` for truncation, bad UTF-8, nesting beyond 100 levels and the like.
 */
export function decodeProtobuf<Message, Properties>(
  type: ProtobufType<Message, Properties>,
  bytes: Uint8Array,
): Message {
  try {
    return type.decode(new protobuf.Reader(copyBytes(bytes)));
  } catch (cause) {
    throw new ProtobufError('PROTOBUF_MALFORMED', 'the bytes are not the message expected', { cause });
  }
}

type Long = protobuf.Long;

// The runtime's own Long class: the one of the `long` package may be another copy of it. Its type hides the factory.
const Long = protobuf.util.Long as unknown as { fromString(text: string, unsigned: boolean): Long };

/** A `uint64` field's value. @throws {ProtobufError} `PROTOBUF_RANGE` outside 0 … 2⁶⁴−1. */
export function toUint64(value: bigint): Long {
  if (BigInt.asUintN(64, value) !== value) throw new ProtobufError('PROTOBUF_RANGE', 'not an unsigned 64-bit integer');
  return Long.fromString(value.toString(), true);
}

/** An `int64` field's value. @throws {ProtobufError} `PROTOBUF_RANGE` outside −2⁶³ … 2⁶³−1. */
export function toInt64(value: bigint): Long {
  if (BigInt.asIntN(64, value) !== value) throw new ProtobufError('PROTOBUF_RANGE', 'not a signed 64-bit integer');
  return Long.fromString(value.toString(), false);
}

/** The integer of a decoded 64-bit field. */
export function fromLong(value: Long | number): bigint {
  return typeof value === 'number' ? BigInt(value) : BigInt(value.toString());
}
