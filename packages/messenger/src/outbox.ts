import { bytesToHex, hexToBytes } from '@status/base';
import type { Transaction } from '@status/interfaces';
import { getRecord, parseRecord, putRecord, TABLES } from './records.ts';

/**
 * A sealed message that no data sync looks after: it stays here until it left for a peer, and is posted again while it
 * has not. The bytes are final, so posting them twice reuses no key and receivers tell the double by its id.
 */
export interface OutboxEntry {
  readonly messageId: string;
  /** Public: the chat's name. One to one: the recipient's public key as hex. */
  readonly to:
    | { readonly kind: 'public'; readonly chatId: string }
    | { readonly kind: 'direct'; readonly publicKey: string };
  readonly bytes: Uint8Array;
  /** Times it was posted. */
  readonly attempts: number;
}

type EntryRecord = Omit<OutboxEntry, 'bytes'> & { readonly bytes: string };

export function putOutboxEntry(tx: Transaction, entry: OutboxEntry): void {
  putRecord(tx, TABLES.outbox, entry.messageId, { ...entry, bytes: bytesToHex(entry.bytes) });
}

export async function getOutboxEntry(tx: Transaction, messageId: string): Promise<OutboxEntry | undefined> {
  const record = await getRecord<EntryRecord>(tx, TABLES.outbox, messageId);
  return record && { ...record, bytes: hexToBytes(record.bytes) };
}

export function deleteOutboxEntry(tx: Transaction, messageId: string): void {
  tx.delete(TABLES.outbox, messageId);
}

export async function listOutbox(tx: Transaction): Promise<OutboxEntry[]> {
  const entries: OutboxEntry[] = [];
  for await (const [, bytes] of tx.entries(TABLES.outbox)) {
    const record = parseRecord<EntryRecord>(bytes);
    entries.push({ ...record, bytes: hexToBytes(record.bytes) });
  }
  return entries;
}
