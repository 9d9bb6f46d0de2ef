import { bytesToUtf8, utf8ToBytes } from '@status/base';
import type { PublicKey, SyncId, Transaction } from '@status/interfaces';
import { PRUNE_PAUSE, PRUNED_PER_ACCEPT } from './constants.ts';
import { bodyKey, TABLES, TIME_DIGITS, timeKey } from './records.ts';

const NOTHING: Uint8Array = new Uint8Array();

/** Whether a peer's message was accepted before. If so it is kept from now on anew: its sender has not stopped sending it. */
export async function isSeen(tx: Transaction, peer: PublicKey, id: SyncId, now: number): Promise<boolean> {
  const key = bodyKey(peer, id);
  const time = await tx.get(TABLES.seen, key);
  if (time === undefined) return false;
  tx.delete(TABLES.seenAge, `${bytesToUtf8(time)}/${key}`);
  remember(tx, peer, id, now);
  return true;
}

/** Remembers that a peer's message was accepted. */
export function remember(tx: Transaction, peer: PublicKey, id: SyncId, now: number): void {
  const key = bodyKey(peer, id);
  const time = timeKey(now);
  tx.put(TABLES.seen, key, utf8ToBytes(time));
  tx.put(TABLES.seenAge, `${time}/${key}`, NOTHING);
}

/**
 * What forgets ids that did not come for `seenFor` ms. To look for them costs as much as all the rest of an `accept`, so that it
 * is not done each time; when to look next is all that is kept outside of the store.
 */
export function createPruner(seenFor: number): (tx: Transaction, now: number) => Promise<void> {
  let next = 0;
  return async (tx, now) => {
    if (now < next && next - now <= PRUNE_PAUSE) return;
    const pruned = await prune(tx, now - seenFor, PRUNED_PER_ACCEPT);
    next = pruned < PRUNED_PER_ACCEPT ? now + PRUNE_PAUSE : 0;
  };
}

/** Forgets at most `limit` of the messages that were accepted before `time`. Returns how many. */
async function prune(tx: Transaction, time: number, limit: number): Promise<number> {
  const expired: string[] = [];
  for await (const [key] of tx.entries(TABLES.seenAge, { lt: timeKey(time), limit })) expired.push(key);
  for (const key of expired) {
    tx.delete(TABLES.seenAge, key);
    tx.delete(TABLES.seen, key.slice(TIME_DIGITS + 1));
  }
  return expired.length;
}
