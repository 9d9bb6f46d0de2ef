import { MAX_CLOCK } from './constants.ts';
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
