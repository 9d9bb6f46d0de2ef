import { describe, expect, test } from '@jest/globals';
import type { Contestant } from '../src/contestant.ts';
import type { Job } from '../src/job.ts';
import { measure } from '../src/measure.ts';
import { readOptions, UsageError } from '../src/options.ts';
import { ratio, runJob } from '../src/rounds.ts';
import { behindGo, growthTable, resultTable } from '../src/table.ts';

const job: Job = { name: 'job', title: 'a job', unit: 'ops/s', goJob: 'job', prepare: () => ({ operation: () => {} }) };

/** Gives the rates one after the other, and notes its turns. */
function contestant(name: string, rates: readonly number[], turns: string[] = []): Contestant {
  let round = 0;
  return {
    name,
    has: () => true,
    async round() {
      turns.push(name);
      return rates[round++]!;
    },
    close: async () => {},
  };
}

describe('rounds', () => {
  test('give every contestant one turn each', async () => {
    const turns: string[] = [];
    const three = [contestant('a', Array(20).fill(1), turns), contestant('b', Array(20).fill(1), turns)];
    await runJob(job, three, { rounds: 20, milliseconds: 1 });
    for (let round = 0; round < 20; round++) {
      expect(turns.slice(2 * round, 2 * round + 2).sort()).toEqual(['a', 'b']);
    }
  });

  test('are in an order that changes', async () => {
    const turns: string[] = [];
    const rates = Array(64).fill(1);
    await runJob(job, [contestant('a', rates, turns), contestant('b', rates, turns)], { rounds: 64, milliseconds: 1 });
    const firsts = new Set(turns.filter((_, i) => i % 2 === 0));
    expect(firsts).toEqual(new Set(['a', 'b']));
  });

  test('leave out who cannot do the job', async () => {
    const idle: Contestant = { ...contestant('idle', []), has: () => false };
    const result = await runJob(job, [contestant('a', [1]), idle], { rounds: 1, milliseconds: 1 });
    expect(Object.keys(result.scores)).toEqual(['a']);
    expect(ratio(result, 'a', 'idle')).toBeUndefined();
  });

  test('are summed up by their median and quartiles', async () => {
    const result = await runJob(job, [contestant('a', [9, 1, 5, 3, 7])], { rounds: 5, milliseconds: 1 });
    expect(result.scores['a']).toMatchObject({ lower: 3, median: 5, upper: 7 });
  });

  test('are compared one by one: what slows both down in one round does not count', async () => {
    const contestants = [contestant('a', [10, 1, 100]), contestant('b', [5, 0.5, 50])];
    expect(ratio(await runJob(job, contestants, { rounds: 3, milliseconds: 1 }), 'a', 'b')).toBe(2);
  });
});

describe('measuring', () => {
  test('counts operations and not what is made for them', async () => {
    const counts = { stocked: 0, done: 0 };
    const prepared = {
      stock(count: number) {
        counts.stocked += count;
      },
      operation() {
        counts.done++;
      },
    };
    expect(await measure(prepared, 1)).toBeGreaterThan(0);
    expect(counts.stocked).toBe(counts.done);
  });

  test('never asks for more at a time than the job allows', async () => {
    const asked: number[] = [];
    await measure({ operation: () => {}, stock: (count) => asked.push(count), maxBatch: 4 }, 0.1);
    expect(Math.max(...asked)).toBeLessThanOrEqual(4);
  });

  test('waits for operations that take their time', async () => {
    let running = 0;
    const operation = async (): Promise<void> => {
      running++;
      expect(running).toBe(1);
      await Promise.resolve();
      running--;
    };
    await measure({ operation }, 0.1);
  });
});

describe('tables', () => {
  test('show rates and ratios, and nothing where there is no peer', async () => {
    const contestants = [contestant('noble', [100]), contestant('ox', [400]), contestant('Go', [800])];
    const withGo = await runJob(job, contestants, { rounds: 1, milliseconds: 1 });
    const alone = await runJob(job, [contestant('noble', [1.5])], { rounds: 1, milliseconds: 1 });
    const lines = resultTable([withGo, alone], ['noble', 'ox', 'Go']).split('\n');
    expect(lines[0]).toBe('| job | unit | noble | ox | Go | ox ÷ noble | noble ÷ Go | ox ÷ Go |');
    expect(lines[2]).toBe('| a job | ops/s | 100 | 400 | 800 | 4.00 | 0.125 | 0.500 |');
    expect(lines[3]).toBe('| a job | ops/s | 1.50 |  |  |  |  |  |');
  });

  test('list what is behind Go, the furthest first', async () => {
    const results = [];
    for (const [title, rate] of [
      ['ahead', 3],
      ['behind', 1],
      ['far behind', 0.5],
    ] as const) {
      const contestants = [contestant('ox', [rate]), contestant('Go', [2])];
      results.push(await runJob({ ...job, title }, contestants, { rounds: 1, milliseconds: 1 }));
    }
    expect(behindGo(results, 'ox')).toEqual(['far behind: 0.25', 'behind: 0.50']);
  });

  test('show what an operation costs as a structure grows', () => {
    const growth = { name: 'tree', title: 'Tree: insert', sizes: [10], prepare: () => ({ operation: () => {} }) };
    const score = { rates: [], median: 500_000, lower: 0, upper: 0 };
    const table = growthTable([{ growth, points: [{ size: 10_000, score }] }]);
    expect(table.split('\n')[2]).toBe('| Tree: insert | 2.00 µs at 10,000 |');
  });
});

describe('options', () => {
  test('choose contestants in the order of the table', () => {
    const { engines, go } = readOptions(['--engine', 'ox', '--engine', 'noble']);
    expect(engines).toEqual(['noble', 'ox']);
    expect(go).toBe(false);
  });

  test('of a quick run can be overridden', () => {
    expect(readOptions(['--quick', '--rounds', '7']).effort).toEqual({ rounds: 7, milliseconds: 30 });
  });

  test.each([['--engine', 'abacus'], ['--rounds', '0'], ['--ms', 'soon'], ['--unheard-of'], ['stray']])(
    'refuse %s %s',
    (...args) => {
      expect(() => readOptions(args)).toThrow(UsageError);
    },
  );
});
