import { describe, expect, jest, test } from '@jest/globals';
import { hexToBytes } from '@status/base';
import { installEngine, publicKeyOf, requirePrivateKey, requireSymmetricKey, resetEngine } from '@status/crypto';
import type { ListenKey, PrivateKey, RecipientKey, SymmetricKey } from '@status/interfaces';
import { createSealer, MessageEncryptionError } from '@status/message-encryption';
import { openMessage } from '@status/message-encryption/wire';
import { seededRandom } from '@status/testing';

const KEY = requireSymmetricKey(hexToBytes('01'.repeat(32)));
const RECIPIENT = requirePrivateKey(hexToBytes('22'.repeat(32)));
const SENDER = requirePrivateKey(hexToBytes('11'.repeat(32)));
const HELLO = hexToBytes('68656c6c6f');
const sealer = createSealer({ random: seededRandom('sealer') });

const ENDS: readonly (readonly [string, RecipientKey, ListenKey, number])[] = [
  ['a symmetric key', { kind: 'symmetric', key: KEY }, { kind: 'symmetric', key: KEY }, 28],
  [
    'a public key',
    { kind: 'asymmetric', publicKey: publicKeyOf(RECIPIENT) },
    { kind: 'asymmetric', privateKey: RECIPIENT },
    113,
  ],
];

describe('a sealer', () => {
  test.each(ENDS)('seals for %s what its holder opens, with the sender that signed it', async (_, to, key) => {
    const opened = await sealer.open(await sealer.seal(HELLO, { to, from: SENDER }), key);
    expect(opened?.payload).toEqual(HELLO);
    expect(opened?.sender).toEqual(publicKeyOf(SENDER));
  });

  test.each(ENDS)('for %s, signs nothing without a sender, and pads to 256 bytes', async (_, to, key, overhead) => {
    const data = await sealer.seal(HELLO, { to });
    expect(data.length).toBe(256 + overhead);
    const opened = await sealer.open(data, key);
    expect(opened?.sender).toBeUndefined();
    expect(opened?.padding.length).toBe(256 - 2 - HELLO.length);
  });

  test('writes given padding as it is, none too', async () => {
    const [, to, key] = ENDS[0]!;
    for (const padding of [hexToBytes('0000aa'), new Uint8Array()]) {
      const data = await sealer.seal(HELLO, { to, padding });
      expect(openMessage(data, key)?.padding).toEqual(padding);
    }
  });

  test('gives another ciphertext each time', async () => {
    const [, to] = ENDS[0]!;
    expect(await sealer.seal(HELLO, { to })).not.toEqual(await sealer.seal(HELLO, { to }));
  });

  test('opens nothing for a stranger', async () => {
    const [, to] = ENDS[0]!;
    const stranger: ListenKey = { kind: 'symmetric', key: requireSymmetricKey(hexToBytes('02'.repeat(32))) };
    expect(await sealer.open(await sealer.seal(HELLO, { to }), stranger)).toBeUndefined();
  });

  test('wipes the plaintext, also when the encryption fails', async () => {
    const [, to] = ENDS[0]!;
    const seen: Uint8Array[] = [];
    try {
      const aesGcmEncrypt = jest.fn((_key: Uint8Array, _nonce: Uint8Array, plaintext: Uint8Array): Uint8Array => {
        seen.push(plaintext);
        if (seen.length === 2) throw new Error('the engine failed');
        return plaintext.slice();
      });
      installEngine({ name: 'watching', aesGcmEncrypt });
      await sealer.seal(HELLO, { to });
      await expect(sealer.seal(HELLO, { to })).rejects.toThrow('the engine failed');
    } finally {
      resetEngine();
    }
    expect(seen.map((plaintext) => plaintext.some((byte) => byte !== 0))).toEqual([false, false]);
  });

  test.each([
    ['a symmetric key of zero', { to: { kind: 'symmetric', key: new Uint8Array(32) as SymmetricKey } as const }],
    ['a sender of zero', { to: ENDS[0]![1], from: new Uint8Array(32) as PrivateKey }],
  ])('refuses %s', async (_, request) => {
    const refused = sealer.seal(HELLO, request);
    await expect(refused).rejects.toBeInstanceOf(MessageEncryptionError);
    await expect(refused).rejects.toMatchObject({ code: 'PRIVACY_KEY' });
  });

  test.each([
    ['a key as it is', KEY],
    ['a kind that there is not', { kind: 'private', privateKey: RECIPIENT }],
    ['nothing', undefined],
  ])('says what a key is instead of %s', async (_, value) => {
    const expected = {
      code: 'PRIVACY_KEY',
      message: expect.stringContaining('kind symmetric or asymmetric') as unknown,
    };
    await expect(sealer.seal(HELLO, { to: value as unknown as RecipientKey })).rejects.toMatchObject(expected);
    await expect(sealer.open(HELLO, value as unknown as ListenKey)).rejects.toMatchObject(expected);
  });

  test('refuses a payload of 2²⁴ bytes', async () => {
    await expect(sealer.seal(new Uint8Array(2 ** 24), { to: ENDS[0]![1] })).rejects.toMatchObject({
      code: 'PRIVACY_TOO_LARGE',
    });
  });

  test('refuses to listen with a key of 16 bytes', async () => {
    const key = new Uint8Array(16).fill(1) as SymmetricKey;
    await expect(sealer.open(HELLO, { kind: 'symmetric', key })).rejects.toMatchObject({ code: 'PRIVACY_KEY' });
  });
});
