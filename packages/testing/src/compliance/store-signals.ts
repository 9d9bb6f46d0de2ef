import { utf8ToBytes } from '@status/base';
import {
  background,
  type Case,
  check,
  checkAbsent,
  checkBytes,
  checkSame,
  createGate,
  rejection,
  until,
} from './case.ts';
import { read, type StoreCase, type StoreManifest, TABLE } from './store-play.ts';

/** What a signal stops, and what it does not. */
export function signalCases(withStore: StoreCase, manifest: StoreManifest): Case[] {
  const reason = new Error('no longer wanted');
  /** Fails unless the operation rejects with the reason of the signal. */
  const checkAborted = async (operation: () => unknown, what: string): Promise<void> => {
    const error = await rejection(operation, what, manifest);
    check(error === reason, `${what}: expected the reason of the signal, got ${String(error)}`);
  };

  return [
    withStore('what is aborted before it is called does not begin', async (store) => {
      let begun = 0;
      const signal = AbortSignal.abort(reason);
      await checkAborted(() => store.transaction(async () => void begun++, { signal }), 'transaction');
      await checkAborted(() => store.read(async () => void begun++, { signal }), 'read');
      checkSame(begun, 0, 'works that began');
    }),
    withStore('a transaction that is aborted while it waits is told at once, and never begins', async (store) => {
      const gate = createGate();
      const log: string[] = [];
      const first = background(
        store.transaction(async () => {
          log.push('first');
          await gate.opened;
        }),
      );
      await until(() => log.length === 1, 'the first transaction', manifest);
      const controller = new AbortController();
      const waiting = background(store.transaction(async () => log.push('aborted'), { signal: controller.signal }));
      const last = background(store.transaction(async () => log.push('last')));
      controller.abort(reason);
      await checkAborted(() => waiting, 'the transaction that waited');
      gate.open();
      await Promise.all([first, last]);
      checkSame(log.join(), 'first,last', 'works that ran');
    }),
    withStore('a transaction that is aborted before its commit writes nothing', async (store) => {
      const controller = new AbortController();
      let calls = 0;
      const aborted = store.transaction(
        async (tx) => {
          tx.put(TABLE, 'a', utf8ToBytes('one'));
          tx.afterCommit(() => calls++);
          controller.abort(reason);
        },
        { signal: controller.signal },
      );
      await checkAborted(() => aborted, 'the transaction');
      checkAbsent(await read(store, 'a'), 'record');
      checkSame(calls, 0, 'callbacks');
    }),
    withStore('a signal that comes after the commit undoes nothing', async (store) => {
      const controller = new AbortController();
      const result = await store.transaction(
        async (tx) => {
          tx.put(TABLE, 'a', utf8ToBytes('one'));
          tx.afterCommit(() => controller.abort(reason));
          return 42;
        },
        { signal: controller.signal },
      );
      checkSame(result, 42, 'result');
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'record');
    }),
    withStore('a read that is aborted rejects with the reason', async (store) => {
      const controller = new AbortController();
      const aborted = store.read(async () => controller.abort(reason), { signal: controller.signal });
      await checkAborted(() => aborted, 'the read');
    }),
    withStore('a signal that nobody aborts changes nothing', async (store) => {
      const { signal } = new AbortController();
      await store.transaction(async (tx) => tx.put(TABLE, 'a', utf8ToBytes('one')), { signal });
      checkBytes(await store.read((view) => view.get(TABLE, 'a'), { signal }), utf8ToBytes('one'), 'record');
    }),
  ];
}
