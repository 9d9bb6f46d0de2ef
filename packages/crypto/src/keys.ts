import { bytesToBigint, concatBytes } from '@status/base';
import type { PrivateKey, PublicKey, Random } from '@status/interfaces';
import {
  COMPRESSED_PUBLIC_KEY_LENGTH,
  PRIVATE_KEY_LENGTH,
  PUBLIC_KEY_LENGTH,
  PUBLIC_KEY_XY_LENGTH,
} from './constants.ts';
import { installed } from './engine.ts';
import { CryptoError } from './errors.ts';
import * as noble from './noble/secp256k1.ts';
import { FIELD_PRIME, isScalar, precedesFieldPrime } from './secp256k1.ts';

const PREFIX_EVEN = 0x02;
const PREFIX_ODD = 0x03;
const PREFIX_UNCOMPRESSED = 0x04;
const CURVE_B = 7n;

/** A private key, uniform over all of them: draws that are no scalar are thrown away. */
export function generatePrivateKey(random: Random): PrivateKey {
  for (;;) {
    const candidate = random.bytes(PRIVATE_KEY_LENGTH);
    if (isPrivateKey(candidate)) return candidate;
  }
}

/** Whether the bytes are a private key: 32 bytes, neither zero nor n or more. */
export function isPrivateKey(bytes: Uint8Array): bytes is PrivateKey {
  return ArrayBuffer.isView(bytes) && bytes.length === PRIVATE_KEY_LENGTH && isScalar(bytes);
}

/**
 * The bytes, after checking that they are a private key.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function requirePrivateKey(bytes: Uint8Array): PrivateKey {
  if (!isPrivateKey(bytes))
    throw new CryptoError('CRYPTO_PRIVATE_KEY', 'not a secp256k1 private key: expected 32 bytes');
  return bytes;
}

/**
 * The public key (65) of a private key.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`.
 */
export function publicKeyOf(privateKey: Uint8Array): PublicKey {
  return (installed().publicKeyOf ?? noble.publicKeyOf)(requirePrivateKey(privateKey)) as PublicKey;
}

/**
 * The uncompressed form of a public key in either form of SEC 1 §2.3.3: 33 bytes with prefix 02 or 03, 65 bytes with prefix 04.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY` for any other length or prefix (hybrid 06 and 07 and the encoding of infinity among them), a
 * coordinate that is not below the field prime, and a point off the curve.
 */
export function parsePublicKey(bytes: Uint8Array): PublicKey {
  requireEncodedPoint(bytes);
  if (bytes.length === PUBLIC_KEY_LENGTH) return bytes.slice() as PublicKey;
  const expanded = (installed().expandPublicKey ?? noble.expandPublicKey)(bytes);
  if (expanded === undefined) throw invalidPublicKey();
  return expanded as PublicKey;
}

/** Whether `parsePublicKey` accepts the bytes. */
export function isPublicKey(bytes: Uint8Array): boolean {
  try {
    parsePublicKey(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The uncompressed form of a public key given in any form of the protocol: the two of `parsePublicKey`, or 64 bytes `X ‖ Y`.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function expandPublicKey(bytes: Uint8Array): PublicKey {
  return bytes.length === PUBLIC_KEY_XY_LENGTH ? publicKeyFromXY(bytes) : parsePublicKey(bytes);
}

/**
 * The compressed form (33) of a public key of 65 or 33 bytes.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function compressPublicKey(publicKey: Uint8Array): Uint8Array {
  const point = parsePublicKey(publicKey);
  const compressed = point.slice(0, COMPRESSED_PUBLIC_KEY_LENGTH);
  compressed[0] = point[PUBLIC_KEY_LENGTH - 1]! % 2 === 0 ? PREFIX_EVEN : PREFIX_ODD;
  return compressed;
}

/**
 * The public key with the coordinates `X ‖ Y` (64).
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function publicKeyFromXY(xy: Uint8Array): PublicKey {
  return parsePublicKey(concatBytes(Uint8Array.of(PREFIX_UNCOMPRESSED), xy));
}

/**
 * The coordinates `X ‖ Y` (64) of a public key of 65 bytes, the form of node ids.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function publicKeyToXY(publicKey: Uint8Array): Uint8Array {
  return parsePublicKey(publicKey).slice(1);
}

/**
 * Checks everything about an encoded point that an engine might judge otherwise. What is left open for 33 bytes is whether X belongs to a
 * point at all: that costs a square root, which the engine takes anyway.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function requireEncodedPoint(bytes: Uint8Array): Uint8Array {
  if (!ArrayBuffer.isView(bytes)) throw invalidPublicKey();
  const prefix = bytes[0];
  if (bytes.length === COMPRESSED_PUBLIC_KEY_LENGTH && (prefix === PREFIX_EVEN || prefix === PREFIX_ODD)) {
    if (precedesFieldPrime(bytes.subarray(1))) return bytes;
  } else if (bytes.length === PUBLIC_KEY_LENGTH && prefix === PREFIX_UNCOMPRESSED) {
    if (isOnCurve(bytes.subarray(1, 33), bytes.subarray(33))) return bytes;
  }
  throw invalidPublicKey();
}

/** The error for bytes that are no public key. It says nothing about which check failed. */
export function invalidPublicKey(): CryptoError {
  return new CryptoError('CRYPTO_PUBLIC_KEY', 'not a secp256k1 public key: expected the bytes of a point');
}

/** Whether both coordinates are reduced and y² = x³ + 7. */
function isOnCurve(xBytes: Uint8Array, yBytes: Uint8Array): boolean {
  if (!precedesFieldPrime(xBytes) || !precedesFieldPrime(yBytes)) return false;
  const x = bytesToBigint(xBytes);
  const y = bytesToBigint(yBytes);
  return (y * y - x * x * x - CURVE_B) % FIELD_PRIME === 0n;
}
