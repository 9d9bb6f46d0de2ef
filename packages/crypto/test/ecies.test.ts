import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@status/base';
import { type CryptoError, eciesDecrypt, eciesEncrypt, publicKeyOf } from '@status/crypto';
import { ECIES_OVERHEAD } from '@status/crypto/constants';
import fc from 'fast-check';
import { describeEngines } from './engines.ts';
import { codeOf, hex, hexOf, privateKeys, rows } from './support.ts';

const privateKey = hex('b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291');
const publicKey = publicKeyOf(privateKey);
const ephemeralPrivateKey = hex('869d6ecf5211f1cc60418a13b9d870b22959d0c16f02bec714c960dd2298a32d');
const iv = hex('000102030405060708090a0b0c0d0e0f');
const plaintext = new TextEncoder().encode('a message');

/** The handshakes in EIP-8 form: a size prefix of two bytes, which the tag covers. */
const handshakes = rows('rlpx', 'handshake')
  .filter(([, input]) => String(input['plain']) === 'false')
  .slice(0, 8);

function split(packet: string): { sharedMac: Uint8Array; message: Uint8Array } {
  const bytes = hex(packet);
  return { sharedMac: bytes.slice(0, 2), message: bytes.slice(2) };
}

describeEngines('ECIES', () => {
  test.each(handshakes)('opens and reproduces the auth packet of %s', (_, input, output) => {
    const { sharedMac, message } = split(output['auth']!);
    const opened = eciesDecrypt(hex(input['responderPrivate']!), message, { sharedMac });
    const sealed = eciesEncrypt(hex(input['responderPublic']!), opened, {
      sharedMac,
      ephemeralPrivateKey: hex(input['authEciesPrivate']!),
      iv: hex(input['authEciesIv']!),
    });
    expect(hexOf(sealed)).toBe(hexOf(message));
  });

  test.each(handshakes)('opens the ack packet of %s to its message and padding', (_, input, output) => {
    const { sharedMac, message } = split(output['ack']!);
    const opened = eciesDecrypt(hex(input['initiatorPrivate']!), message, { sharedMac });
    expect(hexOf(opened).startsWith(output['ackMsgRlp']!)).toBe(true);
  });

  test('opens what it sealed, 113 bytes longer', () => {
    const messages = fc.uint8Array({ minLength: 1, maxLength: 200 });
    const sharedMacs = fc.uint8Array({ maxLength: 4 });
    fc.assert(
      fc.property(privateKeys, messages, sharedMacs, (key, message, sharedMac) => {
        const sealed = eciesEncrypt(publicKeyOf(key), message, { sharedMac, ephemeralPrivateKey, iv });
        expect(sealed.length).toBe(message.length + ECIES_OVERHEAD);
        expect(sealed[0]).toBe(4);
        expect(hexOf(eciesDecrypt(key, sealed, { sharedMac }))).toBe(hexOf(message));
      }),
      { numRuns: 6 },
    );
  });

  test('refuses a message cut at any byte, always with the same error', () => {
    const sealed = eciesEncrypt(publicKey, plaintext, { ephemeralPrivateKey, iv });
    const messages = new Set<string>();
    for (let length = 0; length < sealed.length; length++) {
      try {
        eciesDecrypt(privateKey, sealed.subarray(0, length));
        throw new Error(`opened at ${length} bytes`);
      } catch (error) {
        expect((error as CryptoError).code).toBe('CRYPTO_ECIES');
        messages.add((error as CryptoError).message);
      }
    }
    expect(messages.size).toBe(1);
  });

  test('refuses a message with any byte changed', () => {
    const sealed = eciesEncrypt(publicKey, plaintext, { ephemeralPrivateKey, iv });
    for (let i = 0; i < sealed.length; i++) {
      const changed = sealed.slice();
      changed[i]! ^= 1 << (i % 8);
      expect(codeOf(() => eciesDecrypt(privateKey, changed))).toBe('CRYPTO_ECIES');
    }
  });

  test('refuses other shared bytes, another key and trailing bytes', () => {
    const sealed = eciesEncrypt(publicKey, plaintext, { sharedMac: hex('0102'), ephemeralPrivateKey, iv });
    expect(codeOf(() => eciesDecrypt(privateKey, sealed))).toBe('CRYPTO_ECIES');
    expect(codeOf(() => eciesDecrypt(privateKey, sealed, { sharedMac: hex('0103') }))).toBe('CRYPTO_ECIES');
    expect(codeOf(() => eciesDecrypt(ephemeralPrivateKey, sealed, { sharedMac: hex('0102') }))).toBe('CRYPTO_ECIES');
    expect(codeOf(() => eciesDecrypt(privateKey, concatBytes(sealed, hex('00'))))).toBe('CRYPTO_ECIES');
  });

  test.each([2, 3, 6, 7, 0])('refuses an ephemeral key with prefix %i', (prefix) => {
    const sealed = eciesEncrypt(publicKey, plaintext, { ephemeralPrivateKey, iv });
    sealed[0] = prefix;
    expect(codeOf(() => eciesDecrypt(privateKey, sealed))).toBe('CRYPTO_ECIES');
  });

  test('refuses random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(codeOf(() => eciesDecrypt(privateKey, bytes))).toBe('CRYPTO_ECIES');
      }),
      { numRuns: 30 },
    );
  });
});

describe('ECIES', () => {
  test('draws an ephemeral key and an IV, and wipes the key', () => {
    const drawn: Uint8Array[] = [];
    const random = {
      bytes(length: number) {
        const bytes = new Uint8Array(length).fill(length);
        drawn.push(bytes);
        return bytes;
      },
    };
    const sealed = eciesEncrypt(publicKey, plaintext, { random });
    expect(drawn.map((bytes) => bytes.length)).toEqual([32, 16]);
    expect(drawn[0]).toEqual(new Uint8Array(32));
    expect(sealed.slice(65, 81)).toEqual(new Uint8Array(16).fill(16));
    expect(eciesDecrypt(privateKey, sealed)).toEqual(plaintext);
  });

  test('leaves a given ephemeral key alone', () => {
    const given = ephemeralPrivateKey.slice();
    eciesEncrypt(publicKey, plaintext, { ephemeralPrivateKey: given, iv });
    expect(given).toEqual(ephemeralPrivateKey);
  });

  test('does not encrypt nothing', () => {
    expect(codeOf(() => eciesEncrypt(publicKey, new Uint8Array(), { ephemeralPrivateKey, iv }))).toBe('CRYPTO_ECIES');
  });

  test('names what the caller got wrong', () => {
    const given = { ephemeralPrivateKey, iv };
    expect(codeOf(() => eciesEncrypt(publicKey.slice(1), plaintext, given))).toBe('CRYPTO_PUBLIC_KEY');
    expect(codeOf(() => eciesEncrypt(publicKey, plaintext, { ...given, iv: iv.slice(1) }))).toBe('CRYPTO_LENGTH');
    expect(codeOf(() => eciesEncrypt(publicKey, plaintext, { ...given, ephemeralPrivateKey: iv }))).toBe(
      'CRYPTO_PRIVATE_KEY',
    );
    expect(codeOf(() => eciesDecrypt(new Uint8Array(32), new Uint8Array(200)))).toBe('CRYPTO_PRIVATE_KEY');
  });
});
