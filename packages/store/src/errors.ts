import { StatusError, type StoreErrorCode } from '@status/interfaces';

/**
 * The codes of the seam, and `STORE_LOCKED` (another store has the folder or file open), `STORE_NEWER` (a later version wrote the records),
 * `STORE_SEAL` (a record does not open under this key, in this place).
 */
export type StoreCode = StoreErrorCode | 'STORE_LOCKED' | 'STORE_NEWER' | 'STORE_SEAL';

/** What a store refuses. */
export class StoreError extends StatusError<StoreCode> {}

/** The error itself if a store threw it; otherwise a `STORE_FAILED` whose cause it is. */
export function storeFailure(cause: unknown, message: string): StoreError {
  return cause instanceof StoreError ? cause : new StoreError('STORE_FAILED', message, { cause });
}
