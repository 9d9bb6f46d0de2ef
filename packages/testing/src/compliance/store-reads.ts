import { bytesToHex, bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Store, View } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import {
  background,
  type Case,
  check,
  checkAbsent,
  checkBytes,
  checkCode,
  checkList,
  checkSame,
  createGate,
  rejection,
  until,
  within,
} from './case.ts';
import { checkModel, keys, type StoreCase, type StoreManifest, TABLE, write } from './store-play.ts';

/** What holds of reads: what they see, and whom they do not wait for. */
export function readCases(withStore: StoreCase, manifest: StoreManifest): Case[] {
  return [
    withStore('a read sees what was committed, and resolves with what its work resolves with', async (store) => {
      checkAbsent(await store.read((view) => view.get(TABLE, 'a')), 'value before it is written');
      for (const value of ['one', 'two']) {
        await write(store, { a: value });
        checkBytes(await store.read((view) => view.get(TABLE, 'a')), utf8ToBytes(value), 'value');
      }
      checkSame(await store.read(async () => 42), 42, 'result');
    }),
    withStore('what is committed while a read runs does not show in it', async (store) => {
      await write(store, { a: 'old', b: 'old', d: 'old' });
      await store.read(async (view) => {
        await overwrite(store);
        checkBytes(await view.get(TABLE, 'a'), utf8ToBytes('old'), 'changed record');
        checkBytes(await view.get(TABLE, 'b'), utf8ToBytes('old'), 'deleted record');
        checkAbsent(await view.get(TABLE, 'c'), 'new record');
        checkList(await texts(view), ['a old', 'b old', 'd old'], 'entries');
        checkList(await keys(view, { gte: 'b', limit: 1, reverse: true }), ['d'], 'last key');
        await write(store, { a: 'newest', b: 'newest' });
        checkList(await texts(view), ['a old', 'b old', 'd old'], 'entries after another commit');
      });
      await store.read(async (view) => {
        checkList(await texts(view), ['a newest', 'b newest', 'c new', 'd old'], 'entries of the next read');
      });
    }),
    withStore('a loop over entries that commits overtake goes on as it began', async (store) => {
      const names = Array.from({ length: 300 }, (_, i) => String(i).padStart(3, '0'));
      await write(store, Object.fromEntries(names.map((key) => [key, 'old'])));
      for (const reverse of [false, true]) {
        const seen: string[] = [];
        await store.read(async (view) => {
          for await (const [key, value] of view.entries(TABLE, { reverse })) {
            seen.push(`${key} ${bytesToUtf8(value)}`);
            if (seen.length % 50 === 1) await overtake(store, names);
          }
        });
        const expected = names.map((key) => `${key} old`);
        checkList(seen, reverse ? expected.reverse() : expected, 'entries');
        await store.transaction(async (tx) => {
          for (const key of await keys(tx)) tx.delete(TABLE, key);
          for (const key of names) tx.put(TABLE, key, utf8ToBytes('old'));
        });
      }
    }),
    withStore('a read runs beside a transaction, and sees nothing of it before its commit', async (store) => {
      await write(store, { a: 'old', b: 'old' });
      const gate = createGate();
      let written = false;
      const running = background(
        store.transaction(async (tx) => {
          tx.put(TABLE, 'a', utf8ToBytes('new'));
          tx.delete(TABLE, 'b');
          tx.put(TABLE, 'c', utf8ToBytes('new'));
          written = true;
          await gate.opened;
        }),
      );
      await until(() => written, 'the transaction', manifest);
      const seen = await within(store.read(texts), 'a read beside a transaction', manifest);
      checkList(seen, ['a old', 'b old'], 'entries');
      gate.open();
      await running;
      checkList(await store.read(texts), ['a new', 'c new'], 'entries after the commit');
    }),
    withStore('a read that begins before a commit and ends after it sees the same all along', async (store) => {
      await write(store, { a: 'old', b: 'old' });
      const [begun, written] = [createGate(), createGate()];
      const running = background(
        store.transaction(async (tx) => {
          tx.put(TABLE, 'a', utf8ToBytes('new'));
          tx.delete(TABLE, 'b');
          written.open();
          await begun.opened;
        }),
      );
      await written.opened;
      await store.read(async (view) => {
        begun.open();
        await running;
        checkList(await texts(view), ['a old', 'b old'], 'entries');
      });
    }),
    withStore('what was dropped never shows in a read', async (store) => {
      await write(store, { a: 'old', b: 'old' });
      await store.read(async (view) => {
        const seen = await rejection(
          () =>
            store.transaction(async (tx) => {
              tx.put(TABLE, 'a', utf8ToBytes('new'));
              tx.delete(TABLE, 'b');
              checkList(await store.read(texts), ['a old', 'b old'], 'entries of a read that began meanwhile');
              throw new Error('dropped');
            }),
          'a transaction whose work rejects',
          manifest,
        );
        check((seen as Error).message === 'dropped', String(seen));
        checkList(await texts(view), ['a old', 'b old'], 'entries');
      });
    }),
    withStore('a read within the work of a transaction sees the last commit', async (store) => {
      await write(store, { a: 'old' });
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('new'));
        const seen = await within(store.read(texts), 'a read within a transaction', manifest);
        checkList(seen, ['a old'], 'entries');
        checkBytes(await tx.get(TABLE, 'a'), utf8ToBytes('new'), 'value in the transaction');
      });
    }),
    withStore('reads run side by side, each at a moment of its own', async (store) => {
      const gates = [createGate(), createGate(), createGate()];
      const looking: Promise<string[]>[] = [];
      for (const [i, gate] of gates.entries()) {
        await write(store, { a: `${i}` });
        const begun = createGate();
        looking.push(
          background(
            store.read(async (view) => {
              begun.open();
              await gate.opened;
              return texts(view);
            }),
          ),
        );
        await within(begun.opened, 'a read beside others', manifest);
      }
      await write(store, { a: 'last' });
      for (const gate of gates.reverse()) gate.open();
      checkList((await Promise.all(looking)).flat(), ['a 0', 'a 1', 'a 2'], 'what each saw');
    }),
    withStore('reads among random commits see what a plain map held when they began', (store) => randomReads(store)),
    withStore('when the work of a read rejects the error is passed on', async (store) => {
      const reason = new Error('the work failed');
      const error = await rejection(() => store.read(() => Promise.reject(reason)), 'a read that fails', manifest);
      check(error === reason, `expected the error of the work, got ${String(error)}`);
    }),
    withStore('values that a view gives are copies of the reader’s own', async (store) => {
      await write(store, { a: 'one' });
      await store.read(async (view) => {
        (await view.get(TABLE, 'a'))!.fill(0);
        for await (const [, value] of view.entries(TABLE)) value.fill(0);
        checkBytes(await view.get(TABLE, 'a'), utf8ToBytes('one'), 'value');
      });
      checkList(await store.read(texts), ['a one'], 'entries of the next read');
    }),
    withStore('a view cannot be used after its read ended', async (store) => {
      await write(store, { a: '1', b: '2' });
      const ended: View[] = [];
      await store.read(async (view) => void ended.push(view));
      const failing = store.read(async (view) => {
        ended.push(view);
        throw new Error('no');
      });
      await rejection(() => failing, 'failing read', manifest);
      for (const view of ended) {
        await checkCode(() => view.get(TABLE, 'a'), 'STORE_ENDED', 'get', manifest);
        await checkCode(() => view.entries(TABLE)[Symbol.asyncIterator]().next(), 'STORE_ENDED', 'entries', manifest);
      }
      const loop = await store.read(async (view) => {
        const entries = view.entries(TABLE)[Symbol.asyncIterator]();
        await entries.next();
        return entries;
      });
      await checkCode(() => loop.next(), 'STORE_ENDED', 'next of a loop', manifest);
    }),
    withStore('a view refuses what is no name of a table and no ASCII key', async (store) => {
      await store.read(async (view) => {
        for (const [table, key] of [
          ['A', 'k'],
          ['a!b', 'k'],
          [TABLE, 'ä'],
        ] as const) {
          await checkCode(() => view.get(table, key), 'STORE_KEY', `get ${table} ${key}`, manifest);
          await checkCode(() => keys(view, { gte: key }, table), 'STORE_KEY', `entries ${table} ${key}`, manifest);
        }
      });
    }),
  ];
}

/** Changes one record, removes one, adds one. */
async function overwrite(store: Store): Promise<void> {
  await store.transaction(async (tx) => {
    tx.put(TABLE, 'a', utf8ToBytes('new'));
    tx.delete(TABLE, 'b');
    tx.put(TABLE, 'c', utf8ToBytes('new'));
  });
}

/** Changes or removes every record and puts new ones between them. */
async function overtake(store: Store, names: readonly string[]): Promise<void> {
  await store.transaction(async (tx) => {
    for (const [i, key] of names.entries()) {
      if (i % 3 === 0) tx.delete(TABLE, key);
      else tx.put(TABLE, key, utf8ToBytes('new'));
      tx.put(TABLE, `${key}-between`, utf8ToBytes('new'));
    }
  });
}

/** Reads within reads, between them commits: each sees its own moment to its end. */
async function randomReads(store: Store): Promise<void> {
  const random = seededRandom('reads');
  const model = new Map<string, string>();
  const commit = (): Promise<void> =>
    store.transaction(async (tx) => {
      for (let step = 0; step < 60; step++) {
        const [choice, name] = random.bytes(2);
        const key = `k${name}`;
        if (choice! < 170) {
          const value = random.bytes(2);
          tx.put(TABLE, key, value);
          model.set(key, bytesToHex(value));
        } else {
          tx.delete(TABLE, key);
          model.delete(key);
        }
      }
    });
  const look = (depth: number): Promise<void> =>
    store.read(async (view) => {
      const then = new Map(model);
      for (let round = 0; round < 4; round++) {
        await commit();
        await checkModel(view, then);
        for (const key of ['k0', 'k100', 'k255']) {
          const value = await view.get(TABLE, key);
          checkSame(value && bytesToHex(value), then.get(key), `value of ${key}`);
        }
        if (round === 2 && depth > 0) await look(depth - 1);
      }
    });
  await commit();
  await look(4);
  await store.read((view) => checkModel(view, model));
}

/** Every record as key and text. */
async function texts(view: View): Promise<string[]> {
  const found: string[] = [];
  for await (const [key, value] of view.entries(TABLE)) found.push(`${key} ${bytesToUtf8(value)}`);
  return found;
}
