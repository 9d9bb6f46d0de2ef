import { createCipheriv } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { aesCtr, aesGcmDecrypt, aesGcmEncrypt, createAesBlock, createAesCtr } from '@status/crypto';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import { codeOf, hex, hexOf, rows } from './support.ts';

const keys = fc.constantFrom(16, 24, 32).chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
const nonces = fc.uint8Array({ minLength: 12, maxLength: 12 });
const ivs = fc.uint8Array({ minLength: 16, maxLength: 16 });
const bytes = fc.uint8Array({ maxLength: 200 });

function opensslCtr(key: Uint8Array, iv: Uint8Array, message: Uint8Array): string {
  return createCipheriv(`aes-${8 * key.length}-ctr`, key, iv)
    .update(message)
    .toString('hex');
}

describeEngines('AES-GCM', () => {
  test('of the GCM specification, case 14', () => {
    const sealed = aesGcmEncrypt(new Uint8Array(32), new Uint8Array(12), new Uint8Array(16));
    expect(hexOf(sealed)).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
  });

  test.each(rows('x3dh', 'dh').slice(0, 5))('is the payload of %s', (_, input, output) => {
    const nonce = hex(input['nonce']!);
    const sealed = aesGcmEncrypt(hex(output['key']!), nonce, hex(input['plaintext']!));
    expect(hexOf(concatBytes(sealed, nonce))).toBe(output['payload']);
  });

  test('is what OpenSSL says and opens again', () => {
    fc.assert(
      fc.property(keys, nonces, bytes, bytes, (key, nonce, message, aad) => {
        const name = `aes-${8 * key.length}-gcm` as 'aes-256-gcm';
        const cipher = createCipheriv(name, key, nonce).setAAD(aad);
        const expected =
          cipher.update(message).toString('hex') + cipher.final('hex') + cipher.getAuthTag().toString('hex');
        const sealed = aesGcmEncrypt(key, nonce, message, aad);
        expect(hexOf(sealed)).toBe(expected);
        expect(hexOf(aesGcmDecrypt(key, nonce, sealed, aad))).toBe(hexOf(message));
      }),
      { numRuns: 50 },
    );
  });

  const key = new Uint8Array(32).fill(7);
  const nonce = new Uint8Array(12).fill(8);
  const sealed = aesGcmEncrypt(key, nonce, hex('0102030405'), hex('06'));

  test('does not open with a bit flipped, a byte missing or a byte added', () => {
    for (let i = 0; i < 8 * sealed.length; i++) {
      const flipped = sealed.slice();
      flipped[i >> 3]! ^= 1 << (i & 7);
      expect(codeOf(() => aesGcmDecrypt(key, nonce, flipped, hex('06')))).toBe('CRYPTO_AUTHENTICATION');
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(codeOf(() => aesGcmDecrypt(key, nonce, sealed.subarray(0, length), hex('06')))).toBe(
        'CRYPTO_AUTHENTICATION',
      );
    }
    expect(codeOf(() => aesGcmDecrypt(key, nonce, concatBytes(sealed, hex('00')), hex('06')))).toBe(
      'CRYPTO_AUTHENTICATION',
    );
  });

  test('does not open with other data, nonce or key', () => {
    expect(codeOf(() => aesGcmDecrypt(key, nonce, sealed))).toBe('CRYPTO_AUTHENTICATION');
    expect(codeOf(() => aesGcmDecrypt(key, new Uint8Array(12), sealed, hex('06')))).toBe('CRYPTO_AUTHENTICATION');
    expect(codeOf(() => aesGcmDecrypt(new Uint8Array(32), nonce, sealed, hex('06')))).toBe('CRYPTO_AUTHENTICATION');
  });

  test('needs a key of 16, 24 or 32 and a nonce of 12 bytes', () => {
    for (const length of [0, 15, 31, 33, 64]) {
      expect(codeOf(() => aesGcmEncrypt(new Uint8Array(length), nonce, key))).toBe('CRYPTO_LENGTH');
      expect(codeOf(() => aesGcmDecrypt(new Uint8Array(length), nonce, sealed))).toBe('CRYPTO_LENGTH');
    }
    for (const length of [0, 8, 11, 13, 16]) {
      expect(codeOf(() => aesGcmEncrypt(key, new Uint8Array(length), key))).toBe('CRYPTO_LENGTH');
      expect(codeOf(() => aesGcmDecrypt(key, new Uint8Array(length), sealed))).toBe('CRYPTO_LENGTH');
    }
  });
});

describeEngines('AES-CTR', () => {
  const key = hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4');
  const iv = hex('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff');

  test('of NIST SP 800-38A, F.5.5', () => {
    const message = hex(
      '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
    );
    expect(hexOf(aesCtr(key, iv, message))).toBe(
      '601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6',
    );
  });

  test('is what OpenSSL says, from any alignment', () => {
    fc.assert(
      fc.property(keys, ivs, bytes, fc.nat(3), (key, iv, message, skip) => {
        expect(hexOf(aesCtr(key, iv, message.subarray(skip)))).toBe(opensslCtr(key, iv, message.subarray(skip)));
      }),
      { numRuns: 50 },
    );
  });

  test('counts over all 128 bits', () => {
    const last = new Uint8Array(16).fill(0xff);
    expect(hexOf(aesCtr(key, last, new Uint8Array(48)))).toBe(opensslCtr(key, last, new Uint8Array(48)));
    const stream = createAesCtr(key, last);
    const pieces = [stream.process(new Uint8Array(20)), stream.process(new Uint8Array(28))];
    expect(hexOf(concatBytes(...pieces))).toBe(opensslCtr(key, last, new Uint8Array(48)));
  });

  test('as a stream goes on over calls of any size', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 12 });
    fc.assert(
      fc.property(keys, ivs, pieces, (key, iv, messages) => {
        const stream = createAesCtr(key, iv);
        const streamed = messages.map((message) => {
          const before = hexOf(message);
          const out = stream.process(message);
          expect(hexOf(message)).toBe(before);
          return out;
        });
        for (const piece of streamed) expect(piece.constructor.name).toBe('Uint8Array');
        expect(hexOf(concatBytes(...streamed))).toBe(opensslCtr(key, iv, concatBytes(...messages)));
      }),
      { numRuns: 60 },
    );
  });

  test('as a stream does not need its key and IV again', () => {
    const ownKey = key.slice();
    const ownIv = iv.slice();
    const stream = createAesCtr(ownKey, ownIv);
    ownKey.fill(0);
    ownIv.fill(0);
    expect(hexOf(stream.process(new Uint8Array(33)))).toBe(opensslCtr(key, iv, new Uint8Array(33)));
  });

  test('needs a key of 16, 24 or 32 and an IV of 16 bytes', () => {
    expect(codeOf(() => aesCtr(new Uint8Array(20), iv, key))).toBe('CRYPTO_LENGTH');
    expect(codeOf(() => aesCtr(key, new Uint8Array(12), key))).toBe('CRYPTO_LENGTH');
    expect(codeOf(() => createAesCtr(new Uint8Array(0), iv))).toBe('CRYPTO_LENGTH');
    expect(codeOf(() => createAesCtr(key, new Uint8Array(17)))).toBe('CRYPTO_LENGTH');
  });
});

describeEngines('AES blocks', () => {
  test('of FIPS 197, C.1', () => {
    const block = hex('00112233445566778899aabbccddeeff');
    expect(hexOf(createAesBlock(hex('000102030405060708090a0b0c0d0e0f')).encrypt(block))).toBe(
      '69c4e0d86a7b0430d8cdb78070b4c55a',
    );
    expect(hexOf(block)).toBe('00112233445566778899aabbccddeeff');
  });

  test('are what OpenSSL says, block after block and from any alignment', () => {
    fc.assert(
      fc.property(keys, fc.uint8Array({ minLength: 40, maxLength: 40 }), fc.nat(3), (key, message, skip) => {
        const cipher = createAesBlock(key);
        const openssl = createCipheriv(`aes-${8 * key.length}-ecb`, key, null).setAutoPadding(false);
        for (const at of [skip, skip + 16]) {
          const block = message.subarray(at, at + 16);
          expect(hexOf(cipher.encrypt(block))).toBe(openssl.update(block).toString('hex'));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are 16 bytes long', () => {
    const cipher = createAesBlock(new Uint8Array(16));
    for (const length of [0, 15, 17, 32])
      expect(codeOf(() => cipher.encrypt(new Uint8Array(length)))).toBe('CRYPTO_LENGTH');
    expect(codeOf(() => createAesBlock(new Uint8Array(8)))).toBe('CRYPTO_LENGTH');
  });
});
