import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What the file system says where it knows no second names for a file. */
const NO_LINKS = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Creates a folder for its owner alone if it is missing, and those above; they outlive a loss of power. */
export function ensureFolder(folder: string): string {
  const wanted = resolve(folder);
  // One by one: Node's own recursion never ends where what cannot be made counts as missing, as below /proc.
  const missing: string[] = [];
  for (let path = wanted; !existsSync(path); path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    makeFolder(path);
    syncFolder(dirname(path));
  }
  if (missing.length === 0) makeFolder(wanted);
  return folder;
}

/** Makes one folder, unless it is there. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

/**
 * Writes a file that only its owner can read, down to the disk: it is there with all that it should hold, or not at all, whatever ends the process and
 * however full the disk is.
 *
 * @returns false if there is one already, which is left as it is.
 * @throws what the file system says; nothing is left behind then.
 */
export function createPrivateFile(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  try {
    // One that a process of the same number left behind.
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(draft, 0o600);
    if (!publish(draft, path)) return false;
  } finally {
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** What a file holds; `undefined` if there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Gives a draft its name, unless that is taken. */
function publish(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
  }
  if (existsSync(path)) return false;
  renameSync(draft, path);
  return true;
}

/** So that not only what is in a file survives a loss of power, but also that it is there. */
function syncFolder(folder: string): void {
  // Windows opens no folders, and needs none.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function codeOf(error: unknown): unknown {
  return (Object(error) as { readonly code?: unknown }).code;
}
