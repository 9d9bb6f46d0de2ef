/**
 * The outside world, as far as it is not a peer or a disk: time, chance, diagnostics.
 *
 * Nothing in the project reads the time, rolls dice, logs or counts in any other way. This is what lets a thousand nodes
 * run in one process under virtual time with seeded randomness, and what lets a test decide every nonce.
 */
export interface Environment {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Undoes what returned it (a subscription, a timer). Calling it again does nothing. */
export type Cancel = () => void;

/**
 * Wall-clock time, elapsed time, and timers. Every time at every seam is Unix milliseconds, every duration milliseconds.
 *
 * A caller must survive a clock that jumps: `now` may go back, and by as much as people can set it. `elapsed` never does: where the two
 * drift apart, the wall clock was set. Timers measure elapsed time and never fire early with regard to it.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch, an integer. What the machine believes, which may be wrong. */
  now(): number;
  /**
   * Milliseconds since some moment of this process, an integer that never falls, however the wall clock is set. Means nothing to another
   * process or after a restart.
   */
  elapsed(): number;
  /**
   * Calls back once, `delay` milliseconds from now at the earliest, never synchronously; for a delay of 0 or less as soon as that. Who is due earlier is
   * called earlier, as exactly as the platform keeps its timers. `callback` must not throw.
   */
  schedule(delay: number, callback: () => void): Cancel;
}

/** A source of randomness fit for keys. A seeded one is for tests and simulations only. */
export interface Random {
  /** `length` fresh bytes (0 or more) in a plain `Uint8Array` of which nobody else holds the memory. */
  bytes(length: number): Uint8Array;
}

/** Values that may stand beside a log line or a metric. Never key material, never message text. */
export type LogFields = Readonly<Record<string, string | number | bigint | boolean | undefined>>;

/**
 * What an inspector may show of a step that a layer took: sizes, counters, public keys, work done. Names are the field's own.
 * Never secret, never needed by another layer.
 */
export type Trace = LogFields;

/** Diagnostics for operators. Must not throw and must not block. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Counters, gauges and distributions. Must not throw and must not block. Names are `layer_noun_unit` in lower case. */
export interface Metrics {
  /** Adds to a counter that only grows; `by` defaults to 1. */
  count(name: string, by?: number, labels?: Readonly<Record<string, string>>): void;
  /** Sets a value that goes up and down. */
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  /** Adds one observation to a distribution. */
  observe(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
}
