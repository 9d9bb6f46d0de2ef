import { copyBytes } from '@status/base';
import type { Environment, PublicKey, SyncAppend, SyncLayer } from '@status/interfaces';
import { encodeMessage } from './codec.ts';
import { ID_LENGTH } from './constants.ts';
import { MvdsError } from './errors.ts';
import { pairGroupId } from './group.ts';
import { messageId } from './message-id.ts';
import { type MvdsReceipt, packAll } from './packing.ts';
import { takePacket } from './receiving.ts';
import { bodyKey, openLedger, queue, TABLES } from './records.ts';
import { noteFailed, noteSent } from './reporting.ts';
import { createPruner, isSeen, remember } from './seen.ts';
import { type MvdsOptions, settingsOf } from './settings.ts';
import { nextTold, save, saveAt, timelineAt } from './timeline.ts';
import { wake } from './waking.ts';

/** What MVDS needs to know. */
export type MvdsConfig = {
  readonly self: PublicKey;
  readonly environment: Environment;
  readonly options?: MvdsOptions;
};

/**
 * Minimum Viable Data Synchronisation in batch mode, as the Status Protocol uses it: one group per pair of identities. Offers and requests of
 * others are answered; own ones are made only to answer an offer. Groups of many, parents and ephemeral messages it has none.
 *
 * All state is in the transactions, but for when to clean up next. Every method throws `MvdsError` `SYNC_PEER` for a peer that is no key.
 */
export function createMvds({ self, environment, options = {} }: MvdsConfig): SyncLayer<MvdsReceipt> {
  const own = copyBytes(self);
  pairGroupId(own, own);
  const settings = settingsOf(own, environment, options);
  const prune = createPruner(settings.seenFor);

  return {
    name: 'mvds',
    traits: { acknowledges: true, groups: false, parents: false, ephemeral: false },

    async setMembers() {
      throw new MvdsError('SYNC_UNSUPPORTED', 'there are no groups of many');
    },

    async append(tx, message, now) {
      const peer = requirePair(message);
      const { body } = message;
      const wire = { groupId: pairGroupId(own, peer), timestamp: BigInt(Math.floor(now / 1000)), body };
      const id = messageId(wire);
      const ledger = await openLedger(tx, peer);
      if ((await ledger.get('message', id)) !== undefined) return id;
      const time = await timelineAt(tx, now);
      await queue(ledger, 'message', id, time.now);
      tx.put(TABLES.bodies, bodyKey(peer, id), encodeMessage(wire));
      await saveAt(tx, ledger, time);
      return id;
    },

    receive: (tx, from, bytes, now) => takePacket(settings, tx, from, bytes, now),

    async accept(tx, from, id, now) {
      const ledger = await openLedger(tx, from);
      // No message has such an id, and nobody could be told.
      if (id.length !== ID_LENGTH) return;
      if (await isSeen(tx, from, id, now)) return;
      remember(tx, from, id, now);
      const time = await timelineAt(tx, now);
      await queue(ledger, 'ack', id, time.now);
      await saveAt(tx, ledger, time);
      await prune(tx, now);
    },

    async heard(tx, from, now) {
      const ledger = await openLedger(tx, from);
      if (ledger.isEmpty) return;
      const time = await timelineAt(tx, now);
      await wake(settings, tx, ledger, from, time.now);
      await saveAt(tx, ledger, time);
    },

    due: (view, now, carrier) => packAll(settings, view, now, carrier),
    sent: (tx, receipt, now, carrier) => noteSent(settings, tx, receipt, now, carrier),
    failed: (tx, receipt, now) => noteFailed(settings, tx, receipt, now),

    async forget(tx, peer, id) {
      const ledger = await openLedger(tx, peer);
      const row = await ledger.get('message', id);
      if (row === undefined) return;
      ledger.remove('message', id, row);
      await save(tx, ledger);
    },

    nextDue: (view) => nextTold(view),
  };
}

/** The peer that a message is for, after checking what this layer can carry. */
function requirePair({ to, body, parents = [], ephemeral = false }: SyncAppend): PublicKey {
  if (to.kind === 'group') throw new MvdsError('SYNC_UNSUPPORTED', 'there are no groups of many');
  if (parents.length > 0) throw new MvdsError('SYNC_UNSUPPORTED', 'messages have no parents');
  if (ephemeral) throw new MvdsError('SYNC_UNSUPPORTED', 'every message is kept until it is acknowledged');
  if (body.length === 0) throw new MvdsError('SYNC_BODY', 'a body has at least one byte');
  return to.peer;
}
