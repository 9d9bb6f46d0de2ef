import { bytesToHex, equalBytes } from '@status/base';
import type { PublicKey, SyncId, SyncMessage, SyncReceived, Transaction } from '@status/interfaces';
import { type DecodedPayload, decodePayload, type MvdsMessage } from './codec.ts';
import { MESSAGES_PER_PACKET } from './constants.ts';
import { pairGroupId } from './group.ts';
import { messageId } from './message-id.ts';
import { type Ledger, openLedger, queue } from './records.ts';
import { isSeen } from './seen.ts';
import { count, type Settings } from './settings.ts';
import { saveAt, timelineAt } from './timeline.ts';
import { wake } from './waking.ts';

/** One packet that is being taken. */
type Taking = {
  readonly settings: Settings;
  readonly tx: Transaction;
  readonly ledger: Ledger;
  readonly from: PublicKey;
  /** Unix ms, as told: by it accepted ids are kept. */
  readonly told: number;
  /** The layer's own time, ms: by it things are due. */
  readonly now: number;
};

/** Takes the bytes of a peer. @throws {MvdsError} `SYNC_PEER`. */
export async function takePacket(
  settings: Settings,
  tx: Transaction,
  from: PublicKey,
  bytes: Uint8Array,
  told: number,
): Promise<SyncReceived> {
  const payload = decodePayload(bytes);
  if (payload === undefined) return { recognised: false, messages: [], delivered: [], dropped: 0 };
  const ledger = await openLedger(tx, from);
  const time = await timelineAt(tx, told);
  const taking: Taking = { settings, tx, ledger, from, told, now: time.now };
  const delivered = await takeAcks(taking, payload);
  await takeRequests(taking, payload);
  const tooMany = await takeOffers(taking, payload);
  const { messages, duplicates, dropped } = await takeMessages(taking, payload);
  await wake(settings, tx, ledger, from, time.now);
  await saveAt(tx, ledger, time);
  const ignored = payload.dropped + tooMany + dropped;
  count(settings, tx, 'mvds_elements_dropped', ignored);
  count(settings, tx, 'mvds_messages_duplicate', duplicates);
  count(settings, tx, 'mvds_messages_delivered', delivered.length);
  return { recognised: true, messages, delivered, dropped: ignored };
}

async function takeAcks({ ledger }: Taking, { acks }: DecodedPayload): Promise<SyncId[]> {
  const delivered: SyncId[] = [];
  for (const id of acks) {
    const row = await ledger.get('message', id);
    if (row === undefined) continue;
    ledger.remove('message', id, row);
    delivered.push(id);
  }
  return delivered;
}

async function takeRequests({ ledger, now }: Taking, { requests }: DecodedPayload): Promise<void> {
  for (const id of requests) {
    const row = await ledger.get('message', id);
    if (row !== undefined && row.dueAt > now) ledger.replace('message', id, row, { ...row, dueAt: now });
  }
}

/** Returns how many offers were too many. */
async function takeOffers(taking: Taking, { offers }: DecodedPayload): Promise<number> {
  const { settings, tx, ledger, from, told, now } = taking;
  let dropped = 0;
  for (const id of offers) {
    if (await isSeen(tx, from, id, told)) await queue(ledger, 'ack', id, now);
    else if (ledger.waiting.request < settings.requestsPerPeer) await queue(ledger, 'request', id, now);
    else if ((await ledger.get('request', id)) === undefined) dropped++;
  }
  return dropped;
}

/** What is new among the messages, what came before, and how many were none for us. */
async function takeMessages(
  { settings, tx, ledger, from, told, now }: Taking,
  { messages }: DecodedPayload,
): Promise<{ readonly messages: SyncMessage[]; readonly duplicates: number; readonly dropped: number }> {
  const fresh = new Map<string, SyncMessage>();
  let duplicates = 0;
  let dropped = Math.max(0, messages.length - MESSAGES_PER_PACKET);
  const group = messages.length > 0 ? pairGroupId(settings.own, from) : undefined;
  for (const message of messages.slice(0, MESSAGES_PER_PACKET)) {
    // A group of others must not take root here: their ids are no secret, and the reference passes such messages on.
    if (group === undefined || !isOf(group, message)) {
      dropped++;
      continue;
    }
    const id = messageId(message);
    const name = bytesToHex(id);
    if (fresh.has(name)) {
      duplicates++;
    } else if (await isSeen(tx, from, id, told)) {
      duplicates++;
      await queue(ledger, 'ack', id, now);
    } else {
      fresh.set(name, { id, body: message.body, parents: [], ephemeral: false });
      const request = await ledger.get('request', id);
      if (request !== undefined) ledger.remove('request', id, request);
    }
  }
  return { messages: [...fresh.values()], duplicates, dropped };
}

function isOf(group: Uint8Array, { groupId, body }: MvdsMessage): boolean {
  return equalBytes(groupId, group) && body.length > 0;
}
