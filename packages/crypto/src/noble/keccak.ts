import { Keccak, keccak_256, keccakP } from '@noble/hashes/sha3.js';
import { swap32IfBE } from '@noble/hashes/utils.js';
import { DIGEST_LENGTH, KECCAK256_RATE } from '../constants.ts';
import type { Keccak256, PowHasher } from '../engine.ts';
import { LEGACY_SUFFIX, STATE_LENGTH, spongePowHasher } from '../sponge.ts';

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

/** A proof-of-work hasher over noble's permutation, which works on words in the platform's order. */
export function powHasher(prefix: Uint8Array): PowHasher {
  const words = new Uint32Array(STATE_LENGTH / 4);
  const inputWords = new Uint32Array((2 * KECCAK256_RATE) / 4);
  const absorb = (blocks: number): void => {
    for (let first = 0; blocks > 0; blocks--, first += KECCAK256_RATE / 4) {
      for (let i = 0; i < KECCAK256_RATE / 4; i++) words[i]! ^= inputWords[first + i]!;
      swap32IfBE(words);
      keccakP(words);
      swap32IfBE(words);
    }
  };
  const [state, input] = [new Uint8Array(words.buffer), new Uint8Array(inputWords.buffer)];
  return spongePowHasher({ state, input, absorb }, prefix);
}
