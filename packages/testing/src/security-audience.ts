import { bytesToHex } from '@status/base';
import { isPublicKey } from '@status/crypto';
import { type PublicKey, type SecurityErrorCode, StatusError } from '@status/interfaces';

/** What the small security layers of this package refuse. */
export class SmallSecurityError extends StatusError<SecurityErrorCode> {}

/** The members of an audience as copies, each once. @throws {SmallSecurityError} `SECURITY_AUDIENCE`. */
export function distinctMembers(members: readonly PublicKey[]): readonly PublicKey[] {
  if (members.length === 0) throw new SmallSecurityError('SECURITY_AUDIENCE', 'nobody could read this');
  if (!members.every(isPublicKey)) throw new SmallSecurityError('SECURITY_AUDIENCE', 'a member is no public key');
  const copies = members.map((member) => member.slice() as PublicKey);
  return [...new Map(copies.map((member) => [bytesToHex(member), member])).values()];
}
