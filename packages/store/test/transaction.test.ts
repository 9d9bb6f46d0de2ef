import { describe, expect, test } from '@jest/globals';
import { createMemoryStore } from '../src/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('transaction', () => {
  test('merges its writes with the records below, in order, both ways and bounded', async () => {
    await using store = createMemoryStore();
    await store.transaction(async (tx) => {
      for (const key of ['b', 'd', 'f', 'h']) tx.put('t', key, bytes(`old ${key}`));
      tx.put('t-2', 'c', bytes('other table'));
    });
    await store.transaction(async (tx) => {
      tx.put('t', 'a', bytes('new a'));
      tx.put('t', 'd', bytes('new d'));
      tx.delete('t', 'f');
      tx.put('t', 'g', bytes('new g'));
      tx.delete('t', 'nowhere');
      const list = async (range = {}): Promise<string[]> => {
        const seen: string[] = [];
        for await (const [key, value] of tx.entries('t', range)) {
          expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
          seen.push(`${key}=${new TextDecoder().decode(value)}`);
        }
        return seen;
      };
      const all = ['a=new a', 'b=old b', 'd=new d', 'g=new g', 'h=old h'];
      expect(await list()).toEqual(all);
      expect(await list({ reverse: true })).toEqual([...all].reverse());
      expect(await list({ gte: 'b', lt: 'h' })).toEqual(all.slice(1, 4));
      expect(await list({ gte: 'b', limit: 2 })).toEqual(all.slice(1, 3));
      expect(await list({ lt: 'h', limit: 1, reverse: true })).toEqual(['g=new g']);
      expect(await list({ limit: 0 })).toEqual([]);
      expect(await list({ gte: 'h', lt: 'b' })).toEqual([]);
    });
  });
});
