import { copyBytes, equalBytes } from '@status/base';

/** FNV-1a over 32 bits. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Bytes from either end that make the key. The end of an envelope, its nonce and the end of its ciphertext, differs most from others'. */
const KEY_STRETCH = 24;

/**
 * What was made of bytes, remembered by these bytes: a cheap key finds the place, a full compare decides.
 *
 * Bounded in number and in bytes: the oldest make way, and of two with the same key the one before. Whoever makes keys collide on purpose gains nothing but that what he
 * sends is made anew each time.
 */
export class BytesMemory<Value> {
  readonly #capacity: number;
  readonly #maxBytes: number;
  #bytes = 0;
  readonly #entries = new Map<number, { readonly bytes: Uint8Array; readonly value: Value }>();

  /**
   * @param capacity values that are kept at most
   * @param maxBytes what the bytes that they were made of take at most
   */
  constructor(capacity: number, maxBytes: number) {
    this.#capacity = capacity;
    this.#maxBytes = maxBytes;
  }

  /** Values that are kept now. */
  get size(): number {
    return this.#entries.size;
  }

  /** What was made of these bytes, or now is, of a copy that `make` may keep. What it throws is passed on and not remembered. */
  recall(bytes: Uint8Array, make: (bytes: Uint8Array) => Value): Value {
    const key = keyOf(bytes);
    const known = this.#entries.get(key);
    if (known !== undefined && equalBytes(known.bytes, bytes)) return known.value;
    const kept = copyBytes(bytes);
    const value = make(kept);
    this.#forget(key);
    this.#entries.set(key, { bytes: kept, value });
    this.#bytes += kept.length;
    while (this.#entries.size > this.#capacity || this.#bytes > this.#maxBytes) {
      this.#forget(this.#entries.keys().next().value!);
    }
    return value;
  }

  #forget(key: number): void {
    this.#bytes -= this.#entries.get(key)?.bytes.length ?? 0;
    this.#entries.delete(key);
  }
}

function keyOf(bytes: Uint8Array): number {
  const { length } = bytes;
  let key = FNV_OFFSET ^ length;
  const headEnd = Math.min(KEY_STRETCH, length);
  for (let i = 0; i < headEnd; i++) key = Math.imul(key ^ bytes[i]!, FNV_PRIME);
  for (let i = Math.max(headEnd, length - KEY_STRETCH); i < length; i++) key = Math.imul(key ^ bytes[i]!, FNV_PRIME);
  return key;
}
