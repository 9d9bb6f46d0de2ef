import { expect, test } from '@jest/globals';
import { compressPublicKey, publicKeyOf, sharedSecret } from '@status/crypto';
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

const privateKey = hex('b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291');

describeEngines('shared secrets', () => {
  test.each(rows('ratchet', 'dh').slice(0, 10))('are those of %s', (_, input, output) => {
    expect(hexOf(sharedSecret(hex(input['private']!), hex(input['publicCompressed']!)))).toBe(output['shared']);
  });

  test('are the same on both sides and for both forms of a key', () => {
    fc.assert(
      fc.property(privateKeys, privateKeys, (a, b) => {
        const secret = hexOf(sharedSecret(a, publicKeyOf(b)));
        expect(secret).toHaveLength(64);
        expect(hexOf(sharedSecret(b, publicKeyOf(a)))).toBe(secret);
        expect(hexOf(sharedSecret(b, compressPublicKey(publicKeyOf(a))))).toBe(secret);
      }),
      { numRuns: 10 },
    );
  });

  test('keep leading zeros', () => {
    // The point with X = 1, times 1.
    const secret = sharedSecret(hex(scalarHex(1n)), hex(`02${scalarHex(1n)}`));
    expect(hexOf(secret)).toBe(scalarHex(1n));
  });

  test.each([
    ['off the curve', `04${GENERATOR_X}${GENERATOR_Y.slice(0, -1)}9`],
    ['on the twist', `04${scalarHex(5n)}${scalarHex(1n)}`],
    ['at infinity', '00'],
    ['at the origin', `04${'00'.repeat(64)}`],
    ['in hybrid form', `06${GENERATOR_X}${GENERATOR_Y}`],
    ['with X equal to p', `02${FIELD_PRIME}`],
    ['compressed, with an X of no point', `02${scalarHex(5n)}`],
    ['without prefix', `${GENERATOR_X}${GENERATOR_Y}`],
  ])('are refused for a point %s', (_, point) => {
    expect(codeOf(() => sharedSecret(privateKey, hex(point)))).toBe('CRYPTO_PUBLIC_KEY');
  });

  test('are refused for a private key out of range', () => {
    for (const bad of [scalarHex(0n), GROUP_ORDER, '']) {
      expect(codeOf(() => sharedSecret(hex(bad), publicKeyOf(privateKey)))).toBe('CRYPTO_PRIVATE_KEY');
    }
  });
});
