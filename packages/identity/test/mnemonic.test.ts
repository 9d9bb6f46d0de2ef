import { describe, expect, test } from '@jest/globals';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { bytesToHex } from '@status/base';
import { generateMnemonic, isMnemonic, MnemonicError, mnemonicToSeed, parseMnemonic } from '@status/identity';
import fc from 'fast-check';

const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const FRENCH_E = 'é';

/** Of 'correct horse  battery Staple', from another implementation of PBKDF2. */
const SEED_OF_ANY_TEXT =
  'f815fe954bf005c7735f5d1cd4899a5a7be09c54a351e70ba95c621aa03ac4cf70f3b0f676ab7e588f4134ae9c056e077cb6282a477c1f5a49062682bb1cc0cb';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof MnemonicError) return error.code;
    throw error;
  }
  return 'no error';
};

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  return '';
};

/** Hands out the bytes given, and keeps them in sight. */
const fixedRandom = (entropy: Uint8Array) => ({
  bytes: (length: number): Uint8Array => {
    expect(length).toBe(entropy.length);
    return entropy;
  },
});

describe('generating', () => {
  test.each([
    [12, 16, `${'abandon '.repeat(11)}about`],
    [24, 32, `${'abandon '.repeat(23)}art`],
  ] as const)('%i words stand for %i bytes of entropy', (length, bytes, expected) => {
    expect(generateMnemonic(fixedRandom(new Uint8Array(bytes)), { length })).toBe(expected);
  });

  test('takes twelve English words by default', () => {
    expect(generateMnemonic(fixedRandom(new Uint8Array(16).fill(0x7f)))).toBe(PHRASE);
  });

  test('wipes the entropy', () => {
    const entropy = new Uint8Array(16).fill(0x7f);
    generateMnemonic(fixedRandom(entropy));
    expect(entropy).toEqual(new Uint8Array(16));
  });

  test('any entropy gives a phrase that parses to itself', () => {
    const lengths = fc.constantFrom([12, 16], [15, 20], [18, 24], [21, 28], [24, 32] as const);
    fc.assert(
      fc.property(
        lengths.chain(([length, bytes]) =>
          fc.tuple(fc.constant(length as 12), fc.uint8Array({ minLength: bytes!, maxLength: bytes! })),
        ),
        ([length, entropy]) => {
          const phrase = generateMnemonic(fixedRandom(entropy), { length });
          expect(phrase.split(' ')).toHaveLength(length);
          expect(parseMnemonic(phrase)).toBe(phrase);
        },
      ),
    );
  });

  test('speaks the language of the list that is given', () => {
    const phrase = generateMnemonic(fixedRandom(new Uint8Array(16)), { wordlist: japanese });
    expect(phrase).toContain('\u3000');
    expect(isMnemonic(phrase, japanese)).toBe(true);
    expect(codeOf(() => parseMnemonic(phrase))).toBe('IDENTITY_MNEMONIC_WORD');
  });
});

describe('parsing', () => {
  test('forgives capitals, blanks, tabs and line ends', () => {
    expect(parseMnemonic(`  ${PHRASE.toUpperCase().replaceAll(' ', ' \t\r\n ')}\n`)).toBe(PHRASE);
  });

  test('composed and decomposed letters are the same', () => {
    const words = ['abaisser', ...Array.from({ length: 2046 }, (_, i) => `mot${i}`), `${FRENCH_E}`.normalize('NFKD')];
    const composed = `${FRENCH_E} `.repeat(12).normalize('NFC');
    // Twelve times the last word: known to the list in either form, so the checksum is what fails.
    expect(codeOf(() => parseMnemonic(composed, words))).toBe('IDENTITY_MNEMONIC_CHECKSUM');
    expect(codeOf(() => parseMnemonic(composed.normalize('NFD'), words))).toBe('IDENTITY_MNEMONIC_CHECKSUM');
  });

  test.each([0, 1, 11, 13, 14, 16, 23, 25, 27])('refuses %i words', (count) => {
    const phrase = Array.from({ length: count }, () => 'abandon').join(' ');
    expect(codeOf(() => parseMnemonic(phrase))).toBe('IDENTITY_MNEMONIC_LENGTH');
  });

  test('says which word is not in the list, and not what it is', () => {
    const phrase = PHRASE.replace('year', 'yeer');
    expect(codeOf(() => parseMnemonic(phrase))).toBe('IDENTITY_MNEMONIC_WORD');
    const message = messageOf(() => parseMnemonic(phrase));
    expect(message).toContain('word 4');
    for (const word of phrase.split(' ')) expect(message).not.toMatch(new RegExp(`\\b${word}\\b`));
  });

  test('refuses words in another order', () => {
    const phrase = PHRASE.replace('legal winner', 'winner legal');
    expect(codeOf(() => parseMnemonic(phrase))).toBe('IDENTITY_MNEMONIC_CHECKSUM');
  });

  test('refuses a lone surrogate', () => {
    expect(codeOf(() => parseMnemonic('\ud800'))).toBe('IDENTITY_MNEMONIC_TEXT');
  });

  test('throws nothing but its own error, whatever the text', () => {
    const words = fc.array(fc.constantFrom(...english), { minLength: 10, maxLength: 26 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          words,
          fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
        ),
        (text) => {
          const code = codeOf(() => parseMnemonic(text));
          expect(isMnemonic(text)).toBe(code === 'no error');
        },
      ),
    );
  });
});

describe('the seed', () => {
  test('is the same however the phrase is typed', () => {
    expect(mnemonicToSeed(` ${PHRASE.toUpperCase()} `)).toEqual(mnemonicToSeed(PHRASE));
  });

  test('is not made from an invalid phrase', () => {
    expect(codeOf(() => mnemonicToSeed('correct horse battery staple'))).toBe('IDENTITY_MNEMONIC_LENGTH');
  });

  test('is made from any text when that is asked for', () => {
    expect(bytesToHex(mnemonicToSeed('correct horse  battery Staple', { allowInvalid: true }))).toBe(SEED_OF_ANY_TEXT);
  });

  test('takes blanks and capitals to the letter then, as the reference does', () => {
    const loud = mnemonicToSeed(PHRASE.toUpperCase(), { allowInvalid: true });
    const double = mnemonicToSeed(PHRASE.replace(' ', '  '), { allowInvalid: true });
    const plain = mnemonicToSeed(PHRASE, { allowInvalid: true });
    expect(plain).toEqual(mnemonicToSeed(PHRASE));
    expect(new Set([loud, double, plain].map(bytesToHex)).size).toBe(3);
  });

  test('depends on the password, in either normal form', () => {
    const composed = mnemonicToSeed(PHRASE, { password: FRENCH_E.normalize('NFC') });
    expect(mnemonicToSeed(PHRASE, { password: FRENCH_E.normalize('NFD') })).toEqual(composed);
    expect(mnemonicToSeed(PHRASE)).not.toEqual(composed);
  });

  test('refuses a password that has no bytes', () => {
    expect(codeOf(() => mnemonicToSeed(PHRASE, { password: '\udfff' }))).toBe('IDENTITY_MNEMONIC_TEXT');
  });
});
