import { bytesToBigint, compareBytes, hexToBytes } from '@status/base';

const fieldPrimeBytes = hexToBytes('fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f');
const groupOrderBytes = hexToBytes('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141');
const halfOrderBytes = hexToBytes('7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0');

/** The prime p of the field that coordinates live in (SEC 2 §2.4.1). */
export const FIELD_PRIME: bigint = bytesToBigint(fieldPrimeBytes);

/** The prime order n of the group (SEC 2 §2.4.1). */
export const GROUP_ORDER: bigint = bytesToBigint(groupOrderBytes);

/** Whether 32 bytes are a reduced coordinate: below p. */
export function precedesFieldPrime(bytes: Uint8Array): boolean {
  return compareBytes(bytes, fieldPrimeBytes) < 0;
}

/** Whether 32 bytes are a scalar from 1 to n − 1. */
export function isScalar(bytes: Uint8Array): boolean {
  return compareBytes(bytes, groupOrderBytes) < 0 && bytes.some((byte) => byte !== 0);
}

/** Whether a scalar is at most (n − 1)/2, the half in which s is unique (EIP-2). */
export function isLowHalf(scalar: Uint8Array): boolean {
  return compareBytes(scalar, halfOrderBytes) <= 0;
}
