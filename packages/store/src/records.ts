import type { Range } from '@status/interfaces';
import type { Bounds } from './database.ts';
import { StoreError } from './errors.ts';

const TABLE = /^[a-z0-9-]+$/;

/** The first text above all ASCII ones that begin alike, in UTF-16 as in UTF-8. */
const ABOVE_ASCII = '\u0080';

/** The name, after checking that a table may have it. Throws `STORE_KEY`. */
export function requireTable(table: string): string {
  if (!TABLE.test(table)) throw new StoreError('STORE_KEY', `not a table name: ${JSON.stringify(table)}`);
  return table;
}

/** The key, after checking that it is ASCII. Throws `STORE_KEY`. */
export function requireKey(key: string): string {
  for (let i = 0; i < key.length; i++) {
    if (key.charCodeAt(i) >= 0x80) throw new StoreError('STORE_KEY', 'a key must be ASCII text');
  }
  return key;
}

/** The keys that a range spans; none if `gte` is not below `lt`. Throws `STORE_KEY`. */
export function boundsOf({ prefix = '', gte = '', lt, reverse = false }: Range): Bounds {
  const start = requireKey(prefix);
  const end = start + ABOVE_ASCII;
  const [, from] = [start, requireKey(gte)].sort();
  const [below] = [end, lt === undefined ? end : requireKey(lt)].sort();
  return { gte: from!, lt: below!, reverse };
}

/** The next text after a key, in the order of keys. */
export function after(key: string): string {
  return `${key}\0`;
}
