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
  normaliseMnemonic,
  parsePublicKeyText,
  threeWordName,
} from '@status/identity';
import { type Hex, kind, PRESENCE, type VectorFile } from '../kind.ts';

export const identityVectors: VectorFile = {
  kinds: {
    name: kind(recomputeName, {
      'identicon.dataUri': { why: 'PNG files differ between encoders; the pixels are compared' },
      'identicon.pngSha256': { why: 'PNG files differ between encoders; the pixels are compared' },
    }),
    mnemonic: kind(recomputeMnemonic, { validateError: PRESENCE }),
  },
};

interface NameInput {
  readonly private?: Hex | null;
  readonly public: string;
}

interface NameOutput {
  readonly serialized?: Readonly<Record<string, string>> | null;
}

function recomputeName(input: NameInput, recorded: NameOutput): unknown {
  const publicKey = parsePublicKeyText(input.public);
  if (input.private && bytesTo0x(publicKeyOf(hexToBytes(input.private))) !== bytesTo0x(publicKey)) {
    throw new Error('in.public is not the public key of in.private');
  }
  const picture = identicon(publicKey);
  return {
    address: addressText(publicKey),
    alias: threeWordName(publicKey),
    compressed: bytesToHex(compressPublicKey(publicKey)),
    identicon: {
      bitmap: picture.cells.map(Number).join(''),
      color: bytesToHex(Uint8Array.from(picture.color)),
      rgbaSha256: bytesToHex(sha256(identiconPixels(picture))),
    },
    serialized: serialise(publicKey, Object.keys(recorded.serialized ?? {})),
    zQ3: formatCompressedKey(publicKey),
  };
}

/** The short text of a key in each base that a case asks for, having been read back as that key. */
function serialise(publicKey: Uint8Array, bases: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    bases.map((base) => {
      // The reference takes `0x` for another name of base 16.
      const text = formatCompressedKey(publicKey, (base === '0x' ? 'f' : base) as MultibaseLetter);
      const readBack = bytesToHex(parsePublicKeyText(text)) === bytesToHex(publicKey);
      return [base, readBack ? text : `${text} is read as another key`];
    }),
  );
}

interface MnemonicInput {
  readonly mnemonic: string;
  readonly password?: string | null;
}

function recomputeMnemonic(input: MnemonicInput, recorded: object): unknown {
  const { mnemonic } = input;
  // The reference makes a seed of any text, a phrase or not.
  const options = { password: input.password ?? '', allowInvalid: true };
  const seed = mnemonicToSeed(mnemonic, options);
  // It judges words to the letter, whatever blanks are between them, where this project tidies up the words too.
  const words = mnemonic.trim().replace(/\s+/g, ' ');
  const valid = isMnemonic(words) && normaliseMnemonic(words) === words;
  const account = accountFromMnemonic(mnemonic, options);
  const paths = Object.keys(recorded).filter((name) => /^m(\/|$)/.test(name));
  return {
    valid,
    validateError: valid ? '' : 'invalid',
    seed: bytesToHex(seed),
    masterXprv: masterKeyText(seed),
    chatPrivate: bytesToHex(account.chatKey),
    walletPrivate: bytesToHex(account.walletKey),
    ...Object.fromEntries(paths.map((path) => [path, derive(seed, path)])),
  };
}

function derive(seed: Uint8Array, path: string): unknown {
  const { privateKey, publicKey, chainCode } = deriveKey(seed, path);
  return {
    address: addressText(publicKey),
    chainCode: bytesToHex(chainCode),
    private: bytesToHex(privateKey),
    public: bytesToHex(publicKey),
  };
}
