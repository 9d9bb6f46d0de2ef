import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Heap } from '../src/heap.ts';

type Item = { readonly value: number; index: number };

function setup() {
  const heap = new Heap<Item>(
    (a, b) => a.value < b.value,
    (item, index) => {
      item.index = index;
    },
  );
  const push = (value: number): Item => {
    const item = { value, index: -1 };
    heap.push(item);
    return item;
  };
  return { heap, push };
}

describe('a heap', () => {
  test('has nothing first while it is empty', () => expect(setup().heap.peek()).toBeUndefined());

  test('keeps the least first, whatever comes and goes', () => {
    const removals = fc.array(fc.nat(100), { maxLength: 80 });
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 80 }), removals, (values, picks) => {
        const { heap, push } = setup();
        let items = values.map(push);
        for (const pick of picks) {
          if (items.length === 0) break;
          const gone = items[pick % items.length]!;
          heap.remove(gone.index);
          expect(gone.index).toBe(-1);
          items = items.filter((item) => item !== gone);
          expect(heap.peek()?.value).toBe(
            items.length === 0 ? undefined : Math.min(...items.map(({ value }) => value)),
          );
          expect(new Set(items.map(({ index }) => index)).size).toBe(items.length);
        }
        const drained: number[] = [];
        for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
          drained.push(first.value);
          heap.remove(first.index);
        }
        expect(drained).toEqual(items.map(({ value }) => value).sort((a, b) => a - b));
      }),
    );
  });

  test('lets an item rise that takes the place of one removed elsewhere', () => {
    const { heap, push } = setup();
    const items = [6, 15, 16, 19, 14, 8, 5].map(push);
    heap.remove(items[3]!.index);
    const drained: number[] = [];
    for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
      drained.push(first.value);
      heap.remove(first.index);
    }
    expect(drained).toEqual([5, 6, 8, 14, 15, 16]);
  });
});
