import {
  type CipherGCMTypes,
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHmac,
  ECDH,
  hash,
  pbkdf2Sync,
} from 'node:crypto';
import { GCM_TAG_LENGTH } from './constants.ts';
import { type CryptoEngine, installEngine } from './engine.ts';
import { loadOxEngine } from './engine-ox.ts';
import * as nobleSha256 from './noble/sha256.ts';

/** The primitives that `node:crypto` does faster than noble, call overhead included. Signatures, Keccak and single AES blocks are not among them. */
export type NodeEngine = Pick<
  CryptoEngine,
  | 'name'
  | 'expandPublicKey'
  | 'sharedSecret'
  | 'sha256'
  | 'hmacSha256'
  | 'pbkdf2Sha256'
  | 'aesGcmEncrypt'
  | 'aesGcmDecrypt'
  | 'aesCtr'
  | 'createAesCtr'
>;

const CURVE = 'secp256k1';

/** Below this many bytes the call into OpenSSL costs more than noble's whole SHA-256. */
const NOBLE_LENGTH = 64;

/** Below this many bytes the WASM of `ox` is ahead of OpenSSL in SHA-256 and HMAC. */
const OX_LENGTH = 192;

/** The engine of `node:crypto`, for `installEngine`. */
export function nodeEngine(): NodeEngine {
  return {
    name: 'node',
    expandPublicKey,
    sharedSecret,
    sha256: (message) =>
      message.length < NOBLE_LENGTH ? nobleSha256.sha256(message) : plain(hash('sha256', message, 'buffer')),
    hmacSha256: (key, message) => plain(createHmac('sha256', key).update(message).digest()),
    pbkdf2Sha256: (password, salt, iterations, length) =>
      plain(pbkdf2Sync(password, salt, iterations, length, 'sha256')),
    aesGcmEncrypt,
    aesGcmDecrypt,
    aesCtr: (key, iv, bytes) => plain(createCipheriv(ctrName(key), key, iv).update(bytes)),
    createAesCtr(key, iv) {
      const cipher = createCipheriv(ctrName(key), key, iv);
      return { process: (bytes) => plain(cipher.update(bytes)) };
    },
  };
}

/**
 * Installs the fastest engine that this process can have and returns its name: `'node+ox'` if the optional dependency `ox` is there,
 * else `'node'`.
 */
export async function installFastestEngine(): Promise<string> {
  const node = nodeEngine();
  const ox = await loadOxEngine().catch(() => undefined);
  const engine =
    ox === undefined
      ? node
      : {
          ...node,
          ...ox,
          name: 'node+ox',
          pbkdf2Sha256: node.pbkdf2Sha256,
          sha256: (message: Uint8Array) => (message.length < OX_LENGTH ? ox : node).sha256(message),
          hmacSha256: (key: Uint8Array, message: Uint8Array) =>
            (message.length < OX_LENGTH ? ox : node).hmacSha256(key, message),
        };
  installEngine(engine);
  return engine.name;
}

function expandPublicKey(compressed: Uint8Array): Uint8Array | undefined {
  try {
    return plain(ECDH.convertKey(compressed, CURVE, undefined, undefined, 'uncompressed') as Buffer);
  } catch {
    return undefined;
  }
}

function sharedSecret(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(privateKey);
  try {
    return plain(ecdh.computeSecret(publicKey));
  } catch {
    return undefined;
  }
}

function aesGcmEncrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array {
  const cipher = createCipheriv(gcmName(key), key, nonce, { authTagLength: GCM_TAG_LENGTH });
  if (aad.length > 0) cipher.setAAD(aad);
  const out = new Uint8Array(plaintext.length + GCM_TAG_LENGTH);
  out.set(cipher.update(plaintext));
  cipher.final();
  out.set(cipher.getAuthTag(), plaintext.length);
  return out;
}

function aesGcmDecrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  aad: Uint8Array,
): Uint8Array | undefined {
  const tagAt = ciphertext.length - GCM_TAG_LENGTH;
  const decipher = createDecipheriv(gcmName(key), key, nonce, { authTagLength: GCM_TAG_LENGTH });
  decipher.setAuthTag(ciphertext.subarray(tagAt));
  if (aad.length > 0) decipher.setAAD(aad);
  const plaintext = decipher.update(ciphertext.subarray(0, tagAt));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    return undefined;
  }
  return plain(plaintext);
}

function gcmName(key: Uint8Array): CipherGCMTypes {
  return `aes-${8 * key.length}-gcm` as CipherGCMTypes;
}

function ctrName(key: Uint8Array): string {
  return `aes-${8 * key.length}-ctr`;
}

/** A `Buffer` as what it is made of: its own memory where it owns all of it, a copy where it is a part of Node's pool. */
function plain(buffer: Buffer): Uint8Array {
  const whole = buffer.byteLength === buffer.buffer.byteLength;
  return whole ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer);
}
