import type { Transaction } from '@status/interfaces';
import { MAINTENANCE_INTERVAL } from './constants.ts';
import { takeExpiries } from './expiry.ts';
import { parseMessageKeyKey } from './message-keys.ts';
import type { OwnContext } from './own-context.ts';
import { FALLBACKS, PRE_KEYS } from './records.ts';
import { confirmMessage, parseSessionKey } from './sessions.ts';
import { forgetEphemerals } from './spent-ephemerals.ts';

/** Sweeps when it is time to; when that is, is known to this process only. */
export function createMaintenance(): (tx: Transaction, context: OwnContext) => Promise<void> {
  let next = 0;
  return async (tx, context) => {
    // A clock that was set back must not put it off.
    if (context.now < next && next - context.now <= MAINTENANCE_INTERVAL) return;
    await sweepExpired(tx, context);
    next = context.now + MAINTENANCE_INTERVAL;
  };
}

/** Destroys what has waited long enough: used message keys nobody confirmed, replaced prekeys, the memory of fallback messages. */
async function sweepExpired(tx: Transaction, context: OwnContext): Promise<void> {
  for (const { kind, id, subject } of await takeExpiries(tx, context.now)) {
    if (kind === 'message-key') {
      await confirmMessage(tx, parseSessionKey(subject), parseMessageKeyKey(id).sequence, context);
    } else if (kind === 'prekey') {
      tx.delete(PRE_KEYS.name, id);
      await forgetEphemerals(tx, id);
    } else {
      tx.delete(FALLBACKS.name, id);
    }
  }
}
