import type { Environment, LogFields, Random } from '@status/interfaces';
import { seededRandom } from './seeded-random.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** One line that was logged, at virtual time `at` (Unix ms). */
export type LogEntry = {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
  readonly at: number;
};

/** An environment that a test controls, and whose diagnostics it can read. */
export interface TestEnvironment extends Environment {
  readonly clock: VirtualClock;
  /** Everything that was logged, oldest first. */
  readonly logs: readonly LogEntry[];
  /** Sums of counters. Labels are part of the name, in the order of their names: `whisper_envelopes_dropped_total{reason=low-pow}`. */
  readonly counters: ReadonlyMap<string, number>;
  /** Last values of gauges, named likewise. */
  readonly gauges: ReadonlyMap<string, number>;
  /** Observations of distributions, oldest first, named likewise. */
  readonly observations: ReadonlyMap<string, readonly number[]>;
}

/** What a test may decide about its environment. */
export type TestEnvironmentOptions = {
  /** What the randomness grows from (default 0). */
  readonly seed?: string | number;
  /** Virtual time at the beginning, Unix ms. */
  readonly start?: number;
  /** Randomness in place of the seeded one. */
  readonly random?: Random;
  /** A clock to share with another environment; `start` is then not looked at. */
  readonly clock?: VirtualClock;
};

/** Virtual time, seeded randomness, and a memory of everything logged and counted. */
export function testEnvironment(options: TestEnvironmentOptions = {}): TestEnvironment {
  const clock = options.clock ?? createVirtualClock(options.start);
  const logs: LogEntry[] = [];
  const counters = new Map<string, number>();
  const gauges = new Map<string, number>();
  const observations = new Map<string, number[]>();
  const log =
    (level: LogEntry['level']) =>
    (message: string, fields: LogFields = {}): void => {
      logs.push({ level, message, fields, at: clock.now() });
    };
  return {
    clock,
    random: options.random ?? seededRandom(options.seed ?? 0),
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    metrics: {
      count(name, by = 1, labels) {
        const series = seriesName(name, labels);
        counters.set(series, (counters.get(series) ?? 0) + by);
      },
      gauge(name, value, labels) {
        gauges.set(seriesName(name, labels), value);
      },
      observe(name, value, labels) {
        const series = seriesName(name, labels);
        const values = observations.get(series) ?? [];
        observations.set(series, values);
        values.push(value);
      },
    },
    logs,
    counters,
    gauges,
    observations,
  };
}

function seriesName(name: string, labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  return pairs.length === 0 ? name : `${name}{${pairs.sort().join(',')}}`;
}
