import { bytesToHex, hexToBytes } from '@status/base';
import { parsePublicKey, requirePrivateKey } from '@status/crypto';
import type { PrivateKey, PublicKey } from '@status/interfaces';
import type { VectorCase } from '../../../tooling/scripts/vectors.ts';
import type { HandshakeRandomness } from '../src/wire.ts';

export const hex = bytesToHex;
export const bytes = hexToBytes;
export const privateKeyOf = (text: string): PrivateKey => requirePrivateKey(bytes(text));
export const publicKeyAt = (text: string): PublicKey => parsePublicKey(bytes(text));

/** Randomness of one side of a recorded handshake. */
export function recordedRandomness(
  side: 'init' | 'resp',
  input: VectorCase['in'],
  padding: number,
): HandshakeRandomness {
  const packet = side === 'init' ? 'auth' : 'ack';
  return {
    ephemeralPrivateKey: privateKeyOf(input[`${side}EphemeralPrivate`]),
    nonce: bytes(input[`${side}Nonce`]),
    eciesPrivateKey: privateKeyOf(input[`${packet}EciesPrivate`]),
    eciesIv: bytes(input[`${packet}EciesIv`]),
    padding,
  };
}
