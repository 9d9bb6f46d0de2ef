export { type StoreCode, StoreError } from './errors.ts';
export { createLevelStore } from './level-database.ts';
export { createMemoryStore } from './memory.ts';
export { createSealedStore, type SealedStoreOptions } from './sealed.ts';
export type { OpeningStore, StoreOptions } from './store.ts';
