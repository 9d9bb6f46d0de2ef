import { compressPublicKey } from '@status/crypto';
import type { PublicKey, SealedMessage, Transaction } from '@status/interfaces';
import { ADVERTISE_INTERVAL } from './constants.ts';
import { loadPeer, savePeer } from './negotiated-secrets.ts';
import type { OwnContext } from './own-context.ts';
import { seal } from './sealing.ts';

/** Failures that mean that the sender does not know our keys of today. */
const REPAIRED_BY_OUR_KEYS: ReadonlySet<string> = new Set(['DEVICE_NOT_FOUND', 'SESSION_NOT_FOUND', 'UNKNOWN_PREKEY']);

const NO_PAYLOAD = new Uint8Array();

/**
 * What answers a message that did not open for this reason: an empty one, for the sake of the bundle in it, where that helps; at most once per interval and
 * sender, which is written down.
 */
export async function replyTo(
  tx: Transaction,
  sender: PublicKey,
  reason: string,
  context: OwnContext,
): Promise<readonly SealedMessage[]> {
  if (!REPAIRED_BY_OUR_KEYS.has(reason)) return [];
  const peer = compressPublicKey(sender);
  const record = await loadPeer(tx, peer);
  if (Math.abs(context.now - record.advertisedAt) < ADVERTISE_INTERVAL) return [];
  savePeer(tx, peer, { ...record, advertisedAt: context.now });
  return (await seal(tx, { kind: 'members', members: [sender] }, NO_PAYLOAD, context)).messages;
}
