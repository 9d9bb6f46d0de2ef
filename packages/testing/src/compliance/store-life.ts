import { utf8ToBytes } from '@status/base';
import type { Store } from '@status/interfaces';
import {
  background,
  type Case,
  check,
  checkBytes,
  checkCode,
  checkList,
  createGate,
  rejection,
  until,
} from './case.ts';
import { keys, read, type StoreCase, type StoreManifest, type StoreSubject, TABLE, write } from './store-play.ts';

/** What closing waits for and refuses. */
export function closingCases(withStore: StoreCase, manifest: StoreManifest): Case[] {
  return [
    withStore('closing waits for the running transaction and refuses those behind it', async (store) => {
      const log: string[] = [];
      let begun = false;
      const gate = createGate();
      const running = background(
        store.transaction(async (tx) => {
          begun = true;
          await gate.opened;
          tx.put(TABLE, 'a', utf8ToBytes('one'));
          log.push('work done');
        }),
      );
      const behind = background(
        checkCode(() => store.transaction(async () => log.push('ran')), 'STORE_CLOSED', 'behind', manifest),
      );
      await until(() => begun, 'the first transaction', manifest);
      const closed = background(store.close().then(() => log.push('closed')));
      gate.open();
      await Promise.all([running, behind, closed]);
      checkList(log, ['work done', 'closed'], 'order');
    }),
    withStore('closing waits for running reads', async (store) => {
      await write(store, { a: 'one' });
      const log: string[] = [];
      const [begun, gate] = [createGate(), createGate()];
      const running = background(
        store.read(async (view) => {
          begun.open();
          await gate.opened;
          checkBytes(await view.get(TABLE, 'a'), utf8ToBytes('one'), 'value while the store is closed');
          log.push('read');
        }),
      );
      await begun.opened;
      const closed = background(store.close().then(() => log.push('closed')));
      await checkCode(() => store.read(async () => log.push('ran')), 'STORE_CLOSED', 'a read behind it', manifest);
      gate.open();
      await Promise.all([running, closed]);
      checkList(log, ['read', 'closed'], 'order');
    }),
    withStore('a closed store refuses transactions and closes again without complaint', async (store) => {
      await store.close();
      await checkCode(() => store.transaction(async () => {}), 'STORE_CLOSED', 'transaction', manifest);
      await store.close();
      await store[Symbol.asyncDispose]();
    }),
    withStore('a closed store refuses reads', async (store) => {
      await store.close();
      await checkCode(() => store.read(async () => {}), 'STORE_CLOSED', 'read', manifest);
    }),
    withStore('disposing closes', async (store) => {
      await store[Symbol.asyncDispose]();
      await checkCode(() => store.transaction(async () => {}), 'STORE_CLOSED', 'transaction', manifest);
    }),
  ];
}

/** What a durable store still has after it was closed. */
export function durabilityCases(withStore: StoreCase, manifest: StoreManifest): Case[] {
  const reopened = async (subject: StoreSubject, body: (store: Store) => Promise<void>): Promise<void> => {
    await subject.store.close();
    check(subject.reopen !== undefined, 'the setup of a durable store must be able to open it again');
    const again = await subject.reopen();
    try {
      await body(again);
    } finally {
      await again.close();
    }
  };
  return [
    withStore(
      'what was committed is there after opening again, and what was dropped is not',
      async (store, subject) => {
        await write(store, { a: 'one', b: 'two' });
        await store.transaction(async (tx) => tx.delete(TABLE, 'b'));
        await rejection(
          () =>
            store.transaction(async (tx) => {
              tx.put(TABLE, 'c', utf8ToBytes('three'));
              throw new Error('no');
            }),
          'failing transaction',
          manifest,
        );
        await reopened(subject, async (again) => {
          await again.transaction(async (tx) => checkList(await keys(tx), ['a'], 'keys'));
          checkBytes(await read(again, 'a'), utf8ToBytes('one'), 'value');
        });
      },
    ),
    withStore('a transaction that runs while the store is closed is kept', async (store, subject) => {
      const begun = createGate();
      const running = store.transaction(async (tx) => {
        begun.open();
        await tx.get(TABLE, 'a');
        tx.put(TABLE, 'a', utf8ToBytes('one'));
      });
      await begun.opened;
      await reopened(subject, async (again) => checkBytes(await read(again, 'a'), utf8ToBytes('one'), 'value'));
      await running;
    }),
  ];
}
