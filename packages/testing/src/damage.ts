import { seededRandom } from './seeded-random.ts';

/** The bytes cut off at every length below their own; with `most`, at so many lengths that lie evenly. */
export function* truncations(bytes: Uint8Array, most: number = Number.POSITIVE_INFINITY): Generator<Uint8Array> {
  for (const length of spread(bytes.length, most)) yield bytes.slice(0, length);
}

/** The bytes with one bit flipped, for every bit; with `most`, for so many that lie evenly. */
export function* bitFlips(bytes: Uint8Array, most: number = Number.POSITIVE_INFINITY): Generator<Uint8Array> {
  for (const bit of spread(bytes.length * 8, most)) {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    yield flipped;
  }
}

/** Bytes that are nearly, partly or not at all the given ones: `most` cut off, `most` with a flipped bit, and some of no meaning. */
export function damages(bytes: Uint8Array, most: number): Uint8Array[] {
  const dice = seededRandom('damages');
  const noise = Array.from({ length: Math.min(most, 100) }, (_, length) => dice.bytes(length));
  return [...truncations(bytes, most), ...bitFlips(bytes, most), ...noise];
}

/** `most` numbers from 0 to below `end` that lie evenly, or all of them. Steps vary, so that of bits not all have the same place in a byte. */
function* spread(end: number, most: number): Generator<number> {
  const count = Math.min(end, most);
  for (let i = 0; i < count; i++) yield Math.floor(((i + (i % 8) / 8) * end) / count);
}
