import { bytesToBigint, bytesToHex, concatBytes, equalBytes, hexToBytes, uint64ToBytesBE } from '@status/base';
import { keccak256 } from '@status/crypto';
import type { SyncLayer, SyncPacket, Transaction } from '@status/interfaces';

/** Bodies that have not left yet, by id in hex: `due (8) ‖ appended (8) ‖ peer length (1) ‖ peer ‖ body`, times in Unix ms. */
const OUTBOX = 'no-sync-outbox-1';

/** ms until a body that could not be handed on is due again. */
export const NO_SYNC_RETRY = 1000;

type Waiting = {
  readonly id: Uint8Array;
  readonly due: number;
  readonly appended: number;
  readonly peer: Uint8Array;
  readonly body: Uint8Array;
};

/**
 * The seam `SyncLayer` without synchronisation: a body is due until it was sent once, whatever arrives is handed up, nothing is acknowledged.
 *
 * Packets are the bodies themselves, so that every bytes are recognised and the ids of sender and receiver differ.
 */
export function createNoSync(): SyncLayer {
  return {
    name: 'none',
    async append(tx, peer, body, now) {
      const id = keccak256(uint64ToBytesBE(BigInt(now)), Uint8Array.of(peer.length), peer, body);
      save(tx, { id, due: now, appended: now, peer, body });
      return id;
    },
    async receive(_tx, from, bytes) {
      const message = { id: keccak256(from, bytes), group: from.slice(), body: bytes.slice() };
      return { recognised: true, messages: [message], delivered: [], dropped: 0 };
    },
    async accept() {},
    async due(tx, now) {
      const packets = new Map<string, SyncPacket>();
      for (const { id, due, peer, body } of await waiting(tx)) {
        const name = bytesToHex(peer);
        if (due > now || packets.has(name)) continue;
        packets.set(name, { peer, bytes: body, messages: [id], acknowledged: [] });
      }
      return { packets: [...packets.values()], givenUp: [] };
    },
    async sent(tx, packet) {
      for (const id of packet.messages) tx.delete(OUTBOX, bytesToHex(id));
    },
    async failed(tx, packet, now) {
      for (const message of await waiting(tx)) {
        const concerned = packet.messages.some((id) => equalBytes(id, message.id));
        if (concerned) save(tx, { ...message, due: now + NO_SYNC_RETRY });
      }
    },
    async forget(tx, _peer, id) {
      tx.delete(OUTBOX, bytesToHex(id));
    },
    async nextDue(tx) {
      const times = (await waiting(tx)).map(({ due }) => due);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}

function save(tx: Transaction, { id, due, appended, peer, body }: Waiting): void {
  const times = concatBytes(uint64ToBytesBE(BigInt(due)), uint64ToBytesBE(BigInt(appended)));
  tx.put(OUTBOX, bytesToHex(id), concatBytes(times, Uint8Array.of(peer.length), peer, body));
}

/** What waits, in the order in which it was appended. */
async function waiting(tx: Transaction): Promise<Waiting[]> {
  const messages: Waiting[] = [];
  for await (const [key, value] of tx.entries(OUTBOX)) {
    const bodyAt = 17 + value[16]!;
    messages.push({
      id: hexToBytes(key),
      due: Number(bytesToBigint(value.subarray(0, 8))),
      appended: Number(bytesToBigint(value.subarray(8, 16))),
      peer: value.slice(17, bodyAt),
      body: value.slice(bodyAt),
    });
  }
  return messages.sort((a, b) => a.appended - b.appended);
}
