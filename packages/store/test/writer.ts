import { openDiskStore } from '../src/level.ts';

/** Transactions of ten records each, all with the number of the transaction, until somebody ends the process. */
const store = await openDiskStore(process.argv[2]!);
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
