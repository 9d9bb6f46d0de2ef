export { MessageEncryptionError, type MessageEncryptionErrorCode } from './errors.ts';
export type { Plaintext } from './plaintext.ts';
export { createSealer, type Sealer, type SealRequest } from './sealer.ts';
