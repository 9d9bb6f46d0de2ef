import type { Contestant } from './contestant.ts';
import type { Job } from './job.ts';

/** How long and how often to measure. */
export type Effort = {
  readonly rounds: number;
  /** Of one round. */
  readonly milliseconds: number;
};

/** What one contestant did in a job: a rate for each round, and what is in the middle of them. */
export type Score = {
  readonly rates: readonly number[];
  readonly median: number;
  /** A quarter of the rounds were at most this fast, and a quarter at least the upper one. */
  readonly lower: number;
  readonly upper: number;
};

/** What came out of a job, by the names of the contestants that can do it. */
export type Result = {
  readonly job: Job;
  readonly scores: Readonly<Record<string, Score>>;
};

/**
 * Runs a job: in each round every contestant has a turn, in an order that is drawn anew, so that whatever slows the machine down for a
 * while meets all of them.
 */
export async function runJob(job: Job, contestants: readonly Contestant[], effort: Effort): Promise<Result> {
  const able = contestants.filter((contestant) => contestant.has(job));
  const rates = new Map(able.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < effort.rounds; round++) {
    for (const contestant of shuffled(able)) {
      rates.get(contestant.name)!.push(await contestant.round(job, effort.milliseconds));
    }
  }
  return { job, scores: Object.fromEntries([...rates].map(([name, list]) => [name, scoreOf(list)])) };
}

/** The rates of a contestant with their quartiles. */
export function scoreOf(rates: readonly number[]): Score {
  return { rates, median: quantile(rates, 0.5), lower: quantile(rates, 0.25), upper: quantile(rates, 0.75) };
}

/** The median over the rounds of how many times as fast one contestant was as another in the same round; `undefined` if one is missing. */
export function ratio(result: Result, contestant: string, to: string): number | undefined {
  const own = result.scores[contestant]?.rates;
  const other = result.scores[to]?.rates;
  if (own === undefined || other === undefined) return undefined;
  return quantile(
    own.map((rate, round) => rate / other[round]!),
    0.5,
  );
}

/** The value below which that part of the list lies, between neighbours where it falls between them. */
function quantile(list: readonly number[], part: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  const position = part * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** Fisher and Yates. What is drawn here decides an order and nothing else. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}
