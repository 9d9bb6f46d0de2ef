import { createHash, createHmac, hkdfSync, pbkdf2Sync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { hkdfSha256, hmacSha256, pbkdf2Sha256, pbkdf2Sha256Async, sha256, wipe } from '@status/crypto';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import { codeOf, hex, hexOf, rows } from './support.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = fc.uint8Array({ maxLength: 400 });

describeEngines('SHA-256', () => {
  test('of nothing and of "abc" (FIPS 180-4)', () => {
    expect(hexOf(sha256(utf8('')))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hexOf(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('of every length up to three blocks is what OpenSSL says', () => {
    for (let length = 0; length <= 192; length++) {
      const message = new Uint8Array(length).fill(length);
      expect(hexOf(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });

  test('of parts is that of their sum', () => {
    expect(hexOf(sha256(utf8('a'), utf8('b'), utf8('c')))).toBe(hexOf(sha256(utf8('abc'))));
    expect(hexOf(sha256())).toBe(hexOf(sha256(utf8(''))));
  });

  test('leaves its message alone and shares no memory with it', () => {
    const message = utf8('message');
    const digest = sha256(message);
    const before = hexOf(digest);
    wipe(message);
    sha256(utf8('another message'));
    expect(hexOf(digest)).toBe(before);
  });
});

describeEngines('HMAC-SHA256', () => {
  test('of RFC 4231, case 2', () => {
    expect(hexOf(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('is what OpenSSL says, for keys shorter and longer than a block', () => {
    fc.assert(
      fc.property(bytes, bytes, (key, message) => {
        expect(hexOf(hmacSha256(key, message))).toBe(createHmac('sha256', key).update(message).digest('hex'));
      }),
    );
  });
});

describeEngines('HKDF-SHA256', () => {
  test('of RFC 5869, case 1', () => {
    const okm = hkdfSha256(hex('0b'.repeat(22)), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42);
    expect(hexOf(okm)).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  });

  test('is what OpenSSL says, for every length and an empty salt', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.integer({ min: 1, max: 300 }), (key, salt, info, length) => {
        expect(hexOf(hkdfSha256(key, salt, info, length))).toBe(
          Buffer.from(hkdfSync('sha256', key, salt, info, length)).toString('hex'),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('ends at 255 blocks', () => {
    expect(hkdfSha256(hex('01'), hex(''), hex(''), 8160).length).toBe(8160);
    for (const length of [0, -1, 1.5, 8161, Number.NaN]) {
      expect(codeOf(() => hkdfSha256(hex('01'), hex(''), hex(''), length))).toBe('CRYPTO_RANGE');
    }
  });
});

describeEngines('PBKDF2-HMAC-SHA256', () => {
  test('of "password" and "salt"', () => {
    expect(hexOf(pbkdf2Sha256(utf8('password'), utf8('salt'), 1, 32))).toBe(
      '120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b',
    );
  });

  test('is what OpenSSL says', () => {
    const counts = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(bytes, bytes, counts, fc.integer({ min: 1, max: 100 }), (password, salt, iterations, length) => {
        expect(hexOf(pbkdf2Sha256(password, salt, iterations, length))).toBe(
          pbkdf2Sync(password, salt, iterations, length, 'sha256').toString('hex'),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('needs at least one iteration and one byte', () => {
    for (const bad of [0, -1, 1.5, 2 ** 31]) {
      expect(codeOf(() => pbkdf2Sha256(hex('01'), hex('02'), bad, 32))).toBe('CRYPTO_RANGE');
      expect(codeOf(() => pbkdf2Sha256(hex('01'), hex('02'), 1, bad))).toBe('CRYPTO_RANGE');
    }
  });
});

describe('the chain-key step of the ratchet', () => {
  test.each(rows('ratchet', 'kdfRK').slice(0, 5))('derives the keys of %s', (_, input, output) => {
    const derived = hkdfSha256(
      hex(input['dhOut']!),
      hex(input['rootKey']!),
      utf8('rsZUpEuXUqqwXBvSy3EcievAh4cMj6QL'),
      96,
    );
    expect(hexOf(derived)).toBe(output['rootKey']! + output['chainKey']! + output['headerKey']!);
  });
});

describeEngines('PBKDF2 off the thread', () => {
  test.each([
    ['password', 'salt', 1, 32],
    ['status', '', 65_356, 32],
    ['', '', 7, 64],
  ])('%j with salt %j, %d rounds, %d bytes: the same as on it', async (password, salt, iterations, length) => {
    const made = await pbkdf2Sha256Async(utf8(password), utf8(salt), iterations, length);
    expect(hexOf(made)).toBe(pbkdf2Sync(password, salt, iterations, length, 'sha256').toString('hex'));
    expect(made.constructor.name).toBe('Uint8Array');
  });

  test('rejects what the other throws for', async () => {
    await expect(pbkdf2Sha256Async(utf8('x'), utf8(''), 0, 32)).rejects.toMatchObject({ code: 'CRYPTO_RANGE' });
  });

  test('computes by itself where Web Crypto is not there', async () => {
    const subtle = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
    try {
      const made = await pbkdf2Sha256Async(utf8('password'), utf8('salt'), 3, 32);
      expect(hexOf(made)).toBe(pbkdf2Sync('password', 'salt', 3, 32, 'sha256').toString('hex'));
    } finally {
      Object.defineProperty(globalThis, 'crypto', subtle);
    }
  });
});
