import { MemoryLevel } from 'memory-level';
import { createLevelStore, type LevelStore, type StoreOptions } from './store.ts';

/** An empty store that lives as long as the process, in Node.js and in a browser. */
export function createMemoryStore(options: StoreOptions = {}): LevelStore {
  return createLevelStore(
    new MemoryLevel<string, Uint8Array>({ keyEncoding: 'utf8', valueEncoding: 'view', storeEncoding: 'view' }),
    options,
  );
}
