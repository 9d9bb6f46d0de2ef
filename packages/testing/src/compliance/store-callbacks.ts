import { utf8ToBytes } from '@status/base';
import { type Case, check, checkBytes, checkList, checkSame, rejection } from './case.ts';
import { read, type StoreCase, type StoreManifest, TABLE, write } from './store-play.ts';

/** When what a transaction wants called after its commit is called. */
export function callbackCases(withStore: StoreCase, manifest: StoreManifest): Case[] {
  return [
    withStore('callbacks run after the commit, in order', async (store) => {
      const log: string[] = [];
      await store.transaction(async (tx) => {
        tx.afterCommit(() => log.push('first'));
        tx.afterCommit(() => log.push('second'));
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        await tx.get(TABLE, 'a');
        log.push('work done');
      });
      checkList(log, ['work done', 'first', 'second'], 'order');
    }),
    withStore('callbacks see the writes of their transaction committed', async (store) => {
      let seen: Promise<(Uint8Array | undefined)[]> | undefined;
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        tx.afterCommit(() => {
          seen = Promise.all([read(store, 'a'), store.read((view) => view.get(TABLE, 'a'))]);
        });
      });
      check(seen !== undefined, 'the callback did not run before the transaction resolved');
      const [inTransaction, inRead] = await seen;
      checkBytes(inTransaction, utf8ToBytes('one'), 'value in a transaction');
      checkBytes(inRead, utf8ToBytes('one'), 'value in a read');
    }),
    withStore('callbacks do not run when the writes are dropped', async (store) => {
      let calls = 0;
      await rejection(
        () =>
          store.transaction(async (tx) => {
            tx.afterCommit(() => calls++);
            throw new Error('no');
          }),
        'failing transaction',
        manifest,
      );
      await write(store, { a: 'one' });
      checkSame(calls, 0, 'calls');
    }),
    withStore('a callback that throws undoes nothing and stops no other', async (store) => {
      let calls = 0;
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        tx.afterCommit(() => {
          throw new Error('a listener failed');
        });
        tx.afterCommit(() => calls++);
      });
      checkSame(calls, 1, 'calls of the second callback');
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'value');
    }),
  ];
}
