import { utf8ToBytes } from '@status/base';
import { pbkdf2Sha256, requireSymmetricKey } from '@status/crypto';
import { SYMMETRIC_KEY_LENGTH } from '@status/crypto/constants';
import type { SymmetricKey } from '@status/interfaces';
import { PASSWORD_ITERATIONS } from './constants.ts';

/**
 * The symmetric key that everybody derives from a password, such as the name of a public chat: PBKDF2-HMAC-SHA256 with 65,356
 * iterations and no salt (go-ethereum `AddSymKeyFromPassword`). The text counts as it is, without case folding.
 *
 * Runs to its end before it returns, tens of milliseconds: keep the result.
 *
 * @throws {BytesError} `BYTES_UTF8` if the text holds a lone surrogate.
 */
export function symmetricKeyOf(password: string): SymmetricKey {
  const key = pbkdf2Sha256(utf8ToBytes(password), new Uint8Array(), PASSWORD_ITERATIONS, SYMMETRIC_KEY_LENGTH);
  return requireSymmetricKey(key);
}
