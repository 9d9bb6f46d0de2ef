import { bytesToHex } from '@status/base';
import type { Transaction } from '@status/interfaces';
import type { SessionName } from './sessions.ts';

/**
 * Ephemerals of sessions that were dropped to make room, by `prekey/peer/ephemeral` (in hex), for as long as the prekey lives: the first message of
 * such a session, replayed, must not begin it again.
 */
const TABLE = 'ratchet-spent-ephemerals-1';

/** Notes that a session with us as the responder was dropped. */
export function spendEphemeral(tx: Transaction, session: SessionName): void {
  tx.put(TABLE, keyOf(session), new Uint8Array());
}

/** Whether such a session was dropped. */
export async function isSpent(tx: Transaction, session: SessionName): Promise<boolean> {
  return (await tx.get(TABLE, keyOf(session))) !== undefined;
}

/** Forgets them with their prekey (hex). */
export async function forgetEphemerals(tx: Transaction, preKey: string): Promise<void> {
  const keys: string[] = [];
  for await (const [key] of tx.entries(TABLE, { prefix: `${preKey}/` })) keys.push(key);
  for (const key of keys) tx.delete(TABLE, key);
}

function keyOf({ peer, preKey, ephemeral }: SessionName): string {
  return [preKey, peer, ephemeral].map(bytesToHex).join('/');
}
