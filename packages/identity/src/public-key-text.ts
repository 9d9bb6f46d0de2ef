import {
  base16,
  base32,
  base32hex,
  base32hexnopad,
  base32nopad,
  base58,
  base58flickr,
  base64,
  base64nopad,
  base64url,
  base64urlnopad,
} from '@scure/base';
import { bytesTo0x, concatBytes, hexToBytes } from '@status/base';
import { compressPublicKey, parsePublicKey } from '@status/crypto';
import { COMPRESSED_PUBLIC_KEY_LENGTH, PUBLIC_KEY_LENGTH } from '@status/crypto/constants';
import type { PublicKey } from '@status/interfaces';
import { StatusError } from '@status/interfaces';
import { MAX_PUBLIC_KEY_TEXT, MULTICODEC_SECP256K1 } from './constants.ts';

/**
 * What is wrong with a text: `IDENTITY_KEY_TEXT` (a length, character or padding that no form has), `IDENTITY_KEY_BASE` (unknown multibase
 * letter), `IDENTITY_KEY_TYPE` (multibase text of something other than a secp256k1 key), `IDENTITY_KEY_POINT` (well-formed
 * but not on the curve: most often a typing mistake, since none of the forms has a checksum).
 */
export type PublicKeyTextErrorCode =
  | 'IDENTITY_KEY_TEXT'
  | 'IDENTITY_KEY_BASE'
  | 'IDENTITY_KEY_TYPE'
  | 'IDENTITY_KEY_POINT';

/** A text that is no public key. */
export class PublicKeyTextError extends StatusError<PublicKeyTextErrorCode> {}

interface Coder {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array;
}

const upper = (coder: Coder): Coder => ({
  encode: (bytes) => coder.encode(bytes),
  decode: (text) => coder.decode(text.toUpperCase()),
});

const lower = (coder: Coder): Coder => ({
  encode: (bytes) => coder.encode(bytes).toLowerCase(),
  decode: (text) => coder.decode(text.toUpperCase()),
});

/** Letter of a multibase encoding: bases 16 (`f`), 32 (`b`, `c`, `v`, `t`), 58 (`z`, `Z`) and 64 (`m`, `M`, `u`, `U`). */
export type MultibaseLetter =
  | 'f'
  | 'F'
  | 'b'
  | 'B'
  | 'c'
  | 'C'
  | 'v'
  | 'V'
  | 't'
  | 'T'
  | 'z'
  | 'Z'
  | 'm'
  | 'M'
  | 'u'
  | 'U';

/** Bases 16 and 32 are read in either case, as the reference does. */
const BASES: Readonly<Record<MultibaseLetter, Coder>> = {
  f: lower(base16),
  F: upper(base16),
  b: lower(base32nopad),
  B: upper(base32nopad),
  c: lower(base32),
  C: upper(base32),
  v: lower(base32hexnopad),
  V: upper(base32hexnopad),
  t: lower(base32hex),
  T: upper(base32hex),
  z: base58,
  Z: base58flickr,
  m: base64nopad,
  M: base64,
  u: base64urlnopad,
  U: base64url,
};

/**
 * The canonical text of a public key (65 or 33 bytes): `0x04` and 128 hex digits in lower case. Conversations, members and
 * mentions are compared by this text.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function formatPublicKey(publicKey: Uint8Array): string {
  return bytesTo0x(parsePublicKey(publicKey));
}

/**
 * The short text of a public key (65 or 33 bytes), by default `zQ3sh` and 44 more characters: multibase of the multicodec
 * and the compressed key (Status account specification, "Public Key Serialization").
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function formatCompressedKey(publicKey: Uint8Array, base: MultibaseLetter = 'z'): string {
  return base + BASES[base].encode(concatBytes(Uint8Array.from(MULTICODEC_SECP256K1), compressPublicKey(publicKey)));
}

/**
 * The public key (65) that a text means, in any form: hex of 65 or 33 bytes with or without `0x`, or multibase of a
 * multicodec and 65 or 33 bytes (behind `0x` as behind `f`). Blanks around it are the caller's to cut.
 *
 * None of the forms has a checksum: about half of the mistyped short texts are some other key, so show whose key was read.
 *
 * @throws {PublicKeyTextError}
 */
export function parsePublicKeyText(text: string): PublicKey {
  // Printable ASCII only: case mapping would take some other letters for them.
  if (text.length > MAX_PUBLIC_KEY_TEXT || !/^[!-~]+$/.test(text)) throw unreadable();
  const point = encodedPoint(text);
  if (point.length !== PUBLIC_KEY_LENGTH && point.length !== COMPRESSED_PUBLIC_KEY_LENGTH) throw unreadable();
  try {
    return parsePublicKey(point);
  } catch (cause) {
    throw new PublicKeyTextError('IDENTITY_KEY_POINT', 'the text is not a point of secp256k1', { cause });
  }
}

/**
 * The canonical text of a key given in any form.
 *
 * @throws {PublicKeyTextError}
 */
export function canonicalPublicKeyText(text: string): string {
  return bytesTo0x(parsePublicKeyText(text));
}

/** What the text encodes, without a multicodec. */
function encodedPoint(text: string): Uint8Array {
  const hex = text.startsWith('0x') ? text.slice(2) : text;
  if (/^0[234]/.test(hex)) return readBase(hexToBytes, hex);
  if (hex !== text) return withoutMulticodec(readBase(BASES.f.decode, hex));
  const letter = text[0]!;
  if (!isMultibaseLetter(letter)) {
    throw new PublicKeyTextError('IDENTITY_KEY_BASE', 'the text begins with the letter of no known encoding');
  }
  return withoutMulticodec(readBase(BASES[letter].decode, text.slice(1)));
}

function isMultibaseLetter(letter: string): letter is MultibaseLetter {
  return Object.hasOwn(BASES, letter);
}

function readBase(decode: (text: string) => Uint8Array, text: string): Uint8Array {
  try {
    return decode(text);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function withoutMulticodec(bytes: Uint8Array): Uint8Array {
  // Comparing the two bytes also refuses every longer way to write the same varint.
  if (bytes[0] !== MULTICODEC_SECP256K1[0] || bytes[1] !== MULTICODEC_SECP256K1[1]) {
    throw new PublicKeyTextError('IDENTITY_KEY_TYPE', 'the text is not that of a secp256k1 public key');
  }
  return bytes.subarray(MULTICODEC_SECP256K1.length);
}

function unreadable(cause?: unknown): PublicKeyTextError {
  return new PublicKeyTextError('IDENTITY_KEY_TEXT', 'the text has the form of no public key', { cause });
}
