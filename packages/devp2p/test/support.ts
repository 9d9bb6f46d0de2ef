import { readFileSync } from 'node:fs';
import { bytesToHex, hexToBytes } from '@status/base';
import { parsePublicKey, requirePrivateKey } from '@status/crypto';
import type { PrivateKey, PublicKey } from '@status/interfaces';
import type { HandshakeRandomness } from '../src/wire.ts';

/** One case of a vector file; bytes are hex. */
export type VectorCase = {
  readonly id: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the kind
  readonly in: any;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the kind
  readonly out: any;
};

/** The cases of one kind. Throws if there are none, so that no table of tests is empty. */
export function vectors(kind: string): VectorCase[] {
  const url = new URL('../../../tooling/vectors/data/rlpx.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(url, 'utf8')) as { cases: VectorCase[] };
  const found = cases.filter((each) => each.kind === kind);
  if (found.length === 0) throw new Error(`no vectors of kind ${kind}`);
  return found;
}

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
