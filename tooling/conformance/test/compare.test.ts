import { describe, expect, test } from '@jest/globals';
import { describeDifference, type Exceptions, firstDifference } from '../src/compare.ts';

const pathOf = (expected: unknown, actual: unknown, exceptions?: Exceptions): string | undefined =>
  firstDifference(expected, actual, exceptions)?.path.join('.');

describe('firstDifference', () => {
  test('finds none between equal values', () => {
    const value = { a: [1, { b: 'x' }], c: true };
    expect(firstDifference(value, structuredClone(value))).toBeUndefined();
  });

  test('names the place of a value that differs', () => {
    expect(pathOf({ steps: [{ n: 1 }, { n: 2 }] }, { steps: [{ n: 1 }, { n: 3 }] })).toBe('steps.1.n');
  });

  test.each([
    ['a field that was not recomputed', { a: 1, b: 2 }, { a: 1 }, 'b'],
    ['a field that is not recorded', { a: 1 }, { a: 1, b: 2 }, 'b'],
    ['lists of different length', { a: [1] }, { a: [1, 2] }, 'a.length'],
    ['a list for a mapping', { a: [1] }, { a: { 0: 1 } }, 'a'],
    ['a number for its text', { a: 1 }, { a: '1' }, 'a'],
    ['the other truth', { a: false }, { a: true }, 'a'],
    ['nothing for false', { a: null }, { a: false }, 'a'],
    ['nothing for an empty text', { a: null }, { a: '' }, 'a'],
  ])('takes %s for a difference', (_, expected, actual, path) => {
    expect(pathOf(expected, actual)).toBe(path);
  });

  test('takes null, no field and an empty list for the same', () => {
    expect(firstDifference({ a: null, b: null }, { a: [] })).toBeUndefined();
    expect(firstDifference({ a: [] }, { a: null })).toBeUndefined();
  });

  test('leaves a field out that is excepted, and no other', () => {
    const exceptions = { 'a.*.b': { why: 'a test' } };
    expect(pathOf({ a: [{ b: 1, c: 1 }] }, { a: [{ b: 2, c: 1 }] }, exceptions)).toBeUndefined();
    expect(pathOf({ a: [{ b: 1, c: 1 }] }, { a: [{ b: 1, c: 2 }] }, exceptions)).toBe('a.0.c');
    expect(pathOf({ b: 1 }, { b: 2 }, exceptions)).toBe('b');
  });

  test('compares an excepted field in the form that the exception gives it', () => {
    const exceptions = { a: { why: 'a test', as: (value: unknown) => String(value).toLowerCase() } };
    expect(pathOf({ a: 'X' }, { a: 'x' }, exceptions)).toBeUndefined();
    expect(pathOf({ a: 'X' }, { a: 'y' }, exceptions)).toBe('a');
  });
});

describe('describeDifference', () => {
  test('shows both values around the first character that differs', () => {
    const line = describeDifference({
      path: ['a', '0'],
      expected: `${'0'.repeat(100)}1${'0'.repeat(100)}`,
      actual: '0'.repeat(201),
    });
    expect(line).toBe(`out.a.0: expected …${'0'.repeat(8)}1${'0'.repeat(23)}…, got …${'0'.repeat(32)}…`);
  });

  test('says when there is no value', () => {
    expect(describeDifference({ path: [], expected: undefined, actual: 1 })).toBe('out: expected nothing, got 1');
  });
});
