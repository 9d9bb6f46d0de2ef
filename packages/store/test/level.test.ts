import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { storeCompliance } from '@status/testing';
import { ClassicLevel } from 'classic-level';
import { SCHEMA_VERSION } from '../src/constants.ts';
import { openDiskStore } from '../src/level.ts';
import { expectWhole, killAfter } from './killed-writer.ts';

const root = await mkdtemp(join(tmpdir(), 'status-store-'));
let folders = 0;
const freshFolder = (): string => join(root, `store-${folders++}`);

afterAll(() => rm(root, { recursive: true }));

describe('disk store', () => {
  const cases = storeCompliance(
    async () => {
      const folder = freshFolder();
      return { store: await openDiskStore(folder), reopen: () => openDiskStore(folder) };
    },
    { durable: true, patience: 10_000 },
  );
  for (const { name, run } of cases) test(name, run);

  test('makes its folder, and those above, for its owner alone', async () => {
    const folder = join(freshFolder(), 'below', 'another');
    await using _ = await openDiskStore(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, '..'))).mode & 0o777).toBe(0o700);
  });

  test('leaves the permissions of a folder that is there', async () => {
    const folder = await mkdtemp(join(root, 'there-'));
    await chmod(folder, 0o750);
    await using _ = await openDiskStore(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o750);
  });

  test('a second opener is told that the folder is taken, until the first closes', async () => {
    const folder = freshFolder();
    const first = await openDiskStore(folder);
    await expect(openDiskStore(folder)).rejects.toMatchObject({ name: 'StoreError', code: 'STORE_LOCKED' });
    await first.transaction(async (tx) => tx.put('t', 'a', Uint8Array.of(1)));
    await first.close();
    await using second = await openDiskStore(folder);
    expect(await second.transaction((tx) => tx.get('t', 'a'))).toEqual(Uint8Array.of(1));
  });

  test('a folder that cannot be made is told', async () => {
    const file = freshFolder();
    await writeFile(file, '');
    await expect(openDiskStore(join(file, 'below'))).rejects.toMatchObject({
      code: 'STORE_FAILED',
      cause: { code: 'ENOTDIR' },
    });
  });

  test('a damaged database is told', async () => {
    const folder = freshFolder();
    await (await openDiskStore(folder)).close();
    await writeFile(join(folder, 'CURRENT'), 'nonsense');
    await expect(openDiskStore(folder)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a store of a later version is refused, left alone and not locked', async () => {
    const folder = freshFolder();
    await (await openDiskStore(folder)).close();
    const setVersion = async (version: number): Promise<void> => {
      const level = new ClassicLevel(folder);
      await level.put('meta', String(version));
      await level.close();
    };
    await setVersion(SCHEMA_VERSION + 1);
    await expect(openDiskStore(folder)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    await setVersion(SCHEMA_VERSION);
    await (await openDiskStore(folder)).close();
  });

  test('tables can be read as sublevels with the tools of Level', async () => {
    const folder = freshFolder();
    const store = await openDiskStore(folder);
    await store.transaction(async (tx) => tx.put('things-1', 'a', Uint8Array.of(1, 2)));
    await store.close();
    const level = new ClassicLevel(folder);
    await level.open();
    const sublevel = level.sublevel<string, Uint8Array>('things-1', { valueEncoding: 'view' });
    expect(Array.from((await sublevel.get('a'))!)).toEqual([1, 2]);
    await level.close();
  });

  test.each([1, 12, 40])(
    'a process killed after %i transactions leaves whole ones, and all it told of',
    async (count) => {
      const folder = freshFolder();
      const told = await killAfter('level', folder, count);
      await using store = await openDiskStore(folder);
      await expectWhole(store, told);
    },
  );

  test('reading one key takes the same time among a hundred thousand records as among a thousand', async () => {
    await using store = await openDiskStore(freshFolder());
    const fill = (from: number, to: number): Promise<void> =>
      store.transaction(async (tx) => {
        for (let i = from; i < to; i++) tx.put('many', `key-${i}`, new Uint8Array(100).fill(i));
      });
    const medianRead = async (records: number): Promise<number> => {
      const times: number[] = [];
      await store.transaction(async (tx) => {
        for (let i = 0; i < 400; i++) {
          const key = `key-${(i * 7919) % records}`;
          const start = performance.now();
          expect(await tx.get('many', key)).toHaveLength(100);
          times.push(performance.now() - start);
        }
      });
      return times.sort((a, b) => a - b)[200]!;
    };
    await fill(0, 1000);
    await medianRead(1000);
    const few = await medianRead(1000);
    for (let i = 1000; i < 100_000; i += 11_000) await fill(i, i + 11_000);
    const many = await medianRead(100_000);
    // A scan would take about a hundred times as long.
    expect(many).toBeLessThan(few * 10 + 0.2);
  });
});
