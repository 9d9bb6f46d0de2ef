import { ctr, gcm, unsafe } from '@noble/ciphers/aes.js';
import { AES_BLOCK_LENGTH } from '../constants.ts';
import type { AesBlock, AesCtr } from '../engine.ts';

export function aesGcmEncrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  return gcm(key, nonce, aad).encrypt(plaintext);
}

export function aesGcmDecrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  aad: Uint8Array,
): Uint8Array | undefined {
  try {
    return gcm(key, nonce, aad).decrypt(ciphertext);
  } catch {
    return undefined;
  }
}

export function aesCtr(key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  return ctr(key, iv).encrypt(bytes);
}

/** Noble's own CTR begins a new keystream per call; here the expanded key, the counter and what is left of a block live on. */
export function createAesCtr(key: Uint8Array, iv: Uint8Array): AesCtr {
  const roundKeys = unsafe.expandKeyLE(key);
  const counter = iv.slice();
  const block = new Uint8Array(AES_BLOCK_LENGTH);
  let used = AES_BLOCK_LENGTH;

  return {
    process(bytes) {
      // Noble reads 32-bit words, so whole blocks are worked on in a fresh and thus aligned copy of what follows the leftover.
      const leftover = Math.min(AES_BLOCK_LENGTH - used, bytes.length);
      const rest = bytes.slice(leftover);
      const whole = rest.length - (rest.length % AES_BLOCK_LENGTH);
      const out = leftover === 0 ? rest : new Uint8Array(bytes.length);
      for (let i = 0; i < leftover; i++) out[i] = bytes[i]! ^ block[used++]!;

      if (whole > 0) {
        const blocks = rest.subarray(0, whole);
        unsafe.ctrCounter(roundKeys, counter, blocks, blocks);
      }
      if (whole < rest.length) {
        block.fill(0);
        unsafe.ctrCounter(roundKeys, counter, block, block);
        used = 0;
        for (let i = whole; i < rest.length; i++) rest[i]! ^= block[used++]!;
      }
      if (out !== rest) out.set(rest, leftover);
      return out;
    },
  };
}

export function createAesBlock(key: Uint8Array): AesBlock {
  const roundKeys = unsafe.expandKeyLE(key);
  return { encrypt: (block) => unsafe.encryptBlock(roundKeys, block.slice()) };
}
