import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { makeFolder } from '@status/store/folder';
import { openDiskStore } from '@status/store/level';
import { openSqliteStore } from '@status/store/sqlite';

const root = mkdtempSync(join(tmpdir(), 'status-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a folder is made with those above it, for its owner alone, and again that changes nothing', () => {
  const folder = join(root, 'many', 'levels', 'deep');
  for (let n = 0; n < 2; n++) makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(root, 'many')).mode & 0o777).toBe(0o700);
});

test('where a file is no folder can be', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow(/EEXIST/);
  expect(() => makeFolder(join(file, 'within'))).toThrow(/ENOTDIR/);
});

/** Below /proc nothing can be made, and what is not there stays missing; elsewhere there is no such place. */
const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('a folder that cannot be made is refused at once, also for a store', async () => {
  expect(() => makeFolder('/proc/none/such')).toThrow(/ENOENT/);
  await expect(openDiskStore('/proc/none/such')).rejects.toMatchObject({ code: 'STORE_FAILED' });
  await expect(openSqliteStore('/proc/none/such/store.db')).rejects.toMatchObject({ code: 'STORE_FAILED' });
});
