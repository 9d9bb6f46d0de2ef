import { beforeAll, describe, expect, test } from '@jest/globals';
import { installFastestEngine } from '@status/crypto/engine-node';
import { allCombinations, coveringCombinations, nameOf, pairsOf, play } from '../src/index.ts';

beforeAll(async () => {
  await installFastestEngine();
});

describe('the covering subset', () => {
  test('has every pair of choices that occurs in any combination, in far fewer combinations', () => {
    const pairs = (combinations: ReturnType<typeof allCombinations>) =>
      [...new Set(combinations.flatMap(pairsOf))].sort();
    expect(pairs(coveringCombinations())).toEqual(pairs(allCombinations()));
    expect(coveringCombinations().length).toBeLessThan(allCombinations().length / 10);
  });
});

/** What everybody has in the end, whatever they stand on: the first play sets it. */
let state: readonly string[] | undefined;

describe('the same chat ends in the same state', () => {
  test.each(coveringCombinations().map((combination) => [nameOf(combination), combination] as const))(
    '%s',
    async (_, combination) => {
      const played = await play(combination);
      expect(played.faults).toEqual([]);
      expect(played.state.length).toBeGreaterThan(20);
      state ??= played.state;
      expect(played.state).toEqual(state);
      expect(played.bytes).toBeGreaterThan(0);
    },
    60_000,
  );
});
