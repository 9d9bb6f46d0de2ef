import { bytesToHex, bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Range, Store, Transaction, View } from '@status/interfaces';
import { seededRandom } from '../seeded-random.ts';
import { type Case, check, checkList, checkSame } from './case.ts';
import { checkModel, keys, type StoreCase, TABLE, write } from './store-play.ts';

/** In which order records come, and which of them. */
export function entryCases(withStore: StoreCase): Case[] {
  return [
    withStore('records come in the order of their keys by code', async (store) => {
      const shuffled = ['b', 'a', 'B', '~', ' ', '10', '9', '1', 'aa', 'a!', 'a~', '0x', '_', '!', '-'];
      await write(store, Object.fromEntries(shuffled.map((key) => [key, key])));
      await store.transaction(async (tx) => checkList(await keys(tx), [...shuffled].sort(), 'keys'));
      await store.read(async (view) => checkList(await keys(view), [...shuffled].sort(), 'keys of a view'));
    }),
    withStore('ranges choose by prefix, from and below, in both directions, up to a limit', async (store) => {
      const all = ['a', 'a-1', 'a-2', 'a-3', 'a.', 'b', 'b-1', 'c'];
      await write(store, Object.fromEntries(all.map((key) => [key, key])));
      await store.transaction((tx) => checkRanges(tx, all));
      await store.read((view) => checkRanges(view, all));
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
    withStore('many records come each once, in order, with those written meanwhile between them', async (store) => {
      const name = (i: number): string => String(i).padStart(4, '0');
      const all = Array.from({ length: 500 }, (_, i) => name(i));
      await write(store, Object.fromEntries(all.filter((_, i) => i % 2 === 0).map((key) => [key, key])));
      await store.transaction(async (tx) => {
        for (const key of all.filter((_, i) => i % 2 === 1)) tx.put(TABLE, key, utf8ToBytes(key));
        checkList(await keys(tx), all, 'keys');
        checkList(await keys(tx, { reverse: true }), [...all].reverse(), 'keys backwards');
        checkList(await keys(tx, { gte: name(100), limit: 150 }), all.slice(100, 250), 'keys of the middle');
        for (const key of all.slice(10, 490)) tx.delete(TABLE, key);
        checkList(await keys(tx), [...all.slice(0, 10), ...all.slice(490)], 'keys of what is left');
      });
    }),
    withStore('many random transactions leave what a plain map would hold', (store) => randomTransactions(store)),
  ];
}

/** Compares every kind of range with the same choice from a sorted list of all keys. */
async function checkRanges(view: View, all: readonly string[]): Promise<void> {
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
            checkList(await keys(view, range), chosen.slice(0, limit), `keys of ${JSON.stringify(range)}`);
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
    await store.read((view) => checkModel(view, model));
  }
}
