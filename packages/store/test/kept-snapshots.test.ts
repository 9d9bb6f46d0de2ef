import { describe, expect, test } from '@jest/globals';
import type { View } from '@status/interfaces';
import { storeCompliance } from '@status/testing';
import { createStore, keepingSnapshots } from '../src/index.ts';
import { createSlowDatabase } from './slow-database.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('store over a slow database without snapshots', () => {
  const cases = storeCompliance(async () => ({ store: createStore(keepingSnapshots(createSlowDatabase('suite'))) }));
  for (const { name, run } of cases) test(name, run);
});

/** The round in which each record was written; nothing for those that it deleted. */
async function roundsByKey(view: View): Promise<(number | undefined)[]> {
  return Promise.all(KEYS.map(async (key) => (await view.get('t', key))?.[0]));
}

async function roundsInOrder(view: View, reverse: boolean): Promise<(number | undefined)[]> {
  const found = new Map<string, number>();
  for await (const [key, value] of view.entries('t', { reverse })) {
    expect(found.has(key)).toBe(false);
    found.set(key, value[0]!);
  }
  return KEYS.map((key) => found.get(key));
}

test.each([1, 2, 3, 4, 5])('whoever reads while commits are on their way sees whole ones (%i)', async (seed) => {
  await using store = createStore(keepingSnapshots(createSlowDatabase(String(seed))));
  const write = (round: number): Promise<void> =>
    store.transaction(async (tx) => {
      for (const [i, key] of KEYS.entries()) {
        if (round % 2 === 0 && i % 2 === 0) tx.delete('t', key);
        else tx.put('t', key, Uint8Array.of(round));
      }
    });
  const rounds = 60;
  let done = false;
  const writing = (async () => {
    for (let round = 1; round <= rounds; round++) await write(round);
    done = true;
  })();
  const seen = new Set<number>();
  const readers = [0, 1, 2].map(async (reader) => {
    while (!done) {
      await store.read(async (view) => {
        const first = await roundsInOrder(view, reader === 1);
        const round = first[1];
        expect(first).toEqual(
          KEYS.map((_, i) => (round !== undefined && round % 2 === 0 && i % 2 === 0 ? undefined : round)),
        );
        expect(await roundsByKey(view)).toEqual(first);
        expect(await roundsInOrder(view, reader !== 1)).toEqual(first);
        if (round !== undefined) seen.add(round);
      });
    }
  });
  await Promise.all([writing, ...readers]);
  expect(seen.size).toBeGreaterThan(5);
});
