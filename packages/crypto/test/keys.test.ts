import { describe, expect, test } from '@jest/globals';
import {
  compressPublicKey,
  expandPublicKey,
  generatePrivateKey,
  isPrivateKey,
  isPublicKey,
  parsePublicKey,
  publicKeyFromXY,
  publicKeyOf,
  publicKeyToXY,
  requirePrivateKey,
} from '@status/crypto';
import type { PrivateKey } from '@status/interfaces';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import {
  codeOf,
  FIELD_PRIME,
  GENERATOR_X,
  GENERATOR_Y,
  GROUP_ORDER,
  hex,
  hexOf,
  privateKeys,
  rows,
  scalarHex,
} from './support.ts';

const ONE = scalarHex(1n);
/** The x of no point: 5³ + 7 is not a square modulo p. */
const NO_POINT = scalarHex(5n);
const generator = `04${GENERATOR_X}${GENERATOR_Y}`;

describe('private keys', () => {
  test('run from 1 to n − 1', () => {
    expect(isPrivateKey(hex(ONE))).toBe(true);
    expect(isPrivateKey(hex(scalarHex(BigInt(`0x${GROUP_ORDER}`) - 1n)))).toBe(true);
    expect(isPrivateKey(hex(scalarHex(0n)))).toBe(false);
    expect(isPrivateKey(hex(GROUP_ORDER))).toBe(false);
    expect(isPrivateKey(new Uint8Array(32).fill(0xff))).toBe(false);
  });

  test('are 32 bytes long', () => {
    expect(isPrivateKey(new Uint8Array(31).fill(1))).toBe(false);
    expect(isPrivateKey(new Uint8Array(33).fill(1))).toBe(false);
  });

  test('are the array that was given, after a check', () => {
    const bytes = hex(ONE);
    const key: PrivateKey = requirePrivateKey(bytes);
    expect(key).toBe(bytes);
    for (const bad of [scalarHex(0n), GROUP_ORDER, '01', '']) {
      expect(codeOf(() => requirePrivateKey(hex(bad)))).toBe('CRYPTO_PRIVATE_KEY');
    }
  });

  test.each([
    ['a text of its hex', `0x${ONE}`],
    ['a text of as many characters', '1'.repeat(32)],
    ['a list of as many numbers', Array.from({ length: 32 }, () => 1)],
    ['nothing', undefined],
  ])('are not %s', (_, value) => {
    const bytes = value as unknown as Uint8Array;
    expect(isPrivateKey(bytes)).toBe(false);
    expect(codeOf(() => publicKeyOf(bytes))).toBe('CRYPTO_PRIVATE_KEY');
  });

  test('are drawn again when the draw is no scalar', () => {
    const draws = [hex(scalarHex(0n)), hex(GROUP_ORDER), hex(ONE)];
    expect(hexOf(generatePrivateKey({ bytes: () => draws.shift()! }))).toBe(ONE);
  });
});

describeEngines('public keys', () => {
  test.each(rows('rlpx', 'handshake'))('belong to the private keys of %s', (_, input) => {
    expect(hexOf(publicKeyOf(hex(input['initiatorPrivate']!)))).toBe(input['initiatorPublic']);
    expect(hexOf(publicKeyOf(hex(input['responderPrivate']!)))).toBe(input['responderPublic']);
  });

  test('come from a private key only', () => {
    for (const bad of [scalarHex(0n), GROUP_ORDER, '01']) {
      expect(codeOf(() => publicKeyOf(hex(bad)))).toBe('CRYPTO_PRIVATE_KEY');
    }
  });

  test('survive every form', () => {
    fc.assert(
      fc.property(privateKeys, (privateKey) => {
        const publicKey = publicKeyOf(privateKey);
        const compressed = compressPublicKey(publicKey);
        expect(compressed.length).toBe(33);
        expect(hexOf(parsePublicKey(compressed))).toBe(hexOf(publicKey));
        expect(hexOf(parsePublicKey(publicKey))).toBe(hexOf(publicKey));
        expect(hexOf(compressPublicKey(compressed))).toBe(hexOf(compressed));
        expect(hexOf(publicKeyFromXY(publicKeyToXY(publicKey)))).toBe(hexOf(publicKey));
        expect(hexOf(expandPublicKey(publicKeyToXY(publicKey)))).toBe(hexOf(publicKey));
      }),
      { numRuns: 25 },
    );
  });

  test('are copies of what they were parsed from', () => {
    const bytes = hex(generator);
    const parsed = parsePublicKey(bytes);
    bytes.fill(0);
    expect(hexOf(parsed)).toBe(generator);
  });

  test('keep a coordinate that begins with zeros at full length', () => {
    // X of this point has a leading zero byte.
    const compressed = `0200${'00'.repeat(30)}01`;
    expect(hexOf(compressPublicKey(parsePublicKey(hex(compressed))))).toBe(compressed);
  });

  test.each([
    ['nothing', ''],
    ['infinity', '00'],
    ['infinity padded to 33 bytes', '00'.repeat(33)],
    ['infinity padded to 65 bytes', '00'.repeat(65)],
    ['the origin', `04${'00'.repeat(64)}`],
    ['the hybrid prefix 06', `06${GENERATOR_X}${GENERATOR_Y}`],
    ['the hybrid prefix 07', `07${GENERATOR_X}${GENERATOR_Y}`],
    ['a compressed prefix on 65 bytes', `02${GENERATOR_X}${GENERATOR_Y}`],
    ['an uncompressed prefix on 33 bytes', `04${GENERATOR_X}`],
    ['prefix 05', `05${GENERATOR_X}`],
    ['a point off the curve', `04${GENERATOR_X}${GENERATOR_Y.slice(0, -1)}9`],
    ['swapped coordinates', `04${GENERATOR_Y}${GENERATOR_X}`],
    ['a compressed X without a point', `02${NO_POINT}`],
    ['a compressed X equal to p', `02${FIELD_PRIME}`],
    ['a compressed X of p + 1, which is 1 when reduced', `02${scalarHex(BigInt(`0x${FIELD_PRIME}`) + 1n)}`],
    ['the greatest X', `03${'ff'.repeat(32)}`],
    ['one byte too few', generator.slice(0, -2)],
    ['one byte too many', `${generator}00`],
    ['bare coordinates', `${GENERATOR_X}${GENERATOR_Y}`],
  ])('are not parsed from %s', (_, bytes) => {
    expect(codeOf(() => parsePublicKey(hex(bytes)))).toBe('CRYPTO_PUBLIC_KEY');
    expect(isPublicKey(hex(bytes))).toBe(false);
  });

  test.each([
    ['a text of hex', `0x${generator}`],
    ['a list of numbers', [...hex(generator)]],
    ['nothing', undefined],
  ])('are bytes, not %s', (_, value) => {
    const bytes = value as unknown as Uint8Array;
    expect(codeOf(() => parsePublicKey(bytes))).toBe('CRYPTO_PUBLIC_KEY');
    expect(isPublicKey(bytes)).toBe(false);
  });

  test('are not parsed from coordinates of p or more that would fit when reduced', () => {
    const one = parsePublicKey(hex(`02${ONE}`));
    const y = hexOf(one).slice(66);
    const unreduced = scalarHex(BigInt(`0x${FIELD_PRIME}`) + 1n);
    expect(isPublicKey(hex(`04${ONE}${y}`))).toBe(true);
    expect(isPublicKey(hex(`04${unreduced}${y}`))).toBe(false);
  });

  test('are parsed from random bytes or refused with their own error', () => {
    const shapes = fc.tuple(fc.constantFrom(2, 3, 4, 5, 6, 7), fc.constantFrom(31, 32, 33, 64, 65));
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.nat(255)), ([prefix, length], stream) => {
        const bytes = Uint8Array.from([prefix, ...stream.take(length)]);
        if (isPublicKey(bytes)) expect(hexOf(compressPublicKey(bytes))).toBe(hexOf(bytes));
        else expect(codeOf(() => parsePublicKey(bytes))).toBe('CRYPTO_PUBLIC_KEY');
      }),
      { numRuns: 60 },
    );
  });

  test('are made of exactly 64 bytes of coordinates', () => {
    expect(codeOf(() => publicKeyFromXY(hex(GENERATOR_X)))).toBe('CRYPTO_PUBLIC_KEY');
    expect(codeOf(() => publicKeyFromXY(hex(generator)))).toBe('CRYPTO_PUBLIC_KEY');
  });
});
