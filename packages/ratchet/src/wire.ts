export {
  type Bundle,
  createBundle,
  decodeBundle,
  encodeBundle,
  isUsable,
  type SignedParts,
  type SignedPreKey,
  signatureMaterial,
  verifyBundle,
} from './bundle.ts';
export {
  decryptFallback,
  encryptFallback,
  FALLBACK_OVERHEAD,
  type FallbackFailure,
  type FallbackMessage,
} from './dh.ts';
export {
  decryptKept,
  type EndedChain,
  generateKeyPair,
  initiateRatchet,
  type KeyPair,
  keyPairOf,
  type NumberedKey,
  type RatchetFailure,
  type RatchetReceived,
  type RatchetSent,
  type RatchetState,
  ratchetDecrypt,
  ratchetEncrypt,
  respondRatchet,
  wipeState,
} from './double-ratchet.ts';
export { encodeHeader, type RatchetHeader } from './header.ts';
export { type ChainStep, expandMessageKey, type MessageSecrets, type RootStep, stepChain, stepRoot } from './kdf.ts';
export { CIPHER_OVERHEAD, decryptMessage, encryptMessage } from './message-cipher.ts';
export {
  type DirectMessage,
  decodeProtocolMessage,
  encodeProtocolMessage,
  type ProtocolMessage,
  type SessionHeader,
} from './protocol-message.ts';
export { initiateX3dh, respondX3dh, type X3dhInitiator, type X3dhResponder } from './x3dh.ts';
