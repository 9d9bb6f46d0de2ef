import { bytesToBigint, bytesToHex, hexToBytes } from '@status/base';
import type { PublicKey } from '@status/interfaces';
import { COMPACT_SIGNATURE_LENGTH, DIGEST_LENGTH, MAX_RECOVERY_ID, SIGNATURE_LENGTH } from './constants.ts';
import { installed } from './engine.ts';
import { CryptoError, requireLength } from './errors.ts';
import { parsePublicKey, requirePrivateKey } from './keys.ts';
import * as noble from './noble/secp256k1.ts';
import { GROUP_ORDER, isLowHalf, isScalar } from './secp256k1.ts';

/** How strict `verify` is. */
export type VerifyOptions = {
  /** Whether an s in the upper half is accepted too; `false` unless told, because it lets anyone make a second signature of the first. */
  readonly allowHighS?: boolean;
};

/**
 * The signature `r ‖ s ‖ v` (65) over a digest (32) as it is: deterministic (RFC 6979, SHA-256), s in the lower half, v 0 or 1.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH` for the digest, `CRYPTO_PRIVATE_KEY`.
 */
export function sign(digest: Uint8Array, privateKey: Uint8Array): Uint8Array {
  requireLength(digest, DIGEST_LENGTH, 'digest');
  return (installed().sign ?? noble.sign)(digest, requirePrivateKey(privateKey));
}

/**
 * The public key (65) whose signature `r ‖ s ‖ v` (65) over a digest (32) is (SEC 1 §4.1.6).
 *
 * An s in the upper half is accepted, as the reference does; `isLowS` tells. v runs from 0 to 3; Ethereum's 27 and 28 are refused.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH` for the digest, `CRYPTO_SIGNATURE` for a wrong length, a v above 3, an r or s that is zero or not
 * below n, and numbers that belong to no key.
 */
export function recover(digest: Uint8Array, signature: Uint8Array): PublicKey {
  requireLength(digest, DIGEST_LENGTH, 'digest');
  if (signature.length !== SIGNATURE_LENGTH || signature[64]! > MAX_RECOVERY_ID || !hasScalars(signature)) {
    throw invalidSignature();
  }
  const publicKey = (installed().recover ?? noble.recover)(digest, signature);
  if (publicKey === undefined) throw invalidSignature();
  return publicKey as PublicKey;
}

/**
 * Whether `r ‖ s` (64, or 65 with a v that is not looked at) is a signature of the key (33 or 65) over the digest (32). A signature that is
 * malformed is not one: `false`.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH` for the digest, `CRYPTO_PUBLIC_KEY`.
 */
export function verify(
  digest: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
  options: VerifyOptions = {},
): boolean {
  requireLength(digest, DIGEST_LENGTH, 'digest');
  const point = parsePublicKey(publicKey);
  if (signature.length !== COMPACT_SIGNATURE_LENGTH && signature.length !== SIGNATURE_LENGTH) return false;
  if (!hasScalars(signature)) return false;
  const low = isLowS(signature);
  if (!low && options.allowHighS !== true) return false;
  // Engines disagree about the upper half, so they only ever see the lower one: (r, s) and (r, n − s) are valid together.
  const compact = low ? signature.slice(0, COMPACT_SIGNATURE_LENGTH) : negateS(signature);
  return (installed().verify ?? noble.verify)(digest, compact, point);
}

/**
 * Whether the s of a signature (64 or 65) is in the lower half of the group, which makes the signature the only one of its pair (EIP-2).
 *
 * @throws {CryptoError} `CRYPTO_SIGNATURE` for any other length.
 */
export function isLowS(signature: Uint8Array): boolean {
  if (signature.length !== COMPACT_SIGNATURE_LENGTH && signature.length !== SIGNATURE_LENGTH) throw invalidSignature();
  return isLowHalf(signature.subarray(32, 64));
}

function hasScalars(signature: Uint8Array): boolean {
  return isScalar(signature.subarray(0, 32)) && isScalar(signature.subarray(32, 64));
}

function negateS(signature: Uint8Array): Uint8Array {
  const s = GROUP_ORDER - bytesToBigint(signature.subarray(32, 64));
  return hexToBytes(bytesToHex(signature.subarray(0, 32)) + s.toString(16).padStart(64, '0'));
}

function invalidSignature(): CryptoError {
  return new CryptoError('CRYPTO_SIGNATURE', 'not a signature');
}
