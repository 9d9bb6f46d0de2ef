import { bytesToHex } from '@status/base';
import { compressPublicKey, sharedSecret } from '@status/crypto';
import type { MeetingSecret, NegotiatedSecret, PublicKey, Transaction } from '@status/interfaces';
import type { Installation } from './installations.ts';
import type { OwnContext } from './own-context.ts';
import { PEERS, type PeerRecord, readRecord, writeRecord } from './records.ts';

/** What is known of an identity (33). */
export async function loadPeer(tx: Transaction, peer: Uint8Array): Promise<PeerRecord> {
  return (await readRecord(tx, PEERS, bytesToHex(peer))) ?? { advertisedAt: 0 };
}

/** Writes what is known of an identity (33). */
export function savePeer(tx: Transaction, peer: Uint8Array, record: PeerRecord): void {
  writeRecord(tx, PEERS, bytesToHex(peer), record);
}

/**
 * The secret between our identity and a peer's: the bare Diffie–Hellman output, the same for ever, for a router to meet at. Agreed once every
 * installation that is served (there must be one) has shown that it knows it. Reference: `sharedsecret.Service`.
 */
export async function negotiatedSecret(
  tx: Transaction,
  publicKey: PublicKey,
  served: readonly Installation[],
  { identityPrivate }: Pick<OwnContext, 'identityPrivate'>,
): Promise<NegotiatedSecret> {
  const peer = compressPublicKey(publicKey);
  const record = await loadPeer(tx, peer);
  const secret = record.secret ?? sharedSecret(identityPrivate, publicKey);
  if (record.secret === undefined) savePeer(tx, peer, { ...record, secret });
  const agreed = served.length > 0 && served.every(({ knowsSecret }) => knowsSecret);
  return { peer: publicKey, secret: secret as MeetingSecret, agreed };
}
