import { MemoryLevel } from 'memory-level';
import { createLevelStore } from './level-database.ts';
import type { OpeningStore, StoreOptions } from './store.ts';

/** An empty store that lives as long as the process, in Node.js and in a browser. */
export function createMemoryStore(options: StoreOptions = {}): OpeningStore {
  return createLevelStore(
    new MemoryLevel<string, Uint8Array>({ keyEncoding: 'utf8', valueEncoding: 'view', storeEncoding: 'view' }),
    options,
  );
}
