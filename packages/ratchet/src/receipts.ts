import type { Transaction } from '@status/interfaces';
import { confirmFallback } from './fallback-memory.ts';
import type { OwnContext } from './own-context.ts';
import { confirmMessage, type SessionName } from './sessions.ts';

/** Names an opening for its confirmation: the message key that it used, or the fallback message that it read. */
export type RatchetReceipt =
  | { readonly kind: 'session'; readonly session: SessionName; readonly sequence: number }
  | { readonly kind: 'fallback'; readonly id: string };

/** Destroys what could decrypt a message again, and remembers a fallback message as read. What is gone already is no error. */
export async function confirm(tx: Transaction, receipt: RatchetReceipt, context: OwnContext): Promise<void> {
  if (receipt.kind === 'session') await confirmMessage(tx, receipt.session, receipt.sequence, context);
  else await confirmFallback(tx, receipt.id);
}
