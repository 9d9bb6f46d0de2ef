import { utf8ToBytes } from '@status/base';
import { SIGNATURE_LENGTH } from '@status/crypto/constants';
import { COMPRESSED_KEY_LENGTH, MAX_INSTALLATION_ID_LENGTH, MAX_MESSAGE_LENGTH } from './constants.ts';
import { CIPHER_OVERHEAD } from './message-cipher.ts';
import type { OwnContext } from './own-context.ts';

/** A `uint32` and a positive `int64` at their longest, with the tag (bytes). */
const LONGEST_UINT32 = 1 + 5;
const LONGEST_INT64 = 1 + 9;

/**
 * The longest payload whose messages have no more than `available` bytes; 0 if there is none. The worst case counts: a member with as many installations as
 * are served, all with ids of the greatest length, each on a session that repeats its X3DH header, and a bundle with as many of our own. A
 * public message and one to an identity key are always shorter.
 */
export function payloadCapacity(available: number, context: Pick<OwnContext, 'installationId' | 'limits'>): number {
  const bytes = Math.min(available, MAX_MESSAGE_LENGTH);
  const entries = Math.max(1, context.limits.maxInstallations);
  const fixed = longestMessage(0, entries, context);
  if (fixed > bytes) return 0;
  // What is left to each entry, short of the few bytes by which its lengths may grow.
  let payload = Math.floor((bytes - fixed) / entries);
  while (payload > 0 && longestMessage(payload, entries, context) > bytes) payload--;
  return payload;
}

/** Bytes of the longest message with a payload of so many (`protocol-message.ts` for the fields). */
function longestMessage(
  payload: number,
  entries: number,
  { installationId }: { readonly installationId: string },
): number {
  const ownId = utf8ToBytes(installationId).length;
  return field(1, ownId) + field(1, longestBundle(ownId, entries)) + entries * field(2, longestEntry(payload));
}

function longestEntry(payload: number): number {
  const key = field(1, COMPRESSED_KEY_LENGTH);
  const x3dh = field(1, key + key);
  const ratchet = field(1, key + LONGEST_UINT32 + LONGEST_UINT32 + key);
  const direct = x3dh + ratchet + field(1, payload + CIPHER_OVERHEAD);
  return field(1, MAX_INSTALLATION_ID_LENGTH) + field(1, direct);
}

function longestBundle(ownId: number, entries: number): number {
  const key = field(1, COMPRESSED_KEY_LENGTH);
  const preKey = field(1, key + LONGEST_UINT32 + LONGEST_UINT32);
  const own = field(1, field(1, ownId) + preKey);
  const sibling = field(1, field(1, MAX_INSTALLATION_ID_LENGTH) + preKey);
  return key + own + (entries - 1) * sibling + field(1, SIGNATURE_LENGTH) + LONGEST_INT64;
}

/** Bytes of a length-delimited field: tag, length, content. */
function field(tag: number, length: number): number {
  return tag + varint(length) + length;
}

function varint(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}
