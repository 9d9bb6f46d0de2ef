import type { ValidationIssue } from '@status/interfaces';
import { MAX_CLOCK, MAX_CLOCK_AHEAD, MAX_TIME } from './constants.ts';
import { PayloadError } from './errors.ts';

/**
 * The next Lamport clock of a conversation, `max(now, last + 1)`, and the timestamp that goes with it (6/PAYLOADS, "Clock vs Timestamp").
 *
 * @param last highest clock seen in the conversation, 0 if none. Take it from messages that passed `validate` only: one unchecked clock
 * would push all later ones past what peers accept.
 * @param now Unix ms, an integer.
 * @throws {PayloadError} `PAYLOAD_CLOCK` if `last` is negative or no 64-bit clock comes after it; the reference would wrap to zero.
 */
export function nextClock(last: bigint, now: number): { readonly clock: bigint; readonly timestamp: bigint } {
  if (last < 0n || last >= MAX_CLOCK) throw new PayloadError('PAYLOAD_CLOCK', 'there is no clock after this one');
  const timestamp = BigInt(now);
  return { clock: timestamp > last ? timestamp : last + 1n, timestamp };
}

/** What may be wrong with a clock; values of `ValidationIssue.reason`. */
export type ClockReason = 'CLOCK_ZERO' | 'CLOCK_TOO_HIGH';

/**
 * The rule of every clock, of whatever kind of message: not zero, and at most 120,000 ms ahead of the time of sending. However old it may be, it
 * passes.
 *
 * @param reference Unix ms: for what was received, when the transport says it was sent.
 */
export function validateClock(clock: bigint, reference: number): ValidationIssue | undefined {
  if (clock <= 0n) return issue('CLOCK_ZERO');
  // No time ever reaches such a clock.
  if (clock > MAX_TIME) return issue('CLOCK_TOO_HIGH');
  return Number(clock) <= reference + MAX_CLOCK_AHEAD ? undefined : { ...issue('CLOCK_TOO_HIGH'), passes: true };
}

function issue(reason: ClockReason): ValidationIssue {
  return { reason, field: 'clock' };
}
