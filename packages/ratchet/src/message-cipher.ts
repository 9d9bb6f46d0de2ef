import { concatBytes } from '@status/base';
import { aesCtr, equalConstantTime, hmacSha256, wipe } from '@status/crypto';
import { IV_LENGTH, MAC_LENGTH } from './constants.ts';
import { expandMessageKey } from './kdf.ts';

/** Bytes that a ratchet ciphertext has more than its plaintext. */
export const CIPHER_OVERHEAD: number = IV_LENGTH + MAC_LENGTH;

/**
 * `IV (16) ‖ AES-256-CTR ‖ HMAC-SHA256 (32)`, the MAC over `associatedData ‖ IV ‖ ciphertext`. A message key (32) serves once: it decides the
 * IV too. Reference: `EthereumCrypto.Encrypt`.
 */
export function encryptMessage(messageKey: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array {
  const { encryptionKey, authenticationKey, iv } = expandMessageKey(messageKey);
  const body = concatBytes(iv, aesCtr(encryptionKey, iv, plaintext));
  const mac = hmacSha256(authenticationKey, concatBytes(associatedData, body));
  wipe(encryptionKey, authenticationKey, iv);
  return concatBytes(body, mac);
}

/** The plaintext, or nothing if the MAC (compared in constant time) is another or the ciphertext is shorter than 48 bytes. */
export function decryptMessage(
  messageKey: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array | undefined {
  if (ciphertext.length < CIPHER_OVERHEAD) return undefined;
  const { encryptionKey, authenticationKey, iv } = expandMessageKey(messageKey);
  const body = ciphertext.subarray(0, ciphertext.length - MAC_LENGTH);
  const mac = hmacSha256(authenticationKey, concatBytes(associatedData, body));
  const authentic = equalConstantTime(mac, ciphertext.subarray(body.length));
  // The IV that was sent, not the derived one: the MAC vouches for it.
  const plaintext = authentic
    ? aesCtr(encryptionKey, body.subarray(0, IV_LENGTH), body.subarray(IV_LENGTH))
    : undefined;
  wipe(encryptionKey, authenticationKey, iv, mac);
  return plaintext;
}
