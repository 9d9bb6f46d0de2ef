import { md5 } from '@noble/hashes/legacy.js';
import { utf8ToBytes } from '@status/base';
import { IDENTICON_CELLS, IDENTICON_PIXELS } from './constants.ts';
import { formatPublicKey } from './public-key-text.ts';

/**
 * A small symmetric picture of a public key: decoration, since anybody finds a key with the same picture.
 *
 * `color` is what filled cells are painted with; the others are transparent.
 */
export interface Identicon {
  /** 25 cells, row by row, true where filled; each row is its own mirror image. */
  readonly cells: readonly boolean[];
  /** Red, green and blue, 0–255 each. */
  readonly color: readonly [red: number, green: number, blue: number];
}

/**
 * The identicon of a public key (65 or 33 bytes).
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function identicon(publicKey: Uint8Array): Identicon {
  return identiconOfText(formatPublicKey(publicKey));
}

/**
 * The identicon of a text (status-go, `protocol/identity/identicon`); for a public key the canonical one.
 *
 * @throws {BytesError} `BYTES_UTF8` for a lone surrogate.
 */
export function identiconOfText(text: string): Identicon {
  const hash = md5(utf8ToBytes(text));
  const half = Math.ceil(IDENTICON_CELLS / 2);
  const cells = Array.from({ length: IDENTICON_CELLS ** 2 }, (_, cell) => {
    const row = Math.floor(cell / IDENTICON_CELLS);
    const column = cell % IDENTICON_CELLS;
    const mirrored = Math.min(column, IDENTICON_CELLS - 1 - column);
    return hash[row * half + mirrored]! % 2 === 0;
  });
  const hue = ((hash[13]! + hash[14]! + hash[15]!) / (3 * 255)) * 360;
  return { cells, color: pastel(hue) };
}

/** 50 × 50 pixels, row by row, each red, green, blue and alpha (not premultiplied): 10,000 bytes, as `ImageData` takes them. */
export function identiconPixels({ cells, color }: Identicon): Uint8Array {
  const { cell: size, border, side } = IDENTICON_PIXELS;
  const pixels = new Uint8Array(side * side * 4);
  const rgba = [...color, 255];
  for (const [cell, filled] of cells.entries()) {
    if (!filled) continue;
    const top = border + size * Math.floor(cell / IDENTICON_CELLS);
    const left = border + size * (cell % IDENTICON_CELLS);
    for (let y = top; y < top + size; y++) {
      for (let x = left; x < left + size; x++) pixels.set(rgba, (y * side + x) * 4);
    }
  }
  return pixels;
}

const SATURATION = 0.5;
const LIGHTNESS = 0.7;

/** The colour of a hue in degrees, by way of HSL. */
function pastel(hue: number): [number, number, number] {
  const chroma = (1 - Math.abs(2 * LIGHTNESS - 1)) * SATURATION;
  const channel = (offset: number): number => {
    // Trapezoid over the colour wheel: 1 within 60° of its own colour, 0 beyond 120°.
    const distance = Math.abs(((hue + offset) % 360) - 180);
    const share = Math.min(1, Math.max(0, distance / 60 - 1));
    return toByte(LIGHTNESS + chroma * (share - 0.5));
  };
  return [channel(0), channel(240), channel(120)];
}

/** By way of 16 bits, as the reference rounds. */
function toByte(value: number): number {
  return Math.floor(value * 65535 + 0.5) >> 8;
}
