import type { Environment } from '@status/interfaces';

/** What a job may use of the world. */
export type Surroundings = {
  readonly environment: Environment;
  /** An empty folder that is removed afterwards, for jobs that need a disk. */
  readonly folder: string;
};

/** A job whose inputs are ready. */
export type Prepared = {
  /** What is timed. A promise is awaited. */
  readonly operation: () => unknown;
  /** Makes what that many operations will use up, or clears away what they left behind; not timed. */
  readonly stock?: (operations: number) => unknown;
  /** The most operations between two calls of `stock`; unbounded if absent. */
  readonly maxBatch?: number;
  /** Frees what `prepare` took. */
  readonly release?: () => unknown;
};

/** One row of the table: something that a program does many times. */
export type Job = {
  /** What `--only` takes; unique. */
  readonly name: string;
  /** What people read. */
  readonly title: string;
  readonly unit: 'ops/s' | 'MB/s' | 'envelopes/s';
  /** Units that one operation counts for; 1 if absent. */
  readonly amount?: number;
  /** The job of the same work at the Go peer (`bench` command), counted in operations. */
  readonly goJob?: string;
  readonly prepare: (surroundings: Surroundings) => Prepared | Promise<Prepared>;
};

/** A structure that grows, and what one operation on it costs at a size. */
export type Growth = {
  readonly name: string;
  readonly title: string;
  /** How many of what the structure holds, ascending. */
  readonly sizes: readonly number[];
  readonly prepare: (size: number, surroundings: Surroundings) => Prepared | Promise<Prepared>;
};
