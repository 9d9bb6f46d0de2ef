import { bytesToHex, utf8ToBytes } from '@status/base';
import { keccak256, publicKeyToXY } from '@status/crypto';
import type { PublicKey } from '@status/interfaces';

/** The Ethereum address (20) of a public key (65): the end of the Keccak-256 of its coordinates. */
export function addressOf(publicKey: PublicKey): Uint8Array {
  return keccak256(publicKeyToXY(publicKey)).slice(-20);
}

/** The address of a public key (65) as people read it: `0x` and 40 hex digits whose case is a checksum (EIP-55). */
export function addressText(publicKey: PublicKey): string {
  const digits = bytesToHex(addressOf(publicKey));
  const checksum = bytesToHex(keccak256(utf8ToBytes(digits)));
  return `0x${Array.from(digits, (digit, i) => (checksum[i]! >= '8' ? digit.toUpperCase() : digit)).join('')}`;
}
