import { describe, expect, test } from '@jest/globals';
import { createFaultyDisk, type DiskDatabase, type DiskFault } from '../src/index.ts';

const write = (database: DiskDatabase, key: string): Promise<void> =>
  database.commit([{ table: 't', key, value: Uint8Array.of(1) }]);

/** Three commits of which the second has a fault; with the process that made them. */
async function play(fault: DiskFault) {
  const disk = createFaultyDisk({ commit: (count) => (count === 2 ? fault : undefined) });
  const database = disk.database();
  await database.open();
  await write(database, 'a');
  await expect(write(database, 'b')).rejects.toThrow(fault);
  expect(database.records.get('t', 'b')).toBeUndefined();
  return {
    disk,
    database,
    isTaken: await write(database, 'c').then(
      () => true,
      () => false,
    ),
  };
}

const keysOf = (disk: { dump(): object }): string[] => Object.keys(disk.dump());

describe('faulty disk', () => {
  test('without faults keeps what was committed, also when the power goes', async () => {
    const disk = createFaultyDisk();
    const database = disk.database();
    await database.open();
    for (const key of ['a', 'b']) await write(database, key);
    await database.commit([{ table: 't', key: 'a', value: undefined }]);
    disk.losePower();
    expect([disk.dump(), disk.commits]).toEqual([{ 't/b': '01' }, 3]);
  });

  test('nothing is left of a commit that was refused, and the next ones are kept', async () => {
    const { disk, isTaken } = await play('refused');
    expect([isTaken, keysOf(disk)]).toEqual([true, ['t/a', 't/c']]);
  });

  test('what is written behind a torn commit is taken, shown and lost', async () => {
    const { disk, database, isTaken } = await play('torn');
    expect([isTaken, database.records.get('t', 'c'), keysOf(disk)]).toEqual([true, Uint8Array.of(1), ['t/a']]);
  });

  test('what is written behind a torn commit is lost with the power too', async () => {
    const { disk } = await play('torn');
    disk.losePower();
    expect(keysOf(disk)).toEqual(['t/a']);
  });

  test('what is written behind a torn commit after the disk was opened anew is kept', async () => {
    const { disk, database } = await play('torn');
    await database.reopen();
    await write(database, 'd');
    expect(keysOf(disk)).toEqual(['t/a', 't/d']);
  });

  test('an unsynced commit refuses others, and is there when the disk is opened anew', async () => {
    const { disk, database, isTaken } = await play('unsynced');
    expect([isTaken, keysOf(disk)]).toEqual([false, ['t/a', 't/b']]);
    await database.reopen();
    await write(database, 'd');
    disk.losePower();
    expect(keysOf(disk)).toEqual(['t/a', 't/b', 't/d']);
  });

  test('an unsynced commit goes with the power', async () => {
    const { disk } = await play('unsynced');
    disk.losePower();
    expect(keysOf(disk)).toEqual(['t/a']);
  });

  test('openings and reads fail where they are told to', async () => {
    const disk = createFaultyDisk({ open: (count) => count === 2, read: (count) => count === 1 });
    const database = disk.database();
    await database.open();
    expect(() => database.records.get('t', 'a')).toThrow('a read that was to fail');
    expect(database.records.get('t', 'a')).toBeUndefined();
    await expect(database.reopen()).rejects.toThrow('an opening that was to fail');
    await expect(write(database, 'a')).rejects.toThrow('not open');
    await database.reopen();
    await write(database, 'a');
    expect([disk.openings, disk.reads]).toEqual([3, 2]);
  });
});
