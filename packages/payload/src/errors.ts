import { StatusError } from '@status/interfaces';

/**
 * A value that has no wire form, or bytes that are not the message expected.
 *
 * Codes: `PAYLOAD_MALFORMED` (decoding), `PAYLOAD_VALUE` (encoding), `PAYLOAD_CLOCK` (no later clock exists).
 */
export class PayloadError extends StatusError {}
