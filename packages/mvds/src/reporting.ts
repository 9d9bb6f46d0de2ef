import type { SyncCarrier, SyncId, Transaction } from '@status/interfaces';
import type { MvdsReceipt } from './packing.ts';
import { type Kind, openLedger, type Row } from './records.ts';
import { dueAfterAttempt, dueAfterFailure, type RetryPolicy, retryOver } from './retry.ts';
import { chance, count, type Settings } from './settings.ts';
import { saveAt, timelineAt } from './timeline.ts';

/** A packet was handed to the layers below. `told` is Unix ms. */
export async function noteSent(
  settings: Settings,
  tx: Transaction,
  { peer, ack, request, message }: MvdsReceipt,
  told: number,
  carrier: SyncCarrier,
): Promise<void> {
  const retry = retryOver(settings.retry, carrier);
  const time = await timelineAt(tx, told);
  const ledger = await openLedger(tx, peer);
  ledger.notBefore = 0;
  for (const id of ack) {
    const row = await ledger.get('ack', id);
    if (row !== undefined) ledger.remove('ack', id, row);
  }
  for (const id of request) {
    const row = await ledger.get('request', id);
    if (row === undefined) continue;
    const tried = afterAttempt(retry, row, time.now, chance(settings));
    if (tried.attempts >= retry.requestAttempts) ledger.remove('request', id, row);
    else ledger.replace('request', id, row, tried);
  }
  let repeated = 0;
  for (const id of message) {
    const row = await ledger.get('message', id);
    if (row === undefined) continue;
    if (row.attempts > 0) repeated++;
    ledger.replace('message', id, row, afterAttempt(retry, row, time.now, chance(settings)));
  }
  await saveAt(tx, ledger, time);
  count(settings, tx, 'mvds_messages_sent', message.length);
  count(settings, tx, 'mvds_messages_repeated', repeated);
}

/**
 * A packet could not be handed on. The peer as a whole waits, and what was in the packet waits longer each time: what the layers below never take
 * must not hold up the rest. `told` is Unix ms.
 */
export async function noteFailed(
  settings: Settings,
  tx: Transaction,
  receipt: MvdsReceipt,
  told: number,
): Promise<void> {
  const { retry } = settings;
  const time = await timelineAt(tx, told);
  const ledger = await openLedger(tx, receipt.peer);
  ledger.notBefore = dueAfterFailure(retry, 1, time.now);
  const elements: readonly (readonly [Kind, readonly SyncId[]])[] = [
    ['ack', receipt.ack],
    ['request', receipt.request],
    ['message', receipt.message],
  ];
  for (const [kind, ids] of elements) {
    for (const id of ids) {
      const row = await ledger.get(kind, id);
      if (row === undefined) continue;
      const failures = row.failures + 1;
      ledger.replace(kind, id, row, { ...row, failures, dueAt: dueAfterFailure(retry, failures, time.now) });
    }
  }
  await saveAt(tx, ledger, time);
}

function afterAttempt(retry: RetryPolicy, row: Row, now: number, by: number): Row {
  const tried = { ...row, attempts: row.attempts + 1, failures: 0, sentAt: now };
  return { ...tried, dueAt: dueAfterAttempt(retry, tried, now, by) };
}
