import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Transaction, View } from '@status/interfaces';

/** Tables of this package; the number is the version of their records' form. */
export const TABLES = {
  chats: 'messenger-chats-1',
  messages: 'messenger-messages-1',
  messageKeys: 'messenger-message-keys-1',
  progress: 'messenger-progress-1',
  syncIds: 'messenger-sync-ids-1',
  outbox: 'messenger-outbox-1',
  secrets: 'messenger-secrets-1',
  nameKeys: 'messenger-name-keys-1',
  contacts: 'messenger-contacts-1',
  state: 'messenger-state-1',
} as const;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Writes a record as JSON. */
export function putRecord(tx: Transaction, table: string, key: string, record: Json): void {
  tx.put(table, key, utf8ToBytes(JSON.stringify(record)));
}

/** Reads what `putRecord` wrote there. */
export async function getRecord<Shape>(view: View, table: string, key: string): Promise<Shape | undefined> {
  const bytes = await view.get(table, key);
  return bytes === undefined ? undefined : parseRecord<Shape>(bytes);
}

/** The record that `putRecord` made of a value. */
export function parseRecord<Shape>(bytes: Uint8Array): Shape {
  return JSON.parse(bytesToUtf8(bytes)) as Shape;
}
