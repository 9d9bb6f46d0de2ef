import { bytesToHex } from '@status/base';
import type { SyncCarrier, SyncId, SyncLayer, SyncPacket, SyncReceived } from '@status/interfaces';
import type { SyncSubject } from './compliance/sync.ts';
import type { Misbehaving } from './misbehaving.ts';
import { misbehavingClocks } from './misbehaving-sync-clock.ts';
import { altered } from './misbehaving-sync-ends.ts';
import { misbehavingReliability } from './misbehaving-sync-reliable.ts';

const DAY = 86_400_000;
const CARRIER: SyncCarrier = { maxPacket: 200_000, latency: 1000 };
const NOTHING: SyncReceived = { recognised: true, messages: [], delivered: [], dropped: 0 };
const NO_ID = new Uint8Array(32) as Uint8Array as SyncId;

/** Takes no packet twice, whatever became of the first. */
function deafToRepetition(inner: SyncLayer): Partial<SyncLayer> {
  const seen = new Set<string>();
  return {
    async receive(tx, from, bytes, now) {
      if (seen.has(bytesToHex(bytes))) return NOTHING;
      seen.add(bytesToHex(bytes));
      return inner.receive(tx, from, bytes, now);
    },
  };
}

const state: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'says that it can what it cannot',
    caughtBy: 'says what it is and what it can do',
    setup: altered((inner) => ({ traits: { ...inner.traits, groups: true } })),
  },
  {
    fault: 'is never at rest',
    caughtBy: 'with nothing appended nothing is due',
    setup: altered((inner) => ({ nextDue: async (view) => (await inner.nextDue(view)) ?? 0 })),
  },
  {
    fault: 'waits a minute for company',
    caughtBy: 'a body is due at once, and arrives as it was',
    setup: altered((inner) => ({ append: (tx, message, now) => inner.append(tx, message, now + 60_000) })),
  },
  {
    fault: 'does not say what is in its packets',
    caughtBy: 'a body is due at once, and arrives as it was',
    setup: altered((inner) => ({
      async due(view, now, carrier) {
        const due = await inner.due(view, now, carrier);
        return { ...due, packets: due.packets.map((packet) => ({ ...packet, messages: [] })) };
      },
    })),
  },
  {
    fault: 'loses what is appended while something waits',
    caughtBy: 'several bodies for one peer all arrive',
    setup: altered((inner) => ({
      async append(tx, message, now) {
        return (await inner.nextDue(tx)) === undefined ? inner.append(tx, message, now) : NO_ID;
      },
    })),
  },
  {
    fault: 'says only once what is due',
    caughtBy: 'asking what is due changes nothing',
    setup: altered((inner) => {
      let told = false;
      return {
        async due(view, now, carrier) {
          const due = await inner.due(view, now, carrier);
          if (told) return { ...due, packets: [] };
          told = due.packets.length > 0;
          return due;
        },
      };
    }),
  },
  {
    fault: 'takes no notice of what was sent',
    caughtBy: 'nothing is due twice once it was sent',
    setup: altered(() => ({ sent: async () => {} })),
  },
  {
    fault: 'gives several packets for one peer',
    caughtBy: 'there is at most one packet for a peer, and one for each that waits',
    setup: altered((inner) => ({
      async due(view, now, carrier) {
        const due = await inner.due(view, now, carrier);
        return { ...due, packets: [...due.packets, ...due.packets] };
      },
    })),
  },
  {
    fault: 'serves one peer at a time',
    caughtBy: 'there is at most one packet for a peer, and one for each that waits',
    setup: altered((inner) => ({
      async due(view, now, carrier) {
        const due = await inner.due(view, now, carrier);
        return { ...due, packets: due.packets.slice(0, 1) };
      },
    })),
  },
  {
    fault: 'forgets nothing',
    caughtBy: 'a forgotten message is not due any more',
    setup: altered(() => ({ forget: async () => {} })),
  },
  {
    fault: 'forgets all when it is to forget one that it does not know',
    caughtBy: 'forgetting and accepting what nobody knows does nothing',
    setup: altered((inner) => ({
      async forget(tx, peer) {
        const { packets } = await inner.due(tx, Number.MAX_SAFE_INTEGER, CARRIER);
        for (const { messages } of packets) for (const id of messages) await inner.forget(tx, peer, id);
      },
    })),
  },
  {
    fault: 'postpones everything at a sign of life',
    caughtBy: 'a sign of life makes nothing wait longer, and loses nothing',
    setup: altered((inner) => ({
      async heard(tx, _, now) {
        const { packets } = await inner.due(tx, Number.MAX_SAFE_INTEGER, CARRIER);
        for (const { receipt } of packets) await inner.sent(tx, receipt, now, { ...CARRIER, latency: DAY });
      },
    })),
  },
  {
    fault: 'keeps what is due outside of the transaction',
    caughtBy: 'all state is in the transaction: what is rolled back did not happen',
    setup: altered((inner) => {
      let next: number | undefined;
      return {
        append(tx, message, now) {
          next = now;
          return inner.append(tx, message, now);
        },
        nextDue: async (view) => (await inner.nextDue(view)) ?? next,
      };
    }),
  },
  {
    fault: 'keeps what came outside of the transaction',
    caughtBy: 'all state is in the transaction: what is rolled back did not happen',
    setup: altered(deafToRepetition),
  },
  {
    fault: 'hands up views of the packet',
    caughtBy: 'bodies and packets are copied, in and out',
    setup: altered((inner) => ({
      async receive(tx, from, bytes, now) {
        const received = await inner.receive(tx, from, bytes, now);
        const view = (body: Uint8Array): Uint8Array => bytes.subarray(bytes.length - body.length);
        return {
          ...received,
          messages: received.messages.map((message) => ({ ...message, body: view(message.body) })),
        };
      },
    })),
  },
  {
    fault: 'hands out the memory that it keeps',
    caughtBy: 'bodies and packets are copied, in and out',
    setup: altered((inner) => {
      const kept = new Map<string, Uint8Array>();
      return {
        async due(view, now, carrier) {
          const due = await inner.due(view, now, carrier);
          const bytesOf = ({ receipt, bytes }: SyncPacket): Uint8Array => {
            const name = JSON.stringify(receipt);
            kept.set(name, kept.get(name) ?? bytes);
            return kept.get(name)!;
          };
          return { ...due, packets: due.packets.map((packet) => ({ ...packet, bytes: bytesOf(packet) })) };
        },
      };
    }),
  },
];

const bytes: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'throws for malformed packets',
    caughtBy: 'nothing that a peer can send makes receive reject',
    setup: altered((inner) => ({
      async receive(tx, from, bytes, now) {
        const received = await inner.receive(tx, from, bytes, now);
        if (!received.recognised) throw new Error('malformed');
        return received;
      },
    })),
  },
  {
    fault: 'takes any bytes for its own',
    caughtBy: 'bytes of another protocol are told, as declared',
    setup: altered((inner) => ({
      receive: async (tx, from, bytes, now) => ({ ...(await inner.receive(tx, from, bytes, now)), recognised: true }),
    })),
  },
  {
    fault: 'takes no bytes for a packet of its own',
    caughtBy: 'no bytes are none of any protocol',
    setup: altered((inner) => ({
      receive: async (tx, from, bytes, now) => (bytes.length === 0 ? NOTHING : inner.receive(tx, from, bytes, now)),
    })),
  },
  {
    fault: 'takes empty bodies',
    caughtBy: 'a body that is empty and a peer that is no key are refused',
    setup: altered((inner) => ({
      append: async (tx, message, now) => (message.body.length === 0 ? NO_ID : inner.append(tx, message, now)),
    })),
  },
  {
    fault: 'takes messages for who is nobody',
    caughtBy: 'a body that is empty and a peer that is no key are refused',
    setup: altered((inner) => ({
      async append(tx, message, now) {
        const isNobody = message.to.kind === 'peer' && message.to.peer.length < 65;
        return isNobody ? NO_ID : inner.append(tx, message, now);
      },
    })),
  },
  {
    fault: 'takes groups that it does not keep',
    caughtBy: 'a group is refused where it is not among the traits',
    setup: altered(() => ({ setMembers: async () => {} })),
  },
  {
    fault: 'takes messages for groups and loses them',
    caughtBy: 'a message for a group is refused where it is not among the traits',
    setup: altered((inner) => ({
      append: async (tx, message, now) => (message.to.kind === 'group' ? NO_ID : inner.append(tx, message, now)),
    })),
  },
  {
    fault: 'takes no notice of parents',
    caughtBy: 'a parent is refused where it is not among the traits',
    setup: altered((inner) => ({ append: (tx, message, now) => inner.append(tx, { ...message, parents: [] }, now) })),
  },
  {
    fault: 'keeps what is ephemeral',
    caughtBy: 'an ephemeral message is refused where it is not among the traits',
    setup: altered((inner) => ({
      append: (tx, message, now) => inner.append(tx, { ...message, ephemeral: false }, now),
    })),
  },
];

const reports: readonly Misbehaving<SyncSubject>[] = [
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
      let last: Parameters<SyncLayer['append']>[1] | undefined;
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

/** Faulty synchronisations between two. Their suite is to be told that they acknowledge and no more, recognise their own, and give up. */
export const misbehavingSyncLayers: readonly Misbehaving<SyncSubject>[] = [
  ...state,
  ...bytes,
  ...reports,
  ...misbehavingClocks,
  ...misbehavingReliability,
];
