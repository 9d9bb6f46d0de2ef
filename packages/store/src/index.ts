export * from './constants.ts';
export { StoreError } from './errors.ts';
export { createMemoryStore } from './memory.ts';
export { createLevelStore, type LevelStore, type StoreOptions } from './store.ts';
