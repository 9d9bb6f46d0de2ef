import { describe, expect, test } from '@jest/globals';
import { bytesTo0x, bytesToHex, hexToBytes } from '@status/base';
import { compressPublicKey, publicKeyOf, sha256 } from '@status/crypto';
import {
  accountFromMnemonic,
  addressText,
  deriveKey,
  formatCompressedKey,
  identicon,
  identiconPixels,
  isMnemonic,
  type MultibaseLetter,
  masterKeyText,
  mnemonicToSeed,
  parsePublicKeyText,
  threeWordName,
} from '@status/identity';
import { type DerivedVector, mnemonicVectors, nameVectors } from './vectors.ts';

describe('recorded names of the reference', () => {
  test.each(nameVectors)('$id', ({ in: input, out }) => {
    const publicKey = publicKeyOf(hexToBytes(input.private));
    expect(bytesTo0x(publicKey)).toBe(input.public);
    expect(addressText(publicKey)).toBe(out.address);
    expect(threeWordName(publicKey)).toBe(out.alias);
    expect(bytesToHex(compressPublicKey(publicKey))).toBe(out.compressed);

    const picture = identicon(publicKey);
    expect(picture.cells.map(Number).join('')).toBe(out.identicon.bitmap);
    expect(bytesToHex(Uint8Array.from(picture.color))).toBe(out.identicon.color);
    expect(bytesToHex(sha256(identiconPixels(picture)))).toBe(out.identicon.rgbaSha256);

    expect(formatCompressedKey(publicKey)).toBe(out.zQ3);
    for (const [base, text] of Object.entries(out.serialized)) {
      // The reference takes `0x` for the name of base `f`.
      expect(formatCompressedKey(publicKey, (base === '0x' ? 'f' : base) as MultibaseLetter)).toBe(text);
      expect(parsePublicKeyText(text)).toEqual(publicKey);
    }
  });
});

describe('recorded mnemonics of the reference', () => {
  test.each(mnemonicVectors)('$id', ({ in: { mnemonic, password }, out }) => {
    expect(isMnemonic(mnemonic)).toBe(out.valid);
    const seed = mnemonicToSeed(mnemonic, { password });
    expect(bytesToHex(seed)).toBe(out.seed);
    expect(masterKeyText(seed)).toBe(out.masterXprv);

    const paths = Object.keys(out).filter((name) => /^m(\/|$)/.test(name));
    expect(paths).toHaveLength(7);
    for (const path of paths) {
      const key = deriveKey(seed, path);
      const expected = out[path] as DerivedVector;
      expect(bytesToHex(key.privateKey)).toBe(expected.private);
      expect(bytesToHex(key.publicKey)).toBe(expected.public);
      expect(bytesToHex(key.chainCode)).toBe(expected.chainCode);
      expect(addressText(key.publicKey)).toBe(expected.address);
    }

    const account = accountFromMnemonic(mnemonic, { password });
    expect(bytesToHex(account.chatKey)).toBe(out.chatPrivate);
    expect(bytesToHex(account.walletKey)).toBe(out.walletPrivate);
  });
});
