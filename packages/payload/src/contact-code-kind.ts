import { decodeProtobuf } from '@status/base/protobuf';
import type { ContactCodeContent } from '@status/interfaces';
import { APPLICATION_MESSAGE_TYPE } from './application-message.ts';
import { PayloadError } from './errors.ts';
import { ContactCodeAdvertisement } from './generated/payload.js';
import type { PayloadKind } from './kind.ts';

/**
 * A contact code (6/PAYLOADS, "ContactCodeAdvertisement"). What matters is the key material that travels around it, in the security layer.
 *
 * The payload is empty whenever this package writes one; the servers of push notifications that a received one may name are not used.
 */
export const contactCodeKind: PayloadKind<ContactCodeContent> = {
  name: 'contact-code',
  type: APPLICATION_MESSAGE_TYPE.CONTACT_CODE_ADVERTISEMENT,
  encode: () => new Uint8Array(),
  decode(payload) {
    checkContactCode(payload);
    return {};
  },
  validate: () => undefined,
};

/**
 * Checks the payload of a contact code.
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
