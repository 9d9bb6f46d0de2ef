import { bytesToHex } from '@status/base';
import { sha256 } from '@status/crypto';
import type { Transaction } from '@status/interfaces';
import type { FallbackMessage } from './dh.ts';
import { scheduleExpiry } from './expiry.ts';
import type { RatchetLimits } from './limits.ts';
import { FALLBACKS, readRecord, writeRecord } from './records.ts';

/** What is remembered of a fallback message: never seen, opened before, or opened and confirmed. */
export type FallbackHistory = 'new' | 'opened' | 'confirmed';

/** Name of a fallback message in the memory (32 hex digits). */
export function fallbackId({ ephemeral, payload }: FallbackMessage): string {
  return bytesToHex(sha256(ephemeral, payload).subarray(0, 16));
}

/** What is remembered of a message. */
export async function recallFallback(tx: Transaction, id: string): Promise<FallbackHistory> {
  const record = await readRecord(tx, FALLBACKS, id);
  if (record === undefined) return 'new';
  return record.confirmed ? 'confirmed' : 'opened';
}

/** Remembers a message that was opened for the first time, for the window that the limits set. */
export function rememberFallback(
  tx: Transaction,
  id: string,
  { limits, now }: { readonly limits: RatchetLimits; readonly now: number },
): void {
  writeRecord(tx, FALLBACKS, id, { openedAt: now, confirmed: false });
  scheduleExpiry(tx, now + limits.fallbackMemory, { kind: 'fallback', id, subject: '' });
}

/** Notes that a message's payload is stored for good. One that is forgotten stays so. */
export async function confirmFallback(tx: Transaction, id: string): Promise<void> {
  const record = await readRecord(tx, FALLBACKS, id);
  if (record !== undefined) writeRecord(tx, FALLBACKS, id, { ...record, confirmed: true });
}
