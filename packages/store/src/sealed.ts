import { concatBytes, utf8ToBytes } from '@status/base';
import { aesGcmDecrypt, aesGcmEncrypt, CryptoError, requireSymmetricKey } from '@status/crypto';
import type { Random, Store, SymmetricKey, Transaction, View } from '@status/interfaces';
import { SEALED_NONCE_LENGTH } from './constants.ts';
import { StoreError } from './errors.ts';

/** What sealing needs. */
export type SealedStoreOptions = {
  /** Where nonces come from. */
  readonly random: Random;
};

/** The form of a sealed value: `1 ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16)`, with `<table>!<key>` as associated data. */
const FORM = 1;
const NONCE_START = 1;
const CIPHERTEXT_START = NONCE_START + SEALED_NONCE_LENGTH;

/**
 * A store whose values are encrypted in another one, 29 bytes longer each. A value opens under its key, in its table, under its name, and nowhere
 * else: `get` and `entries` throw `STORE_SEAL` for one that was written under another key, moved, changed or never sealed.
 *
 * Names of tables, keys, numbers and lengths of records stay visible, and whoever can write to the store below can bring an older value of
 * a record back or remove it.
 *
 * @param inner Must not be used by anybody else. Closing the sealed store closes it.
 * @param key 32 bytes; kept by reference until the store is closed, and then for whoever made it to wipe. Nonces are random: no more than 2³² values
 * should be written under one key (NIST SP 800-38D §8.3).
 * @throws {CryptoError} `CRYPTO_SYMMETRIC_KEY`.
 */
export function createSealedStore(inner: Store, key: SymmetricKey, { random }: SealedStoreOptions): Store {
  requireSymmetricKey(key);

  const viewOf = (view: View): View => ({
    async get(table, name) {
      const sealed = await view.get(table, name);
      return sealed === undefined ? undefined : open(key, table, name, sealed);
    },
    entries: (table, range) => openAll(key, table, view.entries(table, range)),
  });

  const transactionOf = (tx: Transaction): Transaction => ({
    ...viewOf(tx),
    put: (table, name, value) => tx.put(table, name, seal(key, table, name, value, random)),
    delete: (table, name) => tx.delete(table, name),
    afterCommit: (callback) => tx.afterCommit(callback),
  });

  return {
    transaction: (work, options) => inner.transaction((tx) => work(transactionOf(tx)), options),
    read: (work, options) => inner.read((view) => work(viewOf(view)), options),
    close: () => inner.close(),
    [Symbol.asyncDispose]: () => inner.close(),
  };
}

function seal(key: SymmetricKey, table: string, name: string, value: Uint8Array, random: Random): Uint8Array {
  const nonce = random.bytes(SEALED_NONCE_LENGTH);
  return concatBytes(Uint8Array.of(FORM), nonce, aesGcmEncrypt(key, nonce, value, placeOf(table, name)));
}

function open(key: SymmetricKey, table: string, name: string, sealed: Uint8Array): Uint8Array {
  try {
    if (sealed[0] !== FORM || sealed.length < CIPHERTEXT_START) throw unopened();
    const nonce = sealed.subarray(NONCE_START, CIPHERTEXT_START);
    return aesGcmDecrypt(key, nonce, sealed.subarray(CIPHERTEXT_START), placeOf(table, name));
  } catch (cause) {
    throw cause instanceof CryptoError ? unopened(cause) : cause;
  }
}

async function* openAll(
  key: SymmetricKey,
  table: string,
  entries: AsyncIterable<readonly [string, Uint8Array]>,
): AsyncGenerator<readonly [string, Uint8Array], void, undefined> {
  for await (const [name, sealed] of entries) yield [name, open(key, table, name, sealed)];
}

/** What ties a value to its place. No table has `!` in its name, so that no two places read alike. */
function placeOf(table: string, name: string): Uint8Array {
  return utf8ToBytes(`${table}!${name}`);
}

function unopened(cause?: CryptoError): StoreError {
  return new StoreError('STORE_SEAL', 'a record does not open under this key, in this place', { cause });
}
