import { expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { keccak256, sha256 } from '@status/crypto';
import { hashParts } from '../src/parts.ts';
import { describeEngines } from './engines.ts';
import { hexOf } from './support.ts';

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

describeEngines('a hash of parts', () => {
  test.each([0, 1, 4_095, 4_096, 4_097, 10_000])('of %i bytes together is that of their sum', (length) => {
    const half = length >> 1;
    const parts = [filled(half, 1), new Uint8Array(), filled(length - half, 2)];
    expect(hexOf(keccak256(...parts))).toBe(hexOf(keccak256(concatBytes(...parts))));
    expect(hexOf(sha256(...parts))).toBe(hexOf(sha256(concatBytes(...parts))));
  });
});

test('parts leave nothing behind', () => {
  let seen: Uint8Array = new Uint8Array();
  const hash = (message: Uint8Array): Uint8Array => {
    seen = message;
    return message.slice(0, 2);
  };
  expect(hashParts(hash, [filled(1, 7), filled(40, 9)])).toEqual(Uint8Array.of(7, 9));
  expect(seen).toEqual(new Uint8Array(41));
});

test('one part is not copied', () => {
  const message = filled(8, 3);
  expect(hashParts((bytes) => bytes, [message])).toBe(message);
});
