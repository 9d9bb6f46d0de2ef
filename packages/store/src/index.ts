export type { Bounds, Cursor, Database, Entry, Records, Snapshot, Write } from './database.ts';
export { type StoreCode, StoreError } from './errors.ts';
export { keepingSnapshots } from './kept-snapshots.ts';
export { createLevelStore } from './level-database.ts';
export { createMemoryStore } from './memory.ts';
export { createSealedStore, type SealedStoreOptions } from './sealed.ts';
export { createStore, type OpeningStore, type StoreOptions } from './store.ts';
