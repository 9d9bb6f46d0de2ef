import { StatusError } from '@status/interfaces';
import { RLP } from 'rlp';
import { bytesToBigint } from './bytes.ts';

/**
 * What is wrong with RLP: `RLP_TRUNCATED`, `RLP_TRAILING` (bytes after the item), `RLP_NOT_CANONICAL` (a longer form than needed),
 * `RLP_KIND` (string for list or the reverse), `RLP_RANGE` (a number or length outside its bounds), `RLP_COUNT` (too
 * few or too many elements).
 */
export type RlpErrorCode =
  | 'RLP_TRUNCATED'
  | 'RLP_TRAILING'
  | 'RLP_NOT_CANONICAL'
  | 'RLP_KIND'
  | 'RLP_RANGE'
  | 'RLP_COUNT';

/** Bytes that are not the RLP that was expected (Ethereum yellow paper, appendix B). */
export class RlpError extends StatusError<RlpErrorCode> {}

/**
 * What `encodeRlp` takes: a string of bytes or a list of such. Numbers and booleans go through `uintToRlp` and `boolToRlp`, so that nothing is
 * guessed.
 */
export type RlpInput = Uint8Array | readonly RlpInput[];

/**
 * One item, found but not taken apart: lists are walked only as deep as a decoder asks, so that no nesting, however deep,
 * costs anything. Both arrays are views into the bytes that were read.
 */
export interface RlpItem {
  readonly kind: 'string' | 'list';
  /** What is inside the item's header. */
  readonly content: Uint8Array;
  /** The whole item with its header: what hashes and signatures are made over. */
  readonly raw: Uint8Array;
}

/** Encodes bytes and nested lists of bytes. */
export function encodeRlp(input: RlpInput): Uint8Array {
  return RLP.encode(input as Parameters<typeof RLP.encode>[0]);
}

/**
 * The string that an unsigned integer is: its minimal big-endian form; zero is the empty one. `rlpNumber` and `rlpBigint` read it.
 *
 * @throws {RlpError} `RLP_RANGE` for a negative number.
 */
export function uintToRlp(value: number | bigint): Uint8Array {
  let rest = BigInt(value);
  if (rest < 0n) throw new RlpError('RLP_RANGE', 'a negative number has no RLP form');
  let length = 0;
  for (let probe = rest; probe > 0n; probe >>= 8n) length++;
  const bytes = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i--, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** The string that a boolean is: none or one byte, encoded as `80` and `01`. `rlpBoolean` reads it. */
export function boolToRlp(value: boolean): Uint8Array {
  return value ? Uint8Array.of(1) : new Uint8Array(0);
}

/**
 * The item that begins at `offset`; what follows it is left alone.
 *
 * @throws {RlpError} `RLP_TRUNCATED`, `RLP_NOT_CANONICAL`.
 */
export function readRlpItem(bytes: Uint8Array, offset = 0): RlpItem {
  const first = bytes[offset];
  if (first === undefined) throw new RlpError('RLP_TRUNCATED', 'no item where one was expected');
  if (first < 0x80) {
    const raw = bytes.subarray(offset, offset + 1);
    return { kind: 'string', content: raw, raw };
  }
  const kind = first < 0xc0 ? 'string' : 'list';
  const short = first - (kind === 'string' ? 0x80 : 0xc0);
  let header = 1;
  let length = short;
  if (short > 55) {
    const width = short - 55;
    header += width;
    if (offset + header > bytes.length) throw new RlpError('RLP_TRUNCATED', 'the length of an item is cut off');
    if (bytes[offset + 1] === 0) throw new RlpError('RLP_NOT_CANONICAL', 'a length begins with a zero byte');
    // More than 6 bytes of length exceed any array; the first of them would already.
    length = 0;
    for (let i = 1; i <= width; i++) length = length * 256 + bytes[offset + i]!;
    if (length <= 55) throw new RlpError('RLP_NOT_CANONICAL', 'a short item has a long header');
  }
  const start = offset + header;
  if (length > bytes.length - start) throw new RlpError('RLP_TRUNCATED', 'an item is longer than what is there');
  const content = bytes.subarray(start, start + length);
  if (kind === 'string' && length === 1 && content[0]! < 0x80) {
    throw new RlpError('RLP_NOT_CANONICAL', 'a single small byte has a header');
  }
  return { kind, content, raw: bytes.subarray(offset, start + length) };
}

/**
 * The one item that the bytes are.
 *
 * @throws {RlpError} as `readRlpItem`, and `RLP_TRAILING` if anything follows.
 */
export function decodeRlp(bytes: Uint8Array): RlpItem {
  const item = readRlpItem(bytes);
  if (item.raw.length !== bytes.length) throw new RlpError('RLP_TRAILING', 'bytes follow the item');
  return item;
}

/** Bounds on the number of a list's elements. */
export interface RlpListBounds {
  readonly min?: number;
  readonly max?: number;
}

/**
 * The elements of a list, one level deep.
 *
 * @throws {RlpError} `RLP_KIND` for a string, `RLP_COUNT` outside of `bounds`, and as `readRlpItem`.
 */
export function rlpListItems(item: RlpItem, bounds: RlpListBounds = {}): RlpItem[] {
  if (item.kind !== 'list') throw new RlpError('RLP_KIND', 'expected a list');
  const { min = 0, max = Number.POSITIVE_INFINITY } = bounds;
  const items: RlpItem[] = [];
  for (let offset = 0; offset < item.content.length; ) {
    if (items.length === max) throw new RlpError('RLP_COUNT', `expected at most ${max} elements`);
    const next = readRlpItem(item.content, offset);
    items.push(next);
    offset += next.raw.length;
  }
  if (items.length < min) throw new RlpError('RLP_COUNT', `expected at least ${min} elements, got ${items.length}`);
  return items;
}

/**
 * The bytes of a string item, a view.
 *
 * @throws {RlpError} `RLP_KIND` for a list, `RLP_RANGE` if it has not exactly `length` bytes (when given).
 */
export function rlpBytes(item: RlpItem, length?: number): Uint8Array {
  if (item.kind !== 'string') throw new RlpError('RLP_KIND', 'expected a string');
  if (length !== undefined && item.content.length !== length) {
    throw new RlpError('RLP_RANGE', `expected ${length} bytes, got ${item.content.length}`);
  }
  return item.content;
}

/**
 * An unsigned integer of at most `bits` bits (default 64), in its minimal form.
 *
 * @throws {RlpError} `RLP_KIND`, `RLP_NOT_CANONICAL` for a leading zero byte, `RLP_RANGE`.
 */
export function rlpBigint(item: RlpItem, bits = 64): bigint {
  const bytes = rlpBytes(item);
  if (bytes[0] === 0) throw new RlpError('RLP_NOT_CANONICAL', 'an integer begins with a zero byte');
  if (bytes.length * 8 > bits) throw new RlpError('RLP_RANGE', `an integer has more than ${bits} bits`);
  return bytesToBigint(bytes);
}

/** As `rlpBigint` for at most 48 bits (default 32), as a number. */
export function rlpNumber(item: RlpItem, bits = 32): number {
  const bytes = rlpBytes(item);
  if (bytes[0] === 0) throw new RlpError('RLP_NOT_CANONICAL', 'an integer begins with a zero byte');
  if (bytes.length * 8 > bits) throw new RlpError('RLP_RANGE', `an integer has more than ${bits} bits`);
  let value = 0;
  for (let i = 0; i < bytes.length; i++) value = value * 256 + bytes[i]!;
  return value;
}

/**
 * `80` is false, `01` true.
 *
 * @throws {RlpError} `RLP_RANGE` for anything else.
 */
export function rlpBoolean(item: RlpItem): boolean {
  const bytes = rlpBytes(item);
  if (bytes.length === 0) return false;
  if (bytes.length === 1 && bytes[0] === 1) return true;
  throw new RlpError('RLP_RANGE', 'expected a boolean');
}
