import { copyBytes, equalBytes } from '@status/base';

/** FNV-1a over 32 bits. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Bytes from either end that make the key. The end of an envelope, its nonce and the end of its ciphertext, differs most from others'. */
const KEY_STRETCH = 24;

/**
 * What was made of bytes, remembered by these bytes: a cheap key finds the place, a full compare decides.
 *
 * Bounded: the oldest makes way, and of two with the same key the one before. Whoever makes keys collide on purpose gains nothing but that what he
 * sends is made anew each time.
 */
export class BytesMemory<Value> {
  readonly #capacity: number;
  readonly #entries = new Map<number, { readonly bytes: Uint8Array; readonly value: Value }>();

  /** @param capacity values that are kept at most */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Values that are kept now. */
  get size(): number {
    return this.#entries.size;
  }

  /** What was made of these bytes, or now is. What `make` throws is passed on and not remembered. */
  recall(bytes: Uint8Array, make: (bytes: Uint8Array) => Value): Value {
    const key = keyOf(bytes);
    const known = this.#entries.get(key);
    if (known !== undefined && equalBytes(known.bytes, bytes)) return known.value;
    const value = make(bytes);
    this.#entries.delete(key);
    this.#entries.set(key, { bytes: copyBytes(bytes), value });
    if (this.#entries.size > this.#capacity) this.#entries.delete(this.#entries.keys().next().value!);
    return value;
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
