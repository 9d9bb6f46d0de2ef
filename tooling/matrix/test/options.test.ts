import { describe, expect, test } from '@jest/globals';
import { allCombinations, coveringCombinations } from '../src/index.ts';
import { readOptions, UsageError } from '../src/options.ts';

const only = (...choices: string[]) => choices.flatMap((choice) => ['--only', choice]);

describe('the arguments of the matrix', () => {
  test('without any ask for every combination, with --covering for the subset', () => {
    expect(readOptions([])).toEqual(allCombinations());
    expect(readOptions(['--covering'])).toEqual(coveringCombinations());
  });

  test('of several axes have all to hold, of one axis any', () => {
    const chosen = readOptions(only('store=map', 'store=level', 'data=json'));
    const expected = allCombinations().filter(
      ({ store, data }) => (store === 'map' || store === 'level') && data === 'json',
    );
    expect(chosen).toEqual(expected);
  });

  test.each([
    ['an unknown option', ['--nonsense'], /--nonsense/],
    ['an argument that is no option', ['covering'], /covering/],
    ['an axis that there is not', only('toString=a'), /no such choice: toString=a/],
    ['a choice that there is not', only('store=tape'), /no such choice: store=tape/],
    ['an option without its value', ['--only'], /only/],
    ['choices that never meet', only('transport=direct', 'host=named'), /no combination/],
  ])('are refused, with what is wrong, for %s', (_, args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
