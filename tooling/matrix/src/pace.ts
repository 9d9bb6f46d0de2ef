import type { Combination } from './axes.ts';

/** How time passes in a play. */
export interface Pace {
  /** What one step of the script may take, ms of virtual time. */
  readonly timeoutMs: number;
  /** How far the clock is moved at a time, ms. */
  readonly stepMs: number;
}

const HOUR = 3_600_000;

/** How long an offer-first synchronisation keeps an acknowledgement on a quick transport, ms. On a slow one it has its usual day. */
export const QUICK_HOLD = 600_000;

/** A quick transport answers in seconds, a slow one in hours; an offer-first synchronisation acknowledges much later on any. */
export function paceOf({ transport, sync }: Combination): Pace {
  if (transport === 'slow') return { timeoutMs: 72 * HOUR, stepMs: 30_000 };
  return sync === 'offer' ? { timeoutMs: HOUR, stepMs: 1_000 } : { timeoutMs: 120_000, stepMs: 100 };
}
