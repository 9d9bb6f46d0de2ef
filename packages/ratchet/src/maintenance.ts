import type { Transaction } from '@status/interfaces';
import { takeExpiries } from './expiry.ts';
import { parseMessageKeyKey } from './message-keys.ts';
import type { OwnContext } from './own-context.ts';
import { FALLBACKS, PRE_KEYS } from './records.ts';
import { confirmMessage, parseSessionKey } from './sessions.ts';
import { forgetEphemerals } from './spent-ephemerals.ts';

/** Destroys what has waited long enough: used message keys nobody confirmed, replaced prekeys, the memory of fallback messages. */
export async function sweepExpired(tx: Transaction, context: OwnContext): Promise<void> {
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
