import { StatusError } from '@status/interfaces';
import { MAX_MESSAGE_LENGTH } from './constants.ts';

/** What can be wrong; see `SnappyError`. */
export type SnappyErrorCode = 'SNAPPY_MALFORMED' | 'SNAPPY_TOO_LARGE';

/** Bytes that are no Snappy block. Codes: `SNAPPY_MALFORMED`, `SNAPPY_TOO_LARGE` (it announces more than is allowed). */
export class SnappyError extends StatusError<SnappyErrorCode> {}

/** Input is compressed in fragments of so many bytes, so that a position fits in 16 bits. */
const FRAGMENT_LENGTH = 65_536;

/** Bytes at the end of a fragment in which no repetition is looked for; a fragment hardly longer is told literally. */
const TAIL_LENGTH = 15;
const SHORTEST_FRAGMENT = TAIL_LENGTH + 2;

/** Bits of the hash table's index, from fragments of 256 bytes and less to those of 16 KiB and more. */
const MIN_HASH_BITS = 8;
const MAX_HASH_BITS = 14;
const HASH_FACTOR = 0x1e35a7bd;

/** A repetition counts from so many bytes on. */
const SHORTEST_COPY = 4;

/** Literals below so many bytes are copied one by one: a view would cost more than it saves. */
const SHORT_LITERAL = 32;

/** Bytes of the offset behind a copy's tag, by the tag's two low bits. */
const OFFSET_WIDTHS = [0, 1, 2, 4] as const;

/** Bytes of the longest length prefix: seven bits each, below 2³⁵. */
const MAX_PREFIX_LENGTH = 5;

/** Where each hash was last seen in the fragment; between fragments it means nothing. */
const positions = new Uint16Array(1 << MAX_HASH_BITS);

/** The most bytes that so many bytes can compress to (Snappy's `MaxCompressedLength`). */
export function maxCompressedLength(length: number): number {
  return 32 + length + Math.floor(length / 6);
}

/**
 * Compresses into one block (Snappy, "format description"), without the framing format and its checksums.
 *
 * The choice of literals and copies, which the format leaves open, is that of the encoder in go-ethereum, so that frames can be compared byte
 * for byte.
 */
export function snappyCompress(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(maxCompressedLength(bytes.length));
  let to = 0;
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) out[to++] = (rest & 0x7f) | 0x80;
  out[to++] = rest;
  for (let start = 0; start < bytes.length; start += FRAGMENT_LENGTH) {
    const fragment = bytes.subarray(start, start + FRAGMENT_LENGTH);
    to =
      fragment.length < SHORTEST_FRAGMENT
        ? putLiteral(out, to, fragment, 0, fragment.length)
        : compressFragment(fragment, out, to);
  }
  return out.slice(0, to);
}

/**
 * Inflates one block. The announced length is judged before anything is allocated, and must be met exactly.
 *
 * @param maxLength the most bytes that may come out; 2²⁴ − 1 unless given (EIP-706).
 * @throws {SnappyError} `SNAPPY_MALFORMED`, `SNAPPY_TOO_LARGE`.
 */
export function snappyUncompress(block: Uint8Array, maxLength: number = MAX_MESSAGE_LENGTH): Uint8Array {
  const prefix = readPrefix(block);
  if (prefix.length > maxLength) {
    throw new SnappyError('SNAPPY_TOO_LARGE', `a block of ${prefix.length} bytes, at most ${maxLength} are taken`);
  }
  const out = new Uint8Array(prefix.length);
  let from = prefix.end;
  let to = 0;
  while (from < block.length) {
    const tag = block[from++]!;
    const kind = tag & 3;
    if (kind === 0) {
      // A literal: its length less one is in the tag, or in the bytes behind it, whose number is then in the tag.
      const width = Math.max(0, (tag >> 2) - 59);
      const length = (width === 0 ? tag >> 2 : readLittleEndian(block, from, width)) + 1;
      from += width;
      if (length > block.length - from || length > out.length - to) throw malformed();
      out.set(block.subarray(from, from + length), to);
      from += length;
      to += length;
      continue;
    }
    const width = OFFSET_WIDTHS[kind as 1 | 2 | 3];
    const low = readLittleEndian(block, from, width);
    from += width;
    const length = kind === 1 ? ((tag >> 2) & 7) + SHORTEST_COPY : (tag >> 2) + 1;
    const offset = kind === 1 ? ((tag >> 5) << 8) | low : low;
    if (offset === 0 || offset > to || length > out.length - to) throw malformed();
    if (offset >= length) {
      out.copyWithin(to, to - offset, to - offset + length);
      to += length;
    } else {
      // The copy reads what it has just written: this is how a run is told.
      for (const end = to + length; to < end; to++) out[to] = out[to - offset]!;
    }
  }
  if (to !== out.length) throw malformed();
  return out;
}

function compressFragment(input: Uint8Array, out: Uint8Array, start: number): number {
  let bits = MIN_HASH_BITS;
  while (bits < MAX_HASH_BITS && 1 << bits < input.length) bits++;
  const shift = 32 - bits;
  positions.fill(0, 0, 1 << bits);
  const limit = input.length - TAIL_LENGTH;
  let to = start;
  let literalFrom = 0;
  let at = 1;
  for (;;) {
    // The longer nothing repeats itself, the longer the strides.
    let candidate: number;
    let stride = 32;
    for (;;) {
      const step = stride >> 5;
      if (at + step > limit) return putLiteral(out, to, input, literalFrom, input.length);
      const word = load32(input, at);
      const slot = hash(word, shift);
      candidate = positions[slot]!;
      positions[slot] = at;
      if (word === load32(input, candidate)) break;
      at += step;
      stride += step;
    }
    to = putLiteral(out, to, input, literalFrom, at);
    // What repeats itself is often followed by something that does, too.
    for (;;) {
      const from = at;
      const offset = at - candidate;
      at += SHORTEST_COPY;
      while (at < input.length && input[at] === input[at - offset]) at++;
      to = putCopy(out, to, offset, at - from);
      literalFrom = at;
      if (at >= limit) return putLiteral(out, to, input, at, input.length);
      positions[hash(load32(input, at - 1), shift)] = at - 1;
      const word = load32(input, at);
      const slot = hash(word, shift);
      candidate = positions[slot]!;
      positions[slot] = at;
      if (word !== load32(input, candidate)) break;
    }
    at++;
  }
}

function putLiteral(out: Uint8Array, start: number, input: Uint8Array, from: number, end: number): number {
  const last = end - from - 1;
  let to = start;
  if (last < 0) return to;
  if (last < 60) {
    out[to++] = last << 2;
  } else if (last < 0x1_00) {
    out[to++] = 60 << 2;
    out[to++] = last;
  } else {
    out[to++] = 61 << 2;
    out[to++] = last;
    out[to++] = last >> 8;
  }
  if (last < SHORT_LITERAL) for (let i = from; i < end; i++) out[to++] = input[i]!;
  else {
    out.set(input.subarray(from, end), to);
    to += end - from;
  }
  return to;
}

function putCopy(out: Uint8Array, start: number, offset: number, length: number): number {
  let to = start;
  let rest = length;
  while (rest > 0) {
    if (rest < 12 && offset < 2048) {
      out[to++] = ((offset >> 8) << 5) | ((rest - SHORTEST_COPY) << 2) | 1;
      out[to++] = offset;
      return to;
    }
    // One copy tells 64 bytes at most; of the last few that are more, enough is left over for another copy.
    const part = rest <= 64 ? rest : rest < 64 + SHORTEST_COPY ? 60 : 64;
    out[to++] = ((part - 1) << 2) | 2;
    out[to++] = offset;
    out[to++] = offset >> 8;
    rest -= part;
  }
  return to;
}

function load32(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

function hash(word: number, shift: number): number {
  return Math.imul(word, HASH_FACTOR) >>> shift;
}

function readPrefix(block: Uint8Array): { readonly length: number; readonly end: number } {
  let length = 0;
  for (let i = 0; i < MAX_PREFIX_LENGTH; i++) {
    const byte = block[i];
    if (byte === undefined) throw malformed();
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { length, end: i + 1 };
  }
  throw malformed();
}

function readLittleEndian(block: Uint8Array, at: number, width: number): number {
  if (at + width > block.length) throw malformed();
  let value = 0;
  for (let i = width - 1; i >= 0; i--) value = value * 256 + block[at + i]!;
  return value;
}

function malformed(): SnappyError {
  return new SnappyError('SNAPPY_MALFORMED', 'the bytes are no Snappy block');
}
