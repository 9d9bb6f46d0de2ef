import { describe, expect, test } from '@jest/globals';
import { bytesToHex, concatBytes, hexToBytes } from '@status/base';
import { decodeRlp, rlpBytes, rlpListItems } from '@status/base/rlp';
import { aesGcmEncrypt, parsePublicKey, publicKeyOf, requirePrivateKey, requireSymmetricKey } from '@status/crypto';
import type { ListenKey, PublicKey, RecipientKey, SymmetricKey } from '@status/interfaces';
import { encodePlaintext, encryptMessage, openMessage } from '@status/message-encryption/wire';
import { seededRandom } from '@status/testing';
import fc from 'fast-check';
import { vectors } from '../../../tooling/scripts/vectors.ts';

type Valid = {
  asymmetric: boolean;
  dstPrivate: string;
  dstPublic: string;
  ephemeralPrivate: string;
  gcmNonce: string;
  iv: string;
  payload: string;
  signed: boolean;
  srcPrivate: string;
  symKey: string;
};
type ValidOut = {
  envelopeRlp: string;
  opened: { padding: string; plaintext?: string; plaintextLen: number; signer: string | null };
};

const KEY = requireSymmetricKey(hexToBytes('01'.repeat(32)));
const STRANGER = requirePrivateKey(hexToBytes('11'.repeat(32)));
const asHolder: ListenKey = { kind: 'symmetric', key: KEY };

/** Data of an envelope with a plaintext of one's own making. */
function dataOf(plaintext: Uint8Array): Uint8Array {
  const nonce = new Uint8Array(12);
  return concatBytes(aesGcmEncrypt(KEY, nonce, plaintext), nonce);
}

/** The data in an envelope: its fourth item. */
function dataIn(envelopeRlp: string): Uint8Array {
  return rlpBytes(rlpListItems(decodeRlp(hexToBytes(envelopeRlp)))[3]!);
}

describe('messages of the reference are sealed and opened alike', () => {
  test.each(vectors<Valid, ValidOut>('whisper-envelope', 'valid'))('$id', ({ in: input, out }) => {
    const privateKeyOf = (hex: string) => requirePrivateKey(hexToBytes(hex));
    const symmetricKeyOf = (hex: string) => requireSymmetricKey(hexToBytes(hex));
    const { asymmetric } = input;
    const to: RecipientKey = asymmetric
      ? { kind: 'asymmetric', publicKey: parsePublicKey(hexToBytes(input.dstPublic)) }
      : { kind: 'symmetric', key: symmetricKeyOf(input.symKey) };
    const key: ListenKey = asymmetric
      ? { kind: 'asymmetric', privateKey: privateKeyOf(input.dstPrivate) }
      : { kind: 'symmetric', key: symmetricKeyOf(input.symKey) };
    const source = asymmetric
      ? { ephemeralPrivateKey: privateKeyOf(input.ephemeralPrivate), iv: hexToBytes(input.iv) }
      : { nonce: hexToBytes(input.gcmNonce) };
    const plaintext = encodePlaintext(hexToBytes(input.payload), {
      padding: hexToBytes(out.opened.padding),
      ...(input.signed && { from: privateKeyOf(input.srcPrivate) }),
    });
    expect(plaintext.length).toBe(out.opened.plaintextLen);
    // Left out of the largest vectors, where the data alone has to agree.
    if (out.opened.plaintext !== undefined) expect(bytesToHex(plaintext)).toBe(out.opened.plaintext);

    const data = encryptMessage(plaintext, to, source);
    expect(bytesToHex(data) === bytesToHex(dataIn(out.envelopeRlp))).toBe(true);
    const opened = openMessage(data, key)!;
    expect(bytesToHex(opened.payload) === input.payload).toBe(true);
    expect(bytesToHex(opened.padding)).toBe(out.opened.padding);
    expect(opened.sender && bytesToHex(opened.sender)).toBe(out.opened.signer ?? undefined);
  });
});

describe('a sealed message', () => {
  const random = seededRandom('sealed');
  const privateKey = requirePrivateKey(hexToBytes('22'.repeat(32)));
  const symmetric: RecipientKey = { kind: 'symmetric', key: KEY };
  const asymmetric: RecipientKey = { kind: 'asymmetric', publicKey: publicKeyOf(privateKey) };
  const asRecipient: ListenKey = { kind: 'asymmetric', privateKey };
  const plaintext = encodePlaintext(hexToBytes('68656c6c6f'), { random });

  test.each([
    ['symmetric', symmetric, asHolder, 28],
    ['asymmetric', asymmetric, asRecipient, 113],
  ] as const)('%s: opens with its key and is longer by what the encryption adds', (_, to, key, overhead) => {
    const data = encryptMessage(plaintext, to, { random });
    expect(data.length).toBe(plaintext.length + overhead);
    expect(openMessage(data, key)?.payload).toEqual(hexToBytes('68656c6c6f'));
  });

  test.each([
    ['symmetric', symmetric, asHolder],
    ['asymmetric', asymmetric, asRecipient],
  ] as const)('%s: every decrypt failure says the same, which is nothing', (_, to, key) => {
    const data = encryptMessage(plaintext, to, { random });
    const failures = [
      data.subarray(0, 0),
      data.subarray(0, 27),
      data.subarray(0, data.length - 1),
      concatBytes(data, Uint8Array.of(0)),
      ...[0, 70, 200, data.length - 1].map((index) => data.map((byte, i) => (i === index ? byte ^ 1 : byte))),
      new Uint8Array(98),
      new Uint8Array(113),
    ];
    for (const failure of failures) expect(openMessage(failure, key)).toBeUndefined();
    expect(
      openMessage(data, { kind: 'symmetric', key: requireSymmetricKey(hexToBytes('03'.repeat(32))) }),
    ).toBeUndefined();
    expect(openMessage(data, { kind: 'asymmetric', privateKey: STRANGER })).toBeUndefined();
  });

  test('opens to nothing when what is inside makes no sense', () => {
    expect(openMessage(dataOf(new Uint8Array()), asHolder)).toBeUndefined();
    expect(openMessage(dataOf(hexToBytes('0105')), asHolder)).toBeUndefined();
    expect(openMessage(dataOf(hexToBytes('010109')), asHolder)).toBeDefined();
  });

  test.each([
    ['31 bytes', { kind: 'symmetric', key: new Uint8Array(31).fill(1) as SymmetricKey }],
    ['zero', { kind: 'symmetric', key: new Uint8Array(32) as SymmetricKey }],
    ['a point off the curve', { kind: 'asymmetric', publicKey: hexToBytes(`04${'11'.repeat(64)}`) as PublicKey }],
  ] as const)('is not made for a key of %s', (_, to) => {
    expect(() => encryptMessage(plaintext, to, { random })).toThrow(expect.objectContaining({ code: 'PRIVACY_KEY' }));
  });

  test('is not made with the randomness of the other kind of key', () => {
    const wrong = expect.objectContaining({ code: 'PRIVACY_KEY' });
    expect(() => encryptMessage(plaintext, asymmetric, { nonce: new Uint8Array(12) })).toThrow(wrong);
    expect(() =>
      encryptMessage(plaintext, symmetric, { ephemeralPrivateKey: privateKey, iv: new Uint8Array(16) }),
    ).toThrow(wrong);
  });

  test('is opened or not, never an exception, whatever the data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 250 }), (data) => {
        expect(openMessage(data, asHolder)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 110, maxLength: 250 }), (data) => {
        data[0] = 4;
        expect(openMessage(data, asRecipient)).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  test('cut short at any byte opens to nothing', () => {
    const data = encryptMessage(plaintext, symmetric, { random });
    for (let length = 0; length < data.length; length++) {
      expect(openMessage(data.subarray(0, length), asHolder)).toBeUndefined();
    }
  });
});
