import { StatusError } from '@status/interfaces';

/** What bytes or a text are not. */
export type BytesErrorCode = 'BYTES_HEX' | 'BYTES_UTF8';

/** Bytes or text that cannot be read as what they should be. */
export class BytesError extends StatusError<BytesErrorCode> {}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Arrays of bytes take a text for zeros, a number for a length, and name it where they refuse it: a program without types would lose a message
 * unseen, or find a key in an error.
 */
function requireBytes(bytes: unknown): void {
  if (!ArrayBuffer.isView(bytes)) throw new TypeError(`expected bytes, got a value of type ${typeof bytes}`);
}

/**
 * Joins parts into one new array.
 *
 * @throws {TypeError} for a part that is no bytes, such as a text.
 */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) {
    requireBytes(part);
    length += part.length;
  }
  const out = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/**
 * A copy of the same kind that shares no memory with its source; also turns a `Buffer` into a plain `Uint8Array`.
 *
 * @throws {TypeError} for what is no bytes, such as a text.
 */
export function copyBytes<Kind extends Uint8Array>(bytes: Kind): Kind {
  requireBytes(bytes);
  return new Uint8Array(bytes) as Kind;
}

/** Whether two public values are equal. Takes time that depends on the content: for secrets use `equalConstantTime`. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Order by bytes, shorter first where one begins the other: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex without prefix. */
export function bytesToHex(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += HEX[bytes[i]!];
  return text;
}

/** Lower-case hex with the prefix `0x`. */
export function bytesTo0x(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}

/**
 * Bytes of a hex text, with or without the prefix `0x`, in either case.
 *
 * @throws {BytesError} `BYTES_HEX` for an odd number of digits or any other character.
 */
export function hexToBytes(text: string): Uint8Array {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) {
    throw new BytesError('BYTES_HEX', 'expected an even number of hex digits');
  }
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/**
 * UTF-8 bytes of a text.
 *
 * @throws {BytesError} `BYTES_UTF8` if the text holds a lone surrogate, which has no UTF-8 form.
 */
export function utf8ToBytes(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new BytesError('BYTES_UTF8', 'the text holds a lone surrogate');
  return encoder.encode(text);
}

/**
 * Text of UTF-8 bytes; strict, where the platform's default would replace bad bytes by U+FFFD. A byte order mark is kept.
 *
 * @throws {BytesError} `BYTES_UTF8` for bytes that are not UTF-8.
 */
export function bytesToUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new BytesError('BYTES_UTF8', 'the bytes are not UTF-8', { cause });
  }
}

/** Where integers are written before they are copied out: a fresh array whose buffer is asked for costs ten times as much as a copy. */
const word = new DataView(new ArrayBuffer(8));
const wordBytes = new Uint8Array(word.buffer);

/** 4 bytes, big-endian, of an unsigned 32-bit integer. */
export function uint32ToBytesBE(value: number): Uint8Array {
  word.setUint32(0, value);
  return wordBytes.slice(0, 4);
}

/** 4 bytes, little-endian, of an unsigned 32-bit integer. */
export function uint32ToBytesLE(value: number): Uint8Array {
  word.setUint32(0, value, true);
  return wordBytes.slice(0, 4);
}

/** 8 bytes, big-endian, of an integer modulo 2⁶⁴. */
export function uint64ToBytesBE(value: bigint): Uint8Array {
  word.setBigUint64(0, BigInt.asUintN(64, value));
  return wordBytes.slice();
}

/** 8 bytes, little-endian, of an integer modulo 2⁶⁴ (two's complement for a negative one). */
export function uint64ToBytesLE(value: bigint): Uint8Array {
  word.setBigUint64(0, BigInt.asUintN(64, value), true);
  return wordBytes.slice();
}

/** The unsigned integer that the bytes write big-endian; empty bytes are zero. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`);
}
