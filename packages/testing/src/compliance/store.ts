import { bytesToHex, bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Range, Store, Transaction } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import {
  background,
  type Case,
  check,
  checkAbsent,
  checkBytes,
  checkCode,
  checkList,
  checkPlain,
  checkSame,
  createGate,
  rejection,
  until,
  type Waiting,
  within,
} from './case.ts';

/** A fresh, empty store. */
export type StoreSubject = {
  readonly store: Store;
  /** Opens the same records again, after `store` was closed. Needed where the manifest says `durable`. */
  readonly reopen?: () => Promise<Store>;
};

/** What this store can do. */
export type StoreManifest = Waiting & {
  /** Records outlive `close`. */
  readonly durable?: boolean;
};

const TABLE = 'things-1';

/** The promises of the seam `Store`. */
export function storeCompliance(setup: () => Promise<StoreSubject>, manifest: StoreManifest = {}): Case[] {
  const withStore = (name: string, body: (store: Store, subject: StoreSubject) => Promise<void>): Case => ({
    name: `store: ${name}`,
    async run() {
      const subject = await setup();
      try {
        await within(body(subject.store, subject), name, manifest);
      } finally {
        await subject.store.close();
      }
    },
  });

  const cases = [
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
    withStore('records come in the order of their keys by code', async (store) => {
      const shuffled = ['b', 'a', 'B', '~', ' ', '10', '9', '1', 'aa', 'a!', 'a~', '0x', '_', '!', '-'];
      await write(store, Object.fromEntries(shuffled.map((key) => [key, key])));
      await store.transaction(async (tx) => checkList(await keys(tx), [...shuffled].sort(), 'keys'));
    }),
    withStore('ranges choose by prefix, from and below, in both directions, up to a limit', async (store) => {
      const all = ['a', 'a-1', 'a-2', 'a-3', 'a.', 'b', 'b-1', 'c'];
      await write(store, Object.fromEntries(all.map((key) => [key, key])));
      await store.transaction((tx) => checkRanges(tx, all));
    }),
    withStore('entries show the writes of their transaction in place', async (store) => {
      await write(store, { b: 'old', d: 'old', f: 'old' });
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('new'));
        tx.put(TABLE, 'd', utf8ToBytes('new'));
        tx.delete(TABLE, 'f');
        tx.put(TABLE, 'g', utf8ToBytes('new'));
        const seen: string[] = [];
        for await (const [key, value] of tx.entries(TABLE)) seen.push(`${key} ${bytesToUtf8(value)}`);
        checkList(seen, ['a new', 'b old', 'd new', 'g new'], 'entries');
        await checkRanges(tx, ['a', 'b', 'd', 'g']);
      });
    }),
    withStore('a loop over entries may write, and may be left early', async (store) => {
      await write(store, { a: '1', b: '2', c: '3' });
      await store.transaction(async (tx) => {
        for await (const [key] of tx.entries(TABLE)) tx.put(TABLE, key, utf8ToBytes('seen'));
        for await (const [key] of tx.entries(TABLE)) tx.delete(TABLE, key);
        tx.put(TABLE, 'left', utf8ToBytes('over'));
        for await (const _ of tx.entries(TABLE)) break;
      });
      await store.transaction(async (tx) => checkList(await keys(tx), ['left'], 'keys'));
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
      let seen: Promise<Uint8Array | undefined> | undefined;
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        tx.afterCommit(() => {
          seen = read(store, 'a');
        });
      });
      check(seen !== undefined, 'the callback did not run before the transaction resolved');
      checkBytes(await seen, utf8ToBytes('one'), 'value');
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
    withStore('a transaction started at once within another is told', async (store) => {
      await store.transaction(async (tx) => {
        tx.put(TABLE, 'a', utf8ToBytes('one'));
        await checkCode(() => store.transaction(async () => {}), 'STORE_NESTED', 'inner transaction', manifest);
      });
      checkBytes(await read(store, 'a'), utf8ToBytes('one'), 'value of the outer one');
    }),
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
    withStore('a closed store refuses transactions and closes again without complaint', async (store) => {
      await store.close();
      await checkCode(() => store.transaction(async () => {}), 'STORE_CLOSED', 'transaction', manifest);
      await store.close();
      await store[Symbol.asyncDispose]();
    }),
    withStore('disposing closes', async (store) => {
      await store[Symbol.asyncDispose]();
      await checkCode(() => store.transaction(async () => {}), 'STORE_CLOSED', 'transaction', manifest);
    }),
    withStore('many random transactions leave what a plain map would hold', (store) => randomTransactions(store)),
  ];
  if (manifest.durable !== true) return cases;

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
    ...cases,
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
      const running = store.transaction(async (tx) => {
        await tx.get(TABLE, 'a');
        tx.put(TABLE, 'a', utf8ToBytes('one'));
      });
      await running;
      await reopened(subject, async (again) => checkBytes(await read(again, 'a'), utf8ToBytes('one'), 'value'));
    }),
  ];
}

async function write(store: Store, records: Readonly<Record<string, string>>): Promise<void> {
  await store.transaction(async (tx) => {
    for (const [key, value] of Object.entries(records)) tx.put(TABLE, key, utf8ToBytes(value));
  });
}

async function read(store: Store, key: string, table: string = TABLE): Promise<Uint8Array | undefined> {
  return store.transaction((tx) => tx.get(table, key));
}

async function keys(tx: Transaction, range: Range = {}, table: string = TABLE): Promise<string[]> {
  const found: string[] = [];
  for await (const [key, value] of tx.entries(table, range)) {
    checkPlain(value, `value of ${key}`);
    found.push(key);
  }
  return found;
}

/** Compares every kind of range with the same choice from a sorted list of all keys. */
async function checkRanges(tx: Transaction, all: readonly string[]): Promise<void> {
  const prefixes = [undefined, '', 'a', 'a-', 'b', 'x'];
  const bounds = [undefined, 'a', 'a-2', 'b', 'bb', 'zz'];
  for (const prefix of prefixes) {
    for (const gte of bounds) {
      for (const lt of bounds) {
        for (const reverse of [undefined, false, true]) {
          for (const limit of [undefined, 0, 1, 3, 100]) {
            const chosen = all
              .filter((key) => key.startsWith(prefix ?? '') && key >= (gte ?? '') && (lt === undefined || key < lt))
              .sort();
            if (reverse === true) chosen.reverse();
            const range: Range = {
              ...(prefix === undefined ? {} : { prefix }),
              ...(gte === undefined ? {} : { gte }),
              ...(lt === undefined ? {} : { lt }),
              ...(reverse === undefined ? {} : { reverse }),
              ...(limit === undefined ? {} : { limit }),
            };
            checkList(await keys(tx, range), chosen.slice(0, limit), `keys of ${JSON.stringify(range)}`);
          }
        }
      }
    }
  }
}

async function randomTransactions(store: Store): Promise<void> {
  const random = seededRandom('transactions');
  let model = new Map<string, string>();
  for (let round = 0; round < 40; round++) {
    const draft = new Map(model);
    const fails = random.bytes(1)[0]! < 64;
    const work = async (tx: Transaction): Promise<void> => {
      for (let step = 0; step < 12; step++) {
        const [choice, name] = random.bytes(2);
        const key = `k${name! % 24}`;
        if (choice! < 140) {
          const value = random.bytes(choice! % 7);
          tx.put(TABLE, key, value);
          draft.set(key, bytesToHex(value));
        } else if (choice! < 200) {
          tx.delete(TABLE, key);
          draft.delete(key);
        } else {
          const value = await tx.get(TABLE, key);
          checkSame(value && bytesToHex(value), draft.get(key), `value of ${key} in round ${round}`);
        }
      }
      await checkModel(tx, draft);
      if (fails) throw new Error('dropped');
    };
    if (fails) await store.transaction(work).catch((error: Error) => check(error.message === 'dropped', error.message));
    else await store.transaction(work);
    model = fails ? model : draft;
    await store.transaction((tx) => checkModel(tx, model));
  }
}

async function checkModel(tx: Transaction, model: ReadonlyMap<string, string>): Promise<void> {
  const seen: string[] = [];
  for await (const [key, value] of tx.entries(TABLE)) seen.push(`${key}=${bytesToHex(value)}`);
  checkList(
    seen,
    [...model.keys()].sort().map((key) => `${key}=${model.get(key)}`),
    'records',
  );
}
