import { concatBytes } from '@status/base';
import {
  aesGcmDecrypt,
  aesGcmEncrypt,
  CryptoError,
  compressPublicKey,
  publicKeyOf,
  sharedSecret,
  wipe,
} from '@status/crypto';
import { COMPRESSED_KEY_LENGTH, NONCE_LENGTH, TAG_LENGTH } from './constants.ts';

/** Bytes that a fallback ciphertext has more than its plaintext. */
export const FALLBACK_OVERHEAD: number = TAG_LENGTH + NONCE_LENGTH;

/** A message to an identity key: the ephemeral (33, compressed) and `ciphertext ‖ tag (16) ‖ nonce (12)`. */
export type FallbackMessage = { readonly ephemeral: Uint8Array; readonly payload: Uint8Array };

/**
 * Encrypts to an identity key (33 or 65) of which no installation is known: AES-256-GCM under the bare Diffie–Hellman output. No forward secrecy,
 * and nobody is authenticated. Reference: `EncryptPayloadWithDH`.
 *
 * @param ephemeralPrivate 32 bytes that serve this message only.
 * @param nonce 12 bytes.
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY`, `CRYPTO_PUBLIC_KEY`.
 */
export function encryptFallback(
  ephemeralPrivate: Uint8Array,
  recipient: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
): FallbackMessage {
  const key = sharedSecret(ephemeralPrivate, recipient);
  const payload = concatBytes(aesGcmEncrypt(key, nonce, plaintext), nonce);
  wipe(key);
  return { ephemeral: compressPublicKey(publicKeyOf(ephemeralPrivate)), payload };
}

/** Why a fallback message did not open. */
export type FallbackFailure = 'INVALID_POINT' | 'TRUNCATED' | 'AUTH_FAILED';

/** The plaintext of a fallback message to our identity, or why there is none. Reference: `DecryptWithDH`. */
export function decryptFallback(
  identityPrivate: Uint8Array,
  message: FallbackMessage,
): { readonly ok: true; readonly plaintext: Uint8Array } | { readonly ok: false; readonly reason: FallbackFailure } {
  if (message.payload.length < FALLBACK_OVERHEAD) return { ok: false, reason: 'TRUNCATED' };
  if (message.ephemeral.length !== COMPRESSED_KEY_LENGTH) return { ok: false, reason: 'INVALID_POINT' };
  let key: Uint8Array;
  try {
    key = sharedSecret(identityPrivate, message.ephemeral);
  } catch (error) {
    if (error instanceof CryptoError) return { ok: false, reason: 'INVALID_POINT' };
    throw error;
  }
  const split = message.payload.length - NONCE_LENGTH;
  try {
    const plaintext = aesGcmDecrypt(key, message.payload.subarray(split), message.payload.subarray(0, split));
    return { ok: true, plaintext };
  } catch (error) {
    if (error instanceof CryptoError) return { ok: false, reason: 'AUTH_FAILED' };
    throw error;
  } finally {
    wipe(key);
  }
}
