import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@status/base';
import type { Store, View } from '@status/interfaces';
import { createFaultyDisk, type DiskFault, type FaultyDisk, seededRandom, storeCompliance } from '@status/testing';
import { ClassicLevel } from 'classic-level';
import { MemoryLevel } from 'memory-level';
import { createLevelStore, createStore, keepingSnapshots } from '../src/index.ts';

const storeOn = (disk: FaultyDisk): Store => createStore(keepingSnapshots(disk.database()));

const write = (store: Store, records: Readonly<Record<string, number>>): Promise<void> =>
  store.transaction(async (tx) => {
    for (const [key, value] of Object.entries(records)) tx.put('t', key, Uint8Array.of(value));
  });

async function recordsOf(view: View): Promise<Record<string, string>> {
  const records: Record<string, string> = {};
  for await (const [key, value] of view.entries('t')) records[`t/${key}`] = bytesToHex(value);
  return records;
}

/** Tries until it succeeds: faults have a chance of a third at most. */
async function untilDone(act: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await act().then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error('it does not succeed any more');
}

const FAILED = { code: 'STORE_FAILED' };
const FAULTS = ['refused', 'torn', 'unsynced'] as const;

describe('store on a disk with a log', () => {
  const cases = storeCompliance(
    async () => {
      const disk = createFaultyDisk();
      return { store: storeOn(disk), reopen: async () => storeOn(disk) };
    },
    { durable: true },
  );
  for (const { name, run } of cases) test(name, run);
});

describe.each(FAULTS)('after a commit that was %s', (fault) => {
  /** A store whose second commit fails. */
  const failed = async (more: { open?: (count: number) => boolean; read?: (count: number) => boolean } = {}) => {
    const disk = createFaultyDisk({ commit: (count) => (count === 2 ? fault : undefined), ...more });
    const store = storeOn(disk);
    await write(store, { a: 1, b: 1 });
    return { disk, store, refused: write(store, { a: 2, c: 2 }) };
  };

  test('sixty more are all there for the next process, and nothing of it', async () => {
    const { disk, store, refused } = await failed();
    await expect(refused).rejects.toMatchObject(FAILED);
    const later = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`later-${i}`, 3]));
    for (const [key, value] of Object.entries(later)) await write(store, { [key]: value });
    disk.losePower();
    await using next = storeOn(disk);
    const expected = Object.keys(later).map((key) => [`t/${key}`, '03']);
    expect(await next.read(recordsOf)).toEqual({ 't/a': '01', 't/b': '01', ...Object.fromEntries(expected) });
  });

  test('reads and transactions show what was there before, and nothing of it is there once the store was closed', async () => {
    const { disk, store, refused } = await failed();
    await expect(refused).rejects.toMatchObject(FAILED);
    const before = { 't/a': '01', 't/b': '01' };
    expect(await store.read(recordsOf)).toEqual(before);
    expect(await store.transaction(recordsOf)).toEqual(before);
    await store.close();
    expect(disk.dump()).toEqual(before);
  });

  test('a read that began before it goes on', async () => {
    const { store, refused } = await failed();
    await store.read(async (view) => {
      expect(await view.get('t', 'a')).toEqual(Uint8Array.of(1));
      await expect(refused).rejects.toMatchObject(FAILED);
      await write(store, { a: 3, b: 3, c: 3 });
      expect(await recordsOf(view)).toEqual({ 't/a': '01', 't/b': '01' });
    });
  });

  test('as long as the disk cannot be opened anew commits are refused with the reason, and later all is well', async () => {
    let isFull = true;
    const { disk, store, refused } = await failed({ open: (count) => count > 1 && isFull });
    await expect(refused).rejects.toMatchObject(FAILED);
    for (let i = 0; i < 3; i++) {
      await expect(write(store, { d: 4 })).rejects.toMatchObject({
        ...FAILED,
        cause: { message: 'an opening that was to fail' },
      });
    }
    expect(disk.commits).toBe(2);
    isFull = false;
    expect(await store.read(recordsOf)).toEqual({ 't/a': '01', 't/b': '01' });
    await write(store, { d: 5 });
    await store.close();
    expect(disk.dump()).toEqual({ 't/a': '01', 't/b': '01', 't/d': '05' });
  });

  test('where what was there before cannot be read, nothing is written until the next process', async () => {
    const { disk, store, refused } = await failed({ read: (count) => count === 1 });
    await expect(refused).rejects.toMatchObject(FAILED);
    for (let i = 0; i < 2; i++) await expect(write(store, { d: 4 })).rejects.toMatchObject(FAILED);
    expect([disk.commits, disk.openings]).toEqual([2, 1]);
    await store.close();
    await using next = storeOn(disk);
    await write(next, { d: 5 });
    expect(await next.read((view) => view.get('t', 'b'))).toEqual(Uint8Array.of(1));
  });

  test('no callback of it runs', async () => {
    const disk = createFaultyDisk({ commit: () => fault });
    let calls = 0;
    const failing = storeOn(disk).transaction(async (tx) => {
      tx.put('t', 'a', Uint8Array.of(1));
      tx.afterCommit(() => calls++);
    });
    await expect(failing).rejects.toMatchObject(FAILED);
    expect(calls).toBe(0);
  });
});

test.each(Array.from({ length: 60 }, (_, seed) => seed))(
  'on a disk with faults of every kind all that was told and nothing else is there (%i)',
  async (seed) => {
    const random = seededRandom(`faults ${seed}`);
    const roll = (sides: number): number => random.bytes(1)[0]! % sides;
    const disk = createFaultyDisk({
      commit: (): DiskFault | undefined => (roll(4) === 0 ? FAULTS[roll(3)] : undefined),
      open: (count) => count > 1 && roll(3) === 0,
    });
    let store = storeOn(disk);
    let model: Record<string, string> = {};
    for (let step = 0; step < 80; step++) {
      const draft = { ...model };
      const done = store.transaction(async (tx) => {
        for (let i = 0; i < 3; i++) {
          const key = `k${roll(6)}`;
          const value = random.bytes(2);
          if (roll(3) === 0) {
            tx.delete('t', key);
            delete draft[`t/${key}`];
          } else {
            tx.put('t', key, value);
            draft[`t/${key}`] = bytesToHex(value);
          }
        }
      });
      await done.then(
        () => {
          model = draft;
        },
        (error) => expect(error).toMatchObject(FAILED),
      );
      // A disk that is not open cannot be read; what is read is right.
      await store.read(recordsOf).then(
        (seen) => expect(seen).toEqual(model),
        (error) => expect(error).toMatchObject(FAILED),
      );
      if (roll(20) > 0) continue;
      // The process ends well: with nothing in doubt.
      await untilDone(() => write(store, { last: step }));
      model = { ...model, 't/last': bytesToHex(Uint8Array.of(step)) };
      await store.close();
      disk.losePower();
      expect(disk.dump()).toEqual(model);
      const openings = disk.openings;
      await untilDone(() => {
        store = storeOn(disk);
        return store.read(async () => {});
      });
      expect(disk.openings).toBeGreaterThan(openings);
    }
  },
);

describe('store over a database of Level', () => {
  const failOnce = (level: object): void => {
    const { batch } = level as { batch: () => Promise<void> };
    const failing = async (): Promise<never> => {
      Object.assign(level, { batch });
      throw new Error('no space left');
    };
    Object.assign(level, { batch: failing });
  };

  test('closes and opens it between a commit that failed and the next', async () => {
    const level = new MemoryLevel<string, Uint8Array>({ valueEncoding: 'view', storeEncoding: 'view' });
    const log: string[] = [];
    for (const event of ['closed', 'open'] as const) level.on(event, () => log.push(event));
    await using store = createLevelStore(level);
    await write(store, { a: 1 });
    level.on('write', () => log.push('write'));
    log.length = 0;
    failOnce(level);
    await expect(write(store, { a: 2 })).rejects.toMatchObject({ ...FAILED, cause: { message: 'no space left' } });
    await write(store, { b: 3 });
    expect(log).toEqual(['closed', 'open', 'write', 'write']);
    expect(await store.read(recordsOf)).toEqual({ 't/a': '01', 't/b': '03' });
  });

  test('a read that runs meanwhile on disk fails, and the store goes on', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'status-recovery-'));
    const level = new ClassicLevel<string, Uint8Array>(folder, { valueEncoding: 'view' });
    const store = createLevelStore(level);
    await write(store, { a: 1, b: 1 });
    const reading = store.read(async (view) => {
      for await (const _ of view.entries('t')) {
        failOnce(level);
        await expect(write(store, { a: 2 })).rejects.toMatchObject(FAILED);
        await write(store, { c: 3 });
      }
      await view.get('t', 'a');
    });
    await expect(reading).rejects.toMatchObject(FAILED);
    expect(await store.read(recordsOf)).toEqual({ 't/a': '01', 't/b': '01', 't/c': '03' });
    await store.close();
    await rm(folder, { recursive: true });
  });

  test('one that was taken away is not made anew in silence', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'status-recovery-'));
    const level = new ClassicLevel<string, Uint8Array>(folder, { valueEncoding: 'view' });
    const store = createLevelStore(level);
    await write(store, { a: 1, b: 1 });
    failOnce(level);
    await expect(write(store, { a: 2 })).rejects.toMatchObject(FAILED);
    await rm(folder, { recursive: true });
    await expect(write(store, { c: 3 })).rejects.toMatchObject(FAILED);
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
});
