import { concatBytes } from '@status/base';

/** Portions of at most so many bytes are gathered if several wait, in arrays of the second length: an array takes 100 bytes and more by itself. */
const SMALL = 1024;
const GATHERED = 8 * SMALL;

/**
 * Bytes in the order of their arrival, in the portions in which they came.
 *
 * Portions are joined only when what is taken crosses from one into the next, or when they are small and wait, so each byte is copied twice at
 * most, and costs little more than itself, however small the portions are. Takes over the arrays pushed; what it hands out may be a view of one.
 */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #head = 0;
  #length = 0;
  /** The array that small portions were gathered in last. */
  #gathered: Uint8Array | undefined;

  /** Bytes that wait. */
  get length(): number {
    return this.#length;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#length += chunk.length;
    const last = this.#chunks.at(-1);
    if (last === undefined || chunk.length > SMALL || this.#head === this.#chunks.length) this.#chunks.push(chunk);
    else this.#chunks.splice(-1, 1, ...this.#gather(last, chunk));
  }

  /** The first bytes, at most `length` of them, left where they are. */
  peek(length: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (let i = this.#head, missing = Math.min(length, this.#length); missing > 0; i++) {
      const part = this.#chunks[i]!.subarray(0, missing);
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 ? parts[0]! : concatBytes(...parts);
  }

  /** Removes the first portion, as it came or gathered; `undefined` if nothing waits. */
  next(): Uint8Array | undefined {
    const first = this.#chunks[this.#head];
    return first === undefined ? undefined : this.take(first.length);
  }

  /** Removes the first `length` bytes; there must be so many. */
  take(length: number): Uint8Array {
    if (length > this.#length) throw new RangeError('more bytes are asked for than wait');
    const first = this.#chunks[this.#head];
    if (first !== undefined && first.length > length) {
      this.#chunks[this.#head] = first.subarray(length);
      this.#length -= length;
      return first.subarray(0, length);
    }
    if (first?.length === length) {
      this.#advance();
      this.#length -= length;
      return first;
    }
    const out = new Uint8Array(length);
    for (let offset = 0; offset < length; ) {
      const chunk = this.#chunks[this.#head]!;
      const part = chunk.subarray(0, length - offset);
      out.set(part, offset);
      offset += part.length;
      if (part.length === chunk.length) this.#advance();
      else this.#chunks[this.#head] = chunk.subarray(part.length);
    }
    this.#length -= length;
    return out;
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#chunks = [];
    this.#head = 0;
    this.#length = 0;
    this.#gathered = undefined;
  }

  /** A small portion behind the last one: in one array with it, if there is room or if both are small. */
  #gather(last: Uint8Array, chunk: Uint8Array): Uint8Array[] {
    const length = last.length + chunk.length;
    if (last.buffer === this.#gathered?.buffer && last.byteOffset + length <= GATHERED) {
      // Behind what was handed out of it already, nothing of the array is in use.
      this.#gathered.set(chunk, last.byteOffset + last.length);
      return [this.#gathered.subarray(last.byteOffset, last.byteOffset + length)];
    }
    if (last.length > SMALL) return [last, chunk];
    this.#gathered = new Uint8Array(GATHERED);
    this.#gathered.set(last);
    this.#gathered.set(chunk, last.length);
    return [this.#gathered.subarray(0, length)];
  }

  #advance(): void {
    this.#head++;
    if (this.#head * 2 > this.#chunks.length) {
      this.#chunks = this.#chunks.slice(this.#head);
      this.#head = 0;
    }
  }
}
