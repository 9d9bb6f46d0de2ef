import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemEnvironment } from '@status/base';
import type { Growth } from './job.ts';
import { measure } from './measure.ts';
import { type Effort, type Score, scoreOf } from './rounds.ts';

/** Rounds' worth of time in which compilers get to see a structure before it is measured. */
const WARM_UP_ROUNDS = 5;

/** What an operation on a structure costs: operations per second at each of its sizes. */
export type Curve = {
  readonly growth: Growth;
  readonly points: readonly { readonly size: number; readonly score: Score }[];
};

/** Measures a structure at its sizes, one after the other, since the larger ones need the room. */
export async function measureGrowth(growth: Growth, effort: Effort): Promise<Curve> {
  const points: { size: number; score: Score }[] = [];
  for (const size of growth.sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'status-bench-'));
    const prepared = await growth.prepare(size, { environment: systemEnvironment(), folder });
    await measure(prepared, WARM_UP_ROUNDS * effort.milliseconds);
    const rates: number[] = [];
    while (rates.length < effort.rounds) rates.push(await measure(prepared, effort.milliseconds));
    points.push({ size, score: scoreOf(rates) });
    await prepared.release?.();
    await rm(folder, { recursive: true, force: true });
  }
  return { growth, points };
}
