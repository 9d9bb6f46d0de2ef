import type { SyncCarrier, SyncId, SyncPacket, SyncReceived } from '@status/interfaces';
import type { SyncSubject } from './compliance/sync.ts';
import type { Misbehaving } from './misbehaving.ts';
import { misbehavingClocks } from './misbehaving-sync-clock.ts';
import { altered } from './misbehaving-sync-ends.ts';
import { deafToRepetition, misbehavingReliability } from './misbehaving-sync-reliable.ts';
import { misbehavingReports } from './misbehaving-sync-reports.ts';

const DAY = 86_400_000;
const CARRIER: SyncCarrier = { maxPacket: 200_000, latency: 1000 };
const NOTHING: SyncReceived = { recognised: true, messages: [], delivered: [], dropped: 0 };
const NO_ID = new Uint8Array(32) as Uint8Array as SyncId;

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

/** Faulty synchronisations between two. Their suite is to be told that they acknowledge and no more, recognise their own, and give up. */
export const misbehavingSyncLayers: readonly Misbehaving<SyncSubject>[] = [
  ...state,
  ...bytes,
  ...misbehavingReports,
  ...misbehavingClocks,
  ...misbehavingReliability,
];
