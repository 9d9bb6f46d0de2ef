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

const OUTBOX = 'ack-sync-outbox-1';
const ACKS = 'ack-sync-acks-1';
const ACCEPTED = 'ack-sync-accepted-1';
/** ms until an unanswered message goes out again; doubles each time. Three round trips of a slower carrier. */
const RETRY = 2000;
const ROUND_TRIPS = 3;
const ATTEMPTS = 18;
const ID_LENGTH = 32;
const PEER_LENGTH = 65;
const HEADER_LENGTH = 9;
const MESSAGE = 0x4d;
const ACK = 0x41;

class AckSyncError extends StatusError<SyncErrorCode> {}

/** What waits to go out, under the peer and the id in hex: `booked (8) ‖ due (8) ‖ attempts (1) ‖ wire`, times in Unix ms. */
type Entry = {
  readonly key: string;
  /** When `due` was decided. */
  readonly booked: number;
  readonly due: number;
  readonly attempts: number;
  readonly wire: Uint8Array;
};

/** The message or the acknowledgement that a packet is. */
type AckReceipt = { readonly table: typeof OUTBOX | typeof ACKS; readonly key: string };

/**
 * The smallest synchronisation that acknowledges: between two, one message or one acknowledgement a packet.
 * It is what the faulty variants are made of, and shows that the suite asks for no more than the seam.
 *
 * Wire: `'M' ‖ appended (8) ‖ body`, or `'A' ‖ id (32)`; the id of a message is the hash of its packet.
 */
export function createAckSync(): SyncLayer<AckReceipt> {
  return {
    name: 'ack',
    traits: { acknowledges: true, groups: false, parents: false, ephemeral: false },
    async setMembers() {
      throw new AckSyncError('SYNC_UNSUPPORTED', 'there are no groups');
    },
    async append(tx, message, now) {
      const peer = requirePair(message);
      const wire = concatBytes(Uint8Array.of(MESSAGE), uint64ToBytesBE(BigInt(now)), message.body);
      const id = keccak256(wire) as SyncId;
      save(tx, OUTBOX, { key: recordKey(peer, id), booked: now, due: now, attempts: 0, wire });
      return id;
    },
    async receive(tx, from, bytes, now) {
      const nothing = { recognised: true, messages: [], delivered: [], dropped: 0 };
      if (bytes[0] === ACK && bytes.length === 1 + ID_LENGTH) {
        const id = bytes.slice(1) as Uint8Array as SyncId;
        const key = recordKey(from, id);
        if ((await tx.get(OUTBOX, key)) === undefined) return nothing;
        tx.delete(OUTBOX, key);
        return { ...nothing, delivered: [id] };
      }
      if (bytes[0] !== MESSAGE || bytes.length <= HEADER_LENGTH) return { ...nothing, recognised: false };
      const id = keccak256(bytes) as SyncId;
      if ((await tx.get(ACCEPTED, recordKey(from, id))) !== undefined) {
        acknowledge(tx, from, id, now);
        return nothing;
      }
      const message = { id, body: bytes.slice(HEADER_LENGTH), parents: [], ephemeral: false };
      return { ...nothing, messages: [message] };
    },
    async accept(tx, from, id, now) {
      const key = recordKey(from, id);
      if ((await tx.get(ACCEPTED, key)) !== undefined) return;
      tx.put(ACCEPTED, key, new Uint8Array());
      acknowledge(tx, from, id, now);
    },
    async heard() {},
    async due(view, now) {
      const packets = new Map<string, SyncPacket<AckReceipt>>();
      const givenUp: { readonly peer: PublicKey; readonly id: SyncId }[] = [];
      for (const table of [ACKS, OUTBOX] as const) {
        for (const entry of await entries(view, table)) {
          const { key, wire: bytes } = entry;
          const { peer, id } = parseKey(key);
          if (!isDue(entry, now)) continue;
          const messages = table === OUTBOX ? [id] : [];
          if (entry.attempts >= ATTEMPTS) givenUp.push({ peer, id });
          else packets.set(bytesToHex(peer), { peer, bytes, messages, receipt: { table, key } });
        }
      }
      return { packets: [...packets.values()], givenUp };
    },
    async sent(tx, { table, key }, now, { latency }) {
      if (table === ACKS) tx.delete(ACKS, key);
      const entry = (await entries(tx, OUTBOX)).find((each) => table === OUTBOX && each.key === key);
      if (entry === undefined) return;
      const wait = Math.max(RETRY, ROUND_TRIPS * 2 * latency) * 2 ** entry.attempts;
      save(tx, OUTBOX, { ...entry, booked: now, due: now + wait, attempts: entry.attempts + 1 });
    },
    async failed(tx, { table, key }, now) {
      const entry = (await entries(tx, table)).find((each) => each.key === key);
      if (entry !== undefined) save(tx, table, { ...entry, booked: now, due: now + RETRY });
    },
    async forget(tx, peer, id) {
      tx.delete(OUTBOX, recordKey(peer, id));
    },
    async nextDue(view) {
      const waiting = [...(await entries(view, ACKS)), ...(await entries(view, OUTBOX))];
      return waiting.length === 0 ? undefined : Math.min(...waiting.map(({ due }) => due));
    },
  };
}

function requirePair({ to, body, parents = [], ephemeral = false }: SyncAppend): PublicKey {
  if (to.kind !== 'peer' || parents.length > 0 || ephemeral) {
    throw new AckSyncError('SYNC_UNSUPPORTED', 'only plain messages between two');
  }
  if (!isPublicKey(to.peer)) throw new AckSyncError('SYNC_PEER', 'the peer is no key');
  if (body.length === 0) throw new AckSyncError('SYNC_BODY', 'the body is empty');
  return to.peer;
}

/** A clock that went back since `due` was decided has taken away what it was measured by. */
function isDue({ booked, due }: Entry, now: number): boolean {
  return due <= now || booked > now;
}

function acknowledge(tx: Transaction, peer: PublicKey, id: SyncId, now: number): void {
  const wire = concatBytes(Uint8Array.of(ACK), id);
  save(tx, ACKS, { key: recordKey(peer, id), booked: now, due: now, attempts: 0, wire });
}

function recordKey(peer: PublicKey, id: SyncId): string {
  return bytesToHex(peer) + bytesToHex(id);
}

function parseKey(key: string): { readonly peer: PublicKey; readonly id: SyncId } {
  const bytes = hexToBytes(key);
  return { peer: bytes.slice(0, PEER_LENGTH) as PublicKey, id: bytes.slice(PEER_LENGTH) as SyncId };
}

function save(tx: Transaction, table: string, { key, booked, due, attempts, wire }: Entry): void {
  const times = [booked, due].map((time) => uint64ToBytesBE(BigInt(time)));
  tx.put(table, key, concatBytes(...times, Uint8Array.of(attempts), wire));
}

async function entries(view: View, table: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const [key, value] of view.entries(table)) {
    const [booked, due] = [0, 8].map((at) => Number(bytesToBigint(value.subarray(at, at + 8))));
    all.push({ key, booked: booked!, due: due!, attempts: value[16]!, wire: value.slice(17) });
  }
  return all;
}
