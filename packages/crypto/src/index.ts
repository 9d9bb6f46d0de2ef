export { aesCtr, aesGcmDecrypt, aesGcmEncrypt, createAesBlock, createAesCtr } from './ciphers.ts';
export { sharedSecret } from './ecdh.ts';
export { isLowS, recover, sign, type VerifyOptions, verify } from './ecdsa.ts';
export { type EciesDecryptOptions, type EciesEncryptOptions, eciesDecrypt, eciesEncrypt } from './ecies.ts';
export {
  type AesBlock,
  type AesCtr,
  type CryptoEngine,
  type EngineOverrides,
  engineName,
  installEngine,
  type Keccak256,
  type PowHasher,
  type PowResult,
  resetEngine,
} from './engine.ts';
export { equalConstantTime } from './equal.ts';
export { CryptoError, type CryptoErrorCode } from './errors.ts';
export { hkdfSha256, hmacSha256, pbkdf2Sha256, pbkdf2Sha256Async, sha256 } from './hashes.ts';
export { createKeccak256, keccak256 } from './keccak.ts';
export {
  compressPublicKey,
  expandPublicKey,
  generatePrivateKey,
  isPrivateKey,
  isPublicKey,
  parsePublicKey,
  publicKeyFromXY,
  publicKeyOf,
  publicKeyToXY,
  requirePrivateKey,
} from './keys.ts';
export { powHasher, searchNonce } from './pow.ts';
export { isSymmetricKey, requireSymmetricKey } from './symmetric-key.ts';
export { wipe } from './wipe.ts';
