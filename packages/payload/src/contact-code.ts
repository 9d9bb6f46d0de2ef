import { decodeProtobuf } from '@status/base/protobuf';
import { PayloadError } from './errors.ts';
import { ContactCodeAdvertisement } from './generated/payload.js';

/**
 * Checks the payload of a contact code. It may be empty, and is whenever this package writes one: what matters is the key material that
 * travels around it, in the security layer. The servers of push notifications that it may name are not used.
 *
 * @throws {PayloadError} `PAYLOAD_MALFORMED`.
 */
export function checkContactCode(payload: Uint8Array): void {
  try {
    decodeProtobuf(ContactCodeAdvertisement, payload);
  } catch (cause) {
    throw new PayloadError('PAYLOAD_MALFORMED', 'not a contact code', { cause });
  }
}
