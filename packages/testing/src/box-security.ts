import { bytesToHex, concatBytes } from '@status/base';
import { CryptoError, eciesDecrypt, eciesEncrypt, keccak256, publicKeyOf } from '@status/crypto';
import type { OpenFailure, PrivateKey, Protection, Random, SealedMessage, SecurityLayer } from '@status/interfaces';
import { distinctMembers, NOTHING } from './small-security.ts';

/** What names an opening of a box. */
export type BoxReceipt = { readonly name: string };

/** Encrypted to the identity key of one member, by anybody. */
export const BOX: Protection = { ...NOTHING, label: 'box', confidential: true };

/** Not encrypted, for everybody. */
const BOX_PUBLIC: Protection = { ...NOTHING, label: 'public', open: true };

/** Messages opened and not yet confirmed, by their hash in hex. */
const OPENED = 'box-opened-1';
const MAGIC = 0x42;
const MEMBERS = 1;
const PUBLIC = 2;

/** Bytes that a box has more than its payload: two of our own, one inside, and those of ECIES. */
const OVERHEAD = 2 + 1 + 113;

/**
 * The seam `SecurityLayer` with a one-off box for each recipient and no sessions: what the faulty variants are made of.
 *
 * Wire: `'B' ‖ 1 ‖ ECIES to the recipient of 0 ‖ payload`, or `'B' ‖ 2 ‖ payload`. The byte inside is there since ECIES carries no empty text.
 */
export function createBoxSecurity(privateKey: PrivateKey, random: Random): SecurityLayer<BoxReceipt> {
  const own = publicKeyOf(privateKey);
  const boxed = (bytes: Uint8Array): Uint8Array | undefined => {
    try {
      return eciesDecrypt(privateKey, bytes).slice(1);
    } catch (error) {
      if (error instanceof CryptoError) return undefined;
      throw error;
    }
  };
  return {
    name: 'box',
    protections: [BOX, BOX_PUBLIC],
    payloadLimit: (available) => Math.max(0, available - OVERHEAD),
    async seal(_tx, audience, payload) {
      if (audience.kind === 'public') {
        const bytes = concatBytes(Uint8Array.of(MAGIC, PUBLIC), payload);
        return { messages: [{ recipients: [], bytes, protection: BOX_PUBLIC }], results: [], secrets: [] };
      }
      const members = distinctMembers(audience.members);
      const plaintext = concatBytes(Uint8Array.of(0), payload);
      const messages = members.map((member): SealedMessage => {
        const bytes = concatBytes(Uint8Array.of(MAGIC, MEMBERS), eciesEncrypt(member, plaintext, { random }));
        return { recipients: [member], bytes, protection: BOX };
      });
      return { messages, results: members.map((member) => ({ member, ok: true })), secrets: [] };
    },
    async open(tx, sender, bytes) {
      if (bytes[0] !== MAGIC || (bytes[1] !== MEMBERS && bytes[1] !== PUBLIC)) return failure('NOT_RECOGNISED');
      const isPublic = bytes[1] === PUBLIC;
      const payload = isPublic ? bytes.slice(2) : boxed(bytes.slice(2));
      if (payload === undefined) return failure('BOX_NOT_FOR_US');
      const name = bytesToHex(keccak256(own, sender, bytes));
      const replayed = (await tx.get(OPENED, name)) !== undefined;
      tx.put(OPENED, name, new Uint8Array());
      const protection = isPublic ? BOX_PUBLIC : BOX;
      const nothing = { secrets: [], deviceEvents: [], replies: [], remarks: [] };
      return { ok: true, payload, protection, replayed, receipt: { name }, ...nothing };
    },
    async confirm(tx, { name }) {
      tx.delete(OPENED, name);
    },
  };
}

function failure(reason: string): OpenFailure {
  return { ok: false, reason, deviceEvents: [], replies: [] };
}
