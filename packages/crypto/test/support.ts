import { expect } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@status/base';
import { CryptoError, isPrivateKey } from '@status/crypto';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';

type Fields = Readonly<Record<string, string>>;

/** The recorded cases of one kind, as `[id, inputs, outputs]`. */
export function rows(file: string, kind: string): [id: string, input: Fields, output: Fields][] {
  return vectors<Fields, Fields>(file, kind).map((one) => [one.id, one.in, one.out]);
}

/** The code of the `CryptoError` that the call throws; any other outcome fails the test. */
export function codeOf(call: () => unknown): string {
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CryptoError);
  return (thrown as CryptoError).code;
}

/** A result in hex, after checking that it is no `Buffer`, which compares equal to a plain array. */
export function hexOf(bytes: Uint8Array): string {
  expect(bytes.constructor.name).toBe('Uint8Array');
  return bytesToHex(bytes);
}

export const hex = hexToBytes;

export const privateKeys: fc.Arbitrary<Uint8Array> = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter(isPrivateKey);
export const digests: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength: 32, maxLength: 32 });

export const FIELD_PRIME = 'fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f';
export const GROUP_ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
export const GENERATOR_X = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';
export const GENERATOR_Y = '483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8';

/** 32 bytes, big-endian, in hex. */
export function scalarHex(value: bigint): string {
  return value.toString(16).padStart(64, '0');
}
