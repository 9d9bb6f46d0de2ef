import { utf8ToBytes } from '@status/base';
import { hkdfSha256, hmacSha256, wipe } from '@status/crypto';
import { IV_LENGTH, SECRET_LENGTH } from './constants.ts';

const ROOT_INFO = utf8ToBytes('rsZUpEuXUqqwXBvSy3EcievAh4cMj6QL');
const MESSAGE_INFO = utf8ToBytes('pcwSByyx2CRdryCffXJwy7xgVZWtW5Sh');
const MESSAGE_SALT = new Uint8Array(SECRET_LENGTH);
const CHAIN_STEP = Uint8Array.of(0x0f);
const MESSAGE_STEP = Uint8Array.of(0x10);

/** Root and chain key after a step of the root chain, plus the header key that the reference draws and never uses (32 bytes each). */
export type RootStep = { readonly rootKey: Uint8Array; readonly chainKey: Uint8Array; readonly headerKey: Uint8Array };

/** What follows a chain key: the next one and the key of one message (32 bytes each). */
export type ChainStep = { readonly chainKey: Uint8Array; readonly messageKey: Uint8Array };

/** What a message key grows into: cipher key (32), MAC key (32), IV (16). */
export type MessageSecrets = {
  readonly encryptionKey: Uint8Array;
  readonly authenticationKey: Uint8Array;
  readonly iv: Uint8Array;
};

/** KDF_RK: the Diffie–Hellman output is the input key, the root key is the salt. Reference: `EthereumCrypto.KdfRK`. */
export function stepRoot(rootKey: Uint8Array, dhOutput: Uint8Array): RootStep {
  const okm = hkdfSha256(dhOutput, rootKey, ROOT_INFO, 3 * SECRET_LENGTH);
  const step = { rootKey: okm.slice(0, 32), chainKey: okm.slice(32, 64), headerKey: okm.slice(64, 96) };
  wipe(okm);
  return step;
}

/** KDF_CK, with constants of its own: 0x0f for the chain, 0x10 for the message. Reference: `EthereumCrypto.KdfCK`. */
export function stepChain(chainKey: Uint8Array): ChainStep {
  return { chainKey: hmacSha256(chainKey, CHAIN_STEP), messageKey: hmacSha256(chainKey, MESSAGE_STEP) };
}

/** The three secrets of one message. Reference: `deriveEncKeys`. */
export function expandMessageKey(messageKey: Uint8Array): MessageSecrets {
  const okm = hkdfSha256(messageKey, MESSAGE_SALT, MESSAGE_INFO, 2 * SECRET_LENGTH + IV_LENGTH);
  return { encryptionKey: okm.subarray(0, 32), authenticationKey: okm.subarray(32, 64), iv: okm.subarray(64, 80) };
}
