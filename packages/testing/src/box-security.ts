import { bytesToHex, concatBytes } from '@status/base';
import { eciesDecrypt, eciesEncrypt, isPublicKey, keccak256, publicKeyOf } from '@status/crypto';
import {
  type OpenFailure,
  type OpenReceipt,
  type Random,
  type SealedMessage,
  type SecurityLayer,
  StatusError,
} from '@status/interfaces';

class BoxError extends StatusError {}

/** Messages opened and not yet confirmed, by their hash in hex. */
const OPENED = 'box-opened-1';
const MAGIC = 0x42;
const MEMBERS = 1;
const PUBLIC = 2;

/**
 * The seam `SecurityLayer` with a one-off box for each recipient and no sessions: what the faulty variants are made of.
 *
 * Wire: `'B' ‖ 1 ‖ ECIES to the recipient`, or `'B' ‖ 2 ‖ payload`.
 */
export function createBoxSecurity(privateKey: Uint8Array, random: Random): SecurityLayer {
  const own = publicKeyOf(privateKey);
  const failure = (reason: string): OpenFailure => ({ ok: false, reason, advertise: false, devices: [] });
  const box = (publicKey: Uint8Array, payload: Uint8Array): SealedMessage => {
    if (!isPublicKey(publicKey)) throw new BoxError('BOX_KEY', 'a recipient is no public key');
    return {
      recipients: [publicKey.slice()],
      bytes: concatBytes(Uint8Array.of(MAGIC, MEMBERS), eciesEncrypt(publicKey, payload, { random })),
      protection: 'dh',
      devices: [],
    };
  };
  return {
    name: 'box',
    async seal(_tx, audience, payload) {
      if (audience.kind === 'public') {
        const bytes = concatBytes(Uint8Array.of(MAGIC, PUBLIC), payload);
        return { messages: [{ recipients: [], bytes, protection: 'public', devices: [] }], secrets: [] };
      }
      if (audience.publicKeys.length === 0) throw new BoxError('BOX_NOBODY', 'nobody could read this');
      return { messages: audience.publicKeys.map((publicKey) => box(publicKey, payload)), secrets: [] };
    },
    async open(tx, sender, bytes) {
      if (bytes[0] !== MAGIC || (bytes[1] !== MEMBERS && bytes[1] !== PUBLIC)) return failure('NOT_RECOGNISED');
      const isPublic = bytes[1] === PUBLIC;
      let payload: Uint8Array;
      try {
        payload = isPublic ? bytes.slice(2) : eciesDecrypt(privateKey, bytes.slice(2));
      } catch {
        return failure('BOX_NOT_FOR_US');
      }
      const name = bytesToHex(keccak256(own, sender, bytes));
      const replayed = (await tx.get(OPENED, name)) !== undefined;
      tx.put(OPENED, name, new Uint8Array());
      return {
        ok: true,
        payload,
        protection: isPublic ? 'public' : 'dh',
        senderAuthenticated: false,
        replayed,
        secrets: [],
        devices: [],
        remarks: [],
        receipt: { name } as unknown as OpenReceipt,
      };
    },
    async confirm(tx, receipt) {
      tx.delete(OPENED, (receipt as unknown as { readonly name: string }).name);
    },
  };
}
