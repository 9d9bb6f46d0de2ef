import { bytesTo0x } from '@status/base';
import { sha256, wipe } from '@status/crypto';
import type { PrivateKey, PublicKey } from '@status/interfaces';
import { addressText } from './address.ts';
import { deriveKey, PATHS } from './derivation.ts';
import { type MnemonicSeedOptions, mnemonicToSeed } from './mnemonic.ts';

/** The keys that a seed stands for. Plain data: whoever holds it wipes `chatKey` and `walletKey` in the end. */
export interface Account {
  /** The identity's private key. */
  readonly chatKey: PrivateKey;
  /** The identity (65): everything that others know of it is made from this. */
  readonly publicKey: PublicKey;
  readonly walletKey: PrivateKey;
  /** Address of the first wallet (EIP-55). */
  readonly walletAddress: string;
  /** Names the seed without giving it away: `0x` and SHA-256 of the master public key (65). Equal for both kinds of account. */
  readonly keyUid: string;
}

/** Which account of a seed is meant. */
export interface AccountOptions {
  /**
   * The account as it was made until 2019, where the first wallet's key is the chat key too. Nothing in a phrase tells
   * which one its owner used, so recovery should offer both. Default false.
   */
  readonly legacy?: boolean;
}

/**
 * The account of a seed (BIP-39's 64 bytes, or 16 to 64 of another source).
 *
 * @throws {DerivationError} `IDENTITY_SEED`.
 */
export function accountFromSeed(seed: Uint8Array, options: AccountOptions = {}): Account {
  const master = deriveKey(seed, 'm');
  const wallet = deriveKey(seed, PATHS.wallet);
  const chat = deriveKey(seed, options.legacy === true ? PATHS.wallet : PATHS.chat);
  wipe(master.privateKey);
  return {
    chatKey: chat.privateKey,
    publicKey: chat.publicKey,
    walletKey: wallet.privateKey,
    walletAddress: addressText(wallet.publicKey),
    keyUid: bytesTo0x(sha256(master.publicKey)),
  };
}

/**
 * The account of a mnemonic phrase.
 *
 * @throws {MnemonicError} for an invalid phrase, unless `allowInvalid`.
 */
export function accountFromMnemonic(phrase: string, options: AccountOptions & MnemonicSeedOptions = {}): Account {
  const seed = mnemonicToSeed(phrase, options);
  const account = accountFromSeed(seed, options);
  wipe(seed);
  return account;
}
