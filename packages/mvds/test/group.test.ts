import { expect, test } from '@jest/globals';
import { compressPublicKey, keccak256 } from '@status/crypto';
import { pairGroupId } from '../src/wire.ts';
import { ALICE, BOB, hex } from './node.ts';

test('both sides compute the same id', () => {
  expect(hex(pairGroupId(ALICE, BOB))).toBe('3caa2fed34ffa60dff1d64b53a96fe1489c72e841ec34328c9f7bba2f64a3523');
  expect(pairGroupId(BOB, ALICE)).toEqual(pairGroupId(ALICE, BOB));
});

test('with oneself it is the key twice', () => {
  const key = compressPublicKey(ALICE);
  expect(pairGroupId(ALICE, ALICE)).toEqual(keccak256(key, key));
});

test('what is not a key is refused', () => {
  for (const bad of [new Uint8Array(65), compressPublicKey(ALICE), ALICE.slice().fill(6, 0, 1)]) {
    expect(() => pairGroupId(ALICE, bad)).toThrow(expect.objectContaining({ code: 'SYNC_PEER' }));
  }
});
