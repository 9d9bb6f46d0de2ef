import { describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@status/base';
import { encodeProtobuf } from '@status/base/protobuf';
import { sharedSecret } from '@status/crypto';
import { bitFlips, seededRandom, truncations } from '@status/testing';
import { readVectors, vectors } from '../../../tooling/scripts/vectors.ts';
import { decryptFallback, encryptFallback } from '../src/dh.ts';
import { keyPairOf as keyPair } from '../src/double-ratchet.ts';
import { encryption } from '../src/generated/ratchet.js';
import { encodeHeader } from '../src/header.ts';
import { expandMessageKey, stepChain, stepRoot } from '../src/kdf.ts';
import { decryptMessage, encryptMessage } from '../src/message-cipher.ts';
import { initiateX3dh, respondX3dh } from '../src/x3dh.ts';

type Texts = Readonly<Record<string, string>>;

describe('recorded primitives of the reference', () => {
  test.each(vectors<Texts, Texts>('ratchet', 'kdfRK'))('root step $id', ({ in: input, out }) => {
    const step = stepRoot(hexToBytes(input['rootKey']!), hexToBytes(input['dhOut']!));
    expect(bytesToHex(step.rootKey)).toBe(out['rootKey']);
    expect(bytesToHex(step.chainKey)).toBe(out['chainKey']);
    expect(bytesToHex(step.headerKey)).toBe(out['headerKey']);
  });

  test.each(vectors<Texts, Texts>('ratchet', 'kdfCK'))('chain step $id', ({ in: input, out }) => {
    const step = stepChain(hexToBytes(input['chainKey']!));
    expect(bytesToHex(step.chainKey)).toBe(out['chainKey']);
    expect(bytesToHex(step.messageKey)).toBe(out['messageKey']);
  });

  test.each(vectors<Texts, Texts>('ratchet', 'dh'))('Diffie–Hellman output $id', ({ in: input, out }) => {
    const shared = sharedSecret(hexToBytes(input['private']!), hexToBytes(input['publicCompressed']!));
    expect(bytesToHex(shared)).toBe(out['shared']);
  });

  test.each(vectors<{ dh: string; n: number; pn: number }, Texts>('ratchet', 'header'))(
    'header $id',
    ({ in: { dh, n, pn }, out }) => {
      expect(bytesToHex(encodeHeader({ key: hexToBytes(dh), n, pn }))).toBe(out['encoded']);
    },
  );

  test.each(vectors<Texts, Texts>('ratchet', 'message'))('message $id', ({ in: input, out }) => {
    const [key, ad, plaintext] = ['messageKey', 'associatedData', 'plaintext'].map((name) => hexToBytes(input[name]!));
    const secrets = expandMessageKey(key!);
    expect(bytesToHex(secrets.encryptionKey)).toBe(out['encKey']);
    expect(bytesToHex(secrets.authenticationKey)).toBe(out['authKey']);
    expect(bytesToHex(secrets.iv)).toBe(out['iv']);
    const ciphertext = encryptMessage(key!, plaintext!, ad!);
    expect(bytesToHex(ciphertext)).toBe(out['ciphertext']);
    expect(bytesToHex(decryptMessage(key!, ciphertext, ad!)!)).toBe(input['plaintext']);
  });

  test.each(vectors<Texts, Texts>('x3dh', 'x3dh'))('X3DH $id, from both sides', ({ in: input, out }) => {
    const bytes = (name: string): Uint8Array => hexToBytes(input[name]!);
    const active = initiateX3dh({
      identityPrivate: bytes('initiatorIdentityPrivate'),
      ephemeralPrivate: bytes('initiatorEphemeralPrivate'),
      responderIdentity: bytes('responderIdentityCompressed'),
      responderPreKey: bytes('responderSignedPreKeyCompressed'),
    });
    const passive = respondX3dh({
      identityPrivate: bytes('responderIdentityPrivate'),
      preKeyPrivate: bytes('responderSignedPreKeyPrivate'),
      initiatorIdentity: bytes('initiatorIdentityPublic'),
      initiatorEphemeral: bytes('initiatorEphemeralCompressed'),
    });
    expect(bytesToHex(active)).toBe(out['sharedSecret']);
    expect(bytesToHex(passive)).toBe(out['sharedSecret']);
  });

  test.each(vectors<Texts, Texts>('x3dh', 'dh'))('fallback message $id', ({ in: input, out }) => {
    const recipientPrivate = hexToBytes(input['recipientPrivate']!);
    const nonce = hexToBytes(input['nonce']!);
    const opened = decryptFallback(recipientPrivate, {
      ephemeral: hexToBytes(out['ephemeralCompressed']!),
      payload: hexToBytes(out['payload']!),
    });
    expect(opened.ok && bytesToHex(opened.plaintext)).toBe(input['plaintext']);

    const { publicKey } = keyPair(recipientPrivate);
    const message = encryptFallback(
      hexToBytes(input['ephemeralPrivate']!),
      publicKey,
      nonce,
      hexToBytes(input['plaintext']!),
    );
    expect(bytesToHex(message.payload)).toBe(out['payload']);
    const wire = encodeProtobuf(encryption.DirectMessageProtocol, {
      payload: message.payload,
      DHHeader: { key: message.ephemeral },
    });
    expect(bytesToHex(wire)).toBe(out['directMessageProtocol']);
  });
});

describe('a damaged ciphertext', () => {
  const random = seededRandom('damaged ciphertext');
  const noise = Array.from({ length: 100 }, (_, length) => random.bytes(length));

  test('of the ratchet is nothing, wherever it is cut or flipped', () => {
    const [key, ad] = [random.bytes(32), random.bytes(66)];
    const ciphertext = encryptMessage(key, utf8ToBytes('hello'), ad);
    for (const damaged of [...truncations(ciphertext), ...bitFlips(ciphertext), ...noise]) {
      expect(decryptMessage(key, damaged, ad)).toBeUndefined();
    }
  });

  test('of the fallback fails with a reason, wherever payload or ephemeral are cut or flipped', () => {
    const { privateKey, publicKey } = keyPair(random.bytes(32));
    const message = encryptFallback(random.bytes(32), publicKey, random.bytes(12), utf8ToBytes('hello'));
    const { payload, ephemeral } = message;
    for (const damaged of [...truncations(payload), ...bitFlips(payload, 80), ...noise]) {
      const { ok } = decryptFallback(privateKey, { ephemeral, payload: damaged });
      expect(ok).toBe(false);
    }
    for (const damaged of [...truncations(ephemeral), ...bitFlips(ephemeral, 80), ...noise]) {
      const opened = decryptFallback(privateKey, { ephemeral: damaged, payload });
      // The parity bit of a point does not change its X, which is all that the shared secret is made of.
      if (damaged.length === 33 && damaged[0] === (ephemeral[0]! ^ 1)) continue;
      expect(opened.ok).toBe(false);
    }
  });
});

describe('the walkthrough', () => {
  const walkthrough = readVectors<{
    leadingZeroDH: Texts;
    primitives: { encrypt40xAB: string; encryptEmpty: string; encrypt: Texts };
    dhFallback: Texts;
    sharedSecret: { IK_A_IK_B: string };
    x3dh: Texts;
  }>('ratchet-walkthrough');

  test('keeps the leading zero of a Diffie–Hellman output', () => {
    const { privA, pubB, shared } = walkthrough.leadingZeroDH;
    expect(bytesToHex(sharedSecret(hexToBytes(privA!), hexToBytes(pubB!)))).toBe(shared);
  });

  test('encrypts nothing, one block and a bit', () => {
    const { encrypt, encryptEmpty, encrypt40xAB } = walkthrough.primitives;
    const seal = (plaintext: Uint8Array): string =>
      bytesToHex(encryptMessage(hexToBytes(encrypt['mk']!), plaintext, hexToBytes(encrypt['ad']!)));
    expect(seal(new Uint8Array())).toBe(encryptEmpty);
    expect(seal(new Uint8Array(40).fill(0xab))).toBe(encrypt40xAB);
    expect(seal(utf8ToBytes('hello'))).toBe(encrypt['out']);
  });

  test('falls back to a key that is one of the three of X3DH', () => {
    const { nonce, recipientPub, payload, emptyPayload } = walkthrough.dhFallback;
    const ephemeral = hexToBytes(walkthrough.x3dh['EK_A_priv']!);
    const seal = (text: string): string =>
      bytesToHex(encryptFallback(ephemeral, hexToBytes(recipientPub!), hexToBytes(nonce!), utf8ToBytes(text)).payload);
    expect(seal('hello')).toBe(payload);
    expect(seal('')).toBe(emptyPayload);
  });

  test('shares a secret between the identities', () => {
    const { IK_A_priv: a, IK_B_pub: b } = walkthrough.x3dh;
    expect(bytesToHex(sharedSecret(hexToBytes(a!), hexToBytes(b!)))).toBe(walkthrough.sharedSecret.IK_A_IK_B);
  });
});
