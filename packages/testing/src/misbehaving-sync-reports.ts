import { bytesToHex } from '@status/base';
import type { SyncAppend, SyncCarrier, SyncPacket } from '@status/interfaces';
import type { SyncSubject } from './compliance/sync.ts';
import type { Misbehaving } from './misbehaving.ts';
import { altered } from './misbehaving-sync-ends.ts';

const DAY = 86_400_000;
const CARRIER: SyncCarrier = { maxPacket: 200_000, latency: 1000 };

/** Faults in what becomes of a packet. */
export const misbehavingReports: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'drops what could not be handed on',
    caughtBy: 'a packet that could not be handed on is due again soon',
    setup: altered((inner) => ({
      async failed(tx, receipt, now) {
        const { packets } = await inner.due(tx, now, CARRIER);
        const packet = packets.find((each) => JSON.stringify(each.receipt) === JSON.stringify(receipt));
        for (const id of packet?.messages ?? []) await inner.forget(tx, packet!.peer, id);
      },
    })),
  },
  {
    fault: 'waits a day after a failure',
    caughtBy: 'a packet that could not be handed on is due again soon',
    setup: altered((inner) => ({ failed: (tx, receipt, now) => inner.failed(tx, receipt, now + DAY) })),
  },
  {
    fault: 'pauses as a whole after a failure',
    caughtBy: 'a packet that could not be handed on holds up nobody else',
    setup: altered((inner) => {
      let until = 0;
      return {
        failed(tx, receipt, now) {
          until = now + 2000;
          return inner.failed(tx, receipt, now);
        },
        async due(view, now, carrier) {
          return now < until ? { packets: [], givenUp: [] } : inner.due(view, now, carrier);
        },
      };
    }),
  },
  {
    fault: 'tries nothing else before what failed has left',
    caughtBy: 'a message that is never handed on holds up no other for the same peer',
    setup: altered((inner) => {
      const packets = new Map<string, SyncPacket>();
      let stuck: SyncPacket | undefined;
      return {
        async due(view, now, carrier) {
          const due = await inner.due(view, now, carrier);
          for (const packet of due.packets) packets.set(JSON.stringify(packet.receipt), packet);
          return stuck === undefined ? due : { ...due, packets: [stuck] };
        },
        async failed(_, receipt) {
          stuck = packets.get(JSON.stringify(receipt));
        },
      };
    }),
  },
  {
    fault: 'hears only the first report of a packet',
    caughtBy: 'of two reports of the same the later one counts',
    setup: altered((inner) => {
      const reported = new Set<string>();
      return {
        async sent(tx, receipt, now, carrier) {
          if (!reported.has(JSON.stringify(receipt))) await inner.sent(tx, receipt, now, carrier);
          reported.add(JSON.stringify(receipt));
        },
        async failed(tx, receipt, now) {
          if (!reported.has(JSON.stringify(receipt))) await inner.failed(tx, receipt, now);
          reported.add(JSON.stringify(receipt));
        },
      };
    }),
  },
  {
    fault: 'brings back what was forgotten',
    caughtBy: 'a report that comes late brings nothing back',
    setup: altered((inner) => {
      let last: SyncAppend | undefined;
      return {
        append(tx, message, now) {
          last = message;
          return inner.append(tx, message, now);
        },
        async sent(tx, receipt, now, carrier) {
          if ((await inner.nextDue(tx)) === undefined && last !== undefined) await inner.append(tx, last, now);
          await inner.sent(tx, receipt, now, carrier);
        },
      };
    }),
  },
  {
    fault: 'reads its own packets to know what was in them',
    caughtBy: 'a receipt is all that a report takes, whatever became of the packet',
    setup: altered((inner) => {
      const receipts = new Map<string, unknown>();
      return {
        async due(view, now, carrier) {
          const due = await inner.due(view, now, carrier);
          for (const { bytes, receipt } of due.packets) receipts.set(bytesToHex(bytes), receipt);
          return { ...due, packets: due.packets.map((packet) => ({ ...packet, receipt: packet.bytes })) };
        },
        async sent(tx, packet, now, carrier) {
          const receipt = receipts.get(bytesToHex(packet as Uint8Array));
          if (receipt !== undefined) await inner.sent(tx, receipt, now, carrier);
        },
      };
    }),
  },
  {
    fault: 'never sends what is too long for a packet',
    caughtBy: 'a message longer than a packet makes one of its own',
    setup: altered((inner) => ({
      async due(view, now, carrier) {
        const due = await inner.due(view, now, carrier);
        return { ...due, packets: due.packets.filter(({ bytes }) => bytes.length <= carrier.maxPacket) };
      },
    })),
  },
];
