import type { Job } from '../job.ts';
import { envelopes } from './envelope.ts';
import { pipeline } from './pipeline.ts';
import { primitives } from './primitives.ts';
import { ratchet } from './ratchet.ts';
import { relay } from './relay.ts';
import { rlpx } from './rlpx.ts';

/** Every job, from the bottom of the stack to its top. */
export const JOBS: readonly Job[] = [...primitives, ...envelopes, ...rlpx, ...ratchet, ...pipeline, ...relay];

/** The job with that name. @throws {RangeError} if there is none. */
export function jobNamed(name: string): Job {
  const job = JOBS.find((candidate) => candidate.name === name);
  if (job === undefined) throw new RangeError(`no such job: ${name}`);
  return job;
}
