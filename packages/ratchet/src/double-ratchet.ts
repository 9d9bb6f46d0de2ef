import { equalBytes } from '@status/base';
import { CryptoError, compressPublicKey, generatePrivateKey, publicKeyOf, sharedSecret, wipe } from '@status/crypto';
import type { Random } from '@status/interfaces';
import { COMPRESSED_KEY_LENGTH, MAX_UINT32 } from './constants.ts';
import { RatchetError } from './errors.ts';
import { encodeHeader, type RatchetHeader } from './header.ts';
import { stepChain, stepRoot } from './kdf.ts';
import { CIPHER_OVERHEAD, decryptMessage, encryptMessage } from './message-cipher.ts';

/** A key pair of the ratchet: 32 bytes private, 33 bytes public (compressed, as it travels). */
export type KeyPair = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };

/** One side of a session. Never changed in place: each step returns the next state. Reference: `doubleratchet.State`. */
export type RatchetState = {
  /** Our current ratchet pair. */
  readonly self: KeyPair;
  /** The peer's current ratchet key; empty (0 bytes) for a responder that received nothing yet. */
  readonly remote: Uint8Array;
  readonly rootKey: Uint8Array;
  readonly sendChainKey: Uint8Array;
  readonly sendCount: number;
  readonly receiveChainKey: Uint8Array;
  readonly receiveCount: number;
  /** Length of our sending chain before the current one. */
  readonly previousCount: number;
  /** Message keys ever derived for receiving. The key of message n of the current chain has the number `keysCount − receiveCount + n`. */
  readonly keysCount: number;
};

/** A message that was encrypted, and the state to commit before it leaves. */
export type RatchetSent = {
  readonly state: RatchetState;
  readonly header: RatchetHeader;
  readonly ciphertext: Uint8Array;
};

/** A message key and its number among all of the session. */
export type NumberedKey = { readonly sequence: number; readonly messageKey: Uint8Array };

/** A receiving chain that a new ratchet key ended: message n of it has the number `base + n`. */
export type EndedChain = { readonly key: Uint8Array; readonly base: number; readonly count: number };

/** A message that was decrypted, and what to keep of it. */
export type RatchetReceived = {
  readonly ok: true;
  readonly state: RatchetState;
  readonly plaintext: Uint8Array;
  /** Keys of the messages that were skipped and, last, of this one, which waits for its confirmation. */
  readonly messageKeys: readonly NumberedKey[];
  /** Absent if the chain goes on, or ended without a message. */
  readonly endedChain?: EndedChain;
};

/**
 * Why a message did not decrypt; the state stays as it was.
 * - `TRUNCATED` – shorter than 48 bytes.
 * - `INVALID_POINT` – the ratchet key is no compressed point.
 * - `SKIP_LIMIT` – too far ahead.
 * - `DUPLICATE` – its number was passed and its key is gone.
 * - `AUTH_FAILED` – the MAC is another.
 */
export type RatchetFailure = {
  readonly ok: false;
  readonly reason: 'TRUNCATED' | 'INVALID_POINT' | 'SKIP_LIMIT' | 'DUPLICATE' | 'AUTH_FAILED';
};

const NO_KEY = new Uint8Array();

/** A fresh ratchet pair. */
export function generateKeyPair(random: Random): KeyPair {
  return keyPairOf(generatePrivateKey(random));
}

/** The ratchet pair of a private key (32). @throws {CryptoError} `CRYPTO_PRIVATE_KEY`. */
export function keyPairOf(privateKey: Uint8Array): KeyPair {
  return { privateKey, publicKey: compressPublicKey(publicKeyOf(privateKey)) };
}

/**
 * The initiator's first state: one root step against the responder's signed prekey (33), its receiving chain still on the session's secret (32),
 * in case the responder speaks first. Reference: `NewWithRemoteKey`.
 */
export function initiateRatchet(secret: Uint8Array, preKey: Uint8Array, self: KeyPair): RatchetState {
  const output = sharedSecret(self.privateKey, preKey);
  const { rootKey, chainKey, headerKey } = stepRoot(secret, output);
  wipe(output, headerKey);
  return stateOf(self, preKey, rootKey, chainKey, secret.slice());
}

/** The responder's first state: its ratchet pair is the signed prekey's, both chains start from the session's secret (32). Reference: `New`. */
export function respondRatchet(secret: Uint8Array, preKey: KeyPair): RatchetState {
  return stateOf(preKey, NO_KEY, secret.slice(), secret.slice(), secret.slice());
}

/**
 * Encrypts the next message of the sending chain. Commit the state before the ciphertext leaves: used again, it would make a second message
 * under the same key and IV.
 *
 * @throws {RatchetError} `RATCHET_EXHAUSTED` after 2³² − 1 messages without an answer.
 */
export function ratchetEncrypt(state: RatchetState, plaintext: Uint8Array): RatchetSent {
  if (state.sendCount >= MAX_UINT32) throw new RatchetError('RATCHET_EXHAUSTED', 'the sending chain is at its end');
  const { chainKey, messageKey } = stepChain(state.sendChainKey);
  const header = { key: state.self.publicKey, n: state.sendCount, pn: state.previousCount };
  const ciphertext = encryptMessage(messageKey, plaintext, encodeHeader(header));
  wipe(messageKey);
  return { state: { ...state, sendChainKey: chainKey, sendCount: state.sendCount + 1 }, header, ciphertext };
}

/**
 * Decrypts a message whose key is not kept yet. Whatever fails, fails before `freshKeyPair` is asked and without a trace; numbers beyond `maxSkip`
 * fail before anything is derived.
 */
export function ratchetDecrypt(
  state: RatchetState,
  header: RatchetHeader,
  ciphertext: Uint8Array,
  freshKeyPair: () => KeyPair,
  maxSkip: number,
): RatchetReceived | RatchetFailure {
  if (ciphertext.length < CIPHER_OVERHEAD) return failure('TRUNCATED');
  if (header.key.length !== COMPRESSED_KEY_LENGTH) return failure('INVALID_POINT');
  const turns = !equalBytes(header.key, state.remote);
  if (turns) {
    if (header.pn < state.receiveCount) return failure('AUTH_FAILED');
    if (header.pn > state.receiveCount + maxSkip || header.n > maxSkip) return failure('SKIP_LIMIT');
  } else {
    if (header.n < state.receiveCount) return failure('DUPLICATE');
    if (header.n > state.receiveCount + maxSkip) return failure('SKIP_LIMIT');
  }

  let turned: RatchetState = state;
  const messageKeys: NumberedKey[] = [];
  if (turns) {
    const root = receivingRoot(state, header.key);
    if (root === undefined) return failure('INVALID_POINT');
    const ended = skipTo(state.receiveChainKey, state.receiveCount, header.pn, state.keysCount, messageKeys);
    wipe(ended);
    turned = {
      ...state,
      remote: header.key,
      rootKey: root.rootKey,
      receiveChainKey: root.chainKey,
      receiveCount: 0,
      keysCount: state.keysCount + messageKeys.length,
    };
  }
  const chainKey = skipTo(turned.receiveChainKey, turned.receiveCount, header.n, turned.keysCount, messageKeys);
  const { chainKey: receiveChainKey, messageKey } = stepChain(chainKey);
  wipe(chainKey);
  messageKeys.push({ sequence: state.keysCount + messageKeys.length, messageKey });

  const plaintext = decryptMessage(messageKey, ciphertext, encodeHeader(header));
  if (turns) wipe(turned.receiveChainKey);
  if (plaintext === undefined) {
    wipe(receiveChainKey, ...messageKeys.map((key) => key.messageKey));
    if (turns) wipe(turned.rootKey);
    return failure('AUTH_FAILED');
  }

  const received: RatchetState = {
    ...turned,
    receiveChainKey,
    receiveCount: header.n + 1,
    keysCount: state.keysCount + messageKeys.length,
  };
  const next = turns ? turnSending(received, freshKeyPair()) : received;
  const base = state.keysCount - state.receiveCount;
  const endedChain = turns && header.pn > 0 ? { key: state.remote, base, count: header.pn } : undefined;
  return { ok: true, state: next, plaintext, messageKeys, ...(endedChain && { endedChain }) };
}

/** Decrypts a message whose key was kept. The state is not concerned. */
export function decryptKept(
  messageKey: Uint8Array,
  header: RatchetHeader,
  ciphertext: Uint8Array,
): { readonly ok: true; readonly plaintext: Uint8Array } | RatchetFailure {
  if (ciphertext.length < CIPHER_OVERHEAD) return failure('TRUNCATED');
  const plaintext = decryptMessage(messageKey, ciphertext, encodeHeader(header));
  return plaintext === undefined ? failure('AUTH_FAILED') : { ok: true, plaintext };
}

/** Overwrites every secret of a state that dies. */
export function wipeState(state: RatchetState): void {
  wipe(state.self.privateKey, state.rootKey, state.sendChainKey, state.receiveChainKey);
}

function stateOf(
  self: KeyPair,
  remote: Uint8Array,
  rootKey: Uint8Array,
  sendChainKey: Uint8Array,
  receiveChainKey: Uint8Array,
): RatchetState {
  const counts = { sendCount: 0, receiveCount: 0, previousCount: 0, keysCount: 0 };
  return { self, remote, rootKey, sendChainKey, receiveChainKey, ...counts };
}

/** The first half of a ratchet step: the chain that the peer sends on from here. Nothing for bytes that are no point. */
function receivingRoot(
  state: RatchetState,
  remote: Uint8Array,
): { readonly rootKey: Uint8Array; readonly chainKey: Uint8Array } | undefined {
  let output: Uint8Array;
  try {
    output = sharedSecret(state.self.privateKey, remote);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
  const { rootKey, chainKey, headerKey } = stepRoot(state.rootKey, output);
  wipe(output, headerKey);
  return { rootKey, chainKey };
}

/** The second half: a pair and a chain of our own, for the answer. */
function turnSending(state: RatchetState, self: KeyPair): RatchetState {
  const output = sharedSecret(self.privateKey, state.remote);
  const { rootKey, chainKey, headerKey } = stepRoot(state.rootKey, output);
  wipe(output, headerKey, state.rootKey);
  return { ...state, self, rootKey, sendChainKey: chainKey, sendCount: 0, previousCount: state.sendCount };
}

/** Collects the keys from `count` up to `until` and returns the chain key there, always an array of its own. */
function skipTo(chainKey: Uint8Array, count: number, until: number, sequence: number, keys: NumberedKey[]): Uint8Array {
  let current: Uint8Array = chainKey.slice();
  for (let n = count; n < until; n++) {
    const step = stepChain(current);
    wipe(current);
    current = step.chainKey;
    keys.push({ sequence: sequence + n - count, messageKey: step.messageKey });
  }
  return current;
}

function failure(reason: RatchetFailure['reason']): RatchetFailure {
  return { ok: false, reason };
}
