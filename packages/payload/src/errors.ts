import { type DataErrorCode, StatusError } from '@status/interfaces';

/**
 * `DATA_KIND` (a kind that is not registered, or cannot be), `DATA_VALUE` (encoding: no form on the wire), `PAYLOAD_MALFORMED` (decoding: not the
 * message expected), `PAYLOAD_CLOCK` (no later clock exists).
 */
export type PayloadErrorCode = DataErrorCode | 'PAYLOAD_MALFORMED' | 'PAYLOAD_CLOCK';

/** A value that has no wire form, or bytes that are not the message expected. */
export class PayloadError extends StatusError<PayloadErrorCode> {}
