import type { Range } from '@status/interfaces';
import { StoreError } from './errors.ts';

/**
 * How records lie in the database: `!<table>!<key>`, the form in which Level writes sublevels, so that its tools can read a store. No table
 * has `!` in its name, so that no two records meet, and each table is one range of keys.
 */

const TABLE = /^[a-z0-9-]+$/;

/** The last printable bound that no ASCII key reaches, in UTF-16 as in UTF-8. */
const ABOVE_ASCII = '\u0080';

/** What all database keys of a table begin with. Throws `STORE_KEY` if it is no table's name. */
export function tablePrefix(table: string): string {
  if (!TABLE.test(table)) throw new StoreError('STORE_KEY', `not a table name: ${JSON.stringify(table)}`);
  return `!${table}!`;
}

/** The database key of a record. Throws `STORE_KEY` if the table's name or the key is not allowed. */
export function recordKey(table: string, key: string): string {
  return tablePrefix(table) + requireAscii(key);
}

/** The database keys that a range of a table spans: from `gte` on, below `lt`. Throws `STORE_KEY` like `recordKey`. */
export function recordBounds(table: string, range: Range): { readonly gte: string; readonly lt: string } {
  const start = tablePrefix(table) + requireAscii(range.prefix ?? '');
  const end = start + ABOVE_ASCII;
  const [, gte] = [start, recordKey(table, range.gte ?? '')].sort();
  const [lt] = [end, range.lt === undefined ? end : recordKey(table, range.lt)].sort();
  return { gte: gte!, lt: lt! };
}

function requireAscii(key: string): string {
  for (let i = 0; i < key.length; i++) {
    if (key.charCodeAt(i) >= 0x80) throw new StoreError('STORE_KEY', 'a key must be ASCII text');
  }
  return key;
}
