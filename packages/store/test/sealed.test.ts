import { describe, expect, test } from '@jest/globals';
import { bytesToUtf8, utf8ToBytes } from '@status/base';
import { requireSymmetricKey } from '@status/crypto';
import type { Store, SymmetricKey } from '@status/interfaces';
import { createFaultyStore, createMapStore, type MapStore, seededRandom, storeCompliance } from '@status/testing';
import { createMemoryStore, createSealedStore } from '../src/index.ts';

const key = (fill: number): SymmetricKey => requireSymmetricKey(new Uint8Array(32).fill(fill));
const KEY = key(1);
const seal = (inner: Store, under: SymmetricKey = KEY): Store =>
  createSealedStore(inner, under, { random: seededRandom('nonces') });

describe('sealed store over memory', () => {
  for (const { name, run } of storeCompliance(async () => ({ store: seal(createMemoryStore()) }))) test(name, run);
});

describe('sealed store over another implementation', () => {
  for (const { name, run } of storeCompliance(async () => ({ store: seal(createMapStore()) }))) test(name, run);
});

/** A sealed store with one record, and what lies below. */
async function sealedSecret(): Promise<{ inner: MapStore; store: Store }> {
  const inner = createMapStore();
  const store = seal(inner);
  await store.transaction(async (tx) => tx.put('things-1', 'a', utf8ToBytes('a secret')));
  return { inner, store };
}

/** Puts what lies under one record under another, as it is. */
async function move(inner: Store, from: readonly [string, string], to: readonly [string, string]): Promise<void> {
  await inner.transaction(async (tx) => tx.put(to[0], to[1], (await tx.get(...from))!));
}

test('what lies below shows table and key, and of the value the length alone', async () => {
  const { inner } = await sealedSecret();
  const below = await inner.read((view) => view.get('things-1', 'a'));
  expect(below).toHaveLength('a secret'.length + 29);
  expect(bytesToUtf8(below!.filter((byte) => byte < 0x80))).not.toContain('secret');
});

test('the same value written twice is sealed differently', async () => {
  const { inner, store } = await sealedSecret();
  const before = inner.dump();
  await store.transaction(async (tx) => tx.put('things-1', 'a', utf8ToBytes('a secret')));
  expect(inner.dump()).not.toEqual(before);
});

test('under another key nothing opens', async () => {
  const { inner } = await sealedSecret();
  const other = seal(inner, key(2));
  await expect(other.read((view) => view.get('things-1', 'a'))).rejects.toMatchObject({
    code: 'STORE_SEAL',
    cause: { code: 'CRYPTO_AUTHENTICATION' },
  });
  const loop = other.read(async (view) => {
    for await (const _ of view.entries('things-1')) void _;
  });
  await expect(loop).rejects.toMatchObject({ code: 'STORE_SEAL' });
});

test.each([
  ['key', ['things-1', 'b']],
  ['table', ['things-2', 'a']],
] as const)('a value that was moved to another %s does not open there', async (_, to) => {
  const { inner, store } = await sealedSecret();
  await move(inner, ['things-1', 'a'], to);
  await expect(store.read((view) => view.get(to[0], to[1]))).rejects.toMatchObject({ code: 'STORE_SEAL' });
  expect(await store.read((view) => view.get('things-1', 'a'))).toEqual(utf8ToBytes('a secret'));
});

test('a value that was changed, cut or never sealed does not open', async () => {
  const { inner, store } = await sealedSecret();
  const sealed = (await inner.read((view) => view.get('things-1', 'a')))!;
  const flipped = [...sealed.keys()].map((at) => sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  const cut = [...sealed.keys()].map((length) => sealed.slice(0, length));
  for (const bytes of [...flipped, ...cut, utf8ToBytes('a value that was never sealed')]) {
    await inner.transaction(async (tx) => tx.put('things-1', 'a', bytes));
    await expect(store.read((view) => view.get('things-1', 'a'))).rejects.toMatchObject({ code: 'STORE_SEAL' });
  }
});

test('within a transaction its own writes open', async () => {
  const { store } = await sealedSecret();
  await store.transaction(async (tx) => {
    tx.put('things-1', 'b', utf8ToBytes('another'));
    const texts: string[] = [];
    for await (const [, value] of tx.entries('things-1')) texts.push(bytesToUtf8(value));
    expect(texts).toEqual(['a secret', 'another']);
  });
});

test('what the store below refuses is passed on as it is', async () => {
  const store = seal(createFaultyStore(createMapStore(), { failCommit: 1 }));
  const failing = store.transaction(async (tx) => tx.put('t', 'a', new Uint8Array()));
  await expect(failing).rejects.toMatchObject({ name: 'StoreFault', code: 'STORE_FAILED' });
});

test('a key of zeros is refused', () => {
  expect(() =>
    createSealedStore(createMapStore(), new Uint8Array(32) as SymmetricKey, { random: seededRandom(1) }),
  ).toThrow(expect.objectContaining({ code: 'CRYPTO_SYMMETRIC_KEY' }));
});
