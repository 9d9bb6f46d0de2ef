import { AES_BLOCK_LENGTH, GCM_NONCE_LENGTH, GCM_TAG_LENGTH } from './constants.ts';
import { type AesBlock, type AesCtr, installed } from './engine.ts';
import { CryptoError, requireLength } from './errors.ts';
import * as noble from './noble/aes.ts';

const NO_DATA = new Uint8Array();

/**
 * AES-GCM: `ciphertext ‖ tag` (16 more bytes than the plaintext). A nonce must never serve twice under one key.
 *
 * @param key 16, 24 or 32 bytes.
 * @param nonce 12 bytes.
 * @param aad data that is authenticated but not encrypted.
 * @throws {CryptoError} `CRYPTO_LENGTH` for key or nonce.
 */
export function aesGcmEncrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array = NO_DATA,
): Uint8Array {
  requireAesKey(key);
  requireLength(nonce, GCM_NONCE_LENGTH, 'nonce');
  return (installed().aesGcmEncrypt ?? noble.aesGcmEncrypt)(key, nonce, plaintext, aad);
}

/**
 * The plaintext of `ciphertext ‖ tag`.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH` for key or nonce; `CRYPTO_AUTHENTICATION` if key, nonce, data or ciphertext is not what was
 * encrypted, or the ciphertext is shorter than a tag.
 */
export function aesGcmDecrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  aad: Uint8Array = NO_DATA,
): Uint8Array {
  requireAesKey(key);
  requireLength(nonce, GCM_NONCE_LENGTH, 'nonce');
  const plaintext =
    ciphertext.length < GCM_TAG_LENGTH
      ? undefined
      : (installed().aesGcmDecrypt ?? noble.aesGcmDecrypt)(key, nonce, ciphertext, aad);
  if (plaintext === undefined) throw new CryptoError('CRYPTO_AUTHENTICATION', 'the ciphertext does not authenticate');
  return plaintext;
}

/**
 * AES-CTR, its own inverse; unauthenticated. The IV is the first value of a counter of 128 bits, big-endian (NIST SP 800-38A §6.5).
 *
 * @param key 16, 24 or 32 bytes.
 * @param iv 16 bytes.
 * @throws {CryptoError} `CRYPTO_LENGTH` for key or IV.
 */
export function aesCtr(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  requireAesKey(key);
  requireLength(iv, AES_BLOCK_LENGTH, 'iv');
  return (installed().aesCtr ?? noble.aesCtr)(key, iv, bytes);
}

/**
 * AES-CTR whose keystream goes on over calls of any size, as RLPx frames need it.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH` for key or IV.
 */
export function createAesCtr(key: Uint8Array, iv: Uint8Array): AesCtr {
  requireAesKey(key);
  requireLength(iv, AES_BLOCK_LENGTH, 'iv');
  return (installed().createAesCtr ?? noble.createAesCtr)(key, iv);
}

/**
 * AES on single blocks of 16 bytes (ECB without chaining), for constructions like the RLPx frame MAC; not a way to encrypt data.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH` for the key, and from `encrypt` for a block that is not 16 bytes.
 */
export function createAesBlock(key: Uint8Array): AesBlock {
  requireAesKey(key);
  const cipher = (installed().createAesBlock ?? noble.createAesBlock)(key);
  return { encrypt: (block) => cipher.encrypt(requireLength(block, AES_BLOCK_LENGTH, 'block')) };
}

function requireAesKey(key: Uint8Array): void {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new CryptoError('CRYPTO_LENGTH', `key: expected 16, 24 or 32 bytes, got ${key.length}`);
  }
}
