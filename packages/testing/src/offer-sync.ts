import { bytesToHex } from '@status/base';
import { isPublicKey } from '@status/crypto';
import {
  type PublicKey,
  StatusError,
  type SyncCarrier,
  type SyncErrorCode,
  type SyncId,
  type SyncLayer,
  type SyncPacket,
  type Transaction,
  type View,
} from '@status/interfaces';
import { takeOfferPacket } from './offer-receiving.ts';
import {
  allLines,
  deleteLine,
  deleteStrangers,
  getBody,
  getLine,
  isAccepted,
  type Line,
  membersOf,
  newLine,
  putAccepted,
  putBody,
  putLine,
  putMembers,
} from './offer-records.ts';
import {
  decodeMessage,
  encodeCarrying,
  encodeMessage,
  encodeNaming,
  encodePacket,
  OVERHEAD,
  offerMessageId,
} from './offer-wire.ts';

/** How long an acknowledgement waits for company, ms: a day. It rides along with whatever else goes to its peer before. */
export const OFFER_ACK_HOLD = 86_400_000;

/** ms until what was not answered goes out again, and what could not be handed on; the former doubles up to 64 times. */
const RETRY = 60_000;
const REFUSED = 5_000;
const MOST_DOUBLINGS = 6;
const ROUND_TRIPS = 3;
const ATTEMPTS = 60;
const REQUEST_ATTEMPTS = 8;
const MOST_PARENTS = 255;
const MOST_GROUP = 255;

/** What may be decided about the synchronisation. */
export type OfferSyncOptions = {
  /** How long an acknowledgement waits for company, ms; default a day. */
  readonly hold?: number;
};

class OfferSyncError extends StatusError<SyncErrorCode> {}

type OfferReceipt = { readonly lines: readonly Pick<Line, 'kind' | 'peer' | 'id'>[] };

/**
 * A synchronisation that says what it has before it sends it, the shape of interactive MVDS: a message is offered, sent once it was asked for, and
 * acknowledged when there is something else to say or a day has gone by, as one does where each packet costs a stamp. With groups, parents and
 * ephemeral messages, so that all that the seam promises has somebody who does it, who does it in another way than batch MVDS.
 *
 * A pure state machine over records: a message of ours is a line that is an offer, then (`request`) a message, then an offer again until it is acknowledged.
 * A message of others is a line that is a request until it came; it is handed up once none of its parents is asked for any more.
 */
export function createOfferSync({ hold = OFFER_ACK_HOLD }: OfferSyncOptions = {}): SyncLayer<OfferReceipt> {
  return {
    name: 'offer',
    traits: { acknowledges: true, groups: true, parents: true, ephemeral: true },

    async setMembers(tx, group, members) {
      if (group.length === 0 || group.length > MOST_GROUP) {
        throw new OfferSyncError('SYNC_GROUP', `the name of a group has 1 to ${MOST_GROUP} bytes`);
      }
      for (const member of members) requirePeer(member);
      await putMembers(tx, group, members);
      await deleteStrangers(tx, group, members);
    },

    async append(tx, { to, body, parents = [], ephemeral = false }, now) {
      if (body.length === 0) throw new OfferSyncError('SYNC_BODY', 'the body is empty');
      if (parents.length > MOST_PARENTS) throw new OfferSyncError('SYNC_BODY', `at most ${MOST_PARENTS} parents`);
      const peers = to.kind === 'peer' ? [to.peer] : await membersOf(tx, to.group);
      for (const peer of peers) requirePeer(peer);
      if (peers.length === 0) throw new OfferSyncError('SYNC_GROUP', 'the group is not open');
      const group = to.kind === 'group' && { group: to.group };
      const encoded = encodeMessage({ ...group, ephemeral, appended: BigInt(now), parents, body });
      const id = offerMessageId(encoded);
      for (const peer of peers) {
        putLine(tx, newLine(ephemeral ? 'message' : 'offer', peer, id, now));
        putBody(tx, peer, id, encoded);
      }
      return id;
    },

    receive: takeOfferPacket,

    async accept(tx, from, id, now) {
      if (await isAccepted(tx, from, id)) return;
      putAccepted(tx, from, id);
      deleteLine(tx, 'request', from, id);
      putLine(tx, { ...newLine('ack', from, id, now), due: now + hold });
    },

    async heard() {},

    async due(view, now, carrier) {
      const byPeer = new Map<string, Line[]>();
      for (const line of await allLines(view)) {
        const name = bytesToHex(line.peer);
        byPeer.set(name, [...(byPeer.get(name) ?? []), line]);
      }
      const packets: SyncPacket<OfferReceipt>[] = [];
      for (const lines of byPeer.values()) {
        const packet = await pack(view, lines, now, carrier);
        if (packet !== undefined) packets.push(packet);
      }
      const givenUp = [...byPeer.values()].flat().filter((line) => isOver(line) && line.due <= now);
      return { packets, givenUp: givenUp.map(({ peer, id }) => ({ peer, id })) };
    },

    async sent(tx, { lines }, now, { latency }) {
      for (const { kind, peer, id } of lines) {
        const line = await getLine(tx, kind, peer, id);
        if (line === undefined) continue;
        const attempts = line.attempts + 1;
        const wait = Math.max(RETRY, ROUND_TRIPS * 2 * latency) * 2 ** Math.min(line.attempts, MOST_DOUBLINGS);
        const tried = { ...line, attempts, booked: now, due: now + wait };
        if (kind === 'ack' || (kind === 'request' && attempts >= REQUEST_ATTEMPTS)) deleteLine(tx, kind, peer, id);
        else if (kind !== 'message') putLine(tx, tried);
        else if (await isEphemeral(tx, peer, id)) deleteLine(tx, kind, peer, id);
        else putLine(tx, { ...tried, kind: 'offer', due: tried.due + hold });
      }
    },

    async failed(tx, { lines }, now) {
      for (const { kind, peer, id } of lines) {
        const line = await getLine(tx, kind, peer, id);
        if (line !== undefined) putLine(tx, { ...line, kind, booked: now, due: now + REFUSED });
      }
    },

    async forget(tx, peer, id) {
      deleteLine(tx, 'offer', peer, id);
    },

    async nextDue(view) {
      const times = (await allLines(view)).map(({ due }) => due);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

/** What goes to one peer: what is due, as much as fits, and the acknowledgements that ride along. */
async function pack(
  view: View,
  lines: readonly Line[],
  now: number,
  { maxPacket }: SyncCarrier,
): Promise<SyncPacket<OfferReceipt> | undefined> {
  const isGoing = lines.some((line) => isDue(line, now));
  const held: Line[] = [];
  const elements: Uint8Array[] = [];
  let size = OVERHEAD;
  for (const line of lines) {
    const { kind, peer, id } = line;
    if (!isDue(line, now) && !(isGoing && kind === 'ack')) continue;
    const element = kind === 'message' ? encodeCarrying(await getBody(view, peer, id)) : encodeNaming(kind, id);
    if (held.length > 0 && size + element.length > maxPacket) continue;
    size += element.length;
    held.push(line);
    elements.push(element);
  }
  if (held.length === 0) return undefined;
  const messages = held.filter(({ kind }) => kind === 'message').map(({ id }) => id);
  const receipt = { lines: held.map(({ kind, peer, id }) => ({ kind, peer, id })) };
  return { peer: held[0]!.peer, bytes: encodePacket(elements), messages, receipt };
}

/** A clock that went back since `due` was decided has taken away what it was measured by. */
function isDue(line: Line, now: number): boolean {
  return !isOver(line) && (line.due <= now || line.booked > now);
}

/** Whether a message of ours was tried for the last time. */
function isOver({ kind, attempts }: Line): boolean {
  return kind === 'offer' && attempts >= ATTEMPTS;
}

async function isEphemeral(tx: Transaction, peer: PublicKey, id: SyncId): Promise<boolean> {
  return decodeMessage(await getBody(tx, peer, id))?.ephemeral === true;
}

function requirePeer(peer: PublicKey): void {
  if (!isPublicKey(peer)) throw new OfferSyncError('SYNC_PEER', 'a peer is no key');
}
