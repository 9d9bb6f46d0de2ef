import { isPrivateKey, isPublicKey, isSymmetricKey } from '@status/crypto';
import type { ListenKey, PrivateKey, RecipientKey } from '@status/interfaces';
import { MessageEncryptionError } from './errors.ts';

/** @throws {MessageEncryptionError} `PRIVACY_KEY` unless it is 32 bytes that are not all zero, or a point on the curve. */
export function requireRecipientKey(to: RecipientKey): void {
  requireKind(to);
  const valid = to.kind === 'symmetric' ? isSymmetricKey(to.key) : isPublicKey(to.publicKey);
  if (!valid) throw new MessageEncryptionError('PRIVACY_KEY', `not a key: ${to.kind}`);
}

/** @throws {MessageEncryptionError} `PRIVACY_KEY` unless it is 32 bytes that are not all zero, or a scalar of the curve. */
export function requireListenKey(key: ListenKey): void {
  requireKind(key);
  const valid = key.kind === 'symmetric' ? isSymmetricKey(key.key) : isPrivateKey(key.privateKey);
  if (!valid) throw new MessageEncryptionError('PRIVACY_KEY', `not a key: ${key.kind}`);
}

/** @throws {MessageEncryptionError} `PRIVACY_KEY` unless it is a scalar of the curve. */
export function requireSenderKey(from: PrivateKey): void {
  if (!isPrivateKey(from)) throw new MessageEncryptionError('PRIVACY_KEY', 'the sender is no private key');
}

/** A program without types may hand in a key as it is, or call its kind something else. */
function requireKind(key: RecipientKey | ListenKey): void {
  const { kind } = Object(key) as { readonly kind?: unknown };
  if (kind === 'symmetric' || kind === 'asymmetric') return;
  throw new MessageEncryptionError(
    'PRIVACY_KEY',
    `expected a key with the kind symmetric or asymmetric, got ${String(kind)}`,
  );
}
