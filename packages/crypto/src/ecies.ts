import { concatBytes } from '@status/base';
import type { Random } from '@status/interfaces';
import { aesCtr } from './ciphers.ts';
import { AES_BLOCK_LENGTH, DIGEST_LENGTH, ECIES_OVERHEAD, PUBLIC_KEY_LENGTH } from './constants.ts';
import { sharedSecret } from './ecdh.ts';
import { equalConstantTime } from './equal.ts';
import { CryptoError, requireLength } from './errors.ts';
import { hmacSha256, sha256 } from './hashes.ts';
import { generatePrivateKey, parsePublicKey, publicKeyOf, requirePrivateKey } from './keys.ts';
import { wipe } from './wipe.ts';

/** Where an encryption takes its ephemeral key and IV from: a random source, or given values to reproduce a ciphertext. */
export type EciesEncryptOptions = {
  /** Bytes that both sides know and the tag covers, "s2": the size prefix in EIP-8 handshakes, else empty. */
  readonly sharedMac?: Uint8Array;
} & (
  | { readonly random: Random }
  | {
      /** 32 bytes; must serve one message only. Not wiped, it belongs to the caller. */
      readonly ephemeralPrivateKey: Uint8Array;
      /** 16 bytes. */
      readonly iv: Uint8Array;
    }
);

/** What a decryption needs besides the key. */
export type EciesDecryptOptions = {
  /** The bytes that the sender passed as `sharedMac`. */
  readonly sharedMac?: Uint8Array;
};

const KEY_LENGTH = 16;
/** The KDF's block counter, big-endian; one block is all the key material there is (NIST SP 800-56A, concatenation KDF). */
const FIRST_BLOCK = Uint8Array.of(0, 0, 0, 1);

/**
 * Encrypts for a public key (33 or 65), as RLPx and Whisper do: AES-128-CTR, HMAC-SHA256, KDF over SHA-256 (RLPx, "ECIES Encryption").
 *
 * The result is `04 ‖ X ‖ Y` of the ephemeral key (65), IV (16), the ciphertext, tag (32): 113 bytes more than the plaintext.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`, `CRYPTO_PRIVATE_KEY`, `CRYPTO_LENGTH` for the IV, `CRYPTO_ECIES` for an empty plaintext, which
 * the reference cannot carry.
 */
export function eciesEncrypt(
  recipientPublicKey: Uint8Array,
  plaintext: Uint8Array,
  options: EciesEncryptOptions,
): Uint8Array {
  if (plaintext.length === 0) throw new CryptoError('CRYPTO_ECIES', 'nothing to encrypt');
  const recipient = parsePublicKey(recipientPublicKey);
  const drawn = 'random' in options;
  const ephemeral = drawn ? generatePrivateKey(options.random) : options.ephemeralPrivateKey;
  const iv = drawn ? options.random.bytes(AES_BLOCK_LENGTH) : options.iv;
  requireLength(iv, AES_BLOCK_LENGTH, 'iv');

  const ephemeralPublicKey = publicKeyOf(ephemeral);
  const { cipherKey, macKey } = deriveKeys(ephemeral, recipient);
  if (drawn) wipe(ephemeral);
  const body = concatBytes(iv, aesCtr(cipherKey, iv, plaintext));
  const tag = tagOf(macKey, body, options.sharedMac);
  wipe(cipherKey, macKey);
  return concatBytes(ephemeralPublicKey, body, tag);
}

/**
 * The plaintext of a message that `eciesEncrypt` or the reference made for this private key.
 *
 * Point and tag are checked, the tag in constant time, before anything is decrypted.
 *
 * @throws {CryptoError} `CRYPTO_PRIVATE_KEY` for our own key; `CRYPTO_ECIES`, always with the same message, for every fault of the
 * ciphertext: shorter than 113 bytes, an ephemeral key that is not uncompressed or not a point, a wrong tag.
 */
export function eciesDecrypt(
  privateKey: Uint8Array,
  ciphertext: Uint8Array,
  options: EciesDecryptOptions = {},
): Uint8Array {
  requirePrivateKey(privateKey);
  if (ciphertext.length < ECIES_OVERHEAD) throw undecipherable();
  const tagAt = ciphertext.length - DIGEST_LENGTH;
  const body = ciphertext.subarray(PUBLIC_KEY_LENGTH, tagAt);

  const { cipherKey, macKey } = deriveReceived(privateKey, ciphertext.subarray(0, PUBLIC_KEY_LENGTH));
  const tag = tagOf(macKey, body, options.sharedMac);
  const authentic = equalConstantTime(tag, ciphertext.subarray(tagAt));
  const plaintext = authentic
    ? aesCtr(cipherKey, body.subarray(0, AES_BLOCK_LENGTH), body.subarray(AES_BLOCK_LENGTH))
    : undefined;
  wipe(cipherKey, macKey, tag);
  if (plaintext === undefined) throw undecipherable();
  return plaintext;
}

function tagOf(macKey: Uint8Array, body: Uint8Array, sharedMac: Uint8Array | undefined): Uint8Array {
  return hmacSha256(macKey, sharedMac === undefined ? body : concatBytes(body, sharedMac));
}

/** The keys that the ephemeral key of a ciphertext leads to, which `sharedSecret` judges: 65 bytes are only taken uncompressed. */
function deriveReceived(privateKey: Uint8Array, ephemeralPublicKey: Uint8Array): DerivedKeys {
  try {
    return deriveKeys(privateKey, ephemeralPublicKey);
  } catch (error) {
    if (error instanceof CryptoError) throw undecipherable();
    throw error;
  }
}

type DerivedKeys = { readonly cipherKey: Uint8Array; readonly macKey: Uint8Array };

/** The encryption key is half of the KDF's only block; the MAC key is the other half, hashed once more. */
function deriveKeys(privateKey: Uint8Array, publicKey: Uint8Array): DerivedKeys {
  const secret = sharedSecret(privateKey, publicKey);
  const input = concatBytes(FIRST_BLOCK, secret);
  const material = sha256(input);
  const keys = { cipherKey: material.slice(0, KEY_LENGTH), macKey: sha256(material.subarray(KEY_LENGTH)) };
  wipe(secret, input, material);
  return keys;
}

function undecipherable(): CryptoError {
  return new CryptoError('CRYPTO_ECIES', 'the message does not decrypt');
}
