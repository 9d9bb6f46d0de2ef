import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { AbstractLevel, AbstractSnapshot } from 'abstract-level';
import { SCHEMA_VERSION } from './constants.ts';
import type { Database, Records, Snapshot } from './database.ts';
import { keepingSnapshots } from './kept-snapshots.ts';
import { requireVersion } from './schema.ts';
import { createStore, type OpeningStore, type StoreOptions } from './store.ts';

/** Key of the record that holds the version of the layout, as decimal text. Keys of tables begin with `!`. */
const META = 'meta';

/** What the database sees: texts as keys, bytes as values, whatever its own defaults are. */
const ENCODINGS = { keyEncoding: 'utf8', valueEncoding: 'view' } as const;

/** Written for good before a transaction is done, where the database can tell the difference. */
const DURABLE = { ...ENCODINGS, sync: true };

/** A database of the Level family with any format underneath. */
type Level<Format> = AbstractLevel<Format, string, Uint8Array>;

/**
 * The seam `Store` over any database with Level's interface. The store must be its only user; closing the store closes it.
 *
 * The writes of a transaction are handed over as one batch, which the database applies as a whole or not at all and, on a disk, syncs. Reads use
 * the database's snapshots; for one that has none the store keeps what it overwrites as long as somebody looks.
 */
export function createLevelStore<Format>(level: Level<Format>, options: StoreOptions = {}): OpeningStore {
  return createStore(createLevelDatabase(level), options);
}

/**
 * A database of records in one of Level.
 *
 * @param beforeReopening rejects where closing it would be rash, because it could not be opened again.
 */
export function createLevelDatabase<Format>(
  level: Level<Format>,
  beforeReopening: () => Promise<void> = async () => {},
): Database {
  const database = {
    open: () => openLevel(level),
    records: recordsOf(level),
    commit: (writes) =>
      level.batch<string, Uint8Array>(
        writes.map(({ table, key, value }) =>
          value === undefined
            ? { type: 'del', key: recordKey(table, key) }
            : { type: 'put', key: recordKey(table, key), value },
        ),
        DURABLE,
      ),
    async reopen() {
      await beforeReopening();
      await level.close();
      // Nothing is made here: where nothing is left, somebody took it away.
      await level.open({ createIfMissing: false });
      await requireKnownVersion(level);
    },
    close: () => level.close(),
  } satisfies Omit<Database, 'snapshot'>;
  const hasSnapshots = level.supports.explicitSnapshots === true;
  return hasSnapshots ? { ...database, snapshot: async () => snapshotOf(level) } : keepingSnapshots(database);
}

function snapshotOf<Format>(level: Level<Format>): Snapshot {
  const snapshot = level.snapshot();
  return { ...recordsOf(level, snapshot), close: () => snapshot.close() };
}

/**
 * A record lies under `!<table>!<key>`, the form in which Level writes sublevels, so that its tools can read a store. No table has `!` in its
 * name, so that no two records meet, and each table is one range of keys.
 */
function recordsOf<Format>(level: Level<Format>, snapshot?: AbstractSnapshot): Records {
  const options = { ...ENCODINGS, ...(snapshot === undefined ? {} : { snapshot }) };
  return {
    get: (table, key) =>
      // A capability that the manifest has and its type has not.
      (level.supports as { readonly getSync?: boolean }).getSync === true
        ? level.getSync<string, Uint8Array>(recordKey(table, key), options)
        : level.get<string, Uint8Array>(recordKey(table, key), options),
    cursor(table, { gte, lt, reverse }) {
      const iterator = level.iterator<string, Uint8Array>({
        gte: recordKey(table, gte),
        lt: recordKey(table, lt),
        reverse,
        ...options,
      });
      const start = recordKey(table, '').length;
      return {
        async next(count) {
          const page = await iterator.nextv(count);
          return page.map(([key, value]) => [key.slice(start), value] as const);
        },
        close: () => iterator.close(),
      };
    },
  };
}

function recordKey(table: string, key: string): string {
  return `!${table}!${key}`;
}

async function openLevel<Format>(level: Level<Format>): Promise<void> {
  await level.open();
  if ((await level.get<string, Uint8Array>(META, ENCODINGS)) === undefined) {
    const version = utf8ToBytes(String(SCHEMA_VERSION));
    await level.batch<string, Uint8Array>([{ type: 'put', key: META, value: version }], DURABLE);
  }
  await requireKnownVersion(level);
}

async function requireKnownVersion<Format>(level: Level<Format>): Promise<void> {
  const version = await level.get<string, Uint8Array>(META, ENCODINGS);
  requireVersion(version === undefined ? 0 : Number(bytesToUtf8(version)));
}
