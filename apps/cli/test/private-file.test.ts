import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import { makeFolder } from '@status/store/folder';
import { openAccount, openNodeKey } from '../src/account.ts';
import { createPrivateFile } from '../src/private-file.ts';
import { ENTRY, endAll, Program } from './program.ts';

const root = mkdtempSync(join(tmpdir(), 'status-private-'));
let names = 0;
const freshFolder = (): string => {
  const folder = join(root, `folder-${names++}`);
  makeFolder(folder);
  return folder;
};
afterEach(endAll);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const keyOf = (folder: string): string => bytesToHex(openAccount(folder, {}).identity);

/** With a disk that takes a few bytes of each file; skipped where `prlimit` is not there. */
const limited = spawnSync('prlimit', ['--version']).status === 0 ? test : test.skip;
const limit = (bytes: number): string[] => ['prlimit', `--fsize=${bytes}:unlimited`];

/** Calls an export of the command's accounts in a process of its own, whose disk takes a few bytes; gives what it complains of. */
function openOnDiskOf(bytes: number, name: string, ...args: readonly unknown[]): string {
  const source = `const accounts = await import(${JSON.stringify(pathToFileURL(join(dirname(ENTRY), 'account.js')))});
    accounts.${name}(...${JSON.stringify(args)});`;
  const [command, ...flags] = limit(bytes);
  const { status, stderr } = spawnSync(command!, [...flags, process.execPath, '--input-type=module', '-e', source]);
  expect(status).toBe(1);
  return String(stderr);
}

describe.each([
  ['account.json', keyOf, 'openAccount'],
  ['node-key', (folder: string) => bytesToHex(openNodeKey(folder)), 'openNodeKey'],
] as const)('%s', (name, open, opener) => {
  limited.each([0, 1, 20, 64])(
    'a disk that is full after %i bytes leaves nothing, and with room it is made',
    (bytes) => {
      const folder = freshFolder();
      expect(openOnDiskOf(bytes, opener, folder, {})).toMatch(/EFBIG/);
      expect(readdirSync(folder)).toEqual([]);
      const made = open(folder);
      expect(open(folder)).toBe(made);
      expect(readdirSync(folder)).toEqual([name]);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    },
  );

  test.each(['', '\n', '\0\0\0\0', '{', '01'.repeat(31), '00'.repeat(32), 'null', '{"version":1}', '[]'])(
    'one that holds %j is named with what to do, left as it is, and made anew once it is removed',
    (content) => {
      const folder = freshFolder();
      const path = join(folder, name);
      writeFileSync(path, content);
      for (const _ of [1, 2])
        expect(() => open(folder)).toThrow(/(account\.json|node-key) cannot be read: .*remove it/);
      expect(readFileSync(path, 'utf8')).toBe(content);
      rmSync(path);
      expect(open(folder)).toBe(open(folder));
    },
  );

  test('one that leads nowhere is told instead of asked for ever', () => {
    const folder = freshFolder();
    symlinkSync(join(folder, 'nowhere'), join(folder, name));
    expect(() => open(folder)).toThrow(/cannot be read/);
  });

  test('one that is a folder is told without advice that would lose it', () => {
    const folder = freshFolder();
    mkdirSync(join(folder, name));
    expect(() => open(folder)).toThrow(/cannot be read: EISDIR(?!.*remove it)/);
  });
});

test('an account of a later version is left to that', () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'account.json'), '{"version":2}');
  expect(() => openAccount(folder, {})).toThrow(/a later status wrote it(?!.*remove it)/);
});

test('what is there is not replaced, and no draft stays', () => {
  const folder = freshFolder();
  const path = join(folder, 'a');
  expect([createPrivateFile(path, 'first'), createPrivateFile(path, 'second')]).toEqual([true, false]);
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(readdirSync(folder)).toEqual(['a']);
});

test('a draft that a killed process left stands in nobody’s way', () => {
  const folder = freshFolder();
  writeFileSync(join(folder, `account.json.${process.pid}.new`), 'half');
  writeFileSync(join(folder, 'account.json.1.new'), 'half');
  expect(keyOf(folder)).toBe(keyOf(folder));
});

limited('a client whose first start met a full disk starts once there is room', async () => {
  const folder = join(freshFolder(), 'data');
  const args = ['client', '--json', '--data-dir', folder];
  const [command, ...flags] = limit(0);
  expect(spawnSync(command!, [...flags, process.execPath, ENTRY, ...args]).status).toBe(1);
  expect(existsSync(join(folder, 'account.json'))).toBe(false);
  const client = new Program(...args);
  expect((await client.event('ready'))['publicKey']).toMatch(/^0x04/);
  await client.end('SIGTERM');
});
