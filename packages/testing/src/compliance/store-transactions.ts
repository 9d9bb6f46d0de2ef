import { utf8ToBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkAbsent, checkBytes, checkCode, checkList, checkSame, rejection } from './case.ts';
import { keys, read, type StoreCase, type StoreManifest, TABLE, write } from './store-play.ts';

/** What holds of a transaction, and of one after the other. */
export function transactionCases(withStore: StoreCase, manifest: StoreManifest): Case[] {
  return [
    withStore('a key that was never written has no value', async (store) => {
      await store.transaction(async (tx) => checkAbsent(await tx.get(TABLE, 'a'), 'value'));
    }),
    withStore('a transaction resolves with what its work resolves with', async (store) => {
      checkSame(await store.transaction(async () => 42), 42, 'result');
    }),
    withStore('a transaction reads its own writes, and later ones read them too', async (store) => {
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        checkBytes(await tx.get(TABLE, 'a'), utf8ToBytes('one'), 'inside');
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'afterwards');
    }),
    withStore('a later write replaces an earlier one', async (store) => {
      await write(store, { a: 'one' });
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('two'));
        tx.put(TABLE, 'a', utf8ToBytes('three'));
        checkBytes(await tx.get(TABLE, 'a'), utf8ToBytes('three'), 'inside');
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('three'), 'afterwards');
    }),
    withStore('a deleted record is gone, inside and afterwards', async (store) => {
      await write(store, { a: 'one', b: 'two' });
      await store.transaction(async (tx) => {
        tx.delete(TABLE, 'a');
        tx.delete(TABLE, 'never there');
        checkAbsent(await tx.get(TABLE, 'a'), 'value inside');
        checkList(await keys(tx), ['b'], 'keys inside');
      });
      checkAbsent(await read(store, 'a'), 'value afterwards');
    }),
    withStore('a record deleted and written again in one transaction is there', async (store) => {
      await write(store, { a: 'one' });
      await store.transaction(async (tx) => {
        tx.delete(TABLE, 'a');
        tx.put(TABLE, 'a', utf8ToBytes('two'));
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('two'), 'value');
    }),
    withStore('tables are apart, also where one name begins another', async (store) => {
      await store.transaction(async (tx) => {
        for (const table of ['a', 'a-1', 'a-10', 'b']) tx.put(table, 'key', utf8ToBytes(table));
      });
      await store.transaction(async (tx) => {
        for (const table of ['a', 'a-1', 'a-10', 'b']) {
          checkBytes(await tx.get(table, 'key'), utf8ToBytes(table), `value in ${table}`);
          checkList(await keys(tx, {}, table), ['key'], `keys of ${table}`);
        }
      });
    }),
    withStore('values are copied in', async (store) => {
      const value = utf8ToBytes('one');
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', value);
        value.fill(0);
        checkBytes(await tx.get(TABLE, 'a'), utf8ToBytes('one'), 'inside');
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'afterwards');
    }),
    withStore('values are copied out', async (store) => {
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        (await tx.get(TABLE, 'a'))!.fill(0);
        for await (const [, value] of tx.entries(TABLE)) value.fill(0);
      });
      await store.transaction(async (tx) => {
        checkBytes(await tx.get(TABLE, 'a'), utf8ToBytes('one'), 'after its writer changed what it read');
        (await tx.get(TABLE, 'a'))!.fill(0);
        for await (const [, value] of tx.entries(TABLE)) value.fill(0);
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'after a reader changed what it read');
    }),
    withStore('values of every length and every byte come back as plain bytes', async (store) => {
      const random = seededRandom('values');
      const values = new Map([0, 1, 255, 65_536, 1 << 20].map((length) => [`v${length}`, random.bytes(length)]));
      values.set(
        'each',
        Uint8Array.from({ length: 256 }, (_, byte) => byte),
      );
      await store.transaction(async (tx) => {
        for (const [key, value] of values) tx.put(TABLE, key, value);
      });
      await store.transaction(async (tx) => {
        for (const [key, value] of values) checkBytes(await tx.get(TABLE, key), value, `value ${key}`);
        for await (const [key, value] of tx.entries(TABLE)) checkBytes(value, values.get(key)!, `entry ${key}`);
      });
    }),
    withStore('a value written from the middle of a larger array is only that part', async (store) => {
      await store.transaction(async (tx) => tx.put(TABLE, 'a', utf8ToBytes('xxonexx').subarray(2, 5)));
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'value');
    }),
    withStore('when the work rejects nothing is written and the error is passed on', async (store) => {
      await write(store, { a: 'one', b: 'two' });
      const reason = new Error('the work failed');
      const error = await rejection(
        () =>
          store.transaction(async (tx) => {
            tx.put(TABLE, 'a', utf8ToBytes('changed'));
            tx.delete(TABLE, 'b');
            tx.put('others', 'c', utf8ToBytes('new'));
            await tx.get(TABLE, 'a');
            throw reason;
          }),
        'a transaction whose work rejects',
        manifest,
      );
      check(error === reason, `expected the error of the work, got ${String(error)}`);
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'changed record');
      checkBytes(await read(store, 'b'), utf8ToBytes('two'), 'deleted record');
      checkAbsent(await read(store, 'c', 'others'), 'new record');
    }),
    withStore('transactions run one after another in the order of the calls', async (store) => {
      const log: string[] = [];
      await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          store.transaction(async (tx) => {
            log.push(`begin ${i}`);
            const count = (await tx.get(TABLE, 'count'))?.[0] ?? 0;
            for (let j = 0; j < 8 - i; j++) await Promise.resolve();
            await tx.get(TABLE, 'other');
            tx.put(TABLE, 'count', Uint8Array.of(count + 1));
            log.push(`end ${i}`);
          }),
        ),
      );
      checkList(log, Array.from({ length: 8 }, (_, i) => [`begin ${i}`, `end ${i}`]).flat(), 'order');
      checkBytes(await read(store, 'count'), Uint8Array.of(8), 'increments');
    }),
    withStore('a transaction that fails holds up nobody behind it', async (store) => {
      const failing = rejection(() => store.transaction(() => Promise.reject(new Error('no'))), 'failing', manifest);
      const next = store.transaction(async (tx) => tx.put(TABLE, 'a', utf8ToBytes('one')));
      await Promise.all([failing, next]);
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'value');
    }),
    withStore('a transaction cannot be used after it ended', async (store) => {
      const ended: Transaction[] = [];
      await store.transaction(async (tx) => void ended.push(tx));
      await rejection(
        () =>
          store.transaction(async (tx) => {
            ended.push(tx);
            throw new Error('no');
          }),
        'failing transaction',
        manifest,
      );
      for (const tx of ended) {
        await checkCode(() => tx.get(TABLE, 'a'), 'STORE_ENDED', 'get', manifest);
        await checkCode(() => tx.put(TABLE, 'a', new Uint8Array()), 'STORE_ENDED', 'put', manifest);
        await checkCode(() => tx.delete(TABLE, 'a'), 'STORE_ENDED', 'delete', manifest);
        await checkCode(() => tx.entries(TABLE)[Symbol.asyncIterator]().next(), 'STORE_ENDED', 'entries', manifest);
        await checkCode(() => tx.afterCommit(() => {}), 'STORE_ENDED', 'afterCommit', manifest);
      }
    }),
    withStore('a loop over entries cannot outlive its transaction', async (store) => {
      await write(store, { a: '1', b: '2' });
      const loop = await store.transaction(async (tx) => {
        const entries = tx.entries(TABLE)[Symbol.asyncIterator]();
        await entries.next();
        return entries;
      });
      await checkCode(() => loop.next(), 'STORE_ENDED', 'next', manifest);
      await write(store, { c: '3' });
    }),
    withStore('a transaction started at once within another is told', async (store) => {
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        await checkCode(() => store.transaction(async () => {}), 'STORE_NESTED', 'inner transaction', manifest);
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'value of the outer one');
    }),
    withStore('what is no name of a table and no ASCII key is refused', async (store) => {
      await store.transaction(async (tx) => {
        for (const [table, key] of [
          ['', 'k'],
          ['A', 'k'],
          ['a!b', 'k'],
          ['a b', 'k'],
          ['ä', 'k'],
          [TABLE, 'ä'],
        ] as const) {
          await checkCode(() => tx.get(table, key), 'STORE_KEY', `get ${table} ${key}`, manifest);
          await checkCode(() => tx.put(table, key, new Uint8Array()), 'STORE_KEY', `put ${table} ${key}`, manifest);
          await checkCode(() => tx.delete(table, key), 'STORE_KEY', `delete ${table} ${key}`, manifest);
          await checkCode(() => keys(tx, { prefix: key }, table), 'STORE_KEY', `entries ${table} ${key}`, manifest);
        }
      });
    }),
    withStore('keys may hold any ASCII, line ends and NUL among it', async (store) => {
      const odd = ['', '\0', '\0\0', '\n', ' ', '!', '"', '%', '\u007f', 'a', 'a\0', 'a\0b', 'a!'];
      await write(store, Object.fromEntries(odd.map((key) => [key, `value of ${key}`])));
      await store.transaction(async (tx) => {
        checkList(await keys(tx), [...odd].sort(), 'keys');
        for (const key of odd)
          checkBytes(await tx.get(TABLE, key), utf8ToBytes(`value of ${key}`), JSON.stringify(key));
      });
    }),
  ];
}
