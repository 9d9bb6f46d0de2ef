import { equalBytes } from '@status/base';
import type { Feature } from './feature.ts';

/** Keys that people publish: the security layer took them when it opened the message, which says nothing more. */
export const contactCodeFeature: Feature = {
  kind: 'contact-code',
  async receive(_tx, { carrier, author }) {
    if (carrier.kind !== 'contact-code') return { dropped: 'WRONG_CARRIER' };
    return equalBytes(author, carrier.publicKey) ? { messageIds: [] } : { dropped: 'AUTHOR_NOT_SENDER' };
  },
};
