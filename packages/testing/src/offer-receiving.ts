import { bytesToHex, equalBytes } from '@status/base';
import type { PublicKey, SyncId, SyncMessage, SyncReceived, Transaction } from '@status/interfaces';
import {
  countRequests,
  deleteLine,
  getLine,
  isAccepted,
  membersOf,
  newLine,
  putHeld,
  putLine,
  takeHeld,
} from './offer-records.ts';
import { decodePacket, type OfferKind, type OfferMessage } from './offer-wire.ts';

/** Offered messages that are asked for at a time, per peer. */
const MOST_REQUESTS = 1000;

/** What came of a packet so far. */
type Taking = {
  readonly tx: Transaction;
  readonly from: PublicKey;
  readonly now: number;
  readonly delivered: SyncId[];
  /** By id in hex, in the order in which they came: those first that came earlier and waited for a parent. */
  readonly fresh: Map<string, Fresh>;
  dropped: number;
};

type Fresh = { readonly id: SyncId; readonly message: OfferMessage };

/** `SyncLayer.receive` of the synchronisation that offers first. */
export async function takeOfferPacket(
  tx: Transaction,
  from: PublicKey,
  bytes: Uint8Array,
  now: number,
): Promise<SyncReceived> {
  const packet = decodePacket(bytes);
  if (packet === undefined) return { recognised: false, messages: [], delivered: [], dropped: 0 };
  const fresh = await takeHeld(tx, from);
  const taking: Taking = { tx, from, now, delivered: [], fresh, dropped: packet.dropped };
  for (const element of packet.elements) {
    if (element.kind === 'message') await takeMessage(taking, element);
    else await takeNaming(taking, element.kind, element.id);
  }
  return { recognised: true, messages: await release(taking), delivered: taking.delivered, dropped: taking.dropped };
}

async function takeNaming(taking: Taking, kind: OfferKind, id: SyncId): Promise<void> {
  const { tx, from, now } = taking;
  if (kind === 'offer') {
    await takeOffer(taking, id);
    return;
  }
  const own = await getLine(tx, 'offer', from, id);
  if (own === undefined) return;
  if (kind === 'request') {
    putLine(tx, { ...own, kind: 'message', booked: now, due: now });
  } else {
    deleteLine(tx, 'offer', from, id);
    taking.delivered.push(id);
  }
}

async function takeOffer(taking: Taking, id: SyncId): Promise<void> {
  const { tx, from, now, fresh } = taking;
  // Its sender does not know that it was accepted: no more waiting for company.
  if (await isAccepted(tx, from, id)) putLine(tx, newLine('ack', from, id, now));
  else if (fresh.has(bytesToHex(id)) || (await getLine(tx, 'request', from, id)) !== undefined) return;
  else if ((await countRequests(tx, from)) < MOST_REQUESTS) putLine(tx, newLine('request', from, id, now));
  else taking.dropped++;
}

async function takeMessage(taking: Taking, { id, message }: Fresh): Promise<void> {
  const { tx, from, now, fresh } = taking;
  deleteLine(tx, 'request', from, id);
  const members = message.group === undefined ? undefined : await membersOf(tx, message.group);
  if (members?.some((member) => equalBytes(member, from)) === false) taking.dropped++;
  else if (await isAccepted(tx, from, id)) putLine(tx, newLine('ack', from, id, now));
  else fresh.set(bytesToHex(id), { id, message });
}

/** Messages none of whose parents are asked for, after those of their parents that are among them; the others are kept. */
async function release({ tx, from, fresh }: Taking): Promise<SyncMessage[]> {
  const released: SyncMessage[] = [];
  const verdicts = new Map<string, boolean>();
  const visit = async (name: string, { id, message }: Fresh): Promise<boolean> => {
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    let isFree = true;
    for (const parent of message.parents) {
      const parentName = bytesToHex(parent);
      const beside = fresh.get(parentName);
      const isThere =
        beside === undefined
          ? (await getLine(tx, 'request', from, parent)) === undefined
          : await visit(parentName, beside);
      isFree &&= isThere;
    }
    verdicts.set(name, isFree);
    if (isFree) released.push(messageOf(id, message));
    else putHeld(tx, from, id, message);
    return isFree;
  };
  for (const [name, each] of fresh) await visit(name, each);
  return released;
}

function messageOf(id: SyncId, { group, body, parents, ephemeral }: OfferMessage): SyncMessage {
  return { id, ...(group !== undefined && { group }), body, parents, ephemeral };
}
