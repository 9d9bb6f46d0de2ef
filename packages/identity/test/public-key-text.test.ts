import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { compressPublicKey, generatePrivateKey, publicKeyOf } from '@status/crypto';
import {
  canonicalPublicKeyText,
  formatCompressedKey,
  formatPublicKey,
  type MultibaseLetter,
  PublicKeyTextError,
  parsePublicKeyText,
} from '@status/identity';
import { MAX_PUBLIC_KEY_TEXT } from '@status/identity/constants';
import fc from 'fast-check';

const CANONICAL =
  '0x04261c55675e55ff25edb50b345cfb3a3f35f60712d251cbaaab97bd50054c6ebc3cd4e22200c68daf7493e1f8da6a190a68a671e2d3977809612424c7c3888bc6';
const SHORT = 'zQ3shPyZJnxZK4Bwyx9QsaksNKDYTPmpwPvGSjMYVHoXHeEgB';
const HEX = CANONICAL.slice(2);
const COMPRESSED = `02${HEX.slice(2, 66)}`;
const LETTERS: MultibaseLetter[] = [...'fFbBcCvVtTzZmMuU'] as MultibaseLetter[];

const codeOf = (text: string): string => {
  try {
    parsePublicKeyText(text);
  } catch (error) {
    if (error instanceof PublicKeyTextError) return error.code;
    throw error;
  }
  return 'no error';
};

const publicKeys = fc
  .infiniteStream(fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map((draws) => publicKeyOf(generatePrivateKey({ bytes: () => Uint8Array.from(draws.next().value) })));

describe('reading', () => {
  test.each([
    ['canonical', CANONICAL],
    ['without prefix', HEX],
    ['upper-case digits', `0x${HEX.toUpperCase()}`],
    ['compressed', `0x${COMPRESSED}`],
    ['compressed without prefix', COMPRESSED],
    ['base 58', SHORT],
    ['multicodec behind 0x', `0xe701${COMPRESSED}`],
    ['multicodec in base 16', `fe701${COMPRESSED}`],
    ['multicodec of the uncompressed key', `fe701${HEX}`],
  ])('takes the form: %s', (_, text) => {
    expect(canonicalPublicKeyText(text)).toBe(CANONICAL);
  });

  test.each([
    ['nothing', '', 'IDENTITY_KEY_TEXT'],
    ['one letter', 'z', 'IDENTITY_KEY_TYPE'],
    ['only the prefix', '0x', 'IDENTITY_KEY_TYPE'],
    ['a digit too few', CANONICAL.slice(0, -1), 'IDENTITY_KEY_TEXT'],
    ['a digit too many', `${CANONICAL}0`, 'IDENTITY_KEY_TEXT'],
    ['a byte too few', CANONICAL.slice(0, -2), 'IDENTITY_KEY_TEXT'],
    ['a byte too many', `0x${COMPRESSED}00`, 'IDENTITY_KEY_TEXT'],
    ['a letter that is no digit', CANONICAL.replace('c', 'g'), 'IDENTITY_KEY_TEXT'],
    ['a blank before', ` ${CANONICAL}`, 'IDENTITY_KEY_TEXT'],
    ['a line end after', `${SHORT}\n`, 'IDENTITY_KEY_TEXT'],
    ['coordinates without prefix byte', HEX.slice(2), 'IDENTITY_KEY_BASE'],
    ['a point off the curve', `${CANONICAL.slice(0, -1)}7`, 'IDENTITY_KEY_POINT'],
    ['X beyond the field', `0x02${'f'.repeat(64)}`, 'IDENTITY_KEY_POINT'],
    ['a length that belongs to the other prefix', `0x04${COMPRESSED.slice(2)}`, 'IDENTITY_KEY_POINT'],
    ['a hybrid key', `fe70106${HEX.slice(2)}`, 'IDENTITY_KEY_POINT'],
    ['a key of BLS12-381', `fea01${COMPRESSED}`, 'IDENTITY_KEY_TYPE'],
    ['a varint longer than needed', `fe78100${COMPRESSED}`, 'IDENTITY_KEY_TYPE'],
    ['no multicodec', `f${COMPRESSED}`, 'IDENTITY_KEY_TYPE'],
    ['bytes after the key', `fe701${COMPRESSED}00`, 'IDENTITY_KEY_TEXT'],
    ['a leading zero byte in base 58', `z1${SHORT.slice(1)}`, 'IDENTITY_KEY_TYPE'],
    ['a letter that base 58 has not', SHORT.replace('Q', '0'), 'IDENTITY_KEY_TEXT'],
    ['an unknown base', `p${SHORT.slice(1)}`, 'IDENTITY_KEY_BASE'],
    ['a very long text', `z${'Q'.repeat(MAX_PUBLIC_KEY_TEXT)}`, 'IDENTITY_KEY_TEXT'],
    ['letters that turn to ASCII in upper case', `b${'ſ'.repeat(20)}`, 'IDENTITY_KEY_TEXT'],
  ])('refuses %s', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('throws nothing but its own error, whatever the text', () => {
    const letters = fc.constantFrom('0x', '', ...LETTERS);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.tuple(letters, fc.base64String()).map((p) => p.join('')),
        ),
        (text) => {
          codeOf(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a change of one character is refused or another key, never the same key under two texts of one case', () => {
    const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/-_=';
    for (const letter of ['z', 'm', 'u', 'M', 'U'] as const) {
      const text = formatCompressedKey(parsePublicKeyText(CANONICAL), letter);
      fc.assert(
        fc.property(fc.nat(text.length - 2), fc.constantFrom(...characters), (at, character) => {
          const changed = text.slice(0, at + 1) + character + text.slice(at + 2);
          if (changed === text || codeOf(changed) !== 'no error') return;
          expect(canonicalPublicKeyText(changed)).not.toBe(CANONICAL);
        }),
      );
    }
  });
});

describe('writing', () => {
  test('is 0x04 and lower-case digits, from either length', () => {
    const key = parsePublicKeyText(CANONICAL);
    expect(formatPublicKey(key)).toBe(CANONICAL);
    expect(formatPublicKey(compressPublicKey(key))).toBe(CANONICAL);
  });

  test('the short form has 49 characters and begins with zQ3sh, whatever the key', () => {
    fc.assert(
      fc.property(publicKeys, (key) => {
        expect(formatCompressedKey(key)).toMatch(/^zQ3sh.{44}$/);
      }),
      { numRuns: 20 },
    );
  });

  test.each(LETTERS)('base %s is read back, and written again as it was', (letter) => {
    fc.assert(
      fc.property(publicKeys, (key) => {
        const text = formatCompressedKey(key, letter);
        expect(text.length).toBeLessThanOrEqual(MAX_PUBLIC_KEY_TEXT);
        expect(bytesToHex(parsePublicKeyText(text))).toBe(bytesToHex(key));
        expect(formatCompressedKey(parsePublicKeyText(text), letter)).toBe(text);
      }),
      { numRuns: 5 },
    );
  });

  test('refuses bytes that are no key', () => {
    expect(() => formatPublicKey(new Uint8Array(65))).toThrow(expect.objectContaining({ code: 'CRYPTO_PUBLIC_KEY' }));
    expect(() => formatCompressedKey(new Uint8Array(33))).toThrow(
      expect.objectContaining({ code: 'CRYPTO_PUBLIC_KEY' }),
    );
  });
});
