import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';

/** What ends at a set time: a used message key without confirmation, the memory of a fallback message, a replaced prekey. */
export type ExpiryKind = 'fallback' | 'message-key' | 'prekey';

/** One end that is due. `id` is unique within its kind, `subject` what its kind needs to find it. */
export type Expiry = { readonly kind: ExpiryKind; readonly id: string; readonly subject: string };

const TABLE = 'ratchet-expiries-1';
const TIME_DIGITS = 12;

/** Sets the time (Unix ms) at which something ends. */
export function scheduleExpiry(tx: Transaction, at: number, expiry: Expiry): void {
  tx.put(TABLE, keyOf(at, expiry), utf8ToBytes(expiry.subject));
}

/** Takes back what `scheduleExpiry` set for the same time. */
export function cancelExpiry(tx: Transaction, at: number, expiry: Pick<Expiry, 'kind' | 'id'>): void {
  tx.delete(TABLE, keyOf(at, expiry));
}

/** What is due at `now` (Unix ms), the earliest first; it is not set any more afterwards. */
export async function takeExpiries(tx: Transaction, now: number): Promise<readonly Expiry[]> {
  const due: Expiry[] = [];
  const keys: string[] = [];
  for await (const [key, subject] of tx.entries(TABLE, { lt: timeOf(now + 1) })) {
    const [, kind, ...id] = key.split('/');
    due.push({ kind: kind as ExpiryKind, id: id.join('/'), subject: bytesToUtf8(subject) });
    keys.push(key);
  }
  for (const key of keys) tx.delete(TABLE, key);
  return due;
}

function keyOf(at: number, { kind, id }: Pick<Expiry, 'kind' | 'id'>): string {
  return `${timeOf(at)}/${kind}/${id}`;
}

function timeOf(at: number): string {
  return Math.max(0, at).toString(16).padStart(TIME_DIGITS, '0');
}
