import { beforeAll, expect, test } from '@jest/globals';
import { KECCAK256_RATE } from '../src/constants.ts';
import * as noble from '../src/noble/keccak.ts';
import { createSpongeKeccak256, type Sponge, STATE_LENGTH, spongeKeccak256 } from '../src/sponge.ts';
import { loadWasmSponge } from '../src/wasm/keccak-f.ts';
import { hexOf } from './support.ts';

/** The state after the permutation of 25 zero lanes (Keccak team, KeccakF-1600-IntermediateValues). */
const PERMUTED_ZEROS =
  'e7dde140798f25f18a47c033f9ccd584eea95aa61e2698d54d49806f304715bd57d05362054e288bd46f8e7f2da497ffc44746a4a0e5fe90762e19d60cda5b8c' +
  '9c05191bf7a630ad64fc8fd0b75a933035d617233fa95aeb0321710d26e6a6a95f55cfdb167ca58126c84703cd31b8439f56a5111a2ff20161aed9215a63e505' +
  'f270c98cf2febe641166c47b95703661cb0ed04f555a7cb8c832cf1c8ae83e8c14263aae22790c94e409c5a224f94118c26504e72635f5163ba1307fe944f675' +
  '49a2ec5c7bfff1ea';

let sponge: Sponge;
beforeAll(async () => {
  sponge = await loadWasmSponge();
});

const messageOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff);
const isEmpty = ({ state, input }: Sponge): boolean =>
  [state, input].every((bytes) => bytes.every((byte) => byte === 0));

test('the permutation of zeros is the published one', () => {
  sponge.absorb(1);
  expect(sponge.state).toHaveLength(STATE_LENGTH);
  expect(hexOf(sponge.state)).toBe(PERMUTED_ZEROS);
  sponge.state.fill(0);
});

test('blocks taken in together are blocks taken in one by one', () => {
  const blocks = messageOf(3 * KECCAK256_RATE);
  for (let at = 0; at < blocks.length; at += KECCAK256_RATE) {
    sponge.input.set(blocks.subarray(at, at + KECCAK256_RATE));
    sponge.absorb(1);
  }
  const state = sponge.state.slice();
  sponge.state.fill(0);
  sponge.input.set(blocks);
  sponge.absorb(3);
  expect(sponge.state).toEqual(state);
  sponge.state.fill(0);
  sponge.input.fill(0);
});

test('messages about as long as the input, and several times as long, hash as elsewhere', () => {
  const { length } = sponge.input;
  for (const size of [length - 1, length, length + 1, length + KECCAK256_RATE, 3 * length + 7]) {
    expect(hexOf(spongeKeccak256(sponge, messageOf(size)))).toBe(hexOf(noble.keccak256(messageOf(size))));
  }
});

test('so do running hashes of such pieces', () => {
  const { length } = sponge.input;
  const [ours, theirs] = [createSpongeKeccak256(sponge), noble.createKeccak256()];
  for (const size of [1, length - 1, length, 135, length + 1, 2 * length, 136]) {
    ours.update(messageOf(size));
    theirs.update(messageOf(size));
    expect(hexOf(ours.digest())).toBe(hexOf(theirs.digest()));
  }
});

test('running hashes that take turns do not meet', () => {
  const pairs = [1, 2].map(() => [createSpongeKeccak256(sponge), noble.createKeccak256()] as const);
  for (const size of [200, 10, 140, 136, 1]) {
    for (const [i, pair] of pairs.entries()) for (const hash of pair) hash.update(messageOf(size + i));
  }
  for (const [ours, theirs] of pairs) expect(hexOf(ours.digest())).toBe(hexOf(theirs.digest()));
});

test('nothing of a message stays in the sponge', () => {
  const { length } = sponge.input;
  for (const size of [0, 20, 135, 136, 300, length, 2 * length + 5]) {
    spongeKeccak256(sponge, messageOf(size));
    expect(isEmpty(sponge)).toBe(true);
    const running = createSpongeKeccak256(sponge).update(messageOf(100)).update(messageOf(size));
    expect(isEmpty(sponge)).toBe(true);
    running.digest();
    expect(isEmpty(sponge)).toBe(true);
  }
});
