import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@status/interfaces';
import { seededRandom } from '@status/testing';
import { StoreError } from '../src/index.ts';

/**
 * Writes to a store until its disk is full, goes on trying, gets room again and writes on; then the same with a new store for the next number of bytes
 * that the disk may take before it is full. Prints for each, as JSON in a line, what it was told and what is there once the store was opened anew. With
 * `kill` it ends itself while the disk is full, with `restart` it opens the store anew on the full disk first; with `first` the disk is full when the
 * store is opened for the first time.
 */
const [, , kind, disk, way, leaves, length, ending] = process.argv as unknown as [
  string,
  string,
  'level' | 'sqlite',
  string,
  'limit' | 'ballast',
  string,
  string,
  'go on' | 'restart' | 'kill' | 'first',
];
const ballast = join(disk, 'ballast');

/** Lets the disk take about so many bytes more. */
function shrink(bytes: number): void {
  if (way === 'limit') {
    const names = readdirSync(disk, { recursive: true }).map((name) => join(disk, String(name)));
    const sizes = names.map((name) => statSync(name)).map((file) => (file.isFile() ? file.size : 0));
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${Math.max(0, ...sizes) + bytes}:unlimited`]);
    return;
  }
  const file = openSync(ballast, 'a');
  const { bavail, bsize } = statfsSync(disk);
  for (let left = bavail * bsize - bytes; left > 0; left -= 65_536) {
    writeSync(file, new Uint8Array(Math.min(left, 65_536)));
  }
  closeSync(file);
}

function restore(): void {
  if (way === 'limit') execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited']);
  else rmSync(ballast);
}

async function open(path: string): Promise<Store> {
  if (kind === 'sqlite') return (await import('../src/sqlite.ts')).openSqliteStore(path);
  return (await import('../src/level.ts')).openDiskStore(path);
}

async function play(path: string, leave: number): Promise<void> {
  /** Number of each record by its name, as far as it was told to be written; and numbers of which the opposite was told. */
  const told: Record<string, number> = {};
  const refused: Record<string, number[]> = {};
  const reasons = new Set<string>();
  // Nothing that could be pressed together.
  const random = seededRandom('values');
  let number = 0;
  if (ending === 'first') {
    shrink(leave);
    await open(path).then(
      (store) => store.close(),
      (error: StoreError) => reasons.add(error.code),
    );
    restore();
  }
  let store = await open(path);

  const write = async (name: string): Promise<boolean> => {
    const mine = ++number;
    const value = random.bytes(Number(length));
    new DataView(value.buffer).setUint32(0, mine);
    try {
      await store.transaction(async (tx) => {
        tx.put('first', name, value);
        tx.put('second', name, value.slice(0, 4));
      });
      told[name] = mine;
      return true;
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'STORE_FAILED') throw error;
      reasons.add(String(error.cause));
      refused[name] = [...(refused[name] ?? []), mine];
      return false;
    }
  };

  const found = (): Promise<Record<string, number>> =>
    store.read(async (view) => {
      const records: Record<string, number> = {};
      for await (const [name, value] of view.entries('second')) {
        const other = await view.get('first', name);
        const isWhole = other?.length === Number(length) && value.every((byte, i) => byte === other[i]);
        records[isWhole ? name : `half ${name}`] = new DataView(value.buffer, value.byteOffset).getUint32(0);
      }
      return records;
    });

  const report = (more: object): void => {
    process.stdout.write(`${JSON.stringify({ leave, told, refused, reasons: [...reasons], ...more })}\n`);
  };

  for (let i = 0; i < 20; i++) await write(`before-${i}`);
  if (ending === 'first') {
    await store.close();
    store = await open(path);
    report({ found: await found() });
    return store.close();
  }
  shrink(leave);
  for (let i = 0; i < 200 && (await write(`last-${i % 50}`)); ) i++;
  for (let i = 0; i < 5; i++) await write(`before-${i}`);
  if (ending === 'kill') {
    report({});
    process.kill(process.pid, 'SIGKILL');
  }
  const toldWhenFull = { ...told };
  let foundWhenFull: unknown;
  try {
    if (ending === 'restart') {
      await store.close();
      store = await open(path);
    }
    foundWhenFull = await found();
  } catch (error) {
    foundWhenFull = (error as StoreError).code;
  }
  restore();
  if (foundWhenFull === 'STORE_FAILED') store = await open(path);
  let accepted = 0;
  for (let i = 0; i < 60; i++) if (await write(`after-${i}`)) accepted++;
  await store.close();
  store = await open(path);
  report({ toldWhenFull, foundWhenFull, accepted, found: await found() });
  await store.close();
}

for (const [i, leave] of leaves.split(',').entries()) {
  mkdirSync(join(disk, String(i)));
  await play(join(disk, String(i), kind), Number(leave));
  rmSync(join(disk, String(i)), { recursive: true });
}
