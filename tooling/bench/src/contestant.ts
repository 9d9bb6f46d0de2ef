import type { Job } from './job.ts';

/**
 * One column of the table: a process that runs one round of a job when asked. Each has its own, so that none pays for what another
 * left behind – garbage, or code that was compiled for several engines at once.
 */
export interface Contestant {
  readonly name: string;
  /** Whether it can do that job at all. */
  has(job: Job): boolean;
  /** The rate of one round of about that many milliseconds, in the job's unit. Warms up where it has not done so for this job. */
  round(job: Job, milliseconds: number): Promise<number>;
  /** Ends the process. */
  close(): Promise<void>;
}
