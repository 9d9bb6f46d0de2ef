import { bytesToHex } from '@status/base';
import { isPublicKey } from '@status/crypto';
import { type Protection, type PublicKey, type SecurityErrorCode, StatusError } from '@status/interfaces';

/** What the small security layers of this package refuse. */
export class SmallSecurityError extends StatusError<SecurityErrorCode> {}

/** Protects from nothing, and has no label: what the protections of these layers begin with. */
export const NOTHING: Omit<Protection, 'label'> = {
  confidential: false,
  authenticated: false,
  forwardSecret: false,
  healing: false,
  open: false,
};

/** The members of an audience as copies, each once. @throws {SmallSecurityError} `SECURITY_AUDIENCE`. */
export function distinctMembers(members: readonly PublicKey[]): readonly PublicKey[] {
  if (members.length === 0) throw new SmallSecurityError('SECURITY_AUDIENCE', 'nobody could read this');
  if (!members.every(isPublicKey)) throw new SmallSecurityError('SECURITY_AUDIENCE', 'a member is no public key');
  const copies = members.map((member) => member.slice() as PublicKey);
  return [...new Map(copies.map((member) => [bytesToHex(member), member])).values()];
}
