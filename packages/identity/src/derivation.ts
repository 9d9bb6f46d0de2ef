import { HDKey } from '@scure/bip32';
import { parsePublicKey, requirePrivateKey } from '@status/crypto';
import type { PrivateKey, PublicKey } from '@status/interfaces';
import { StatusError } from '@status/interfaces';
import { MAX_PATH_DEPTH, SEED_BOUNDS } from './constants.ts';

/** What no key can be derived from: `IDENTITY_SEED` (not 16–64 bytes), `IDENTITY_PATH` (not a path, or one that is too deep). */
export type DerivationErrorCode = 'IDENTITY_SEED' | 'IDENTITY_PATH';

/** Input that no key can be derived from. */
export class DerivationError extends StatusError<DerivationErrorCode> {}

/** Where the keys of an account grow (Status account specification, EIP-1581, BIP-44). */
export const PATHS = {
  /** The identity: signs messages, opens what is sent to it. EIP-1581, key type 0. */
  chat: "m/43'/60'/1581'/0'/0",
  /** Root of all keys that hold no money. */
  eip1581: "m/43'/60'/1581'",
  /** Set aside for encrypting a device's database. EIP-1581, key type 1. */
  encryption: "m/43'/60'/1581'/1'/0",
  /** Root of the wallets; wallet i is child i. */
  walletRoot: "m/44'/60'/0'/0",
  /** The first wallet; until 2019 also the identity. */
  wallet: "m/44'/60'/0'/0/0",
} as const;

/** A private key of the tree that grows from a seed (BIP-32). */
export interface DerivedKey {
  readonly privateKey: PrivateKey;
  /** 65 bytes. */
  readonly publicKey: PublicKey;
  /** 32 bytes; together with `publicKey` it derives every public key of children that are not hardened. */
  readonly chainCode: Uint8Array;
}

/**
 * The key at a path such as `m/44'/60'/0'/0/0`; `m` is the master key.
 *
 * @param seed 16–64 bytes; a mnemonic gives 64.
 * @throws {DerivationError}
 */
export function deriveKey(seed: Uint8Array, path: string): DerivedKey {
  const steps = parsePath(path);
  return withMaster(seed, (master) => {
    let node = master;
    for (const step of steps) {
      const child = node.deriveChild(step);
      if (node !== master) node.wipePrivateData();
      node = child;
    }
    const key = {
      privateKey: requirePrivateKey(node.privateKey!),
      publicKey: parsePublicKey(node.publicKey!),
      chainCode: node.chainCode!,
    };
    node.wipePrivateData();
    return key;
  });
}

/**
 * The master key as a text `xprv…`, which is as secret as the seed (BIP-32, "Serialization format").
 *
 * @param seed 16–64 bytes.
 * @throws {DerivationError} `IDENTITY_SEED`.
 */
export function masterKeyText(seed: Uint8Array): string {
  return withMaster(seed, (master) => master.privateExtendedKey);
}

function withMaster<Result>(seed: Uint8Array, use: (master: HDKey) => Result): Result {
  if (seed.length < SEED_BOUNDS.min || seed.length > SEED_BOUNDS.max) {
    throw new DerivationError('IDENTITY_SEED', `a seed has 16 to 64 bytes, not ${seed.length}`);
  }
  const master = HDKey.fromMasterSeed(seed);
  try {
    return use(master);
  } finally {
    master.wipePrivateData();
  }
}

/** Child numbers of a path; a hardened one has bit 31 set. */
function parsePath(path: string): readonly number[] {
  if (!/^m(\/\d{1,10}'?)*$/.test(path)) throw invalidPath();
  const steps = path.split('/').slice(1);
  if (steps.length > MAX_PATH_DEPTH) throw invalidPath();
  return steps.map((step) => {
    const index = Number.parseInt(step, 10);
    if (index >= HARDENED) throw invalidPath();
    return step.endsWith("'") ? index + HARDENED : index;
  });
}

const HARDENED = 0x8000_0000;

function invalidPath(): DerivationError {
  return new DerivationError('IDENTITY_PATH', "expected a path such as m/44'/60'/0'/0/0");
}
