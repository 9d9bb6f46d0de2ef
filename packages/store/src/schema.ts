import { SCHEMA_VERSION } from './constants.ts';
import { StoreError } from './errors.ts';

/** Throws `STORE_NEWER` for a layout of records that a later version made, `STORE_FAILED` for what is no version. */
export function requireVersion(version: number): void {
  if (!Number.isSafeInteger(version) || version < 1) {
    throw new StoreError('STORE_FAILED', 'the database does not tell the version of its records');
  }
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'STORE_NEWER',
      `the store was written by a later version (its records have version ${version}, known is ${SCHEMA_VERSION})`,
    );
  }
}
