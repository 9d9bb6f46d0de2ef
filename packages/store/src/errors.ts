import { StatusError } from '@status/interfaces';

/**
 * What a store refuses. Codes: `STORE_CLOSED`, `STORE_ENDED`, `STORE_FAILED` (with `cause`), `STORE_KEY`, `STORE_LOCKED`, `STORE_NESTED`,
 * `STORE_NEWER`.
 */
export class StoreError extends StatusError {}
