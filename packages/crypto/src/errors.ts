import { StatusError } from '@status/interfaces';

/** What is wrong with an input. Which engine is installed never changes it. */
export type CryptoErrorCode =
  | 'CRYPTO_PRIVATE_KEY'
  | 'CRYPTO_PUBLIC_KEY'
  | 'CRYPTO_SYMMETRIC_KEY'
  | 'CRYPTO_SIGNATURE'
  | 'CRYPTO_ECIES'
  | 'CRYPTO_AUTHENTICATION'
  | 'CRYPTO_LENGTH'
  | 'CRYPTO_RANGE';

/** Input that a primitive refuses, or bytes that do not authenticate. */
export class CryptoError extends StatusError<CryptoErrorCode> {}

/**
 * The bytes, after checking their number.
 *
 * @throws {CryptoError} `CRYPTO_LENGTH`, naming the argument and both lengths.
 */
export function requireLength(bytes: Uint8Array, length: number, name: string): Uint8Array {
  if (bytes.length !== length) {
    throw new CryptoError('CRYPTO_LENGTH', `${name}: expected ${length} bytes, got ${bytes.length}`);
  }
  return bytes;
}

/**
 * The number, after checking that it is an integer from `minimum` to `maximum`.
 *
 * @throws {CryptoError} `CRYPTO_RANGE`, naming the argument.
 */
export function requireInteger(value: number, minimum: number, maximum: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new CryptoError('CRYPTO_RANGE', `${name}: expected an integer from ${minimum} to ${maximum}`);
  }
  return value;
}
