import { bytesToHex } from '@status/base';
import type { PublicKey, SyncId, SyncLayer, SyncReceived } from '@status/interfaces';
import type { SyncSubject } from './compliance/sync.ts';
import { HOUR } from './compliance/sync-play.ts';
import type { Misbehaving } from './misbehaving.ts';
import { altered } from './misbehaving-sync-ends.ts';

/** Hands up no packet twice, and has nothing to say to the second one. */
export function deafToRepetition(inner: SyncLayer): Partial<SyncLayer> {
  const seen = new Set<string>();
  return {
    async receive(tx, from, bytes, now) {
      if (seen.has(bytesToHex(bytes))) return { recognised: true, messages: [], delivered: [], dropped: 0 };
      seen.add(bytesToHex(bytes));
      return inner.receive(tx, from, bytes, now);
    },
  };
}

/** Stops sending a message after so many times. */
const tires =
  (times: number) =>
  (inner: SyncLayer): Partial<SyncLayer> => {
    const sent = new Map<string, number>();
    return {
      async due(view, now, carrier) {
        const due = await inner.due(view, now, carrier);
        const isFresh = (receipt: unknown): boolean => (sent.get(JSON.stringify(receipt)) ?? 0) < times;
        return { ...due, packets: due.packets.filter(({ receipt }) => isFresh(receipt)) };
      },
      async sent(tx, receipt, now, carrier) {
        sent.set(JSON.stringify(receipt), (sent.get(JSON.stringify(receipt)) ?? 0) + 1);
        await inner.sent(tx, receipt, now, carrier);
      },
    };
  };

/** Believes that every carrier is quick. */
const hasty = (inner: SyncLayer): Partial<SyncLayer> => ({
  sent: (tx, receipt, now, carrier) => inner.sent(tx, receipt, now, { ...carrier, latency: 0 }),
});

/** Faults of those who acknowledge. */
export const misbehavingReliability: readonly Misbehaving<SyncSubject>[] = [
  {
    fault: 'gives messages names of its own at the receiver',
    caughtBy: 'both ends give a message the same id',
    setup: altered((inner) => {
      const turned = (id: SyncId): SyncId => id.slice().reverse() as Uint8Array as SyncId;
      return {
        async receive(tx, from, bytes, now) {
          const received = await inner.receive(tx, from, bytes, now);
          return { ...received, messages: received.messages.map((each) => ({ ...each, id: turned(each.id) })) };
        },
        accept: (tx, from, id, now) => inner.accept(tx, from, turned(id), now),
      };
    }),
  },
  {
    fault: 'acknowledges what was not accepted',
    caughtBy: 'nothing is acknowledged before it is accepted',
    setup: altered((inner) => ({
      async receive(tx, from, bytes, now) {
        const received = await inner.receive(tx, from, bytes, now);
        for (const { id } of received.messages) await inner.accept(tx, from, id, now);
        return received;
      },
    })),
  },
  {
    fault: 'never acknowledges',
    caughtBy: 'an acknowledged message is delivered, once, and never due again',
    setup: altered(() => ({ accept: async () => {} })),
  },
  {
    fault: 'says more than once that a message was delivered',
    caughtBy: 'an acknowledged message is delivered, once, and never due again',
    setup: altered((inner) => {
      const delivered = new Map<string, SyncReceived['delivered']>();
      return {
        async receive(tx, from, bytes, now) {
          const received = await inner.receive(tx, from, bytes, now);
          const name = bytesToHex(bytes);
          if (received.delivered.length > 0) delivered.set(name, received.delivered);
          return { ...received, delivered: delivered.get(name) ?? [] };
        },
      };
    }),
  },
  {
    fault: 'sends once and never again',
    caughtBy: 'a message that is not acknowledged is due again, and no earlier than it says',
    setup: altered(tires(1)),
  },
  {
    fault: 'gives up within the hour',
    caughtBy: 'a message that nobody takes is given up, and told until it is forgotten',
    setup: altered((inner) => {
      const begun = new Map<string, number>();
      return {
        async append(tx, message, now) {
          const id = await inner.append(tx, message, now);
          begun.set(bytesToHex(id), now);
          return id;
        },
        async due(view, now, carrier) {
          const { packets, givenUp } = await inner.due(view, now, carrier);
          const over = packets.flatMap(({ peer, messages }) => messages.map((id) => ({ peer, id })));
          const tired = over.filter(({ id }) => now >= begun.get(bytesToHex(id))! + HOUR);
          return tired.length === 0 ? { packets, givenUp } : { packets: [], givenUp: [...givenUp, ...tired] };
        },
      };
    }),
  },
  {
    fault: 'misses answers that cannot be there yet',
    caughtBy: 'an answer is not missed before it can be there',
    setup: altered(hasty),
  },
  {
    fault: 'sends again and again while a slow carrier is under way',
    caughtBy: 'over a carrier that takes days a body is sent once, and arrives',
    setup: altered(hasty),
  },
  {
    fault: 'hands up again what was accepted',
    caughtBy: 'a message that comes again after it was accepted is acknowledged again, not handed up',
    setup: altered((inner) => {
      const messages = new Map<string, SyncReceived['messages']>();
      return {
        async receive(tx, from, bytes, now) {
          const received = await inner.receive(tx, from, bytes, now);
          const name = bytesToHex(bytes);
          messages.set(name, messages.get(name) ?? received.messages);
          return { ...received, messages: messages.get(name)! };
        },
      };
    }),
  },
  {
    fault: 'does not acknowledge again what comes again',
    caughtBy: 'a message that comes again after it was accepted is acknowledged again, not handed up',
    setup: altered(deafToRepetition),
  },
  {
    fault: 'takes a message for known before it was accepted',
    caughtBy: 'a message that comes again before it was accepted is handed up again',
    setup: altered(deafToRepetition),
  },
  {
    fault: 'acknowledges as often as a message is accepted',
    caughtBy: 'accepting twice is accepting once',
    setup: altered((inner) => {
      const packets = new Map<string, Uint8Array>();
      return {
        async receive(tx, from, bytes, now) {
          const received = await inner.receive(tx, from, bytes, now);
          for (const { id } of received.messages) packets.set(bytesToHex(id), bytes.slice());
          return received;
        },
        async accept(tx, from, id, now) {
          await inner.accept(tx, from, id, now);
          const bytes = packets.get(bytesToHex(id));
          if (bytes !== undefined) await inner.receive(tx, from, bytes, now);
        },
      };
    }),
  },
  {
    fault: 'takes acknowledgements from anybody',
    caughtBy: 'somebody else cannot acknowledge',
    setup: altered((inner) => {
      let partner: PublicKey | undefined;
      return {
        append(tx, message, now) {
          if (message.to.kind === 'peer') partner = message.to.peer;
          return inner.append(tx, message, now);
        },
        receive: (tx, from, bytes, now) => inner.receive(tx, partner ?? from, bytes, now),
      };
    }),
  },
  {
    fault: 'tries twice and no more',
    caughtBy: 'every message arrives once over a carrier that loses and doubles',
    setup: altered(tires(2)),
  },
  {
    fault: 'does not say what it gave up',
    caughtBy: 'a message that nobody takes is given up, and told until it is forgotten',
    setup: altered((inner) => ({
      due: async (view, now, carrier) => ({ ...(await inner.due(view, now, carrier)), givenUp: [] }),
    })),
  },
  {
    fault: 'says only once what it gave up',
    caughtBy: 'a message that nobody takes is given up, and told until it is forgotten',
    setup: altered((inner) => {
      let told = 0;
      return {
        async due(view, now, carrier) {
          const due = await inner.due(view, now, carrier);
          return due.givenUp.length > 0 && told++ > 0 ? { ...due, givenUp: [] } : due;
        },
      };
    }),
  },
];
