import { bytesToBigint, bytesToHex, concatBytes, equalBytes, hexToBytes, uint64ToBytesBE } from '@status/base';
import { keccak256 } from '@status/crypto';
import type { SyncLayer, SyncPacket, Transaction } from '@status/interfaces';

const OUTBOX = 'ack-sync-outbox-1';
const ACKS = 'ack-sync-acks-1';
const ACCEPTED = 'ack-sync-accepted-1';
const RETRY = 2000;
const ATTEMPTS = 40;
const ID_LENGTH = 32;
const PEER_LENGTH = 65;
const MESSAGE = 0x4d;
const ACK = 0x41;

/** What waits for an acknowledgement: `due (8) ‖ attempts (1) ‖ wire` under the peer and the id in hex. */
type Entry = { readonly key: string; readonly due: number; readonly attempts: number; readonly wire: Uint8Array };

/**
 * The smallest synchronisation that acknowledges: one message or one acknowledgement a packet, a fixed pause between attempts.
 * It is what the faulty variants are made of, and shows that the suite asks for no more than the seam.
 *
 * Wire: `'M' ‖ appended (8) ‖ body`, or `'A' ‖ id (32)`; the id of a message is the hash of its packet.
 */
export function createAckSync(): SyncLayer {
  return {
    name: 'ack',
    async append(tx, peer, body, now) {
      const wire = concatBytes(Uint8Array.of(MESSAGE), uint64ToBytesBE(BigInt(now)), body);
      const id = keccak256(wire);
      save(tx, { key: recordKey(peer, id), due: now, attempts: 0, wire });
      return id;
    },
    async receive(tx, from, bytes, now) {
      const nothing = { recognised: true, messages: [], delivered: [], dropped: 0 };
      if (bytes[0] === ACK && bytes.length === 1 + ID_LENGTH) {
        const id = bytes.slice(1);
        const key = recordKey(from, id);
        if ((await tx.get(OUTBOX, key)) === undefined) return nothing;
        tx.delete(OUTBOX, key);
        return { ...nothing, delivered: [id] };
      }
      if (bytes[0] !== MESSAGE || bytes.length < 9) return { ...nothing, recognised: false };
      const id = keccak256(bytes);
      if ((await tx.get(ACCEPTED, recordKey(from, id))) !== undefined) {
        tx.put(ACKS, recordKey(from, id), uint64ToBytesBE(BigInt(now)));
        return nothing;
      }
      return { ...nothing, messages: [{ id, group: from.slice(), body: bytes.slice(9) }] };
    },
    async accept(tx, from, id, now) {
      tx.put(ACCEPTED, recordKey(from, id), new Uint8Array());
      tx.put(ACKS, recordKey(from, id), uint64ToBytesBE(BigInt(now)));
    },
    async due(tx, now) {
      const packets = new Map<string, SyncPacket>();
      const offer = (packet: SyncPacket): void => {
        const name = bytesToHex(packet.peer);
        if (!packets.has(name)) packets.set(name, packet);
      };
      for await (const [key, value] of tx.entries(ACKS)) {
        const { peer, id } = parseKey(key);
        if (Number(bytesToBigint(value)) > now) continue;
        offer({ peer, bytes: concatBytes(Uint8Array.of(ACK), id), messages: [], acknowledged: [id] });
      }
      const givenUp: { peer: Uint8Array; id: Uint8Array }[] = [];
      for (const { key, due, attempts, wire } of await outbox(tx)) {
        const { peer, id } = parseKey(key);
        if (attempts >= ATTEMPTS) givenUp.push({ peer, id });
        else if (due <= now) offer({ peer, bytes: wire, messages: [id], acknowledged: [] });
      }
      return { packets: [...packets.values()], givenUp };
    },
    async sent(tx, packet, now) {
      for (const id of packet.acknowledged) tx.delete(ACKS, recordKey(packet.peer, id));
      for (const entry of await outbox(tx)) {
        if (isIn(packet, entry.key)) save(tx, { ...entry, due: now + RETRY, attempts: entry.attempts + 1 });
      }
    },
    async failed(tx, packet, now) {
      const due = now + RETRY;
      for (const id of packet.acknowledged) tx.put(ACKS, recordKey(packet.peer, id), uint64ToBytesBE(BigInt(due)));
      for (const entry of await outbox(tx)) if (isIn(packet, entry.key)) save(tx, { ...entry, due });
    },
    async forget(tx, peer, id) {
      tx.delete(OUTBOX, recordKey(peer, id));
    },
    async nextDue(tx) {
      const times: number[] = [];
      for await (const [, value] of tx.entries(ACKS)) times.push(Number(bytesToBigint(value)));
      for (const { due, attempts } of await outbox(tx)) if (attempts < ATTEMPTS) times.push(due);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

function recordKey(peer: Uint8Array, id: Uint8Array): string {
  return bytesToHex(peer) + bytesToHex(id);
}

function parseKey(key: string): { readonly peer: Uint8Array; readonly id: Uint8Array } {
  const bytes = hexToBytes(key);
  return { peer: bytes.slice(0, PEER_LENGTH), id: bytes.slice(PEER_LENGTH) };
}

function isIn(packet: SyncPacket, key: string): boolean {
  const { peer, id } = parseKey(key);
  return equalBytes(peer, packet.peer) && packet.messages.some((other) => equalBytes(other, id));
}

function save(tx: Transaction, { key, due, attempts, wire }: Entry): void {
  tx.put(OUTBOX, key, concatBytes(uint64ToBytesBE(BigInt(due)), Uint8Array.of(attempts), wire));
}

async function outbox(tx: Transaction): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const [key, value] of tx.entries(OUTBOX)) {
    const due = Number(bytesToBigint(value.subarray(0, 8)));
    entries.push({ key, due, attempts: value[8]!, wire: value.slice(9) });
  }
  return entries;
}
