import { drawUint16 } from '@status/base';
import type { Random } from '@status/interfaces';
import { RETRY_CROWDED_FIRST, RETRY_CROWDED_LONGEST, RETRY_FIRST, RETRY_LONGEST } from './constants.ts';

/** Pauses between attempts to reach one node: they double, and chance spreads each over its upper half. */
export interface Backoff {
  /** Milliseconds to wait now. `crowded`: the node said that it has too many peers, so it is left alone for longer. */
  next(crowded: boolean): number;
  /** Begins from the first pause again. */
  reset(): void;
}

/** Pauses from 250–500 ms up to 15–30 s, for a crowded node from 5–10 s up to 1–2 min. */
export function createBackoff(random: Random): Backoff {
  let failures = 0;
  return {
    next(crowded) {
      const [first, longest] = crowded ? [RETRY_CROWDED_FIRST, RETRY_CROWDED_LONGEST] : [RETRY_FIRST, RETRY_LONGEST];
      const pause = Math.min(longest, first * 2 ** failures);
      failures++;
      return Math.round(pause * (1 - drawUint16(random) / 0x2_00_00));
    },
    reset() {
      failures = 0;
    },
  };
}
