import type { PublicKey, SyncId, Transaction } from '@status/interfaces';
import { WOKEN_PER_PACKET } from './constants.ts';
import { type Ledger, type Row, rowsAfter } from './records.ts';
import { canWake } from './retry.ts';
import { chance, type Settings } from './settings.ts';

/** A peer that was silent is there again: what waits for it has a better chance now than at the time planned. `now` is the layer's own time. */
export async function wake(
  settings: Settings,
  tx: Transaction,
  ledger: Ledger,
  from: PublicKey,
  now: number,
): Promise<void> {
  const { retry } = settings;
  if (ledger.isEmpty) return;
  const elapsed = now - ledger.heardAt;
  const wasSilent = ledger.heardAt === 0 || elapsed < 0 || elapsed >= retry.silence;
  ledger.heardAt = now;
  if (!wasSilent) return;
  const sleeping: (readonly [SyncId, Row])[] = [];
  for await (const entry of rowsAfter(tx, from, 'message', now + retry.wakeWithin, WOKEN_PER_PACKET)) {
    if (canWake(retry, entry[1], now)) sleeping.push(entry);
  }
  for (const [id, row] of sleeping) {
    ledger.replace('message', id, row, { ...row, dueAt: now + Math.floor(chance(settings) * retry.wakeWithin) });
  }
}
