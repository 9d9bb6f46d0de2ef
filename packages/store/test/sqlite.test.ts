import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { storeCompliance } from '@status/testing';
import sqlite from 'node-sqlite3-wasm';
import { SCHEMA_VERSION } from '../src/constants.ts';
import { openSqliteStore } from '../src/sqlite.ts';
import { expectWhole, killAfter } from './killed-writer.ts';

const root = await mkdtemp(join(tmpdir(), 'status-sqlite-'));
let files = 0;
const freshFile = (): string => join(root, `store-${files++}.db`);

afterAll(() => rm(root, { recursive: true }));

/** Another program with the file open. */
function openElsewhere(file: string): sqlite.Database {
  const connection = new sqlite.Database(file);
  // Without memory to share this build takes a log for itself or not at all.
  connection.exec('PRAGMA locking_mode = EXCLUSIVE');
  return connection;
}

/** What another program does with the file. */
function change(file: string, sql: string): void {
  const connection = openElsewhere(file);
  connection.exec(sql);
  connection.close();
}

describe('SQLite store', () => {
  const cases = storeCompliance(
    async () => {
      const file = freshFile();
      return { store: await openSqliteStore(file), reopen: () => openSqliteStore(file) };
    },
    { durable: true, patience: 10_000 },
  );
  for (const { name, run } of cases) test(name, run);

  test('is one table of rows that other programs can read', async () => {
    const file = freshFile();
    const store = await openSqliteStore(file);
    await store.transaction(async (tx) => tx.put('things-1', 'a', Uint8Array.of(1, 2)));
    await store.close();
    const connection = openElsewhere(file);
    expect(connection.all('SELECT name, CAST(key AS TEXT) AS key, hex(value) AS value FROM records')).toEqual([
      { name: 'things-1', key: 'a', value: '0102' },
    ]);
    connection.close();
  });

  test('leaves its file alone beside nothing when it is closed, for its owner only', async () => {
    const folder = await mkdtemp(join(root, 'folder-'));
    const store = await openSqliteStore(join(folder, 'store.db'));
    await store.transaction(async (tx) => tx.put('t', 'a', Uint8Array.of(1)));
    await store.close();
    expect(await readdir(folder)).toEqual(['store.db']);
    expect((await stat(join(folder, 'store.db'))).mode & 0o077).toBe(0);
  });

  test('a second opener is told that the file is taken, until the first closes', async () => {
    const file = freshFile();
    const first = await openSqliteStore(file);
    await expect(openSqliteStore(file)).rejects.toMatchObject({ name: 'StoreError', code: 'STORE_LOCKED' });
    await first.transaction(async (tx) => tx.put('t', 'a', Uint8Array.of(1)));
    await first.close();
    await using second = await openSqliteStore(file);
    expect(await second.read((view) => view.get('t', 'a'))).toEqual(Uint8Array.of(1));
  });

  test('a lock of a process that is there is heeded, one of a process that is gone is not', async () => {
    const file = freshFile();
    await writeFile(`${file}.owner`, String(process.ppid));
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    for (const nobody of [String(2 ** 30), String(process.pid), '', 'nonsense']) {
      await writeFile(`${file}.owner`, nobody);
      await (await openSqliteStore(file)).close();
    }
  });

  test('the folder of the file is made for its owner only, those above it too', async () => {
    const folder = join(root, 'new', 'folder');
    await (await openSqliteStore(join(folder, 'store.db'))).close();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, '..'))).mode & 0o777).toBe(0o700);
  });

  test('a file that cannot be made is told', async () => {
    const file = freshFile();
    await writeFile(file, 'no folder');
    const failing = openSqliteStore(join(file, 'store.db'));
    await expect(failing).rejects.toMatchObject({ code: 'STORE_FAILED', cause: { code: 'EEXIST' } });
  });

  test('a file that is no database is told, left as it is and not locked', async () => {
    const file = freshFile();
    await writeFile(file, 'nonsense '.repeat(1000));
    for (const _ of [1, 2]) await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect((await stat(file)).size).toBe(9000);
  });

  test('a database of something else is not taken for a store', async () => {
    const file = freshFile();
    change(file, 'CREATE TABLE other (a)');
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a store of a later version is refused, left alone and not locked', async () => {
    const file = freshFile();
    await (await openSqliteStore(file)).close();
    change(file, `PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    await expect(openSqliteStore(file)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    change(file, `PRAGMA user_version = ${SCHEMA_VERSION}`);
    await (await openSqliteStore(file)).close();
  });

  test('a commit that the disk refuses is reported, nothing of it is kept, and the next one can go on', async () => {
    const file = freshFile();
    const store = await openSqliteStore(file);
    await store.transaction(async (tx) => tx.put('t', 'a', Uint8Array.of(1)));
    await store.close();
    change(
      file,
      "CREATE TRIGGER refuse BEFORE INSERT ON records WHEN NEW.name = 'full' BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    await using again = await openSqliteStore(file);
    const failing = again.transaction(async (tx) => {
      tx.put('t', 'a', Uint8Array.of(2));
      tx.put('full', 'b', Uint8Array.of(2));
    });
    await expect(failing).rejects.toMatchObject({ code: 'STORE_FAILED', cause: { message: 'disk full' } });
    expect(await again.read((view) => view.get('t', 'a'))).toEqual(Uint8Array.of(1));
    await again.transaction(async (tx) => tx.put('t', 'a', Uint8Array.of(3)));
    expect(await again.read((view) => view.get('t', 'a'))).toEqual(Uint8Array.of(3));
  });

  test('its log begins anew from time to time, also while others read', async () => {
    const file = freshFile();
    await using store = await openSqliteStore(file);
    for (let i = 0; i < 1500; i++) {
      await store.transaction(async (tx) => {
        await tx.get('t', 'a');
        tx.put('t', 'a', new Uint8Array(8000).fill(i));
      });
      await store.read((view) => view.get('t', 'a'));
    }
    // 1000 pages of 4 KiB and the last commit; all that was written is three times as much.
    expect((await stat(`${file}-wal`)).size).toBeLessThan(5_000_000);
  });

  test.each([1, 12, 40])(
    'a process killed after %i transactions leaves whole ones, and all it told of',
    async (count) => {
      const file = freshFile();
      const told = await killAfter('sqlite', file, count);
      await using store = await openSqliteStore(file);
      await expectWhole(store, told);
    },
  );
});
