import { bytesToBigint } from '@status/base';
import { parsePublicKey } from '@status/crypto';
// Missing? `node packages/identity/scripts/words.mjs` writes it, as does the package's build.
import { ADJECTIVES, ANIMALS } from './generated/words.ts';

/** Bits that are fed back into the generator's state: 3, 4, 5 and 7. */
const FEEDBACK = 0xb8n;

/**
 * The three words that a public key (65 or 33 bytes) is called by, such as `Enormous Valid Pachyderm`.
 *
 * A nickname, **not a fingerprint**: only some 3.2 million names exist (2^21.6), and a key with a given one is found in
 * seconds. Never offer it for verification.
 *
 * @throws {CryptoError} `CRYPTO_PUBLIC_KEY`.
 */
export function threeWordName(publicKey: Uint8Array): string {
  // The last 8 bytes of X, big-endian.
  return threeWordNameOfSeed(bytesToBigint(parsePublicKey(publicKey).subarray(25, 33)));
}

/** The name of a seed, modulo 2⁶⁴ (status-go, `protocol/identity/alias`). */
export function threeWordNameOfSeed(seed: bigint): string {
  const first = next(seed);
  const second = next(first);
  const third = next(second);
  return [pick(ADJECTIVES, first), pick(ADJECTIVES, second), pick(ANIMALS, third)].join(' ');
}

/** One step of the generator: shifts left and feeds the parity of the feedback bits in below. */
function next(state: bigint): bigint {
  let bit = 0n;
  for (let rest = state & FEEDBACK; rest > 0n; rest >>= 1n) bit ^= rest & 1n;
  return BigInt.asUintN(64, (state << 1n) | bit);
}

function pick(words: readonly string[], number: bigint): string {
  return words[Number(number % BigInt(words.length))]!;
}
