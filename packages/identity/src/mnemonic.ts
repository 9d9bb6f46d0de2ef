import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { entropyToMnemonic, validateMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { utf8ToBytes } from '@status/base';
import { wipe } from '@status/crypto';
import { type Random, StatusError } from '@status/interfaces';
import { MNEMONIC_ENTROPY, SEED_ITERATIONS, SEED_LENGTH } from './constants.ts';

/**
 * What is wrong with a phrase: `IDENTITY_MNEMONIC_LENGTH` (not 12, 15, 18, 21 or 24 words), `IDENTITY_MNEMONIC_WORD` (one is not in the list;
 * the message says which position), `IDENTITY_MNEMONIC_CHECKSUM` (words mistyped or in another order),
 * `IDENTITY_MNEMONIC_TEXT` (phrase or password holds a lone surrogate).
 */
export type MnemonicErrorCode =
  | 'IDENTITY_MNEMONIC_LENGTH'
  | 'IDENTITY_MNEMONIC_WORD'
  | 'IDENTITY_MNEMONIC_CHECKSUM'
  | 'IDENTITY_MNEMONIC_TEXT';

/** A phrase that no BIP-39 generator made. Its message never quotes a word. */
export class MnemonicError extends StatusError<MnemonicErrorCode> {}

/** The 2048 words of a language, such as `@scure/bip39/wordlists/french.js` exports. */
export type Wordlist = readonly string[];

/** How many words a phrase has. */
export type MnemonicLength = keyof typeof MNEMONIC_ENTROPY;

/** What a new phrase is like. */
export interface GenerateMnemonicOptions {
  /** Words, default 12: 128 bits of entropy. */
  readonly length?: MnemonicLength;
  /** Default English. */
  readonly wordlist?: Wordlist;
}

/** A new phrase. */
export function generateMnemonic(random: Random, options: GenerateMnemonicOptions = {}): string {
  const { length = 12, wordlist = english } = options;
  const entropy = random.bytes(MNEMONIC_ENTROPY[length]);
  const phrase = entropyToMnemonic(entropy, [...wordlist]);
  wipe(entropy);
  return phrase;
}

/** A phrase as people type it, in the one form that makes a seed: lower case, single blanks, none around it, NFKD. */
export function normaliseMnemonic(phrase: string): string {
  return phrase.toLowerCase().normalize('NFKD').trim().replace(/\s+/g, ' ');
}

/**
 * The normalised phrase, after checking number, words and checksum (BIP-39).
 *
 * @throws {MnemonicError}
 */
export function parseMnemonic(phrase: string, wordlist: Wordlist = english): string {
  requireWellFormed(phrase);
  const normalised = normaliseMnemonic(phrase);
  const words = normalised.split(' ');
  if (!(words.length in MNEMONIC_ENTROPY)) {
    throw new MnemonicError('IDENTITY_MNEMONIC_LENGTH', `a phrase has 12, 15, 18, 21 or 24 words, not ${words.length}`);
  }
  const stranger = words.findIndex((word) => !wordlist.includes(word));
  if (stranger !== -1) {
    throw new MnemonicError('IDENTITY_MNEMONIC_WORD', `word ${stranger + 1} of the phrase is not in the list`);
  }
  if (!validateMnemonic(normalised, [...wordlist])) {
    throw new MnemonicError(
      'IDENTITY_MNEMONIC_CHECKSUM',
      'the checksum of the phrase is wrong: a word or the order is',
    );
  }
  return normalised;
}

/** Whether `parseMnemonic` takes the phrase. */
export function isMnemonic(phrase: string, wordlist: Wordlist = english): boolean {
  try {
    parseMnemonic(phrase, wordlist);
    return true;
  } catch {
    return false;
  }
}

/** How a phrase becomes a seed. */
export interface MnemonicSeedOptions {
  /** The "passphrase" of BIP-39. Status uses none. */
  readonly password?: string;
  /** Default English. Plays no part if `allowInvalid`. */
  readonly wordlist?: Wordlist;
  /**
   * Takes any text to the letter, neither checked nor tidied up, as the reference does. It opens accounts that were made from
   * a phrase with a wrong checksum, capitals or double blanks; anywhere else it turns a typing mistake into an empty account.
   */
  readonly allowInvalid?: boolean;
}

/**
 * The seed (64) of a phrase: PBKDF2-HMAC-SHA512, 2048 rounds, salt `mnemonic` and the password, both in NFKD (BIP-39).
 *
 * @throws {MnemonicError} as `parseMnemonic`; with `allowInvalid` only `IDENTITY_MNEMONIC_TEXT`.
 */
export function mnemonicToSeed(phrase: string, options: MnemonicSeedOptions = {}): Uint8Array {
  const { password = '', wordlist = english, allowInvalid = false } = options;
  requireWellFormed(phrase);
  requireWellFormed(password);
  const secret = utf8ToBytes(allowInvalid ? phrase.normalize('NFKD') : parseMnemonic(phrase, wordlist));
  const salt = utf8ToBytes(`mnemonic${password}`.normalize('NFKD'));
  const seed = pbkdf2(sha512, secret, salt, { c: SEED_ITERATIONS, dkLen: SEED_LENGTH });
  wipe(secret, salt);
  return seed;
}

function requireWellFormed(text: string): void {
  if (!text.isWellFormed()) throw new MnemonicError('IDENTITY_MNEMONIC_TEXT', 'the text holds a lone surrogate');
}
