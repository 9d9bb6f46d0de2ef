export { type Account, type AccountOptions, accountFromMnemonic, accountFromSeed } from './account.ts';
export { addressOf, addressText } from './address.ts';
export {
  DerivationError,
  type DerivationErrorCode,
  type DerivedKey,
  deriveKey,
  masterKeyText,
  PATHS,
} from './derivation.ts';
export { type Identicon, identicon, identiconOfText, identiconPixels } from './identicon.ts';
export {
  type GenerateMnemonicOptions,
  generateMnemonic,
  isMnemonic,
  MnemonicError,
  type MnemonicErrorCode,
  type MnemonicLength,
  type MnemonicSeedOptions,
  mnemonicToSeed,
  normaliseMnemonic,
  parseMnemonic,
  type Wordlist,
} from './mnemonic.ts';
export {
  canonicalPublicKeyText,
  formatCompressedKey,
  formatPublicKey,
  type MultibaseLetter,
  PublicKeyTextError,
  type PublicKeyTextErrorCode,
  parsePublicKeyText,
} from './public-key-text.ts';
export { threeWordName, threeWordNameOfSeed } from './three-word-name.ts';
