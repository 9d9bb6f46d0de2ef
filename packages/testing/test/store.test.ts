import { describe, expect, test } from '@jest/globals';
import type { Store, View } from '@status/interfaces';
import {
  crashEverywhere,
  createFaultyStore,
  createMapStore,
  type FaultyStore,
  snapshot,
  storeCompliance,
} from '../src/index.ts';

describe('store in a map', () => {
  for (const { name, run } of storeCompliance(async () => ({ store: createMapStore() }))) test(name, run);
});

describe('faulty store without faults', () => {
  const cases = storeCompliance(async () => ({ store: createFaultyStore(createMapStore()) }));
  for (const { name, run } of cases) test(name, run);
});

const byte = (value: number): Uint8Array => Uint8Array.of(value);

/** Two transactions: two writes, then two more. */
const scenario = async (store: Store): Promise<void> => {
  await store.transaction(async (tx) => {
    tx.put('t', 'a', byte(1));
    tx.put('t', 'b', byte(1));
  });
  await store.transaction(async (tx) => {
    tx.put('t', 'a', byte(2));
    tx.delete('t', 'b');
  });
};

async function snapshotOf(view: View): Promise<number> {
  let records = 0;
  for await (const _ of view.entries('t')) records++;
  return records;
}

const before = {};
const between = { 't/a': '01', 't/b': '01' };
const after = { 't/a': '02' };

describe('the window of a store in a map', () => {
  test('shows what was committed, table by table and as a whole', async () => {
    const store = createMapStore();
    await scenario(store);
    await store.transaction(async (tx) => tx.put('other', 'c', byte(3)));
    expect([store.size, store.keys('t'), store.dump()]).toEqual([2, ['a'], { 't/a': '02', 'other/c': '03' }]);
  });

  test('shows nothing of what was dropped', async () => {
    const store = createMapStore();
    await scenario(store);
    const before = store.dump();
    const failing = store.transaction(async (tx) => {
      tx.delete('t', 'a');
      tx.put('t', 'a', byte(9));
      tx.put('t', 'z', byte(9));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect([store.dump(), store.keys('t')]).toEqual([before, ['a']]);
  });

  test('counts what is read', async () => {
    const store = createMapStore();
    await scenario(store);
    store.reads = 0;
    await store.transaction(async (tx) => {
      await tx.get('t', 'a');
      await tx.get('t', 'nothing');
      for await (const _ of tx.entries('t')) void _;
    });
    expect(store.reads).toBe(3);
  });

  test('a fork goes its own way', async () => {
    const store = createMapStore();
    await scenario(store);
    const fork = store.fork();
    await fork.transaction(async (tx) => tx.put('t', 'a', byte(7)));
    expect([store.dump(), fork.dump()]).toEqual([{ 't/a': '02' }, { 't/a': '07' }]);
  });
});

describe('faulty store', () => {
  test('counts writes, commits and tables', async () => {
    const store = createFaultyStore(createMapStore());
    await scenario(store);
    expect(store).toMatchObject({ writes: 4, commits: 2, dead: false });
    expect([...store.tables]).toEqual(['t']);
  });

  test.each([
    [{ failWrite: 3 }, between],
    [{ failCommit: 1 }, before],
    [{ failCommit: 2 }, between],
  ])('with %j the transaction fails and the store goes on', async (faults, left) => {
    const inner = createMapStore();
    const store = createFaultyStore(inner, faults);
    await expect(scenario(store)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await snapshot(inner, ['t'])).toEqual(left);
    await scenario(store);
    expect(await snapshot(inner, ['t'])).toEqual(after);
  });

  test('a span of commits fails as on a disk that is full for a while', async () => {
    const inner = createMapStore();
    const store = createFaultyStore(inner, { failCommit: [1, 3] });
    for (let i = 0; i < 3; i++) await expect(scenario(store)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await snapshot(inner, ['t'])).toEqual(before);
    await scenario(store);
    expect(await snapshot(inner, ['t'])).toEqual(after);
  });

  test('a commit whose flush failed is told as failed, refuses what follows, and is found by the next process', async () => {
    const inner = createMapStore();
    const store = createFaultyStore(inner, { failFlush: 1 });
    let calls = 0;
    const failing = store.transaction(async (tx) => {
      tx.put('t', 'a', byte(1));
      tx.afterCommit(() => calls++);
    });
    await expect(failing).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(scenario(store)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await expect(store.read(async () => {})).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect([calls, await snapshot(createFaultyStore(inner), ['t'])]).toEqual([0, { 't/a': '01' }]);
  });

  test.each([1, 2, 3])('read %i fails, once, wherever it is', async (failRead) => {
    const inner = createMapStore();
    await scenario(inner);
    const store = createFaultyStore(inner, { failRead });
    const looks = async (): Promise<string[]> => {
      const outcomes = await Promise.allSettled([
        store.read((view) => view.get('t', 'a')),
        store.transaction((tx) => tx.get('t', 'a')),
        store.read((view) => snapshotOf(view)),
      ]);
      return outcomes.map(({ status }) => status);
    };
    const first = await looks();
    expect(first.filter((status) => status === 'rejected')).toHaveLength(1);
    expect(await looks()).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    expect(store.reads).toBe(6);
  });

  test('a failed write dooms its transaction even if the work takes no notice', async () => {
    const inner = createMapStore();
    const store = createFaultyStore(inner, { failWrite: 2 });
    const work = store.transaction(async (tx) => {
      tx.put('t', 'a', byte(1));
      try {
        tx.put('t', 'b', byte(1));
      } catch {
        // No notice.
      }
    });
    await expect(work).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await snapshot(inner, ['t'])).toEqual(before);
  });

  test.each([
    [{ dieAtWrite: 1 }, before],
    [{ dieAtWrite: 2 }, before],
    [{ dieBeforeCommit: 1 }, before],
    [{ dieAfterCommit: 1 }, between],
    [{ dieAtWrite: 4 }, between],
    [{ dieBeforeCommit: 2 }, between],
    [{ dieAfterCommit: 2 }, after],
  ])('with %j nothing happens after the death, and what was committed is left', async (faults, left) => {
    const inner = createMapStore();
    const store = createFaultyStore(inner, faults);
    await expect(scenario(store)).rejects.toMatchObject({ code: 'STORE_KILLED' });
    expect(store.dead).toBe(true);
    await expect(scenario(store)).rejects.toMatchObject({ code: 'STORE_KILLED' });
    expect(await snapshot(inner, ['t'])).toEqual(left);
  });

  test('nobody hears of a commit after which the process died', async () => {
    const store = createFaultyStore(createMapStore(), { dieAfterCommit: 1 });
    let calls = 0;
    const work = store.transaction(async (tx) => {
      tx.put('t', 'a', byte(1));
      tx.afterCommit(() => calls++);
    });
    await expect(work).rejects.toMatchObject({ code: 'STORE_KILLED' });
    expect(calls).toBe(0);
  });
});

describe('crashing everywhere', () => {
  const open = async (): Promise<Store> => createMapStore();

  test('dies at every write and around every commit', async () => {
    const left: object[] = [];
    const crashes = await crashEverywhere(open, scenario, async (survivor) => {
      left.push(await snapshot(survivor, ['t']));
    });
    expect(crashes).toBe(8);
    expect(left).toEqual([before, before, between, between, before, between, between, after]);
  });

  test('says at which crash the check failed', async () => {
    const check = async (survivor: Store): Promise<void> => {
      if ((await snapshot(survivor, ['t']))['t/a'] === '01') throw new Error('half done');
    };
    await expect(crashEverywhere(open, scenario, check)).rejects.toThrow('{"dieAtWrite":3}: Error: half done');
  });

  test('passes on what goes wrong before the crash', async () => {
    let runs = 0;
    const failing = async (store: FaultyStore): Promise<void> => {
      await scenario(store);
      if (runs++ > 0) throw new Error('unheard of');
    };
    await expect(crashEverywhere(open, failing, async () => {})).resolves.toBe(8);
    runs = 0;
    const early = async (store: FaultyStore): Promise<void> => {
      if (runs++ > 0) throw new Error('unheard of');
      await scenario(store);
    };
    await expect(crashEverywhere(open, early, async () => {})).rejects.toThrow('unheard of');
  });
});
