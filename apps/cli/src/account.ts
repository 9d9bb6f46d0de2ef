import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { bytesToHex, hexToBytes, systemRandom } from '@status/base';
import { generatePrivateKey, isPrivateKey, requirePrivateKey } from '@status/crypto';
import { accountFromMnemonic, generateMnemonic } from '@status/identity';
import type { PrivateKey } from '@status/interfaces';
import { makeFolder } from '@status/store/folder';
import { createPrivateFile, readIfThere } from './private-file.ts';
import { UsageError } from './usage.ts';

/** What somebody can do about a file that cannot be read: nothing is replaced by itself, for it may be all that is left of an account. */
const ACCOUNT_REMEDY =
  'put a copy of it back; or remove it, and start with the --mnemonic or --key of its account, or without them for a new one';
const NODE_KEY_REMEDY = 'put a copy of it back, or remove it: a new key is made then';

/** What makes a client the same one after a restart. Kept in `account.json` of its data folder, readable by its owner only. */
export interface Account {
  /** Identity (chat) private key, 32 bytes. */
  readonly identity: PrivateKey;
  /** This device, as it calls itself in bundles. */
  readonly installationId: string;
  /** Private key of the node in the network, 32 bytes; unrelated to the identity. */
  readonly nodeKey: PrivateKey;
  /** Words of an account that was made here, to be written down; absent if it came from a key. */
  readonly mnemonic?: string;
  readonly created: boolean;
}

interface AccountFile {
  readonly version: 1;
  readonly identity: string;
  readonly installationId: string;
  readonly nodeKey: string;
  readonly mnemonic?: string;
}

/** Where a command keeps its things: the folder it was given, else one below the home folder. */
export function dataDirOf(command: string, given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  return join(process.env['STATUS_HOME'] || join(homedir(), '.status-protocol'), command);
}

/**
 * Opens the account in a data folder, or makes one: of the words or the key given, else a new one.
 *
 * @throws {UsageError} if the folder holds another account than the one asked for.
 */
export function openAccount(
  folder: string,
  wanted: { readonly mnemonic?: string | undefined; readonly key?: PrivateKey | undefined },
): Account {
  makeFolder(folder);
  const path = join(folder, 'account.json');
  const asked = wanted.mnemonic === undefined ? wanted.key : accountFromMnemonic(wanted.mnemonic).chatKey;
  const checked = (account: Account): Account => {
    if (asked !== undefined && bytesToHex(asked) !== bytesToHex(account.identity)) {
      throw new UsageError(
        `${path} holds another account: choose another --data-dir, or leave out --mnemonic and --key`,
      );
    }
    return account;
  };
  const kept = readAccount(path);
  if (kept !== undefined) return checked(kept);
  const mnemonic = wanted.mnemonic ?? (wanted.key === undefined ? generateMnemonic(systemRandom) : undefined);
  const identity = asked ?? accountFromMnemonic(mnemonic!).chatKey;
  const account: Account = {
    identity,
    installationId: randomUUID(),
    nodeKey: generatePrivateKey(systemRandom),
    ...(mnemonic !== undefined && { mnemonic }),
    created: true,
  };
  const file: AccountFile = {
    version: 1,
    identity: bytesToHex(identity),
    installationId: account.installationId,
    nodeKey: bytesToHex(account.nodeKey),
    ...(mnemonic !== undefined && { mnemonic }),
  };
  if (createPrivateFile(path, `${JSON.stringify(file, null, 2)}\n`)) return account;
  // Another process made one at the same moment: that is the folder's.
  const other = readAccount(path);
  if (other === undefined) throw cannotRead(path, 'it was there and is gone');
  return checked(other);
}

/** The node key kept in a relay's data folder; made at the first start. */
export function openNodeKey(folder: string): PrivateKey {
  makeFolder(folder);
  const path = join(folder, 'node-key');
  const kept = readNodeKey(path);
  if (kept !== undefined) return kept;
  const key = generatePrivateKey(systemRandom);
  if (createPrivateFile(path, `${bytesToHex(key)}\n`)) return key;
  const other = readNodeKey(path);
  if (other === undefined) throw cannotRead(path, 'it was there and is gone');
  return other;
}

function readNodeKey(path: string): PrivateKey | undefined {
  return readWith(path, NODE_KEY_REMEDY, (text) => {
    const key = hexToBytes(text.trim());
    if (!isPrivateKey(key)) throw new Error('it holds no private key');
    return key;
  });
}

function readAccount(path: string): Account | undefined {
  return readWith(path, ACCOUNT_REMEDY, (text) => {
    const file = Object(JSON.parse(text)) as Partial<AccountFile>;
    const { version, identity, installationId, nodeKey, mnemonic } = file;
    if (Number(version) > 1) throw new LaterVersion(`a later status wrote it (its version is ${version}, known is 1)`);
    if (version !== 1 || identity === undefined || nodeKey === undefined || !installationId)
      throw new Error('a part of it is missing');
    return {
      identity: requirePrivateKey(hexToBytes(identity)),
      installationId,
      nodeKey: requirePrivateKey(hexToBytes(nodeKey)),
      ...(mnemonic !== undefined && { mnemonic }),
      created: false,
    };
  });
}

/** A file that is sound, but not for this program. */
class LaterVersion extends Error {}

/** What a file says; `undefined` if there is none. Throws what is wrong with it and what to do, with nothing of what it holds. */
function readWith<Result>(path: string, remedy: string, parse: (text: string) => Result): Result | undefined {
  const text = orTell(path, () => readIfThere(path));
  if (text === undefined) return undefined;
  // As versions left it that wrote it in place, where the disk was full or the process ended at that moment.
  if (/^[\s\0]*$/.test(text)) throw cannotRead(path, 'it is empty', remedy);
  return orTell(path, () => parse(text), remedy);
}

function orTell<Result>(path: string, act: () => Result, remedy?: string): Result {
  try {
    return act();
  } catch (cause) {
    // A parser of JSON quotes what it stumbled over, which here may be a secret.
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : (cause as Error).message;
    throw cannotRead(path, reason, cause instanceof LaterVersion ? undefined : remedy, cause);
  }
}

function cannotRead(path: string, reason: string, remedy?: string, cause?: unknown): Error {
  return new Error(`${path} cannot be read: ${reason}${remedy === undefined ? '' : `. What to do: ${remedy}`}`, {
    cause,
  });
}
