import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { Database as Connection, Statement } from 'node-sqlite3-wasm';
import { SCHEMA_VERSION } from './constants.ts';
import type { Cursor, Database, Entry } from './database.ts';
import { StoreError } from './errors.ts';
import { after } from './records.ts';
import { requireVersion } from './schema.ts';

/**
 * One table of rows. Keys are the bytes of their ASCII, which SQLite orders by code; as a text a key could not hold a NUL.
 */
const SCHEMA = `
  CREATE TABLE records (name TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

const ONE = 'SELECT value FROM records WHERE name = ? AND key = ?';
const PUT = 'INSERT OR REPLACE INTO records VALUES (?, ?, ?)';
const DELETE = 'DELETE FROM records WHERE name = ? AND key = ?';
const RANGE = 'SELECT key, value FROM records WHERE name = ? AND key >= ? AND key < ? ORDER BY key';

/**
 * A database of records in SQLite, but for snapshots.
 *
 * @param connect makes a connection, which must be the only one; called whenever the database is opened.
 */
export function createSqliteDatabase(connect: () => Connection): Omit<Database, 'snapshot'> {
  let open: Connection | undefined;
  const statements = new Map<string, Statement>();

  const requireConnection = (): Connection => {
    if (open === undefined) throw new StoreError('STORE_FAILED', 'the database is not open');
    return open;
  };

  const disconnect = (): void => {
    for (const statement of statements.values()) finalize(statement);
    statements.clear();
    open?.close();
    open = undefined;
  };

  /** Runs a statement that is parsed once. */
  const execute = <Result>(sql: string, run: (statement: Statement) => Result): Result => {
    const statement = statements.get(sql) ?? requireConnection().prepare(sql);
    statements.set(sql, statement);
    try {
      return run(statement);
    } catch (error) {
      // A statement that failed cannot be run again.
      statements.delete(sql);
      finalize(statement);
      throw error;
    }
  };

  const cursor: Database['records']['cursor'] = (table, { gte, lt, reverse }): Cursor => {
    const sql = `${RANGE}${reverse ? ' DESC' : ''} LIMIT ?`;
    let [low, high] = [gte, lt];
    return {
      // Every page is a query of its own, so that none is open while records change.
      async next(count) {
        const rows = execute(sql, (select) => select.all([table, utf8ToBytes(low), utf8ToBytes(high), count]));
        const page = rows.map(({ key, value }): Entry => [bytesToUtf8(bytesOf(key)), bytesOf(value)]);
        const last = page.at(-1)?.[0];
        if (last !== undefined && reverse) high = last;
        if (last !== undefined && !reverse) low = after(last);
        return page;
      },
      async close() {},
    };
  };

  return {
    async open() {
      open = connect();
      const { user_version: version } = open.get('PRAGMA user_version') ?? {};
      const { tables } = open.get('SELECT count(*) AS tables FROM sqlite_schema') ?? {};
      if (version === 0 && tables === 0) inTransaction(open, () => requireConnection().exec(SCHEMA));
      else requireVersion(Number(version));
    },
    records: {
      get(table, key) {
        // To its end, although there is one row at most: a query that stands open keeps the log from beginning anew.
        const [row] = execute(ONE, (select) => select.all([table, utf8ToBytes(key)]));
        return row === undefined ? undefined : bytesOf(row['value']);
      },
      cursor,
    },
    async commit(writes) {
      inTransaction(requireConnection(), () => {
        for (const { table, key, value } of writes) {
          const place = [table, utf8ToBytes(key)];
          if (value === undefined) execute(DELETE, (statement) => statement.run(place));
          else execute(PUT, (statement) => statement.run([...place, value]));
        }
      });
    },
    async reopen() {
      disconnect();
      open = connect();
      // Nothing is made here: where nothing is left, somebody took it away.
      requireVersion(Number(open.get('PRAGMA user_version')?.['user_version']));
    },
    async close() {
      disconnect();
    },
  };
}

function inTransaction(connection: Connection, change: () => void): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    change();
    connection.exec('COMMIT');
  } catch (error) {
    // Where the disk refused, SQLite may have rolled back by itself.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** Lets go of a statement. One that failed tells its failure once more. */
function finalize(statement: Statement): void {
  try {
    statement.finalize();
  } catch {
    // It is gone all the same.
  }
}

function bytesOf(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError('a column that is not of bytes');
  return value;
}
