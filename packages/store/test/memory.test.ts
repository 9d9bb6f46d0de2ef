import { describe, expect, test } from '@jest/globals';
import type { Transaction, View } from '@status/interfaces';
import { storeCompliance, testEnvironment } from '@status/testing';
import { MemoryLevel } from 'memory-level';
import { SCHEMA_VERSION } from '../src/constants.ts';
import { createLevelStore, createMemoryStore } from '../src/index.ts';

const openLevel = (): MemoryLevel<string, Uint8Array> =>
  new MemoryLevel<string, Uint8Array>({ keyEncoding: 'utf8', valueEncoding: 'view', storeEncoding: 'view' });

describe('memory store', () => {
  for (const { name, run } of storeCompliance(async () => ({ store: createMemoryStore() }))) test(name, run);
});

describe('store over a memory database that outlives it', () => {
  const cases = storeCompliance(
    async () => {
      const level = openLevel();
      return { store: createLevelStore(level), reopen: async () => createLevelStore(level) };
    },
    { durable: true },
  );
  for (const { name, run } of cases) test(name, run);
});

describe.each([
  ['at once', true],
  ['only in time', false],
])('store over a database without snapshots that reads %s', (_, getSync) => {
  const open = (): MemoryLevel<string, Uint8Array> => {
    const level = openLevel();
    return Object.assign(level, { supports: { ...level.supports, explicitSnapshots: false, getSync } });
  };
  for (const { name, run } of storeCompliance(async () => ({ store: createLevelStore(open()) }))) test(name, run);

  test('a view that opens while a commit is on its way sees either all of it or nothing', async () => {
    const level = open();
    await using store = createLevelStore(level);
    const write = (value: number): Promise<void> =>
      store.transaction(async (tx) => {
        for (const key of ['a', 'b', 'c']) tx.put('t', key, Uint8Array.of(value));
      });
    await write(0);
    for (let round = 1; round <= 20; round++) {
      const looks: Promise<unknown>[] = [];
      const batch = level.batch.bind(level);
      Object.assign(level, {
        batch: (...writes: Parameters<typeof batch>) => {
          looks.push(store.read(valuesOf));
          return batch(...writes);
        },
      });
      const before = store.read(valuesOf);
      await Promise.all([write(round), before]);
      Object.assign(level, { batch });
      for (const seen of (await Promise.all([before, ...looks])) as number[][]) {
        expect(new Set(seen).size).toBe(1);
        expect([round - 1, round]).toContain(seen[0]);
      }
    }
  });
});

describe('store', () => {
  test('refuses a database of a later version and says so', async () => {
    const level = openLevel();
    await level.put('meta', new TextEncoder().encode(String(SCHEMA_VERSION + 1)));
    const store = createLevelStore(level);
    await expect(store.opened).rejects.toMatchObject({ code: 'STORE_NEWER' });
    await expect(store.transaction(async () => 1)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    await expect(store.read(async () => 1)).rejects.toMatchObject({ code: 'STORE_NEWER' });
    await store.close();
  });

  test.each(['', 'x', '1.5', '0', '-1'])('refuses a database whose version is %j', async (version) => {
    const level = openLevel();
    await level.put('meta', new TextEncoder().encode(version));
    await using store = createLevelStore(level);
    await expect(store.opened).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  test('a commit that the database refuses is reported with its cause and the next one can go on', async () => {
    const level = openLevel();
    await using store = createLevelStore(level);
    await store.opened;
    const batch = level.batch;
    const cause = new Error('no space left');
    Object.assign(level, { batch: () => Promise.reject(cause) });
    let calls = 0;
    const failing = store.transaction(async (tx) => {
      tx.put('t', 'a', Uint8Array.of(1));
      tx.afterCommit(() => calls++);
    });
    await expect(failing).rejects.toMatchObject({ code: 'STORE_FAILED', cause });
    Object.assign(level, { batch });
    await store.transaction(async (tx) => {
      expect(await tx.get('t', 'a')).toBeUndefined();
      tx.put('t', 'a', Uint8Array.of(2));
    });
    expect(calls).toBe(0);
  });

  test.each([
    ['at once', true],
    ['only in time', false],
  ])('a read that a database refuses that reads %s is reported with its cause', async (_, getSync) => {
    const level = openLevel();
    await using store = createLevelStore(level);
    await store.opened;
    const cause = new Error('unreadable');
    const refuse = (): never => {
      throw cause;
    };
    Object.assign(level, {
      supports: { ...level.supports, getSync },
      ...(getSync ? { getSync: refuse } : { get: refuse }),
    });
    await expect(store.transaction((tx) => tx.get('t', 'a'))).rejects.toMatchObject({ code: 'STORE_FAILED', cause });
    await expect(store.read((view) => view.get('t', 'a'))).rejects.toMatchObject({ code: 'STORE_FAILED', cause });
  });

  test.each([63, 64, 65, 200])(
    '%i records come in order, each once, with those written meanwhile between them',
    async (count) => {
      await using store = createMemoryStore();
      const key = (i: number): string => String(i).padStart(4, '0');
      await store.transaction(async (tx) => {
        for (let i = 0; i < count; i++) tx.put('t', key(2 * i), Uint8Array.of(i));
      });
      await store.transaction(async (tx) => {
        for (let i = 0; i < count; i++) tx.put('t', key(2 * i + 1), Uint8Array.of(i));
        const keys: string[] = [];
        for await (const [name] of tx.entries('t')) keys.push(name);
        expect(keys).toEqual(Array.from({ length: 2 * count }, (_, i) => key(i)));
      });
    },
  );

  test('names of tables and keys that it could not keep apart are refused', async () => {
    await using store = createMemoryStore();
    await store.transaction(async (tx) => {
      for (const table of ['', 'A', 'a!b', 'a b', 'ä']) {
        expect(() => tx.put(table, 'k', new Uint8Array())).toThrow(expect.objectContaining({ code: 'STORE_KEY' }));
        await expect(tx.get(table, 'k')).rejects.toMatchObject({ code: 'STORE_KEY' });
      }
      expect(() => tx.put('t', 'ä', new Uint8Array())).toThrow(expect.objectContaining({ code: 'STORE_KEY' }));
    });
  });

  test('a callback after a commit that throws is logged', async () => {
    const { logger, logs } = testEnvironment();
    await using store = createMemoryStore({ logger });
    await store.transaction(async (tx) => {
      tx.afterCommit(() => {
        throw new Error('a listener failed');
      });
    });
    expect(logs).toMatchObject([{ level: 'error', fields: { error: 'Error: a listener failed' } }]);
  });

  test('a callback after a commit whose promise rejects is logged, and leaves the process alone', async () => {
    const { logger, logs } = testEnvironment();
    await using store = createMemoryStore({ logger });
    await store.transaction(async (tx) => {
      tx.afterCommit(async () => {
        throw new Error('a listener failed');
      });
    });
    expect(logs).toMatchObject([{ level: 'error', fields: { error: 'Error: a listener failed' } }]);
  });

  test('a callback after a commit may start a transaction', async () => {
    await using store = createMemoryStore();
    let inner: Promise<string> | undefined;
    await store.transaction(async (tx) => {
      tx.afterCommit(() => {
        inner = store.transaction(async () => 'ran');
      });
    });
    await expect(inner).resolves.toBe('ran');
  });

  test('work that throws instead of rejecting ends its transaction too', async () => {
    await using store = createMemoryStore();
    let kept: Transaction | undefined;
    const failing = store.transaction((tx) => {
      kept = tx;
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
    expect(() => kept!.put('t', 'a', new Uint8Array())).toThrow(expect.objectContaining({ code: 'STORE_ENDED' }));
  });

  test('what is aborted stops at its next look at the store', async () => {
    await using store = createMemoryStore();
    await store.transaction(async (tx) => {
      for (let i = 0; i < 1000; i++) tx.put('t', String(i), Uint8Array.of(1));
    });
    const controller = new AbortController();
    let seen = 0;
    const looking = store.read(
      async (view) => {
        for await (const _ of view.entries('t')) if (++seen === 10) controller.abort(new Error('enough'));
      },
      { signal: controller.signal },
    );
    await expect(looking).rejects.toThrow('enough');
    expect(seen).toBe(10);
  });
});

async function valuesOf(view: View): Promise<number[]> {
  const values: number[] = [];
  for await (const [, value] of view.entries('t')) values.push(value[0]!);
  return values;
}
