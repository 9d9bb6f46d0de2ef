import { bytesToBigint, bytesToHex, concatBytes, hexToBytes, uint64ToBytesBE } from '@status/base';
import { isPublicKey, keccak256 } from '@status/crypto';
import {
  type PublicKey,
  StatusError,
  type SyncAppend,
  type SyncErrorCode,
  type SyncId,
  type SyncLayer,
  type SyncPacket,
  type Transaction,
  type View,
} from '@status/interfaces';

/** Bodies that have not left yet, by id in hex: `booked (8) ‖ due (8) ‖ appended (8) ‖ peer (65) ‖ body`, times in Unix ms. */
const OUTBOX = 'no-sync-outbox-2';
const PEER_AT = 24;
const BODY_AT = PEER_AT + 65;

/** ms until a body that could not be handed on is due again. */
export const NO_SYNC_RETRY = 1000;

/** An argument that cannot be sent, with the codes of the seam: `SYNC_PEER`, `SYNC_BODY` (empty), `SYNC_UNSUPPORTED` (all but plain bodies for a peer). */
export class NoSyncError extends StatusError<SyncErrorCode> {}

/** Names the body that a packet is. Of interest to this layer only. */
export type NoSyncReceipt = { readonly id: SyncId };

type Waiting = {
  readonly id: SyncId;
  /** When `due` was decided. */
  readonly booked: number;
  readonly due: number;
  readonly appended: number;
  readonly peer: PublicKey;
  readonly body: Uint8Array;
};

/**
 * The seam `SyncLayer` without synchronisation: a body is due until it was sent once, whatever arrives is handed up, nothing is acknowledged.
 *
 * Packets are the bodies themselves, one each, so that all bytes but none are recognised, and the ids of sender and receiver differ. A body is as
 * long as the layers below let it be.
 */
export function createNoSync(): SyncLayer<NoSyncReceipt> {
  return {
    name: 'none',
    traits: { acknowledges: false, groups: false, parents: false, ephemeral: false },

    async setMembers() {
      throw new NoSyncError('SYNC_UNSUPPORTED', 'there are no groups');
    },

    async append(tx, message, now) {
      const peer = requirePair(message);
      const id = keccak256(uint64ToBytesBE(BigInt(now)), peer, message.body) as SyncId;
      save(tx, { id, booked: now, due: now, appended: now, peer, body: message.body });
      return id;
    },

    async receive(_tx, from, bytes) {
      const nothing = { messages: [], delivered: [], dropped: 0 };
      if (bytes.length === 0) return { recognised: false, ...nothing };
      const id = keccak256(from, bytes) as SyncId;
      const message = { id, body: bytes.slice(), parents: [], ephemeral: false };
      return { recognised: true, ...nothing, messages: [message] };
    },

    async accept() {},

    async heard() {},

    async due(view, now) {
      const packets = new Map<string, SyncPacket<NoSyncReceipt>>();
      for (const message of await waiting(view)) {
        const { id, peer, body } = message;
        const name = bytesToHex(peer);
        if (isDue(message, now) && !packets.has(name)) {
          packets.set(name, { peer, bytes: body, messages: [id], receipt: { id } });
        }
      }
      return { packets: [...packets.values()], givenUp: [] };
    },

    async sent(tx, { id }) {
      tx.delete(OUTBOX, bytesToHex(id));
    },

    async failed(tx, { id }, now) {
      const key = bytesToHex(id);
      const value = await tx.get(OUTBOX, key);
      if (value !== undefined) save(tx, { ...decode(key, value), booked: now, due: now + NO_SYNC_RETRY });
    },

    async forget(tx, _peer, id) {
      tx.delete(OUTBOX, bytesToHex(id));
    },

    async nextDue(view) {
      const times = (await waiting(view)).map(({ due }) => due);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

function requirePair({ to, body, parents = [], ephemeral = false }: SyncAppend): PublicKey {
  if (to.kind !== 'peer' || parents.length > 0 || ephemeral) {
    throw new NoSyncError('SYNC_UNSUPPORTED', 'only plain bodies for a peer are sent');
  }
  if (!isPublicKey(to.peer)) throw new NoSyncError('SYNC_PEER', 'the peer is not a public key');
  if (body.length === 0) throw new NoSyncError('SYNC_BODY', 'a body has at least one byte');
  return to.peer;
}

/** A clock that went back since `due` was decided has taken away what it was measured by. */
function isDue({ booked, due }: Waiting, now: number): boolean {
  return due <= now || booked > now;
}

function save(tx: Transaction, { id, booked, due, appended, peer, body }: Waiting): void {
  const times = [booked, due, appended].map((time) => uint64ToBytesBE(BigInt(time)));
  tx.put(OUTBOX, bytesToHex(id), concatBytes(...times, peer, body));
}

/** What waits, that which is due for longest first: what failed comes after what was not tried. Of one moment in the order in which it was appended. */
async function waiting(view: View): Promise<Waiting[]> {
  const messages: Waiting[] = [];
  for await (const [key, value] of view.entries(OUTBOX)) messages.push(decode(key, value));
  return messages.sort((a, b) => a.due - b.due || a.appended - b.appended);
}

function decode(key: string, value: Uint8Array): Waiting {
  const [booked, due, appended] = [0, 8, 16].map((at) => Number(bytesToBigint(value.subarray(at, at + 8))));
  return {
    id: hexToBytes(key) as SyncId,
    booked: booked!,
    due: due!,
    appended: appended!,
    peer: value.slice(PEER_AT, BODY_AT) as PublicKey,
    body: value.slice(BODY_AT),
  };
}
