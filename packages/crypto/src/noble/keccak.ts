import { Keccak, keccak_256, keccakP } from '@noble/hashes/sha3.js';
import { swap32IfBE } from '@noble/hashes/utils.js';
import { DIGEST_LENGTH, KECCAK256_RATE } from '../constants.ts';
import type { Keccak256, PowHasher } from '../engine.ts';
import { powHasherOf } from '../pow-search.ts';

const LEGACY_SUFFIX = 0x01;
const LAST_BIT = 0x80;
const STATE_WORDS = 50;

/** Keccak-256 (32) of a message. */
export function keccak256(message: Uint8Array): Uint8Array {
  return keccak_256(message);
}

/** A Keccak-256 that has absorbed nothing. */
export function createKeccak256(): Keccak256 {
  return running(new Keccak(KECCAK256_RATE, LEGACY_SUFFIX, DIGEST_LENGTH));
}

/** `scratch` is finished in place of the state at every digest, and reused. */
function running(state: Keccak): Keccak256 {
  let scratch: Keccak | undefined;
  return {
    update(bytes) {
      state.update(bytes);
      return this;
    },
    digest() {
      scratch = state._cloneInto(scratch);
      return scratch.digest();
    },
    clone: () => running(state.clone()),
  };
}

/**
 * The sponge absorbs the prefix once; a nonce costs a copy of the 200-byte state and the permutations that are left: one, or two where
 * nonce and padding do not fit in the block that the prefix began.
 */
export function powHasher(prefix: Uint8Array): PowHasher {
  const words = new Uint32Array(STATE_WORDS);
  const bytes = new Uint8Array(words.buffer);
  let position = 0;

  const permute = (): void => {
    swap32IfBE(words);
    keccakP(words);
    swap32IfBE(words);
  };
  const absorb = (byte: number): void => {
    bytes[position]! ^= byte;
    position += 1;
    if (position === KECCAK256_RATE) {
      permute();
      position = 0;
    }
  };

  for (const byte of prefix) absorb(byte);
  const absorbed = words.slice();
  const absorbedTo = position;

  return powHasherOf((high, low) => {
    words.set(absorbed);
    position = absorbedTo;
    for (let shift = 24; shift >= 0; shift -= 8) absorb((high >>> shift) & 0xff);
    for (let shift = 24; shift >= 0; shift -= 8) absorb((low >>> shift) & 0xff);
    bytes[position]! ^= LEGACY_SUFFIX;
    bytes[KECCAK256_RATE - 1]! ^= LAST_BIT;
    permute();
    return bytes;
  });
}
