import type { Store } from '@status/interfaces';

/** Transactions of ten records each, all with the number of the transaction, until somebody ends the process. */
const [, , kind, path] = process.argv as [string, string, string, string];
const store = await open();
for (let round = 1; ; round++) {
  await store.transaction(async (tx) => {
    for (let i = 0; i < 10; i++) {
      const value = new Uint8Array(2000);
      new DataView(value.buffer).setUint32(0, round);
      tx.put(`table-${i % 3}`, `record-${i}`, value);
      tx.put('log', `${String(round).padStart(8, '0')}-${i}`, value.subarray(0, 4));
    }
  });
  process.stdout.write(`${round}\n`);
}

async function open(): Promise<Store> {
  if (kind === 'sqlite') return (await import('../src/sqlite.ts')).openSqliteStore(path);
  return (await import('../src/level.ts')).openDiskStore(path);
}
