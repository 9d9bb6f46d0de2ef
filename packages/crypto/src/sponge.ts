import { DIGEST_LENGTH, KECCAK256_RATE, POW_NONCE_LENGTH } from './constants.ts';
import type { Keccak256, PowHasher } from './engine.ts';
import { powHasherOf } from './pow-search.ts';

/** Bytes of a state: 25 lanes of 64 bits, little-endian (FIPS 202 §3.1). */
export const STATE_LENGTH = 200;

/** How Keccak pads before SHA-3 changed it: a one bit behind the message, and one at the end of the block. */
export const LEGACY_SUFFIX = 0x01;
const LAST_BIT = 0x80;

/** Keccak's permutation with the one state and the one input that it works on. Everyone shares them, so nobody leaves anything in them. */
export interface Sponge {
  /** 200 bytes. */
  readonly state: Uint8Array;
  /** Room for at least two blocks. */
  readonly input: Uint8Array;
  /** Takes in so many blocks (at least one) from the beginning of the input: each is added to the state, which is then permuted. */
  readonly absorb: (blocks: number) => void;
}

/** Keccak-256 (32) of a message. */
export function spongeKeccak256({ state, input, absorb }: Sponge, message: Uint8Array): Uint8Array {
  state.fill(0);
  let rest = message;
  for (; rest.length >= input.length; rest = rest.subarray(input.length)) {
    input.set(rest.subarray(0, input.length));
    absorb(input.length / KECCAK256_RATE);
  }
  input.set(rest);
  const blocks = pad(input, rest.length);
  absorb(blocks);
  const digest = state.slice(0, DIGEST_LENGTH);
  state.fill(0);
  input.fill(0, 0, message.length > rest.length ? input.length : blocks * KECCAK256_RATE);
  return digest;
}

/** A Keccak-256 that has absorbed nothing. Between calls its state is its own. */
export function createSpongeKeccak256(sponge: Sponge): Keccak256 {
  return running(sponge, new Uint8Array(STATE_LENGTH), new Uint8Array(KECCAK256_RATE), 0);
}

/** `block` holds what has not been absorbed yet, less than a block of it. */
function running(sponge: Sponge, saved: Uint8Array, block: Uint8Array, waiting: number): Keccak256 {
  const { state, input, absorb } = sponge;
  let length = waiting;
  return {
    update(bytes) {
      if (length + bytes.length < KECCAK256_RATE) {
        block.set(bytes, length);
        length += bytes.length;
        return this;
      }
      const used = length + bytes.length;
      state.set(saved);
      input.set(block.subarray(0, length));
      for (let rest = bytes; ; ) {
        const part = rest.subarray(0, input.length - length);
        input.set(part, length);
        length += part.length;
        rest = rest.subarray(part.length);
        const blocks = Math.floor(length / KECCAK256_RATE);
        if (blocks === 0) break;
        absorb(blocks);
        input.copyWithin(0, blocks * KECCAK256_RATE, length);
        length -= blocks * KECCAK256_RATE;
      }
      block.set(input.subarray(0, length));
      saved.set(state);
      state.fill(0);
      input.fill(0, 0, used);
      return this;
    },
    digest() {
      state.set(saved);
      input.set(block.subarray(0, length));
      absorb(pad(input, length));
      const digest = state.slice(0, DIGEST_LENGTH);
      state.fill(0);
      input.fill(0, 0, KECCAK256_RATE);
      return digest;
    },
    clone: () => running(sponge, saved.slice(), block.slice(), length),
  };
}

/** A proof-of-work hasher: the prefix is absorbed once, up to its last block; a nonce then costs one permutation, or two where it does not fit. */
export function spongePowHasher({ state, input, absorb }: Sponge, prefix: Uint8Array): PowHasher {
  state.fill(0);
  let rest = prefix;
  for (; rest.length >= KECCAK256_RATE; rest = rest.subarray(KECCAK256_RATE)) {
    input.set(rest.subarray(0, KECCAK256_RATE));
    absorb(1);
  }
  const saved = state.slice();
  const nonceAt = rest.length;
  input.fill(0, 0, 2 * KECCAK256_RATE);
  input.set(rest);
  const blocks = pad(input, nonceAt + POW_NONCE_LENGTH);
  const last = input.slice(0, blocks * KECCAK256_RATE);

  return powHasherOf((high, low) => {
    state.set(saved);
    input.set(last);
    for (let i = 0; i < 4; i++) {
      input[nonceAt + i] = high >>> (24 - 8 * i);
      input[nonceAt + 4 + i] = low >>> (24 - 8 * i);
    }
    absorb(blocks);
    return state;
  });
}

/** Pads a message at the beginning of the input; how many blocks it has become. */
function pad(input: Uint8Array, length: number): number {
  const blocks = Math.floor(length / KECCAK256_RATE) + 1;
  const end = blocks * KECCAK256_RATE;
  input.fill(0, length, end);
  input[length] = LEGACY_SUFFIX;
  input[end - 1]! |= LAST_BIT;
  return blocks;
}
