import { isPrivateKey, isPublicKey, isSymmetricKey } from '@status/crypto';
import type { ListenKey, PrivateKey, RecipientKey } from '@status/interfaces';
import { MessageEncryptionError } from './errors.ts';

/** @throws {MessageEncryptionError} `PRIVACY_KEY` unless it is 32 bytes that are not all zero, or a point on the curve. */
export function requireRecipientKey(to: RecipientKey): void {
  const valid = to.kind === 'symmetric' ? isSymmetricKey(to.key) : isPublicKey(to.publicKey);
  if (!valid) throw new MessageEncryptionError('PRIVACY_KEY', `not a key: ${to.kind}`);
}

/** @throws {MessageEncryptionError} `PRIVACY_KEY` unless it is 32 bytes that are not all zero, or a scalar of the curve. */
export function requireListenKey(key: ListenKey): void {
  const valid = key.kind === 'symmetric' ? isSymmetricKey(key.key) : isPrivateKey(key.privateKey);
  if (!valid) throw new MessageEncryptionError('PRIVACY_KEY', `not a key: ${key.kind}`);
}

/** @throws {MessageEncryptionError} `PRIVACY_KEY` unless it is a scalar of the curve. */
export function requireSenderKey(from: PrivateKey): void {
  if (!isPrivateKey(from)) throw new MessageEncryptionError('PRIVACY_KEY', 'the sender is no private key');
}
