import { describe, expect, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import { publicKeyOf } from '@status/crypto';
import { DerivationError, deriveKey, masterKeyText, PATHS } from '@status/identity';
import { MAX_PATH_DEPTH } from '@status/identity/constants';

const SEED = hexToBytes('000102030405060708090a0b0c0d0e0f');

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DerivationError) return error.code;
    throw error;
  }
  return 'no error';
};

describe('deriving keys', () => {
  test('begins with the master key of BIP-32, test vector 1', () => {
    expect(masterKeyText(SEED)).toBe(
      'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi',
    );
    expect(deriveKey(SEED, 'm').privateKey).toEqual(
      hexToBytes('e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35'),
    );
  });

  test('keeps the leading zeros of private keys (BIP-32, test vector 3)', () => {
    const seed = hexToBytes(
      '4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be',
    );
    expect(deriveKey(seed, 'm').privateKey).toEqual(
      hexToBytes('00ddb80b067e0d4993197fe10f2657a844a384589847602d56f0c629c81aae32'),
    );
    expect(deriveKey(seed, "m/0'").privateKey).toEqual(
      hexToBytes('491f7a2eebc7b57028e0d3faa0acda02e75c33b03c48fb288c41e2ea44e1daef'),
    );
  });

  test('a key pair belongs together at every path of an account', () => {
    for (const path of Object.values(PATHS)) {
      const { privateKey, publicKey } = deriveKey(SEED, path);
      expect(publicKeyOf(privateKey)).toEqual(publicKey);
    }
  });

  test('leaves the seed alone', () => {
    const seed = SEED.slice();
    deriveKey(seed, PATHS.chat);
    masterKeyText(seed);
    expect(seed).toEqual(SEED);
  });

  test('takes the greatest child number', () => {
    expect(codeOf(() => deriveKey(SEED, "m/2147483647'/2147483647"))).toBe('no error');
  });

  test.each([
    '',
    'M',
    "m'",
    'm/',
    '/0',
    '0',
    'm//0',
    'm/-1',
    'm/+1',
    'm/1h',
    "m/'",
    "m/1''",
    'm/2147483648',
    'm/9999999999',
    'm/0x1',
    'm/1 ',
    'm/1\n',
    `m${'/0'.repeat(MAX_PATH_DEPTH + 1)}`,
  ])('refuses the path %j', (path) => {
    expect(codeOf(() => deriveKey(SEED, path))).toBe('IDENTITY_PATH');
  });

  test.each([0, 15, 65])('refuses a seed of %i bytes', (length) => {
    expect(codeOf(() => deriveKey(new Uint8Array(length), 'm'))).toBe('IDENTITY_SEED');
    expect(codeOf(() => masterKeyText(new Uint8Array(length)))).toBe('IDENTITY_SEED');
  });
});
