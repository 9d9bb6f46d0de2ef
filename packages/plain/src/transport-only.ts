import { bytesToHex, copyBytes } from '@status/base';
import { CryptoError, parsePublicKey } from '@status/crypto';
import { type Protection, type PublicKey, type SecurityLayer, StatusError } from '@status/interfaces';

/** What the transport-only layer refuses: `SECURITY_AUDIENCE`. */
export class TransportOnlyError extends StatusError<'SECURITY_AUDIENCE'> {}

/**
 * This layer added nothing. Not `open` either, for a public audience no more than for members: the bytes are the same, so whoever gets them cannot tell.
 */
export const TRANSPORT_ONLY: Protection = Object.freeze({
  label: 'transport-only',
  confidential: false,
  authenticated: false,
  forwardSecret: false,
  healing: false,
  open: false,
});

/**
 * A security layer that does nothing and says so: a payload goes to the transport as it is, one message for all members. For conversations whose protection
 * is the transport's alone, and for peers without this layer. It recognises every message as its own, so in a chain of layers it comes last.
 *
 * `seal` rejects with `SECURITY_AUDIENCE`.
 */
export function createTransportOnly(): SecurityLayer<never> {
  return {
    name: 'transport-only',
    protections: [TRANSPORT_ONLY],
    payloadLimit: (available) => available,
    async seal(_tx, audience, payload) {
      const recipients = audience.kind === 'public' ? [] : checkMembers(audience.members);
      return {
        messages: [{ recipients, bytes: copyBytes(payload), protection: TRANSPORT_ONLY }],
        results: recipients.map((member) => ({ member, ok: true })),
        secrets: [],
      };
    },
    async open(_tx, _sender, bytes) {
      return {
        ok: true,
        payload: copyBytes(bytes),
        protection: TRANSPORT_ONLY,
        replayed: false,
        secrets: [],
        deviceEvents: [],
        replies: [],
        remarks: [],
      };
    },
    async confirm() {},
  };
}

/** The members, each once. */
function checkMembers(members: readonly PublicKey[]): readonly PublicKey[] {
  if (members.length === 0) throw new TransportOnlyError('SECURITY_AUDIENCE', 'the audience has no members');
  try {
    const keys = members.map(parsePublicKey);
    return [...new Map(keys.map((key) => [bytesToHex(key), key])).values()];
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new TransportOnlyError('SECURITY_AUDIENCE', 'a member is no public key', { cause });
  }
}
