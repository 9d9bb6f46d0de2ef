import { concatBytes } from '@status/base';
import { aesGcmDecrypt, aesGcmEncrypt, CryptoError, eciesDecrypt, eciesEncrypt } from '@status/crypto';
import { ECIES_OVERHEAD, GCM_NONCE_LENGTH } from '@status/crypto/constants';
import type { ListenKey, PrivateKey, Random, RecipientKey } from '@status/interfaces';
import { SYMMETRIC_OVERHEAD } from './constants.ts';
import { MessageEncryptionError } from './errors.ts';
import { requireRecipientKey } from './keys.ts';
import { decodePlaintext, type Plaintext } from './plaintext.ts';

/** Where an encryption takes its nonce or its ephemeral key and IV from: a random source, or given values to reproduce a ciphertext. */
export type EncryptionSource =
  | { readonly random: Random }
  | {
      /** 12 bytes, for a symmetric key. */
      readonly nonce: Uint8Array;
    }
  | {
      /** For a public key; must serve one message only. */
      readonly ephemeralPrivateKey: PrivateKey;
      /** 16 bytes. */
      readonly iv: Uint8Array;
    };

/**
 * The data of an envelope. For a symmetric key AES-256-GCM, `ciphertext ‖ tag (16) ‖ nonce (12)`; for a public key ECIES without shared
 * info, 113 bytes more than the plaintext.
 *
 * @throws {MessageEncryptionError} `PRIVACY_KEY` for a key that is none, or for given randomness of the other kind.
 */
export function encryptMessage(plaintext: Uint8Array, to: RecipientKey, source: EncryptionSource): Uint8Array {
  requireRecipientKey(to);
  if (to.kind === 'symmetric' && !('iv' in source)) {
    const nonce = 'nonce' in source ? source.nonce : source.random.bytes(GCM_NONCE_LENGTH);
    return concatBytes(aesGcmEncrypt(to.key, nonce, plaintext), nonce);
  }
  if (to.kind === 'asymmetric' && !('nonce' in source)) return eciesEncrypt(to.publicKey, plaintext, source);
  throw new MessageEncryptionError('PRIVACY_KEY', 'the given randomness is for the other kind of key');
}

/**
 * The message in an envelope's data, `undefined` if the key does not open it or nothing sensible is inside. Why is not told: to
 * whoever listens on a crowded topic, a message for somebody else is the usual case.
 */
export function openMessage(data: Uint8Array, key: ListenKey): Plaintext | undefined {
  const plaintext = decrypt(data, key);
  return plaintext && decodePlaintext(plaintext);
}

function decrypt(data: Uint8Array, key: ListenKey): Uint8Array | undefined {
  if (data.length < (key.kind === 'symmetric' ? SYMMETRIC_OVERHEAD : ECIES_OVERHEAD)) return undefined;
  try {
    if (key.kind === 'asymmetric') return eciesDecrypt(key.privateKey, data);
    const nonceAt = data.length - GCM_NONCE_LENGTH;
    return aesGcmDecrypt(key.key, data.subarray(nonceAt), data.subarray(0, nonceAt));
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
