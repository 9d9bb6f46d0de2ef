// One engine's process: `engine-process.js <engine>` installs it and runs the rounds that its parent asks for.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemEnvironment } from '@status/base';
import { ENGINES, type EngineName } from './engines.ts';
import type { Prepared } from './job.ts';
import { jobNamed } from './jobs/index.ts';
import { measure } from './measure.ts';

/** A round to run. */
export type RoundRequest = { readonly job: string; readonly milliseconds: number };

/** What came of it: operations per second, or why there are none. */
export type RoundAnswer = { readonly rate: number } | { readonly error: string };

/** Rounds' worth of time in which compilers get to see a job before it is measured. */
const WARM_UP_ROUNDS = 20;

const folder = await mkdtemp(join(tmpdir(), 'status-bench-'));
let current: { readonly job: string; readonly prepared: Prepared } | undefined;

/** Releases the job before, gets this one ready and warms up. */
async function prepare({ job, milliseconds }: RoundRequest): Promise<Prepared> {
  if (current?.job === job) return current.prepared;
  await release();
  const home = await mkdtemp(join(folder, 'job-'));
  const prepared = await jobNamed(job).prepare({ environment: systemEnvironment(), folder: home });
  current = { job, prepared };
  await measure(prepared, WARM_UP_ROUNDS * milliseconds);
  return prepared;
}

async function release(): Promise<void> {
  const released = current;
  current = undefined;
  await released?.prepared.release?.();
}

async function answer(request: RoundRequest): Promise<RoundAnswer> {
  try {
    const prepared = await prepare(request);
    return { rate: await measure(prepared, request.milliseconds) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

await ENGINES[process.argv[2] as EngineName]();
process.on('message', (request: RoundRequest) => {
  void answer(request).then((reply) => process.send!(reply));
});
process.once('disconnect', () => {
  void release().then(() => rm(folder, { recursive: true, force: true }));
});
process.send!('ready');
