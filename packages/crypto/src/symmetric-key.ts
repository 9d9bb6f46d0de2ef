import type { SymmetricKey } from '@status/interfaces';
import { SYMMETRIC_KEY_LENGTH } from './constants.ts';
import { CryptoError } from './errors.ts';

/** Whether the bytes are a symmetric key: 32 bytes, not all zero. */
export function isSymmetricKey(bytes: Uint8Array): bytes is SymmetricKey {
  return ArrayBuffer.isView(bytes) && bytes.length === SYMMETRIC_KEY_LENGTH && bytes.some((byte) => byte !== 0);
}

/**
 * The bytes, after checking that they are a symmetric key.
 *
 * @throws {CryptoError} `CRYPTO_SYMMETRIC_KEY`.
 */
export function requireSymmetricKey(bytes: Uint8Array): SymmetricKey {
  if (!isSymmetricKey(bytes))
    throw new CryptoError('CRYPTO_SYMMETRIC_KEY', 'not a symmetric key: expected 32 bytes that are not all zero');
  return bytes;
}
