export { requireListenKey, requireRecipientKey, requireSenderKey } from './keys.ts';
export { type EncryptionSource, encryptMessage, openMessage } from './message.ts';
export { decodePlaintext, encodePlaintext, type Plaintext, type PlaintextOptions } from './plaintext.ts';
