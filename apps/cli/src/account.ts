import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { bytesToHex, hexToBytes, systemRandom } from '@status/base';
import { generatePrivateKey, isPrivateKey, requirePrivateKey } from '@status/crypto';
import { accountFromMnemonic, generateMnemonic } from '@status/identity';
import type { PrivateKey } from '@status/interfaces';
import { UsageError } from './usage.ts';

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

/** Creates a private folder if it is missing. */
export function ensureFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
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
  ensureFolder(folder);
  const path = join(folder, 'account.json');
  const asked = wanted.mnemonic === undefined ? wanted.key : accountFromMnemonic(wanted.mnemonic).chatKey;
  if (existsSync(path)) {
    const account = readAccount(path);
    if (asked !== undefined && bytesToHex(asked) !== bytesToHex(account.identity)) {
      throw new UsageError(
        `${path} holds another account: choose another --data-dir, or leave out --mnemonic and --key`,
      );
    }
    return account;
  }
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
  // Another process may have made one at the same moment: then that is the folder's.
  return writePrivate(path, `${JSON.stringify(file, null, 2)}\n`) ? account : openAccount(folder, wanted);
}

/** The node key kept in a relay's data folder; made at the first start. */
export function openNodeKey(folder: string): PrivateKey {
  const path = join(ensureFolder(folder), 'node-key');
  if (existsSync(path)) {
    const key = readWith(path, (text) => hexToBytes(text.trim()));
    if (!isPrivateKey(key)) throw new Error(`${path} cannot be read: it holds no private key`);
    return key;
  }
  const key = generatePrivateKey(systemRandom);
  return writePrivate(path, `${bytesToHex(key)}\n`) ? key : openNodeKey(folder);
}

function readAccount(path: string): Account {
  return readWith(path, (text) => {
    const file = JSON.parse(text) as AccountFile;
    if (file.version !== 1) throw new Error(`version ${file.version} is not known here`);
    return {
      identity: requirePrivateKey(hexToBytes(file.identity)),
      installationId: file.installationId,
      nodeKey: requirePrivateKey(hexToBytes(file.nodeKey)),
      ...(file.mnemonic !== undefined && { mnemonic: file.mnemonic }),
      created: false,
    };
  });
}

function readWith<Result>(path: string, parse: (text: string) => Result): Result {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    // A parser of JSON quotes what it stumbled over, which here may be a secret.
    const reason = cause instanceof SyntaxError ? 'it is not JSON' : (cause as Error).message;
    throw new Error(`${path} cannot be read: ${reason}`, { cause });
  }
}

/** Writes a file that only its owner can read, down to the disk. Returns false if there is one already. */
function writePrivate(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  chmodSync(path, 0o600);
  return true;
}
