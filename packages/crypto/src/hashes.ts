import { concatBytes } from '@status/base';
import { DIGEST_LENGTH, MAX_HKDF_LENGTH, MAX_PBKDF2 } from './constants.ts';
import { installed } from './engine.ts';
import { requireInteger } from './errors.ts';
import * as noble from './noble/sha256.ts';
import { hashParts } from './parts.ts';
import { wipe } from './wipe.ts';

/** SHA-256 (32) of the parts one after the other. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return hashParts(installed().sha256 ?? noble.sha256, parts);
}

/** HMAC-SHA256 (32) of a message; keys of any length (RFC 2104). */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  return (installed().hmacSha256 ?? noble.hmacSha256)(key, message);
}

/**
 * HKDF-SHA256, extract and expand (RFC 5869). An empty salt means 32 zero bytes.
 *
 * @param length bytes wanted, 1 to 8160.
 * @throws {CryptoError} `CRYPTO_RANGE` for the length.
 */
export function hkdfSha256(inputKey: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  requireInteger(length, 1, MAX_HKDF_LENGTH, 'length');
  const pseudorandomKey = hmacSha256(salt, inputKey);
  const out = new Uint8Array(length);
  let block: Uint8Array = new Uint8Array();
  for (let offset = 0, counter = 1; offset < length; offset += DIGEST_LENGTH, counter++) {
    const message = concatBytes(block, info, Uint8Array.of(counter));
    wipe(block);
    block = hmacSha256(pseudorandomKey, message);
    wipe(message);
    out.set(block.subarray(0, length - offset), offset);
  }
  wipe(block, pseudorandomKey);
  return out;
}

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018 §5.2). Runs to its end before it returns: tens of thousands of iterations take tens of milliseconds.
 *
 * @throws {CryptoError} `CRYPTO_RANGE` if `iterations` or `length` (bytes) is not an integer from 1 to 2³¹ − 1.
 */
export function pbkdf2Sha256(password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Uint8Array {
  requireInteger(iterations, 1, MAX_PBKDF2, 'iterations');
  requireInteger(length, 1, MAX_PBKDF2, 'length');
  return (installed().pbkdf2Sha256 ?? noble.pbkdf2Sha256)(password, salt, iterations, length);
}

/**
 * The same key off the calling thread, where the platform has Web Crypto; else computed before the promise is returned.
 *
 * @throws {CryptoError} as `pbkdf2Sha256`, by rejecting.
 */
export async function pbkdf2Sha256Async(
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<Uint8Array> {
  requireInteger(iterations, 1, MAX_PBKDF2, 'iterations');
  requireInteger(length, 1, MAX_PBKDF2, 'length');
  // Some platforms refuse an empty password, and pages that are not secure have no subtle cryptography.
  const subtle = password.length === 0 ? undefined : globalThis.crypto?.subtle;
  if (subtle === undefined) return pbkdf2Sha256(password, salt, iterations, length);
  const key = await subtle.importKey('raw', new Uint8Array(password), 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations };
  return new Uint8Array(await subtle.deriveBits(algorithm, key, 8 * length));
}
